from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request


class PrintAddresses(CustomerPortal):
    def _prepare_address_data(self, partner_sudo, **kwargs):
        """Show an account the addresses that it may see.

        Core shows all that is below the company, were it another client's.
        """
        values = super()._prepare_address_data(partner_sudo, **kwargs)
        if not request.env.user._print_client():
            return values
        for name in ("billing_addresses", "delivery_addresses"):
            seen = values[name].sudo(False)._filtered_access("read")
            values[name] = seen.sudo()  # as core hands them to its page
        return values
