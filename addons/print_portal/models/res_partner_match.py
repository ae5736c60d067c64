from odoo import api, fields, models

from .. import naming, tax_number


class ResPartner(models.Model):
    """By what a contact is known again, however it was written."""

    _inherit = "res.partner"

    print_tax_key = fields.Char(
        "Tax number, bare",
        compute="_compute_print_tax_key",
        store=True,
        index="btree_not_null",
        groups="base.group_user",
        help="The tax or register number as it is compared, see tax_number.make_key.",
    )
    print_name_key = fields.Char(
        "Name, bare",
        compute="_compute_print_name_key",
        store=True,
        index="trigram",
        groups="base.group_user",
        help="The name in Latin letters without its legal form.",
    )

    @api.depends("vat", "company_registry", "country_id.code")
    def _compute_print_tax_key(self):
        for partner in self:
            number = partner.vat or partner.company_registry
            country = partner.country_id.code
            partner.print_tax_key = tax_number.make_key(number, country) or False

    @api.depends("name")
    def _compute_print_name_key(self):
        for partner in self:
            partner.print_name_key = naming.name_key(partner.name or "") or False
