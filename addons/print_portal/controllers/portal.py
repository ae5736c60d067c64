from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal


class PrintPortal(CustomerPortal):
    @route("/my/print/order", auth="user", website=True, readonly=True)
    def print_order_types(self, **kw):
        """Show every kind of work that can be ordered."""
        order_types_sudo = request.env["print.order.type"]._get_portal_types()
        return request.render(
            "print_portal.order_types", {"order_types": order_types_sudo}
        )
