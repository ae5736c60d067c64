from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from .proof_link import PrintProofLinks

NAMES = ("pass_name", "pass_email")


class PrintProofPass(PrintProofLinks):
    """Letting somebody else decide on a proof."""

    @route(
        "/my/print/proofs/<int:proof_id>/pass",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_proof_pass(self, proof_id, **kw):
        """Ask somebody else in place of the user."""
        return self._post_pass(self._find_proof(proof_id), kw)

    @route(
        "/print/proof/<string:token>/pass",
        auth="public",
        website=True,
        methods=["POST"],
        csrf=False,  # the address is the right, and no cookie counts
    )
    def print_proof_link_pass(self, token, **kw):
        """Ask somebody else in place of whoever holds the link."""
        approver_sudo = self._get_approver(token)
        reader = self._reader(approver_sudo, token)
        return self._keep_private(self._post_pass(approver_sudo.proof_id, kw, **reader))

    def _post_pass(self, proof, typed, **reader):
        name, email = (typed.get(each, "") for each in NAMES)
        try:
            with request.env.cr.savepoint():
                proof._pass_on(name, email, reader.get("approver"))
        except (AccessError, UserError) as refusal:
            errors = {"pass": str(refusal)}
            response = self._show_proof(proof, typed, errors=errors, **reader)
            response.qcontext["typed"] |= {each: typed.get(each, "") for each in NAMES}
            return response
        return self._to_proof(proof, typed, reader.get("root"))
