from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    print_support_email = fields.Char(
        "Support address",
        help="Clients find it at the foot of their pages and in the help."
        " Without it they find the company's e-mail.",
    )

    def _get_print_support(self):
        """Return the address that clients write to when a page does not work."""
        return self.print_support_email or self.email or ""
