from odoo import models


class ProductProduct(models.Model):
    """What papers of a product partners may read."""

    _inherit = "product.product"

    def _get_dealer_documents(self):
        """Return the documents of this product that partners may read, as superuser."""
        self.ensure_one()
        return (
            self.env["product.document"]
            .sudo()  # no partner has a right on documents; these are shown to him
            .search(
                [
                    ("is_partner_portal", "=", True),
                    "|",
                    "&",
                    ("res_model", "=", "product.product"),
                    ("res_id", "=", self.id),
                    "&",
                    ("res_model", "=", "product.template"),
                    ("res_id", "=", self.product_tmpl_id.id),
                ]
            )
        )
