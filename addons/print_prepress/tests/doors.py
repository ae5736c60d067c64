"""What this add-on opens to clients, see ``print_portal/tests/doors.py``."""

from odoo.addons.print_portal.tests.doors import ROWS, Door
from odoo.addons.print_portal.tests.rights_table import Row
from odoo.fields import Command

from ..prepress import FileFacts

DOORS = [
    Door("/my/print/impositions"),
    Door("/my/print/impositions/new"),
    Door("/my/print/impositions/new", "", "POST"),
    Door("/my/print/impositions/<int:scheme_id>", "/my/print/impositions/{scheme}"),
    Door(
        "/my/print/impositions/<int:scheme_id>",
        "/my/print/impositions/{scheme}",
        "POST",
    ),
    Door(
        "/my/print/impositions/<int:scheme_id>/copy",
        "/my/print/impositions/{scheme}/copy",
        "POST",
    ),
    Door(
        "/my/print/impositions/<int:scheme_id>/delete",
        "/my/print/impositions/{scheme}/delete",
        "POST",
        {"do": "restore"},
    ),
    Door("/my/print/impositions/preview", "", "JSON", {"typed": {"binding": "saddle"}}),
    Door(
        "/my/print/impositions/<int:scheme_id>/picture",
        "/my/print/impositions/{scheme}/picture",
    ),
    # Sheets are the shop's: no client ever fetches them here.
    Door("/print/imposed/<int:imposed_id>/pdf", "/print/imposed/1/pdf", is_shut=True),
    Door("/print/imposed/<int:imposed_id>/xjdf", "/print/imposed/1/xjdf", is_shut=True),
    Door(
        "/print/imposed/<int:imposed_id>/ppf/<int:sheet>",
        "/print/imposed/1/ppf/1",
        is_shut=True,
    ),
    # Nothing is packed in a test of doors: a client is led to his order.
    Door(
        "/my/print/archives/<int:archive_id>/download",
        "/my/print/archives/{archive}/download",
    ),
    Door(
        "/my/print/orders/<int:order_id>/archive",
        "/my/print/orders/{order}/archive",
        "POST",
    ),
    Door("/my/print/checks", "", "JSON", {"keys": ["print.artwork-1"]}),
    Door("/my/print/profile/away"),
    Door(
        "/my/print/profile/away",
        "",
        "POST",
        {"until": "", "stand_in": ""},
    ),
    # Whoever has a mail sees its picture, if one was drawn.
    Door(
        "/print/approval/picture/<string:token>",
        "/print/approval/picture/forged",
        is_open=True,
        is_shut=True,
    ),
    # Pictures: nothing is drawn in a test of doors.
    Door(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/page/<int:number>",
        "/my/print/artwork/{artwork}/page/1",
        is_shut=True,
    ),
    Door(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/page/<int:number>"
        "/<string:kind>",
        "/my/print/artwork/{artwork}/page/1/thumb",
        is_shut=True,
    ),
    Door(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/pictures",
        "/my/print/artwork/{artwork}/pictures",
        "JSON",
        {"keys": ["page-1"]},
    ),
    Door(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/view",
        "/my/print/artwork/{artwork}/view",
    ),
    Door(
        "/my/print/findings/<int:finding_id>/picture",
        "/my/print/findings/{finding}/picture",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/findings",
        "/my/print/orders/{order}/findings",
        "POST",
        {"finding": "{finding}"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/artwork/<int:artwork_id>/replace",
        "/my/print/orders/{order}/artwork/{artwork}/replace",
        "POST",
    ),
    # The page of a proof, by login and by link.
    Door("/my/print/proofs/<int:proof_id>", "/my/print/proofs/{proof}"),
    Door(
        "/my/print/proofs/<int:proof_id>/comment",
        "/my/print/proofs/{proof}/comment",
        "POST",
        {"comment": "Too dark"},
    ),
    Door(
        "/my/print/proofs/<int:proof_id>/decide",
        "/my/print/proofs/{proof}/decide",
        "POST",
        {"decision": "changes", "reason": "Too dark"},
    ),
    Door(
        "/my/print/proofs/<int:proof_id>/finding",
        "/my/print/proofs/{proof}/finding",
        "POST",
        {"finding": "{finding}"},
    ),
    Door(
        "/my/print/proofs/<int:proof_id>/pass",
        "/my/print/proofs/{proof}/pass",
        "POST",
        {"pass_name": "Anna", "pass_email": "anna@example.com"},
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/pass",
        "/print/proof/forged/pass",
        "POST",
        {"pass_name": "Anna", "pass_email": "anna@example.com"},
        is_open=True,
        is_shut=True,
    ),
    Door("/my/print/proofs/<int:proof_id>/pdf", "/my/print/proofs/{proof}/pdf"),
    Door(
        "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/page/<int:number>",
        "/my/print/proofs/{proof}/file/{artwork}/page/1",
        is_shut=True,
    ),
    Door(
        "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/page/<int:number>"
        "/<string:kind>",
        "/my/print/proofs/{proof}/file/{artwork}/page/1/thumb",
        is_shut=True,
    ),
    Door(
        "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/pictures",
        "/my/print/proofs/{proof}/file/{artwork}/pictures",
        "JSON",
        {"keys": ["page-1"]},
    ),
    Door(
        "/print/proof/<string:token>",
        "/print/proof/forged",
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/comment",
        "/print/proof/forged/comment",
        "POST",
        {"comment": "Too dark"},
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/decide",
        "/print/proof/forged/decide",
        "POST",
        {"decision": "approve", "seen": "1"},
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/pdf",
        "/print/proof/forged/pdf",
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/file/<int:artwork_id>/page/<int:number>",
        "/print/proof/forged/file/{artwork}/page/1",
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/file/<int:artwork_id>/page/<int:number>"
        "/<string:kind>",
        "/print/proof/forged/file/{artwork}/page/1/thumb",
        is_open=True,
        is_shut=True,
    ),
    Door(
        "/print/proof/<string:token>/file/<int:artwork_id>/pictures",
        "/print/proof/forged/file/{artwork}/pictures",
        "JSON",
        {"keys": ["page-1"]},
        is_open=True,
        is_shut=True,
    ),
]
READABLE = {
    "print.archive": ROWS,
    "print.finding": ROWS,
    "print.imposition": ROWS,
    "print.proof": ROWS,
    "print.proof.file": ROWS,
    "print.proof.approver": ROWS,
}
PLANTED = {
    Row("print.archive"): "archive",
    Row("print.finding"): "finding",
    Row("print.proof"): "proof",
    Row("print.proof.file"): "proof_file",
    Row("print.proof.approver"): "proof_approver",
}
PLANTED_OF_OFFICE = {Row("print.imposition"): "scheme"}


def add_documents(documents):
    """Return what a check has found in the file of the order, and its proof."""
    artwork = documents["artwork"]
    preflight = artwork.env["print.preflight"]._request(artwork)
    facts = FileFacts(format="pdf", layers=("Notes",)).to_json()
    preflight.write({"state": "done", "facts": facts})
    artwork._judge()
    proof = _add_proof(artwork)
    scheme = artwork.env["print.imposition"].create(
        {"name": f"A5 at {artwork.id}", "client_id": artwork.job_id.partner_id.id}
    )
    archive = artwork.env["print.archive"]._want(artwork.job_id.order_id, "client")
    return {
        "archive": archive,
        "finding": artwork.finding_ids,
        "scheme": scheme,
        "proof": proof,
        "proof_file": proof.file_ids,
        "proof_approver": proof.approver_ids,
    }


def _add_proof(artwork):
    """Return a proof that somebody without account is asked about."""
    job = artwork.job_id
    return artwork.env["print.proof"].create(
        {
            "job_id": job.id,
            "version": 1,
            "spec_id": job.spec_id.id,
            "spec_hash": job.spec_id.hash,
            "sender_id": artwork.env.uid,
            "file_ids": [Command.create(artwork._prepare_proof_file())],
            "approver_ids": [
                Command.create({"name": "Anna", "email": "anna@brand.example.com"})
            ],
        }
    )
