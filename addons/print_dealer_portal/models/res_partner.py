from odoo import fields, models


class ResPartner(models.Model):
    """At which prices the customers of a dealer buy: price level 1."""

    _inherit = "res.partner"

    end_customer_pricelist_id = fields.Many2one(
        "product.pricelist",
        "End-customer prices",
        company_dependent=True,
        domain=lambda self: [("company_id", "in", (self.env.company.id, False))],
        groups="base.group_user",
        help="This dealer reads the prices of this pricelist beside his own; without"
        " one, those of the company's settings.",
    )
    is_end_price_hidden = fields.Boolean(
        "No end-customer prices",
        groups="base.group_user",
        help="This dealer reads his own prices alone.",
    )

    def _get_end_customer_pricelist(self):
        """Return the pricelist of the end-customer prices that this dealer reads.

        :return: an empty recordset where he reads none
        """
        self.ensure_one()
        if self.is_end_price_hidden:
            return self.env["product.pricelist"]
        return (
            self.end_customer_pricelist_id or self.env.company.end_customer_pricelist_id
        )
