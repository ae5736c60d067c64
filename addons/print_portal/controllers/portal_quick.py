from uuid import uuid4

from odoo.exceptions import UserError
from odoo.http import request, route

from ..form_errors import FormErrors
from .portal_order_form import FOLDER_FILES
from .portal_orders import PrintOrders

LONGEST_KEY = 100


class PrintQuickOrder(PrintOrders):
    @route("/my/print/quick", auth="user", website=True, methods=["GET"], readonly=True)
    def print_quick(self, type="", **kw):
        """Show the form of an order in a few words."""
        self._print_area()
        user = request.env.user
        typed = {
            "type": type,
            "comment": "",
            # Of his own client, whose contact he may not read.
            "phone": user.partner_id.phone or user._print_client().sudo().phone or "",
        }
        return self._render_quick(self._quick_page(), typed)

    @route(
        "/my/print/quick",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_quick_post(self, key="", **kw):
        """Send an order in a few words; sent twice, it leads to the same order."""
        page = self._quick_page(key)

        def send(typed, file_ids):
            order_sudo = request.env["sale.order"]._send_in_words(
                typed, file_ids, key[:LONGEST_KEY] or None
            )
            return f"{self._print_area()['root']}/orders/{order_sudo.id}?sent=1"

        return self._post_quick(page, send)

    def _show_returned_job(self, order, job, page):
        """Ask for no more of an outlined job than its client was asked before."""
        # As in the form of a returned job: it was found by the account's rights.
        spec_sudo = job.sudo().spec_id
        if not spec_sudo.is_brief:
            return super()._show_returned_job(order, job, page)
        page |= {
            "title": spec_sudo.title,
            "key": "",
            "order_types": request.env["print.order.type"]._get_portal_types(),
        }
        if request.httprequest.method == "GET":
            order_sudo = order.sudo()  # what he told himself
            typed = {
                "type": spec_sudo.order_type_id.code,
                "comment": order_sudo.print_note or "",
                "phone": order_sudo.print_recipient_phone or "",
            }
            return self._render_quick(page, typed, spec_sudo.file_ids.ids)

        def mend(typed, file_ids):
            order._check_may_be_changed()
            job._mend_words(typed, file_ids)
            return page["back_url"]

        return self._post_quick(page, mend, lock=order)

    def _quick_page(self, key=""):
        """Return what an empty quick order says and where it goes.

        :param key: of this form: sent twice, it is one order
        """
        return {
            "action": f"{self._print_area()['root']}/quick",
            "submit_label": request.env._("Send the order"),
            "print_section": "quick",
            "key": key[:LONGEST_KEY] or str(uuid4()),
            "order_types": request.env["print.order.type"]._get_portal_types(),
            "mended": None,
        }

    def _post_quick(self, page, send, lock=None):
        """Send what was told in words, or show it again with what is to be mended.

        :param send: called with typed texts and ids of files, returns where to go on;
            raises ``FormErrors`` or ``UserError``
        :param lock: the order that is written, by default the current basket
        """
        form = request.httprequest.form
        typed = {name: form.get(name, "") for name in ("type", "comment", "phone")}
        file_ids, refusals = self._take_files()
        errors = {}
        if not refusals:
            try:
                with self._basket_lock(lock):
                    next_url = send(typed, file_ids)
                return request.redirect(next_url, code=303)
            except FormErrors as refusal:
                found = refusal.context["print_errors"]
                errors = {error["field"]: error["message"] for error in found}
            except UserError as refusal:
                refusals = [str(refusal)]
        return self._render_quick(page, typed, file_ids, errors, refusals)

    def _render_quick(self, page, typed, file_ids=(), errors=None, refusals=()):
        """Render the form with everything that was typed and chosen.

        :param errors: sentences by field
        :param refusals: sentences about the whole
        """
        files = request.env["print.file"].search([("id", "in", list(file_ids))])
        values = {
            **page,
            "typed": typed,
            "errors": errors or {},
            "stops": [],
            "refusals": refusals,
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
