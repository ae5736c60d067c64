import re

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    print_support_email = fields.Char(
        "Support address",
        help="Clients find it at the foot of their pages and in the help."
        " Without it they find the company's e-mail.",
    )

    def _get_phone_link(self, number):
        """Return the address that calls ``number``, "" without one.

        By RFC 3966, without spaces; a number without country code is of this country.
        What is no telephone number anywhere keeps its digits.
        """
        if not number:
            return ""
        link = self._phone_format(
            number=number, country=self.country_id, force_format="RFC3966"
        )
        return link or "tel:" + re.sub(r"[^+\d]", "", number)

    def _get_print_support(self):
        """Return the address that clients write to when a page does not work."""
        return self.print_support_email or self.email or ""
