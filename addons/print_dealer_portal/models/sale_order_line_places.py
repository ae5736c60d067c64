from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """Goods of an order that go to several addresses."""

    _inherit = "sale.order.line"

    print_place_ids = fields.One2many(
        "print.line.place",
        "line_id",
        string="By address",
        copy=False,
        groups="base.group_user",
    )
    print_unsplit = fields.Float(
        "Without an address",
        compute="_compute_print_unsplit",
        digits="Product Unit",
        groups="base.group_user",
        help="What the addresses of the order do not get yet; below 0 it is given out"
        " twice.",
    )

    @api.depends("print_place_ids.quantity", "product_uom_qty")
    def _compute_print_unsplit(self):
        for line in self:
            line.print_unsplit = (
                line._get_unsplit() if line.order_id.is_print_split else 0
            )

    def _is_carried_goods(self):
        """Whether something of this line is carried to an address."""
        self.ensure_one()
        return (
            self.product_id.type == "consu"
            and not self.is_delivery
            and not self.is_downpayment
        )

    def _get_split_quantity(self):
        """Return how much of this line has an address, in the units of the line."""
        # Which address gets what is kept behind the order, which the reader has.
        return sum(self.sudo().print_place_ids.mapped("quantity"))

    def _get_unsplit(self):
        """Return how much has no address yet; less than 0 is given out twice."""
        self.ensure_one()
        left = self.product_uom_qty - self._get_split_quantity()
        return 0.0 if self.product_uom_id.is_zero(left) else left

    def _is_split_open(self):
        """Whether somebody has to say where some of this line goes.

        Work that has left is settled at the number that was made: it has arrived.
        """
        is_settled = (
            self.print_price_locked and self.move_ids and self._is_print_delivered()
        )
        return bool(self._get_unsplit()) and not is_settled

    def _get_unsplit_words(self):
        """Say what of this line has no address yet, or is given out twice."""
        left = self._get_unsplit()
        words = {
            "goods": self._get_print_title(),
            "quantity": self._format_quantity(abs(left)),
            "unit": self._get_unit_label(abs(left)),
        }
        if left > 0:
            return self.env._(
                "%(goods)s: %(quantity)s %(unit)s without an address.", **words
            )
        return self.env._(
            "%(goods)s: %(quantity)s %(unit)s more than ordered.", **words
        )

    def _get_unsplit_way(self):
        """Say how what is left is given an address."""
        split = self._format_quantity(self._get_split_quantity())
        if self._get_unsplit() > 0:
            return self.env._("Give it an address, or lower the quantity to %s.", split)
        return self.env._(
            "Take it from an address, or raise the quantity to %s.", split
        )

    # In the store -----------------------------------------------------------------

    def write(self, vals):
        """Ask for the split again when the shop changes what an order sends out."""
        changed = self.browse()
        if "product_uom_qty" in vals:
            changed = self.filtered(
                lambda line: (
                    line.order_id.is_print_split
                    and not line.order_id.is_basket
                    and not line._is_split_open()
                )
            )
        result = super().write(vals)
        open_again = changed.filtered(lambda line: line._is_split_open()).order_id
        for order in open_again:
            order._ask_split()
        return result

    def _create_procurements(self, product_qty, procurement_uom, values):
        """One need for each address, instead of one for the line."""
        if not self.order_id.is_print_split:
            return super()._create_procurements(product_qty, procurement_uom, values)
        procurements = []
        for place, quantity, uom in self._get_lacking():
            to_here = place._get_procurement_values() if place else {}
            procurements += super()._create_procurements(
                quantity, uom, values | to_here
            )
        return procurements

    def _get_lacking(self):
        """Return what each address lacks of this line, below 0 what it has too much.

        What has no address yet waits. What was to go out before there were addresses is
        taken back where it has not left.

        :return: list of ``(place, quantity, unit)``
        """
        self.ensure_one()
        lacking = []
        # The store asks for where goods go, whoever confirms.
        places = self.sudo().order_id.print_place_ids
        for place in (places.browse(), *places):
            sent = self.with_context(print_place=place.id)._get_qty_procurement()
            missing = place._get_quantity(self) - sent
            if not self.product_uom_id.is_zero(missing):
                quantity, uom = self.product_uom_id._adjust_uom_quantities(
                    missing, self.product_id.uom_id
                )
                lacking.append((place, quantity, uom))
        return lacking

    def _get_outgoing_incoming_moves(self, strict=True):
        """Count what goes to one address alone, where that is asked."""
        outgoing, incoming = super()._get_outgoing_incoming_moves(strict=strict)
        if "print_place" not in self.env.context:
            return outgoing, incoming
        place_id = self.env.context["print_place"]

        def is_here(move):
            # Salespeople do not read all of the store.
            return move.sudo().print_place_id.id == place_id

        return outgoing.filtered(is_here), incoming.filtered(is_here)
