from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

YEARS = 10  # for which the law keeps invoices, unless a system parameter says more


class ResPartner(models.Model):
    """Taking the person out of a contact, while orders and invoices stay."""

    _inherit = "res.partner"

    # Never asked for by an invoice.
    _PRINT_BLANKED = (
        "email",
        "phone",
        "print_phone2",
        "print_phone_sms",
        "print_phone_call",
        "print_phone2_sms",
        "print_phone2_call",
        "print_news_mail",
        "function",
        "website",
        "comment",
        "image_1920",
        "category_id",
        "ref",
    )
    # What an invoice has to name its buyer by.
    _PRINT_BLANKED_LATER = (
        "street",
        "street2",
        "zip",
        "city",
        "vat",
        "company_registry",
        "print_kpp",
    )

    def _get_print_kept_until(self):
        """Return until when invoices ask for name and address of this contact.

        :return: a date, or False when none does any more
        """
        self.ensure_one()
        # Whoever answers need not see invoices.
        invoices_sudo = self.env["account.move"].sudo()
        named = Domain.OR(
            Domain(name, "in", self.ids)
            for name in ("partner_id", "commercial_partner_id", "partner_shipping_id")
        )
        last = invoices_sudo.search(
            named & Domain("state", "=", "posted"), order="date desc", limit=1
        )
        # Settings are for the administrator to read.
        get_param = self.env["ir.config_parameter"].sudo().get_param
        years = int(get_param("print_portal.invoice_years") or YEARS)
        until = last and last.date + relativedelta(years=years)
        return until if until and until >= fields.Date.today() else False

    def _blank_print_contact(self):
        """Blank a person's contact; a company stays a company, without its person.

        Orders and invoices keep pointing to it.

        :return: the date until which name and address stay for invoices, or False
        """
        self.ensure_one()
        # What is taken away lies in models that nobody at the desk may write.
        contact_sudo = self.sudo().with_context(tracking_disable=True)
        contact_sudo._blank_print_traces()
        values = dict.fromkeys(self._PRINT_BLANKED, False)
        if self.is_company:
            # A company's name, number and address are no personal data.
            contact_sudo.write(values)
            return False
        until = contact_sudo._get_print_kept_until()
        values["active"] = False
        if not until:
            values |= dict.fromkeys(self._PRINT_BLANKED_LATER, False)
            values["name"] = self.env._("Deleted contact %s", self.id)
        if contact_sudo.client_code:
            values["client_code"] = f"deleted-{self.id}"
        contact_sudo.write(values)
        for address in contact_sudo.with_context(active_test=False).child_ids:
            address.with_context(active_test=True)._blank_print_contact()
        return until

    def _blank_print_traces(self):
        """Take the contact out of chatter, mails, bank accounts and requests."""
        messages = self.env["mail.message"]
        messages.search([("author_id", "=", self.id)]).write({"email_from": False})
        messages.search(
            [("model", "=", "res.partner"), ("res_id", "=", self.id)]
        ).unlink()
        self.env["mail.followers"].search([("partner_id", "=", self.id)]).unlink()
        self.env["mail.mail"].search([("recipient_ids", "in", self.ids)]).unlink()
        if not self.is_company:
            self.bank_ids.unlink()
