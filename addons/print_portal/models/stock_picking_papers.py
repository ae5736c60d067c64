from odoo import models
from odoo.tools.misc import format_date, formatLang

from .sale_order_line_documents import breakable


class StockPicking(models.Model):
    """The delivery note of print work: what lies in the boxes, for whom."""

    _inherit = "stock.picking"

    def _get_print_order(self):
        """Return the print order that this delivery belongs to, empty for others."""
        self.ensure_one()
        # Store keepers print the note without rights on orders.
        return self.sudo().sale_id.filtered("print_source")

    def _is_delivery_price_shown(self, reader):
        """Whether this delivery note names prices when ``reader`` opens it."""
        order = self._get_print_order()
        client = order.partner_id.print_client_id
        wanted = (
            client or order.partner_id.commercial_partner_id
        ).print_delivery_prices
        return bool(wanted) and order._is_money_shown(reader)

    def _get_note_values(self):
        """Return what a delivery note says, in the language of its receiver.

        :rtype: dict
        """
        self.ensure_one()
        # As _get_print_order: who packs the boxes reads what belongs into them.
        picking = self.sudo()
        order = picking._get_print_order()
        seller, buyer = order._get_order_parties()
        date = picking.date_done or picking.scheduled_date
        return {
            "order": order,
            "seller": seller | {"bank": []},
            "buyer": buyer,
            "date": format_date(self.env, date),
            "carrier": picking.carrier_id.name or "",
            "tracking": picking.carrier_tracking_ref or "",
            "delivery": order._get_delivery_values(sees_money=False),
            "to": (picking.partner_id or order.partner_shipping_id)._get_party_values(),
            "packages": len(picking.move_line_ids.result_package_id),
            "weight": picking._format_weight(),
            "lines": [
                picking._get_note_line(move)
                for move in picking.move_ids.filtered("product_uom_qty")
                if move.state != "cancel"
            ],
        }

    def _format_weight(self):
        weight = self.shipping_weight
        if not weight:
            return ""
        return f"{formatLang(self.env, weight, digits=2)} {self.weight_uom_name}"

    def _get_note_line(self, move):
        """Return one line of the note: work in its own words, goods in core's."""
        line = move.sale_line_id
        is_work = bool(line.print_spec_id)
        price = line.price_reduce_taxexcl if line else 0
        currency = line.currency_id
        return {
            **(
                line._split_words(line.name)
                if is_work
                else {"title": breakable(move.product_id.name), "words": []}
            ),
            "job": line.print_job_ids[:1].name or "",
            "ordered": line._format_quantity(move.product_uom_qty),
            "delivered": line._format_quantity(
                move.quantity if self.state == "done" else 0
            ),
            "unit": line._get_unit_label()
            if is_work
            else move.product_uom._get_paper_label(move.product_id),
            "lots": ", ".join(move.lot_ids.mapped("name")),
            "price": formatLang(self.env, price, digits=currency.decimal_places),
            "amount": currency.format(price * move.quantity) if currency else "",
        }
