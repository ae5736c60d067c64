from contextlib import ExitStack, contextmanager

from werkzeug.exceptions import NotFound, abort

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

    @contextmanager
    def _baskets_lock(self, *baskets):
        """Let this request alone write all of ``baskets``.

        Always in one order, so that two requests do not wait for one another.
        """
        with ExitStack() as locks:
            for basket in sorted(baskets, key=lambda basket: basket.id):
                locks.enter_context(self._basket_lock(basket))
            yield

    def _find_basket(self, basket_id):
        """Return a basket that the user owns, sent or not, or fills, as superuser."""
        try:
            order_id = int(basket_id)
        except ValueError as error:
            raise NotFound() from error
        order = request.env["sale.order"].search([("id", "=", order_id)])
        user = request.env.user
        if not order or not (
            order.print_account_id == user or order._may_be_filled_by(user)
        ):
            raise NotFound()
        return order.sudo()  # accounts write baskets only through their doors

    def _get_basket_url(self, basket):
        """Return the address of a basket's page: the current one has its own."""
        root = self._print_area()["root"]
        current = request.env["sale.order"]._get_basket()
        return f"{root}/basket" if basket == current else f"{root}/baskets/{basket.id}"
