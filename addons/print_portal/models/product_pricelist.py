from odoo import models


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    def _get_partner_pricelist_multi(self, partner_ids):
        """A branch without a pricelist of its own has its client's."""
        heads = {}
        partners = self.env["res.partner"].with_context(active_test=False)
        for partner in partners.browse(partner_ids).filtered("is_print_branch"):
            own = partner.specific_property_product_pricelist
            if not own._get_partner_pricelist_multi_filter_hook():
                heads[partner.id] = partner.print_client_id.id
        if not heads:
            return super()._get_partner_pricelist_multi(partner_ids)
        asked = {heads.get(partner_id, partner_id) for partner_id in partner_ids}
        found = super()._get_partner_pricelist_multi(list(asked))
        return {id: found[heads.get(id, id)] for id in partner_ids}
