from . import (
    test_findings,
    test_findings_http,
    test_ordered,
    test_preflight,
    test_preview,
    test_profile,
)
