from . import print_finding_waive, print_job_stop
