"""Core's pages of an order are closed to clients: they lead to ours, or refuse.

Core would show list prices, let a signature or a payment confirm what nobody has
checked, and open a basket to whoever holds a link.
"""

from werkzeug.exceptions import Forbidden, NotFound

from odoo.addons.sale.controllers.portal import CustomerPortal, PaymentPortal
from odoo.addons.sale_management.controllers.portal import (
    CustomerPortal as OptionPortal,
)
from odoo.exceptions import AccessError
from odoo.http import request, route


def _is_print_order(order_id):
    """Whether this order is one of ours; asked of an id from the address."""
    # Nothing of the order is shown: only which of two doors it belongs to.
    order_sudo = request.env["sale.order"].sudo().browse(order_id).exists()
    return bool(order_sudo.print_source)


def _to_ours(path=""):
    """Return the address of our page of orders, or of one of them."""
    return request.env["ir.http"]._get_print_url(f"/orders{path}")


def _refuse_print_order(order_id):
    if _is_print_order(order_id):
        raise AccessError(request.env._("Open this order in your print shop pages."))


class PrintCoreDoors(CustomerPortal):
    @route()
    def portal_my_quotes(self, **kwargs):
        if request.env.user._print_client():
            return request.redirect(_to_ours())
        return super().portal_my_quotes(**kwargs)

    @route()
    def portal_my_orders(self, **kwargs):
        if request.env.user._print_client():
            return request.redirect(_to_ours())
        return super().portal_my_orders(**kwargs)

    @route()
    def portal_order_page(self, order_id, *args, **kwargs):
        """Lead to our page: it checks who asks."""
        if _is_print_order(order_id) and not request.env.user._is_internal():
            return request.redirect(_to_ours(f"/{order_id}"))
        return super().portal_order_page(order_id, *args, **kwargs)

    @route()
    def portal_quote_accept(self, order_id, *args, **kwargs):
        _refuse_print_order(order_id)
        return super().portal_quote_accept(order_id, *args, **kwargs)

    @route()
    def portal_quote_decline(self, order_id, *args, **kwargs):
        if _is_print_order(order_id):
            return request.redirect(_to_ours(f"/{order_id}"))
        return super().portal_quote_decline(order_id, *args, **kwargs)

    @route()
    def portal_quote_document(self, order_id, *args, **kwargs):
        if _is_print_order(order_id):
            raise NotFound()
        return super().portal_quote_document(order_id, *args, **kwargs)

    @route()
    def portal_my_sale_order_download_edi(self, order_id=None, *args, **kwargs):
        """The file carries list prices."""
        if _is_print_order(order_id):
            raise NotFound()
        return super().portal_my_sale_order_download_edi(order_id, *args, **kwargs)


class PrintPaymentDoors(PaymentPortal):
    def _create_transaction(self, *args, provider_id, **kwargs):
        """Take only what the payment form offers, at core's addresses, too.

        Core takes any provider that a client names: one that staff try out, say, where
        no money is paid.
        """
        # Accounts read no provider.
        provider_sudo = request.env["payment.provider"].sudo().browse(provider_id)
        is_on = provider_sudo.exists() and provider_sudo.state != "disabled"
        if not is_on or not (
            provider_sudo.is_published or request.env.user._is_internal()
        ):
            raise Forbidden()
        return super()._create_transaction(*args, provider_id=provider_id, **kwargs)

    @route()
    def portal_order_transaction(self, order_id, *args, **kwargs):
        _refuse_print_order(order_id)
        return super().portal_order_transaction(order_id, *args, **kwargs)


class PrintOptionDoors(OptionPortal):
    @route()
    def portal_quote_option_update(self, order_id, *args, **kwargs):
        _refuse_print_order(order_id)
        return super().portal_quote_option_update(order_id, *args, **kwargs)
