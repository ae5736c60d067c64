from werkzeug.exceptions import NotFound

from odoo.http import request, route

from .asked_keys import read_keys
from .proof import PrintProofs


class PrintProofLinks(PrintProofs):
    """The page of a proof for an approver without account: his link is the right.

    It shows one version of one proof, and its pictures. Nothing leads from there to
    anything else of the client.
    """

    @route("/print/proof/<string:token>", auth="public", website=True, methods=["GET"])
    def print_proof_link(self, token, **kw):
        """Show the proof to whoever holds the link."""
        approver_sudo = self._find_approver(token)
        if not approver_sudo:
            response = request.render("print_prepress.proof_link_over", {})
            response.status_code = 404
            return self._keep_private(response)
        return self._keep_private(
            self._show_proof(
                approver_sudo.proof_id, kw, **self._reader(approver_sudo, token)
            )
        )

    @route(
        "/print/proof/<string:token>/comment",
        auth="public",
        website=True,
        methods=["POST"],
        csrf=False,  # the address is the right, and no cookie counts
    )
    def print_proof_link_comment(self, token, **kw):
        """Say something of a page, answer a remark, or settle it."""
        approver_sudo = self._get_approver(token)
        reader = self._reader(approver_sudo, token)
        return self._keep_private(
            self._post_comment(approver_sudo.proof_id, kw, **reader)
        )

    @route(
        "/print/proof/<string:token>/decide",
        auth="public",
        website=True,
        methods=["POST"],
        csrf=False,  # the address is the right, and no cookie counts
    )
    def print_proof_link_decide(self, token, **kw):
        """Approve this version, or ask for changes."""
        approver_sudo = self._get_approver(token)
        reader = self._reader(approver_sudo, token)
        return self._keep_private(
            self._post_decision(approver_sudo.proof_id, kw, **reader)
        )

    @route("/print/proof/<string:token>/pdf", auth="public", website=True)
    def print_proof_link_pdf(self, token, **kw):
        """Send the sheet that says who has decided on which bytes."""
        return self._keep_private(
            self._send_proof_sheet(self._get_approver(token).proof_id)
        )

    # Pictures ------------------------------------------------------------------------

    @route(
        [
            "/print/proof/<string:token>/file/<int:artwork_id>/page/<int:number>",
            "/print/proof/<string:token>/file/<int:artwork_id>/page/<int:number>"
            "/<string:kind>",
        ],
        auth="public",
        readonly=True,
    )
    def print_proof_link_picture(
        self, token, artwork_id, number, kind="page", ink=None, **kw
    ):
        """Send the picture of a page of a file of the proof, or of one plate of it."""
        proof_sudo = self._get_approver(token).proof_id
        return self._keep_private(
            self._send_picture(proof_sudo, artwork_id, kind, number, ink)
        )

    @route(
        "/print/proof/<string:token>/file/<int:artwork_id>/pictures",
        type="jsonrpc",
        auth="public",
        website=True,
    )
    def print_proof_link_pictures(self, token, artwork_id, keys=None, **kw):
        """Return how far pictures are, and have the missing ones drawn."""
        proof_sudo = self._get_approver(token).proof_id
        return self._get_shown(proof_sudo, artwork_id)._ask_pictures(read_keys(keys))

    # Who -----------------------------------------------------------------------------

    def _find_approver(self, token):
        """Return the approver whom a link names, as superuser, while it lives."""
        return request.env["print.proof.approver"]._find(token)

    def _get_approver(self, token):
        approver_sudo = self._find_approver(token)
        if not approver_sudo:
            raise NotFound()
        return approver_sudo

    def _reader(self, approver_sudo, token):
        return {"approver": approver_sudo, "root": f"/print/proof/{token}"}
