from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """A paid print order waits for the check of its files like any other.

        Staff see that it is paid; only a person starts it.
        """
        print_txs = self.filtered(
            lambda tx: any(tx.sale_order_ids.mapped("print_source"))
        )
        for order in print_txs.sale_order_ids:
            order._tell_staff(PaymentTransaction._say_paid)
        others = self - print_txs
        return super(PaymentTransaction, others)._check_amount_and_confirm_order()

    def _get_under_way(self):
        """Return those of which the provider has not said the last word.

        A transfer that the client has announced is not one: he may still pay otherwise.
        """
        return self.filtered(
            lambda tx: (
                tx.state in ("pending", "authorized")
                and tx.provider_code not in ("none", "custom")
            )
        )

    @staticmethod
    def _say_paid(order):
        if order.state == "cancel":
            return order.env._(
                "%s is paid, and was cancelled: give the money back, or keep it as a"
                " prepayment.",
                order.name,
            )
        if order.state == "sent":
            return order.env._("%s is paid and waits for checking.", order.name)
        return order.env._("%s is paid.", order.name)
