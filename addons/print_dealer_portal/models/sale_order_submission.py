from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Sending a basket of goods: what it must come to, and what was agreed by it."""

    _inherit = "sale.order"

    def _check_submission(self):
        result = super()._check_submission()
        if words := self._get_minimum_words(self.print_account_id):
            raise UserError(words)
        return result

    def _get_minimum_words(self, reader):
        """Say what is missing up to the smallest order of this dealer, "" for nothing.

        :param reader: ``res.users``; figures are for who may see money
        """
        missing = self._get_missing_amount()
        if not missing:
            return ""
        if not reader._has_print_right("see_finance"):
            return self.env._("The order is below the smallest one: add goods.")
        return self.env._(
            "The smallest order is %(smallest)s without tax: add goods for"
            " %(missing)s.",
            smallest=self.currency_id.format(self._get_smallest_order()),
            missing=self.currency_id.format(missing),
        )

    def _get_missing_amount(self):
        """Return what an order of the partner portal lacks up to the smallest one.

        Without tax and delivery, in the currency of the order. Work whose price is not
        known yet is not held against it.
        """
        self.ensure_one()
        if not self.is_partner_portal or self._has_unknown_price():
            return 0.0
        lines = self._get_portal_lines()
        missing = self._get_smallest_order() - sum(lines.mapped("price_subtotal"))
        return max(self.currency_id.round(missing), 0.0)

    def _get_smallest_order(self):
        """Return the smallest order of this client, in the currency of the order."""
        company = self.company_id
        # Accounts do not read what the shop has agreed with their company.
        client_sudo = self.partner_id.commercial_partner_id.sudo().with_company(company)
        return company.sudo().currency_id._convert(
            client_sudo.print_minimum_order,
            self.currency_id,
            company,
            self.date_order,
        )

    def _after_submission(self):
        """What was sent is what has been agreed to, until both sides agree anew."""
        if self.is_partner_portal:
            self._seal_goods()
        return super()._after_submission()

    def _seal_goods(self):
        """Keep quantity, price and date of the goods as the client has sent them."""
        self.print_is_sealed = True
        self._seal_agreed()
        for line in self._get_goods():
            line.print_ordered_qty = line.product_uom_qty

    def _seal_agreed(self):
        """Keep the order as it is now as what both sides have agreed to."""
        self.print_agreed_delivery = self._get_delivery_total()
        self._get_goods()._seal()

    def _get_delivery_total(self):
        """Return what delivery costs, without tax."""
        return sum(self.order_line.filtered("is_delivery").mapped("price_subtotal"))
