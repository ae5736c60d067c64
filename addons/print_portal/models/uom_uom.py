from odoo import models


class UomUom(models.Model):
    _inherit = "uom.uom"

    def _get_paper_label(self, product):
        """Return what a quantity of ``product`` counts, as papers say it.

        Core calls its unit "Units", which reads badly after a number: goods are counted
        in pieces, and a delivery or an hour's help is just one.
        """
        # Not env.ref, which asks the database for each line whether it is there.
        numbers = self.env["ir.model.data"]
        if self.id != numbers._xmlid_to_res_id("uom.product_uom_unit"):
            return self.name or ""
        return self.env._("pcs") if product.type == "consu" else ""
