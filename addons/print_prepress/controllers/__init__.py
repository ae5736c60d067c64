from . import (
    approval_picture,
    archive,
    away,
    findings,
    imposed,
    impositions,
    preflight,
    preview,
    proof,
    proof_link,
    proof_pass,
)
