from datetime import datetime, time

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_compare, float_round
from odoo.tools.misc import format_date, formatLang

NOON = time(12)  # the same day wherever the shop is


class SaleOrderLine(models.Model):
    """Goods as the client has sent them, beside what staff make of them."""

    _inherit = "sale.order.line"

    print_date_planned = fields.Date(
        "Leaves on",
        help="When these goods leave, if not with the rest of the order. The client is"
        " asked to agree to a later day than he was told, or wished.",
    )
    print_is_agreed = fields.Boolean("Is agreed", readonly=True, copy=False)
    print_agreed_qty = fields.Float(
        "Agreed", digits="Product Unit", readonly=True, copy=False
    )
    print_agreed_price = fields.Float(
        "Price when sent",
        digits="Product Price",
        readonly=True,
        copy=False,
        groups="sales_team.group_sale_salesman",
    )
    print_agreed_date = fields.Date("Date agreed", readonly=True, copy=False)

    def _seal(self):
        """Keep these lines as what both sides have agreed to."""
        for line in self:
            line.print_is_agreed = True
            line.print_agreed_qty = line.product_uom_qty
            line.print_agreed_price = line.price_unit
            line.print_agreed_date = line._get_planned_date()

    def _restore_agreed(self):
        """Put these lines back to what was agreed; what the shop has added goes."""
        added = self.filtered(lambda line: not line.print_is_agreed)
        kept = added.filtered(lambda line: line.state == "sale")  # never deleted
        kept.product_uom_qty = 0
        for line in self - added:
            line.write(
                {
                    "product_uom_qty": line.print_agreed_qty,
                    "price_unit": line.print_agreed_price,
                    "print_date_planned": line.print_agreed_date,
                }
            )
        (added - kept).unlink()

    def _get_planned_date(self):
        """Return the day for which these goods are wished or promised, if any."""
        if self.print_date_planned:
            return self.print_date_planned
        wished = self.order_id.commitment_date
        return wished and fields.Datetime.context_timestamp(self, wished).date()

    def _get_change(self):
        """Return what the client has to agree to in this line, None for nothing.

        See ``sale.order._get_changes``.
        """
        self.ensure_one()
        is_new = not self.print_is_agreed and self.product_uom_qty > 0
        if not (is_new or self._is_changed()):
            return None
        planned = self._get_planned_date()
        is_later = self._is_later()
        is_dearer = self._is_dearer()
        old_quantity = "" if is_new else self._format_quantity(self.print_agreed_qty)
        price = self._format_price(self.price_unit) if is_new or is_dearer else ""
        return {
            "line_id": self.id,
            "title": self._get_print_title(),
            "is_new": is_new,
            "old_quantity": old_quantity,
            "quantity": self._format_quantity(self.product_uom_qty),
            "old_price": self._format_price(self.print_agreed_price)
            if price and not is_new
            else "",
            "price": price,
            "old_date": format_date(self.env, self._get_date_told())
            if is_later
            else "",
            "date": format_date(self.env, planned) if is_later else "",
        }

    def _is_changed(self):
        """Whether the client gets something else than agreed, or on worse terms."""
        if not self.print_is_agreed:
            return False
        return self._is_other_quantity() or self._is_dearer() or self._is_later()

    def _is_other_quantity(self):
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        return bool(
            float_compare(
                self.product_uom_qty, self.print_agreed_qty, precision_digits=digits
            )
        )

    def _is_dearer(self):
        """Whether a piece costs more than agreed."""
        digits = self.env["decimal.precision"].precision_get("Product Price")
        agreed = self.print_agreed_price
        return (
            bool(self.product_uom_qty)
            and float_compare(self.price_unit, agreed, precision_digits=digits) > 0
        )

    def _is_later(self):
        """Whether these goods leave later than the client was told, or has wished.

        Of who knows no day yet, none is asked: he reads the first one.
        """
        planned, told = self._get_planned_date(), self._get_date_told()
        return bool(self.product_uom_qty and planned and told and planned > told)

    def _get_date_told(self):
        """Return the day on which the client counts, if any."""
        return self.print_agreed_date or self.order_id.print_date_wanted

    def _get_change_facts(self):
        """Return what the client's answer is about, see ``_get_change_key``."""
        return [
            self.id,
            f"{self.product_uom_qty:.6f}",
            f"{self.price_unit:.6f}",
            str(self._get_planned_date() or ""),
        ]

    def _format_price(self, price):
        """Return a price of one unit with the decimals that it has."""
        digits = self.currency_id.decimal_places
        most = self.env["decimal.precision"].precision_get("Product Price")
        while digits < most and float_compare(
            float_round(price, precision_digits=digits), price, precision_digits=most
        ):
            digits += 1
        return formatLang(self.env, price, digits=digits)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_sent(self):
        """What the client has ordered is set to 0: he is asked, and it is kept."""
        kept = self.filtered(
            lambda line: line.print_is_agreed and line.order_id._is_to_accept()
        )
        if kept:
            raise UserError(
                self.env._(
                    "%s is ordered: set its quantity to 0, the client is asked.",
                    kept[0]._get_print_title(),
                )
            )

    def _prepare_procurement_values(self):
        """Goods with a day of their own leave on it."""
        values = super()._prepare_procurement_values()
        if self.print_date_planned:
            moment = datetime.combine(self.print_date_planned, NOON)
            values.update(date_planned=moment, date_deadline=moment)
        return values
