from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import request, route

from ..form_errors import FormErrors
from .portal_order_form import FOLDER_FILES, PrintOrderForm


class PrintQuickOrder(PrintOrderForm):
    @route("/my/print/quick", auth="user", website=True, methods=["GET"], readonly=True)
    def print_quick(self, type="", **kw):
        """Show the form of an order in a few words."""
        self._print_area()
        user = request.env.user
        typed = {
            "type": type,
            "comment": "",
            "phone": user.partner_id.phone or user._print_client().sudo().phone or "",
        }
        return self._render_quick(typed)

    @route(
        "/my/print/quick",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_quick_post(self, key="", **kw):
        """Send an order in a few words; sent twice, it leads to the same order."""
        area = self._print_area()
        form = request.httprequest.form
        typed = {name: form.get(name, "") for name in ("type", "comment", "phone")}
        file_ids, refusals = self._take_files()
        errors = {}
        if not refusals:
            try:
                with self._basket_lock():
                    order_sudo = request.env["sale.order"]._send_in_words(
                        typed, file_ids, key or None
                    )
                return request.redirect(
                    f"{area['root']}/orders/{order_sudo.id}?sent=1", code=303
                )
            except FormErrors as refusal:
                found = refusal.context["print_errors"]
                errors = {error["field"]: error["message"] for error in found}
            except UserError as refusal:
                refusals = [str(refusal)]
        return self._render_quick(typed, file_ids, key, errors, refusals)

    def _render_quick(self, typed, file_ids=(), key="", errors=None, refusals=()):
        """Render the form with everything that was typed and chosen.

        :param errors: sentences by field
        :param refusals: sentences about the whole
        """
        files = request.env["print.file"].search([("id", "in", list(file_ids))])
        values = {
            "typed": typed,
            "key": key or str(uuid4()),
            "errors": errors or {},
            "stops": [],
            "refusals": refusals,
            "order_types": request.env["print.order.type"]._get_portal_types(),
            "files": files,
            "folder": request.env["print.file"].search(
                [("id", "not in", files.ids)], limit=FOLDER_FILES
            ),
            "can_send": request.env.user._has_print_right("can_submit"),
        }
        response = request.render("print_portal.quick_order", values)
        if errors or refusals:
            response.status_code = 422
        return response
