from . import (
    print_artwork_preflight,
    print_file_preflight,
    print_job_preflight,
    print_preflight,
    print_preflight_check,
    print_preflight_ink,
    print_preflight_watch,
    print_stored_preflight,
)
