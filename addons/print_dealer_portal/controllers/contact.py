from odoo.addons.print_portal.controllers.portal import PrintPortal
from odoo.http import request, route


class DealerContact(PrintPortal):
    @route("/dealer/contact", auth="user", website=True, methods=["GET"])
    def dealer_contact(self, **kw):
        """Show who serves the dealer, and how to reach the shop."""
        self._print_area()
        values = self._get_contact_values()
        return request.render("print_dealer_portal.contact", values)

    def _get_contact_values(self):
        """Return what the page of contact tells."""
        company = request.env.company.sudo()  # how to reach the shop is public
        address = company.partner_id._display_address(without_company=True)
        return {
            "contact": request.env.user._print_buyer()._get_print_manager(),
            "shop": {
                "name": company.name,
                "address": [line for line in address.splitlines() if line.strip()],
                "phone": company.phone or "",
                "phone_link": company._get_phone_link(company.phone),
                "email": company.email or "",
            },
        }
