from . import test_failure, test_pages, test_routes, test_sources
