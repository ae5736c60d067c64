from . import test_print_demo
from . import test_print_leaks
from . import test_print_papers
