from odoo import api, fields, models

from ..estimate import NoPrice


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    print_spec_id = fields.Many2one(
        "print.spec", ondelete="restrict", index="btree_not_null", copy=False
    )
    print_order_type_id = fields.Many2one(related="product_id.print_order_type_id")
    print_is_on_request = fields.Boolean(
        "On request",
        compute="_compute_print_is_on_request",
        help="No price could be computed: a person answers with one.",
    )
    print_price_locked = fields.Boolean(
        "Price is final",
        copy=False,
        help="Nothing recomputes the price of this line any more.",
    )
    print_price_manual = fields.Boolean(
        "Price set by hand",
        help="Somebody entered this price. Untick it to compute the price again.",
    )

    @api.depends("print_order_type_id", "print_spec_id", "price_unit")
    def _compute_print_is_on_request(self):
        for line in self:
            # What has a price needs no look at its product: lists show many lines.
            line.print_is_on_request = bool(
                not line.price_unit
                and line.print_order_type_id
                and not line.print_price_locked
                and not line._is_free_work()
            )

    def _is_free_work(self):
        """Whether the spec itself says that nothing is billed, as for our remake."""
        self.ensure_one()
        if not self.print_spec_id:
            return False
        try:
            drivers, _values = self.print_spec_id._read_job()
        except NoPrice:
            return False
        return not drivers.quantity

    @api.depends("print_spec_id", "print_spec_id.values")
    def _compute_name(self):
        return super()._compute_name()

    @api.depends("print_spec_id", "print_spec_id.values")
    def _compute_product_uom_qty(self):
        """Count what the spec counts: plates to make, pieces to print."""
        result = super()._compute_product_uom_qty()
        for line in self.filtered("print_spec_id"):
            if not line.print_price_locked:
                line.product_uom_qty = line.print_spec_id.quantity
        return result

    def _get_sale_order_line_multiline_description_sale(self):
        """Say the work as the client ordered it: title, then the spec in a line."""
        if not self.print_spec_id:
            return super()._get_sale_order_line_multiline_description_sale()
        spec = self.print_spec_id
        words = [self.product_id.name, spec.title, spec.summary]
        if reference := (spec.values or {}).get("client_order_ref"):
            words.append(self.env._("Your order number: %s", reference))
        return "\n".join(filter(None, words))

    def copy_data(self, default=None):
        """A copied line asks for the same work, in a spec of its own."""
        vals_list = super().copy_data(default)
        for line, vals in zip(self, vals_list, strict=True):
            if line.print_spec_id:
                vals["print_spec_id"] = line.print_spec_id.copy().id
                if not line.print_price_manual:
                    # Priced again, by today's tariffs.
                    vals.pop("price_unit", None)
                    vals.pop("technical_price_unit", None)
        return vals_list

    @api.model
    def _prepare_print_line(self, spec):
        """Return the values of an order line for ``spec``.

        Words and price follow from the spec by themselves; so does the quantity when
        the spec changes, but for a new line core's default of 1 comes first.
        """
        return {
            "product_id": spec.order_type_id.product_id.id,
            "print_spec_id": spec.id,
            "product_uom_qty": spec.quantity,
        }

    def action_open_print_spec(self):
        """Show what was ordered on this line."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.print_spec_id.display_name,
            "res_model": "print.spec",
            "res_id": self.print_spec_id.id,
            "view_mode": "form",
            "target": "new",
        }
