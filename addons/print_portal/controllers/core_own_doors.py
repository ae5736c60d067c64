"""Core's pages of one's own data lead clients to ours, or refuse what ours forbid.

Core would let every account rename the company, and move an address to which a limited
account may order.
"""

from werkzeug.exceptions import Forbidden

from odoo.addons.portal.controllers.portal import CustomerPortal
from odoo.http import request, route


def _to_ours(path):
    return request.env["ir.http"]._get_print_url(path)


class PrintOwnDoors(CustomerPortal):
    @route()
    def account(self, **kwargs):
        if request.env.user._print_client():
            return request.redirect(_to_ours("/profile"))
        return super().account(**kwargs)

    @route()
    def my_addresses(self, **query_params):
        if request.env.user._print_client():
            return request.redirect(_to_ours("/addresses"))
        return super().my_addresses(**query_params)

    @route()
    def portal_address(self, *args, **query_params):
        """Core's form is for addresses of invoices; ours are for everything else."""
        user = request.env.user
        if user._print_client():
            is_billing = query_params.get("address_type") == "billing"
            if not (is_billing and user._is_print_primary()):
                return request.redirect(_to_ours("/addresses"))
        return super().portal_address(*args, **query_params)

    @route()
    def portal_address_submit(self, partner_id=None, **form_data):
        user = request.env.user
        if client := user._print_client():
            is_billing = form_data.get("address_type") == "billing"
            own = {str(client.id), str(user.partner_id.id)}
            if (
                not (is_billing and user._is_print_primary())
                or str(partner_id or "") in own
            ):
                raise Forbidden()
        return super().portal_address_submit(partner_id=partner_id, **form_data)

    @route()
    def address_archive(self, partner_id):
        user = request.env.user
        if user._print_client() and not user._is_print_primary():
            raise Forbidden()
        return super().address_archive(partner_id)
