from werkzeug.exceptions import abort

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request

from ..basket_lock import exclusive


class PrintPortal(CustomerPortal):
    """What the pages of a client's area have in common."""

    def _print_area(self):
        """Return the area of the user, see ``ir.http._get_print_area``.

        Whoever belongs to no client is led to Odoo's own first page.
        """
        area = request.env["ir.http"]._get_print_area()
        if not area:
            abort(request.redirect("/my"))
        return area

    def _basket_lock(self, basket=None):
        """Let this request alone write ``basket``, by default the user's current one.

        See ``basket_lock``: what is read before is read again inside.
        """
        user = request.env.user
        basket = basket or user.print_basket_id
        return exclusive(request.env, basket.id or -user.id)
