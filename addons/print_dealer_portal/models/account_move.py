from odoo import fields, models

from .res_partner_invoices import INVOICE_WAYS


class AccountMove(models.Model):
    _inherit = "account.move"

    print_invoice_way = fields.Selection(
        INVOICE_WAYS,
        string="To be sent",
        copy=False,
        help="How the client wants this invoice; said on his order.",
    )
