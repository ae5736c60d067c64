from . import (
    print_account_invite_proof,
    print_finding_waive,
    print_imposed_sheet,
    print_job_impose,
    print_job_impose_file,
    print_job_stop,
    print_proof_override,
    print_proof_send,
    print_proof_send_person,
    print_proof_withdraw,
)
