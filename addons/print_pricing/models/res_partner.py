from odoo import api, fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    print_discount_ids = fields.One2many(
        "print.discount",
        "commercial_partner_id",
        "Discounts",
        groups="sales_team.group_sale_salesman",
    )

    @api.model
    def _get_terms_heads(self, partner_ids):
        """Return for which of these partners the terms of another one stand in.

        Add-ons that know clients with branches extend this.

        :param partner_ids: ids of commercial partners
        :return: dict of a branch's id to that of its client
        """
        return {}

    @api.model
    def _get_terms_branches(self, partner_ids):
        """Return whose invoices count as those of which partner, beside his own.

        :param partner_ids: ids of commercial partners
        :return: dict of a client's id to those of his branches
        """
        return {}
