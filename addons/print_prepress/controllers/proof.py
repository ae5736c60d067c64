from math import isfinite

from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.controllers.portal_orders import PrintOrders
from odoo.addons.print_portal.typed_ids import read_id, read_ids
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..models.print_proof_decide import DECISIONS
from .asked_keys import read_keys

TYPED = ("comment", "parent", "file", "page", "left", "top", "hidden", "reason", "seen")
KEPT_S = 3600  # by the browser; other bytes have another address


class PrintProofs(PrintOrders):
    """The page of a proof, for client and staff."""

    @route(
        "/my/print/proofs/<int:proof_id>", auth="user", website=True, methods=["GET"]
    )
    def print_proof(self, proof_id, **kw):
        """Show a proof: the page that the address names, beside another version."""
        return self._show_proof(self._find_proof(proof_id), kw)

    @route(
        "/my/print/proofs/<int:proof_id>/comment",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_proof_comment(self, proof_id, **kw):
        """Say something of a page, answer a remark, or settle it."""
        return self._post_comment(self._find_proof(proof_id), kw)

    @route(
        "/my/print/proofs/<int:proof_id>/decide",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_proof_decide(self, proof_id, **kw):
        """Approve this version, or ask for changes."""
        return self._post_decision(self._find_proof(proof_id), kw)

    @route(
        "/my/print/proofs/<int:proof_id>/finding",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_proof_finding(self, proof_id, finding="", **kw):
        """Accept a remark of the check, from the page where one sees its place."""
        proof = self._find_proof(proof_id)
        # Who is asked about a proof may not see its order: that is asked next.
        order = self._find_order(proof.sudo().job_id.order_id.id)
        finding_ids = read_ids([finding])
        try:
            order._accept_findings(finding_ids)
        except (AccessError, UserError) as refusal:
            return self._show_proof(proof, kw, errors={"": str(refusal)})
        return self._to_proof(proof, kw)

    @route("/my/print/proofs/<int:proof_id>/pdf", auth="user", website=True)
    def print_proof_pdf(self, proof_id, **kw):
        """Send the sheet that says who has decided on which bytes."""
        return self._send_proof_sheet(self._find_proof(proof_id))

    def _send_proof_sheet(self, proof):
        # The sheet says what the page of the proof says; it was found by its reader.
        name = request.env._("Proof sheet")
        return self._send_pdf(proof.sudo(), "print_prepress.action_report_proof", name)

    # Pictures ------------------------------------------------------------------------

    @route(
        [
            "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/page/<int:number>",
            "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/page/<int:number>"
            "/<string:kind>",
        ],
        auth="user",
        readonly=True,
    )
    def print_proof_picture(
        self, proof_id, artwork_id, number, kind="page", ink=None, **kw
    ):
        """Send the picture of a page of a file of a proof, or of one plate of it."""
        proof = self._find_proof(proof_id)
        return self._send_picture(proof, artwork_id, kind, number, ink)

    @route(
        "/my/print/proofs/<int:proof_id>/file/<int:artwork_id>/pictures",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def print_proof_pictures(self, proof_id, artwork_id, keys=None, **kw):
        """Return how far pictures are, and have the missing ones drawn."""
        return self._get_shown(self._find_proof(proof_id), artwork_id)._ask_pictures(
            read_keys(keys)
        )

    def _get_shown(self, proof, artwork_id):
        """Return a file that a proof shows, as superuser."""
        # Who sees the proof sees its files, also when he sees nothing of the order.
        shown_sudo = proof.sudo().file_ids.artwork_id
        artwork_sudo = shown_sudo.filtered(lambda file: file.id == artwork_id)
        if not artwork_sudo:
            raise NotFound()
        return artwork_sudo

    def _send_picture(self, proof, artwork_id, kind, number, ink):
        artwork_sudo = self._get_shown(proof, artwork_id)
        stream = artwork_sudo._get_picture_stream(kind, number, ink)
        if not stream:
            raise NotFound()
        return stream.get_response(max_age=KEPT_S)

    # What the page of a login and that of a link have in common ----------------------

    def _find_proof(self, proof_id):
        """Return a proof that the user sees; for all others it does not exist."""
        proof = request.env["print.proof"].search([("id", "=", proof_id)])
        if not proof:
            raise NotFound()
        return proof

    def _show_proof(self, proof, asked, errors=None, approver=None, root=""):
        """Render the page of a proof.

        :param dict asked: what the address or a refused form says
        :param approver: who looks at it by his link
        :param str root: address of the page of that link
        """
        place = asked.get("file", ""), read_id(asked.get("page"))
        values = {
            "proof": proof._get_page_values(
                place, read_id(asked.get("with")), approver=approver, root=root
            ),
            "errors": errors or {},
            "typed": {
                name: asked[name] for name in TYPED if asked.get(name) and errors
            },
        }
        response = request.render("print_prepress.proof", values)
        if errors:
            response.status_code = 422
        return response

    def _post_comment(self, proof, typed, **reader):
        """Take a comment or an answer, or settle a remark."""
        approver = reader.get("approver")
        text = typed.get("comment", "").strip()
        comments = request.env["print.proof.comment"].sudo()  # checked by the door
        parent = comments.browse(read_id(typed.get("parent")) or ()).exists()
        settle = typed.get("settle")
        try:
            with request.env.cr.savepoint():
                if text or not settle:
                    proof._comment(
                        text,
                        _read_place(typed),
                        parent=parent,
                        audience="staff" if typed.get("hidden") else "all",
                        approver=approver,
                    )
                if settle and parent:
                    proof._settle_comment(parent, settle == "done", approver=approver)
        except (AccessError, UserError) as refusal:
            errors = {"comment": str(refusal)}
            if parent:
                typed = {**typed, **_place_of(parent)}
            return self._show_proof(proof, typed, errors=errors, **reader)
        place = _place_of(parent) if parent else typed
        return self._to_proof(proof, {**typed, **place}, reader.get("root"))

    def _post_decision(self, proof, typed, **reader):
        """Take the decision of whoever reads; what was typed is there if refused."""
        decision, reason = typed.get("decision"), typed.get("reason", "").strip()
        if decision not in DECISIONS:
            raise NotFound()
        if decision == "approve" and not typed.get("seen"):
            return self._show_proof(proof, typed, errors={"seen": True}, **reader)
        try:
            with request.env.cr.savepoint():
                proof._decide(decision, reason, reader.get("approver"))
        except (AccessError, UserError) as refusal:
            field = "reason" if decision == "changes" and not reason else ""
            errors = {field: str(refusal)}
            return self._show_proof(proof, typed, errors=errors, **reader)
        return self._to_proof(proof, {}, reader.get("root"))

    def _to_proof(self, proof, place, root=""):
        """Lead back to the page that one was at."""
        names = ("file", "page", "with")
        query = "&".join(
            f"{name}={place[name]}" for name in names if str(place.get(name) or "")
        )
        own = request.env["ir.http"]._get_print_url(f"/proofs/{proof.id}")
        address = root or own
        return request.redirect(f"{address}?{query}" if query else address, code=303)


def _read_percent(text):
    """Return the share of a page that a form names, None if it names none."""
    try:
        share = float(text)
    except (TypeError, ValueError):
        return None
    return share if isfinite(share) else None


def _read_place(typed):
    """Return the place that a form names, see ``print.proof._comment``."""
    key, page = typed.get("file", ""), read_id(typed.get("page"))
    if not (key[1:].isdecimal() and page):
        return None
    left, top = _read_percent(typed.get("left")), _read_percent(typed.get("top"))
    return read_id(key[1:]), page, left, top


def _place_of(comment):
    return {
        "file": comment.artwork_id._get_view_key() if comment.artwork_id else "",
        "page": comment.page or "",
    }
