from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.controllers.portal_baskets import PrintBaskets
from odoo.addons.print_portal.controllers.portal_orders import PrintOrders
from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route


class PrintPlaces(PrintBaskets, PrintOrders):
    """One order split over several addresses: while it is filled, and again later."""

    # In the basket ----------------------------------------------------------------

    @route(
        "/my/print/baskets/<int:basket_id>/places",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_places(self, basket_id, place="", **kw):
        """Show what of a basket goes where."""
        basket = self._find_shown(basket_id)
        if not basket.is_basket:
            return self._to_order(basket)
        if not basket._may_be_filled_by(request.env.user):
            return self._to_basket(basket)
        # Written through its doors alone.
        return self._render_places(basket.sudo(), {"place": place})

    @route(
        "/my/print/baskets/<int:basket_id>/places",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_places_post(self, basket_id, **typed):
        """Keep what was typed; then do what the button says.

        ``add`` (id of an address), ``new`` (the fields of an address), ``drop`` (id of
        a place), ``fit`` (id of a line), ``join``: one address for all.
        """
        basket_sudo = self._find_basket(basket_id)
        errors = {}
        try:
            with self._basket_lock(basket_sudo):
                if not basket_sudo._may_be_filled_by(request.env.user):
                    return self._to_basket(basket_sudo)
                basket_sudo._price_for_today()
                errors = basket_sudo._save_basket_form(typed)
            if not errors or typed.keys() & {"drop", "join"}:
                with self._basket_lock(basket_sudo):
                    errors = self._change_places(basket_sudo, typed)
        except (AccessError, UserError) as refusal:
            errors = {"": str(refusal)}
        if errors:
            return self._render_places(basket_sudo, typed, errors)
        if "join" in typed or not basket_sudo.is_print_split:
            return self._to_basket(basket_sudo)
        shown = typed.get("place") or ""
        return self._to_places(basket_sudo, f"?place={shown}" if shown else "")

    def _change_places(self, basket, typed):
        """Do what a button of the page says; return sentences by name of a field."""
        if "add" in typed and read_id(typed.get("address")):
            basket._split_over(read_id(typed["address"]))
        elif "new" in typed:
            partners = request.env["res.partner"]
            address, errors = partners._save_child("address", typed)
            if errors:
                return errors
            basket._split_over(address.id)
        elif "drop" in typed:
            place_id = read_id(typed["drop"])
            basket._drop_place(
                basket.print_place_ids.filtered(lambda place: place.id == place_id)
            )
        elif "fit" in typed:
            basket._fit_line(read_id(typed["fit"]))
        elif "join" in typed:
            basket._join_places()
        return {}

    def _to_places(self, order, suffix=""):
        return request.redirect(f"{self._get_places_url(order)}{suffix}", code=303)

    def _get_places_url(self, order):
        root = self._print_area()["root"]
        kind = "baskets" if order.is_basket else "orders"
        return f"{root}/{kind}/{order.id}/places"

    def _render_places(self, order, typed=None, errors=None):
        """Render the split; what could not be kept stands in it as it was typed."""
        user, typed, errors = request.env.user, typed or {}, errors or {}
        partners = request.env["res.partner"]
        values = {
            "order": order._portal_values(user),
            "split": order._get_split_values(user, read_id(typed.get("place"))),
            "addresses": order._get_places_to_add(user) if order.is_basket else [],
            "address_form": partners._get_child_form("address")
            if order.is_basket and partners._may_keep("address")
            else [],
            "typed": partners._get_new_child_typed("address") | typed,
            "errors": errors,
            "places_url": self._get_places_url(order),
        }
        if order.is_basket:
            values |= self._get_basket_tools(order, typed)
        response = request.render("print_dealer_portal.places", values)
        if errors:
            response.status_code = 422
        return response

    def _render_basket(self, basket, typed=None, errors=None, is_posted=False):
        """What was sent from the page of the split is shown there again."""
        if basket and is_posted and typed and "places" in typed:
            return self._render_places(basket, typed, errors)
        return super()._render_basket(basket, typed, errors, is_posted=is_posted)

    # Again, of an order that the shop has changed ---------------------------------

    @route(
        "/my/print/orders/<int:order_id>/places",
        auth="user",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_order_places(self, order_id, place="", **kw):
        """Show what of an order goes where, while that is asked."""
        order = self._find_split(order_id)
        if not order._is_split_asked():
            return self._to_order_page(order)
        # Accounts have no right on places; whose order it is was asked above.
        return self._render_places(order.sudo(), {"place": place})

    @route(
        "/my/print/orders/<int:order_id>/places",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_places_post(self, order_id, place="", **typed):
        """Keep what the addresses get now."""
        order = self._find_split(order_id)
        order_sudo = order.sudo()  # accounts change orders through doors alone
        try:
            with self._basket_lock(order):
                order._check_may_be_changed()
                errors = order_sudo._split_again(typed)
        except (AccessError, UserError) as refusal:
            errors = {"": str(refusal)}
        if errors:
            return self._render_places(order_sudo, typed | {"place": place}, errors)
        if order._is_split_asked():
            return self._to_places(order_sudo, f"?place={place}" if place else "")
        return self._to_order_page(order)

    def _find_split(self, order_id):
        order = self._find_order(order_id)
        if order.is_basket or not order.is_print_split:
            raise NotFound()
        return order
