from datetime import timedelta

from odoo import fields, models
from odoo.tools.misc import format_date

# Tones of the pages: there, later, nobody knows.
OK, YOU, OFF = "ok", "you", "off"


class ProductProduct(models.Model):
    """Whether a product is there: a number, else a date."""

    _inherit = "product.product"

    def _get_dealer_stock(self):
        """Return how many of each product are there, or when they will be.

        Two queries, however many products: what lies in the company's stock and is not
        reserved, then the first delivery that is awaited of what is not there.

        :return: dict of product id to ``label``, ``tone`` and ``raw_free``, the number
            of units that are free
        """
        # Read of the template, as in ``_get_dealer_facts``.
        stored = self.filtered(lambda product: product.product_tmpl_id.is_storable)
        free = stored._get_dealer_free()
        gone = stored.filtered(lambda product: free.get(product.id, 0) <= 0)
        awaited = gone._get_dealer_arrivals() if gone else {}
        return {
            product.id: product._get_dealer_stock_values(
                free.get(product.id, 0.0), awaited.get(product.id)
            )
            for product in self
        }

    def _get_dealer_free(self):
        if not self:
            return {}
        groups = self.env["stock.quant"]._read_group(
            [
                ("product_id", "in", self.ids),
                ("location_id.usage", "=", "internal"),
                ("company_id", "=", self.env.company.id),
            ],
            ["product_id"],
            ["quantity:sum", "reserved_quantity:sum"],
        )
        return {product.id: held - kept for product, held, kept in groups}

    def _get_dealer_arrivals(self):
        """Return when the first units arrive that somebody has ordered for us."""
        groups = self.env["stock.move"]._read_group(
            [
                ("product_id", "in", self.ids),
                (
                    "state",
                    "in",
                    ("waiting", "confirmed", "assigned", "partially_available"),
                ),
                ("location_dest_id.usage", "=", "internal"),
                ("location_id.usage", "!=", "internal"),
                ("company_id", "=", self.env.company.id),
            ],
            ["product_id"],
            ["date:min"],
        )
        return {product.id: date for product, date in groups}

    def _get_dealer_stock_values(self, free, arrival):
        self.ensure_one()
        template = self.product_tmpl_id
        if template.print_order_type_id or template.type == "service":
            return {"label": self.env._("made to order"), "tone": OFF, "raw_free": 0}
        if not template.is_storable:
            return {"label": self.env._("available"), "tone": OK, "raw_free": 0}
        if free > 0:
            label = self.env._(
                "%(quantity)s %(unit)s",
                quantity=self._format_dealer_quantity(free),
                unit=template.uom_id._get_paper_label(template),
            )
            return {"label": label, "tone": OK, "raw_free": free}
        now = fields.Datetime.now()
        if not arrival and template.sale_delay:
            arrival = now + timedelta(days=template.sale_delay)
        if not arrival:
            return {"label": self.env._("on request"), "tone": OFF, "raw_free": 0}
        # What is late is not promised for a day that has passed.
        day = format_date(self.env, max(arrival, now), date_format="d MMMM")
        label = self.env._("from %s", day)
        return {"label": label, "tone": YOU, "raw_free": 0}
