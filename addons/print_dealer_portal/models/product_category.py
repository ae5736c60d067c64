from odoo import api, fields, models


class ProductCategory(models.Model):
    """Whole groups of products for the partner portal."""

    _inherit = "product.category"

    is_partner_portal = fields.Boolean(
        "Partner portal",
        help="Partners see the products of this group and of all groups below it.",
    )
    is_dealer_category = fields.Boolean(
        "In the partner portal",
        compute="_compute_is_dealer_category",
        recursive=True,
        store=True,
        help="This group, or one above it, is ticked for the partner portal.",
    )
    dealer_name = fields.Char(
        "Name for partners",
        translate=True,
        help="As partners read it, in their language; by default the name.",
    )

    @api.depends("is_partner_portal", "parent_id.is_dealer_category")
    def _compute_is_dealer_category(self):
        for category in self:
            category.is_dealer_category = (
                category.is_partner_portal or category.parent_id.is_dealer_category
            )

    def _get_dealer_name(self):
        """Return how partners know this group, "" for a product without one."""
        return self.dealer_name or self.name or ""

    def _get_ticked_category(self):
        """Return the nearest group, this one or one above it, that is ticked."""
        category = self
        while category and not category.is_partner_portal:
            category = category.parent_id
        return category
