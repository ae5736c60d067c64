from odoo import api, fields, models


class PrintDealerGroup(models.Model):
    """Dealers whose menu is the same: what is not ticked is not there, nor its pages.

    A dealer without a group belongs to the first one.
    """

    _name = "print.dealer.group"
    _description = "Group of Dealers"
    _inherit = "print.cached.mixin"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    action_ids = fields.Many2many(
        "print.dealer.action",
        string="Menu",
        help="Pages of the partner portal; without the tick there is no such page.",
    )
    dealer_ids = fields.One2many(
        "res.partner",
        "dealer_group_id",
        string="Dealers",
        domain=[("is_dealer", "=", True)],
    )
    is_default = fields.Boolean(
        string="Default",
        compute="_compute_is_default",
        help="The first group is that of all dealers who have none.",
    )

    @api.depends("sequence", "active")
    def _compute_is_default(self):
        default = self._get_default_group()
        for group in self:
            group.is_default = group._origin == default

    @api.model
    def _get_default_group(self):
        return self.search([], limit=1)
