from odoo import fields, models

INVOICE_WAYS = [
    ("mail", "By e-mail"),
    ("paper", "On paper"),
    ("electronic", "Electronically"),
]


class ResPartner(models.Model):
    """How a client wants his invoices, and what they are made out to."""

    _inherit = "res.partner"

    print_invoice_way = fields.Selection(
        INVOICE_WAYS,
        string="Invoices sent",
        default="mail",
        help="What a new order of this client begins with; he may say otherwise on it.",
    )

    def _get_invoice_label(self):
        """Return what an invoice is made out to in one line: name, town, street."""
        self.ensure_one()
        return ", ".join(filter(None, [self.name, self.city, self.street]))
