from werkzeug.exceptions import NotFound

from odoo.addons.sale.controllers.portal import CustomerPortal
from odoo.fields import Command
from odoo.http import request, route

from .portal import read_amount
from .portal_orders import PrintOrders


class PrintPayment(PrintOrders, CustomerPortal):
    """Paying a sent order online, with Odoo's own payment form."""

    @route("/my/print/orders/<int:order_id>/pay", auth="user", website=True)
    def print_order_pay(self, order_id, **kw):
        """Show how the order can be paid, and what is due."""
        order_sudo = self._find_order_to_pay(order_id)
        if not order_sudo._is_payable_by_client():
            return self._to_order_page(order_sudo)
        due = order_sudo._get_amount_due()
        page_url = f"{self._print_area()['root']}/orders/{order_id}"
        values = {
            **self._get_payment_values(
                order_sudo, is_down_payment=True, payment_amount=due
            ),
            "order": order_sudo._portal_values(request.env.user),
            "amount": due,
            "access_token": None,  # whoever pays is logged in
            "transaction_route": f"{page_url}/transaction",
            "landing_route": page_url,
        }
        return request.render("print_portal.order_pay", values)

    @route(
        "/my/print/orders/<int:order_id>/transaction",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def print_order_transaction(self, order_id, access_token=None, **kwargs):
        """Begin a payment; asked by Odoo's payment form.

        :return: what the provider's form in the browser needs
        """
        order_sudo = self._find_order_to_pay(order_id)
        self._validate_transaction_kwargs(kwargs)
        order_sudo._check_online_payment(read_amount(kwargs))
        kwargs.update(
            partner_id=request.env.user.partner_id.id,
            currency_id=order_sudo.currency_id.id,
            sale_order_id=order_id,
            landing_route=f"{self._print_area()['root']}/orders/{order_id}",
            is_validation=False,
        )
        tx_sudo = self._create_transaction(
            custom_create_values={"sale_order_ids": [Command.set([order_id])]},
            **kwargs,
        )
        return tx_sudo._get_processing_values()

    def _find_order_to_pay(self, order_id):
        """Return, as superuser, an order whose amounts the user may see.

        Core computes payments as superuser: accounts read no provider.
        """
        order = self._find_order(order_id)
        if not request.env.user._has_print_right("see_finance"):
            raise NotFound()
        return order.sudo()
