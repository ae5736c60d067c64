from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    client_code = fields.Char(
        copy=False,
        help="Unique name of the client: small Latin letters, digits and hyphens,"
        " starting with a letter. The login of the main account.",
    )
    is_dealer = fields.Boolean(
        string="Dealer", help="Works in the partner area instead of the client pages."
    )
    client_number = fields.Char(
        copy=False, help="Digits only. Dealers enter it when they log in."
    )

    _client_code_uniq = models.UniqueIndex(
        "(client_code) WHERE client_code IS NOT NULL",
        "This client code is taken: choose another one.",
    )
    _client_number_uniq = models.UniqueIndex(
        "(client_number) WHERE client_number IS NOT NULL",
        "This client number is taken: choose another one.",
    )
