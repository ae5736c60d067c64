from odoo import fields, models


class ResCompany(models.Model):
    """How dealers read prices."""

    _inherit = "res.company"

    is_dealer_price_with_tax = fields.Boolean(
        "Prices with tax in the partner portal",
        help="Unit prices that dealers read in the list of products include the tax.",
    )
    end_customer_pricelist_id = fields.Many2one(
        "product.pricelist",
        "End-customer prices in the partner portal",
        ondelete="restrict",
        check_company=True,
        groups="base.group_user",  # portal users read companies, and no pricelists
        help="Dealers without a pricelist of their own for it read these prices beside"
        " theirs; empty: they read only their own.",
    )

    def cache_invalidation_fields(self):
        """Whether prices hold taxes is kept: see ``account.tax._is_any_included``."""
        return super().cache_invalidation_fields() | {"account_price_include"}
