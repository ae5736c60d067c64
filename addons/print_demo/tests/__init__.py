from . import test_print_demo
