from contextlib import ExitStack, contextmanager
from math import isfinite

from werkzeug.exceptions import NotFound, abort

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.exceptions import MissingError
from odoo.http import request

from ..basket_lock import exclusive

LARGEST_KEY = 1 << 31  # of an id, and of the key of a lock


class PrintPortal(CustomerPortal):
    """What the pages of a client's area have in common."""

    def _print_area(self):
        """Return the area of the user, see ``ir.http._get_print_area``.

        Whoever belongs to no client is led to Odoo's own first page.

        :raise NotFound: for his scripts, which cannot be led anywhere
        """
        area = request.env["ir.http"]._get_print_area()
        if not area:
            if request.dispatcher.routing_type != "http":
                raise NotFound()
            abort(request.redirect("/my"))
        return area

    def _is_first_press(self):
        """Whether a form is sent for the first time, see ``print.once``."""
        form, files = request.httprequest.form, request.httprequest.files
        typed = sorted(form.items(multi=True))
        names = sorted(part.filename for part in files.values())
        once = request.env["print.once"]
        return once._is_first(
            form.get("once"), [each for each in typed if each[0] != "csrf_token"], names
        )

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

    @contextmanager
    def _locked_basket(self, basket_id):
        """Let this request alone write a basket of the user, which it gets.

        It is looked for once it is his turn, and but once: see ``_find_basket``.
        Clicks leave no trace in its discussion.
        """
        with exclusive(request.env, _read_key(basket_id)):
            basket_sudo = self._find_basket(basket_id)
            yield basket_sudo.with_context(tracking_disable=True)

    def _find_basket(self, basket_id):
        """Return a basket that the user owns, sent or not, or fills, as superuser."""
        order_id, user = _read_key(basket_id), request.env.user
        # What he may fill he may see: the rules need not be asked once more.
        basket_sudo = request.env["sale.order"].sudo().browse(order_id)
        try:
            if basket_sudo._may_be_filled_by(user):
                return basket_sudo
        except MissingError as error:
            raise NotFound() from error
        order = request.env["sale.order"].search([("id", "=", order_id)])
        if not order or not (
            order.print_account_id == user or order._may_be_filled_by(user)
        ):
            raise NotFound()
        return order.sudo()  # accounts write baskets only through their doors

    def _keep_private(self, response):
        """Give a page whose address is the secret to no cache and no other site."""
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _get_basket_url(self, basket):
        """Return the address of a basket's page: the current one has its own."""
        root = self._print_area()["root"]
        current = request.env["sale.order"]._get_basket()
        return f"{root}/basket" if basket == current else f"{root}/baskets/{basket.id}"


def read_amount(sent):
    """Return the amount that a payment form has sent.

    :raise NotFound: when it is none
    """
    try:
        amount = float(sent.get("amount"))
    except (TypeError, ValueError) as error:
        raise NotFound() from error
    if not isfinite(amount):
        raise NotFound()
    return amount


def _read_key(basket_id):
    """Return the id of a basket as a number that can be a lock's key.

    :raise NotFound: when it is none
    """
    try:
        order_id = int(basket_id)
    except (TypeError, ValueError) as error:
        raise NotFound() from error
    if not 0 < order_id < LARGEST_KEY:
        raise NotFound()
    return order_id
