from odoo.addons.print_portal.controllers.portal_orders import PrintOrders
from odoo.http import request, route


class DealerHome(PrintOrders):
    @route("/dealer", auth="user", website=True, readonly=True)
    def dealer_home(self, **kw):
        """Show a dealer what waits for him, where his orders stand, whom he may ask."""
        actions = request.env.user._get_dealer_codes()
        values = self._get_home_values() | {"actions": actions}
        if "orders" not in actions:
            values["waiting"] = []
        if "balance" not in actions:
            values["balance"] = None
        return request.render("print_dealer_portal.home", values)
