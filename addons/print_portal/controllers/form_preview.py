from werkzeug.exceptions import NotFound

from odoo.http import request, route

from .portal_order_form import PrintOrderForm


class PrintFormPreview(PrintOrderForm):
    @route(
        "/print/preview/<int:order_type_id>", auth="user", website=True, readonly=True
    )
    def print_form_preview(self, order_type_id, **kw):
        """Show staff a form as clients see it, in any language; nothing is ordered."""
        if not request.env.user._is_internal():
            raise NotFound()
        order_type = (
            request.env["print.order.type"]
            .with_context(active_test=False)
            .search([("id", "=", order_type_id)])
            .with_context(active_test=True)
        )
        if not order_type:
            raise NotFound()
        return request.render(
            "print_portal.order_form", order_type._get_preview_values()
        )
