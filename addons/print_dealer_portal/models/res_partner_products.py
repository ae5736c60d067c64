from odoo import models


class ResPartner(models.Model):
    """What a dealer sees of the products, shown to staff."""

    _inherit = "res.partner"

    def action_dealer_products(self):
        """List all products: which of them this dealer sees, why, at what price."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_dealer_portal.action_dealer_reasons"
        )
        action["display_name"] = self.env._("What %s sees", self.display_name)
        action["domain"] = [("sale_ok", "=", True)]
        action["context"] = {
            "dealer_partner_id": self.commercial_partner_id.id,
            "search_default_dealer_product": 1,
        }
        return action
