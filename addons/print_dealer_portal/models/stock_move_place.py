from odoo import api, fields, models


class StockMove(models.Model):
    """Goods of one order that go to several addresses: one delivery for each."""

    _inherit = "stock.move"

    print_place_id = fields.Many2one(
        "print.order.place",
        "Delivery address of the order",
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
    )

    def _prepare_procurement_values(self):
        values = super()._prepare_procurement_values()
        return values | {"print_place_id": self.print_place_id.id}

    @api.model
    def _prepare_merge_moves_distinct_fields(self):
        return [*super()._prepare_merge_moves_distinct_fields(), "print_place_id"]

    def _key_assign_picking(self):
        return (*super()._key_assign_picking(), self.print_place_id)

    def _search_picking_for_assignation_domain(self):
        domain = super()._search_picking_for_assignation_domain()
        return [*domain, ("print_place_id", "=", self.print_place_id.id)]

    def _get_new_picking_values(self):
        values = super()._get_new_picking_values()
        place = self.print_place_id
        if place:
            values["print_place_id"] = place.id
            if any(rule.propagate_carrier for rule in self.rule_id):
                values["carrier_id"] = place.carrier_id.id
        return values
