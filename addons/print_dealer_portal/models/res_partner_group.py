from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    dealer_group_id = fields.Many2one(
        "print.dealer.group",
        string="Dealer group",
        ondelete="restrict",
        copy=False,
        tracking=True,
        index="btree_not_null",
        groups="base.group_user",
        help="What the menu of the partner portal holds. Without one: the first group.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "dealer_group_id" in vals:
            # What each account may open is cached.
            self.env.registry.clear_cache()
        return result

    def _get_dealer_group(self):
        """Return the group of this dealer, or the one of all who have none."""
        self.ensure_one()
        group = self.dealer_group_id.filtered("active")
        return group or group._get_default_group()
