"""Core's pages of invoices lead clients to ours, as their order pages do.

Core looks for the contact of the user alone, and pays either one invoice or all that is
overdue.
"""

from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.http import request, route


def _get_root():
    """Return where the pages of the user are, "" for who has none of ours."""
    if not request.env.user._print_client():
        return ""
    return request.env["ir.http"]._get_print_root()[1]


class PrintInvoiceDoors(PortalAccount):
    @route()
    def portal_my_invoices(self, **kwargs):
        if root := _get_root():
            return request.redirect(f"{root}/invoices")
        return super().portal_my_invoices(**kwargs)

    @route()
    def portal_my_invoice_detail(self, invoice_id, *args, **kwargs):
        """Lead to our page: it checks who asks."""
        if root := _get_root():
            is_pdf = kwargs.get("report_type") == "pdf"
            suffix = "/pdf" if is_pdf else ""
            return request.redirect(f"{root}/invoices/{invoice_id}{suffix}")
        return super().portal_my_invoice_detail(invoice_id, *args, **kwargs)

    @route()
    def portal_my_overdue_invoices(self, *args, **kwargs):
        """What is overdue is ticked there."""
        if root := _get_root():
            return request.redirect(f"{root}/balance")
        return super().portal_my_overdue_invoices(*args, **kwargs)
