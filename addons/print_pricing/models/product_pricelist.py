from odoo import api, models
from odoo.fields import Domain


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _ensure_tariff_rule(self):
        """Give every pricelist without any rule one that prices by tariff.

        A shop that has its own rules keeps them: it decides where tariffs apply.
        """
        pricelists = self.search(Domain.TRUE) or self.create(
            {"name": self.env._("Standard prices")}
        )
        self.env["product.pricelist.item"].create(
            [
                {
                    "pricelist_id": pricelist.id,
                    "applied_on": "3_global",
                    "compute_price": "formula",
                    "base": "print_tariff",
                }
                for pricelist in pricelists
                if not pricelist.item_ids
            ]
        )
