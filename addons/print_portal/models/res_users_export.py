import json

from odoo import models
from odoo.fields import Domain
from odoo.tools import html2plaintext, split_every

BATCH = 200  # records that are in memory at once


class ResUsers(models.Model):
    """Everything we keep of an account, or of its client, as JSON.

    All is read with the account's own rights: the record rules decide on rows, and who
    sees no money gets none. ``sudo`` below reads what is the account's own without a
    right of its own on the model, and says so.
    """

    _inherit = "res.users"

    def _write_print_export(self, file, whole_client=False):
        """Write the data of this account into ``file``, read with its rights.

        A piece at a time: ten years of orders need no more memory than a day.

        :param file: takes bytes
        :param bool whole_client: all that the main account may see of its client,
            instead of what is this account's own
        """
        # Records are read as the account would; ``env.user`` alone has every right, to
        # answer for itself.
        account = self.with_user(self)
        file.write(b"{")
        for number, (name, rows) in enumerate(account._get_print_export(whole_client)):
            file.write(b"," if number else b"")
            file.write(f"\n{json.dumps(name)}: ".encode())
            if isinstance(rows, dict):
                file.write(_dump(rows))
                continue
            file.write(b"[")
            for place, row in enumerate(rows):
                file.write(b",\n" if place else b"\n")
                file.write(_dump(row))
            file.write(b"]")
        file.write(b"\n}\n")

    def _get_print_export(self, whole_client):
        """Yield the name of each part with its rows; add-ons above add theirs.

        :return: pairs of a name and a dict, or an iterable of dicts
        """
        user = self.env.user
        yield "account", user._export_account()
        yield "client", self._export_partner(user._print_buyer())
        yield "contacts", self._export_contacts(whole_client)
        if whole_client:
            yield "accounts", self._export_accounts()
        yield "orders", self._export_orders(whole_client)
        yield "files", self._export_files(whole_client)
        yield "invoices", self._export_invoices(whole_client)
        yield "messages", self._export_messages(whole_client)
        yield "drafts", self._export_drafts()
        yield "templates", self._export_templates(whole_client)
        yield "registrations", self._export_registrations(whole_client)
        yield "logins", self._export_logins()

    def _export_account(self):
        return {
            "login": self.login,
            "name": self.name,
            "email": self.email,
            "language": self.lang,
            "time_zone": self.tz,
            "created": self.create_date,
            "last_login": self.login_date,
            "kind": "main account" if self._is_print_primary() else "sub-account",
            "rights": sorted(
                right for right in self.PRINT_RIGHTS if self._has_print_right(right)
            ),
        }

    def _export_accounts(self):
        """The client's accounts, whom the main one manages."""
        if self.env.user._is_print_primary():
            # The search is by his rights; what is told of an account is chosen here.
            accounts = self.env["res.users"].search(Domain.TRUE, order="login")
            for account_sudo in accounts.sudo():
                yield account_sudo._export_account()

    def _export_contacts(self, whole_client):
        partners = self.env.user.partner_id.sudo(False)
        if whole_client:
            partners = self.env["res.partner"].search(Domain.TRUE, order="id")
        for partner in _in_batches(partners):
            yield self._export_partner(partner)

    def _export_partner(self, partner):
        return {
            "name": partner.name,
            "kind": partner.type,
            "client_code": partner.client_code,
            "email": partner.email,
            "phone": partner.phone,
            "second_phone": partner.print_phone2,
            "function": partner.function,
            "tax_number": partner.vat,
            "company_number": partner.company_registry,
            "street": partner.street,
            "street2": partner.street2,
            "postal_code": partner.zip,
            "city": partner.city,
            "country": partner.country_id.code,
            "language": partner.lang,
        }

    def _find_export_orders(self, whole_client):
        """Return the orders the account may see; alone, those it made."""
        domain = (
            Domain.TRUE if whole_client else Domain("print_account_id", "=", self.id)
        )
        return self.env["sale.order"].search(domain, order="id")

    def _export_orders(self, whole_client):
        sees_money = self.env.user._has_print_right("see_finance")
        for order in _in_batches(self._find_export_orders(whole_client)):
            # The rows were checked by the search; the columns are chosen here.
            yield self._export_order(order.sudo(), sees_money)

    def _export_order(self, order_sudo, sees_money):
        money = {
            "currency": order_sudo.currency_id.name,
            "total_without_tax": order_sudo.amount_untaxed,
            "total": order_sudo.amount_total,
        }
        return {
            "number": order_sudo.name,
            "date": order_sudo.date_order,
            "account": order_sudo.print_account_id.login,
            "title": order_sudo.print_title,
            "own_reference": order_sudo.client_order_ref,
            "note": order_sudo.print_note,
            "status": order_sudo._get_status_values()["label"],
            "recipient": order_sudo.print_recipient_name,
            "recipient_phone": order_sudo.print_recipient_phone,
            "delivery_address": order_sudo.partner_shipping_id._get_print_address(),
            "lines": [
                {
                    "title": line._get_print_title(),
                    "work": line.product_id.name,
                    "quantity": line.product_uom_qty,
                    "files": [file.name for file in line._get_print_files()],
                }
                for line in order_sudo._get_portal_lines()
            ],
            **(money if sees_money else {}),
        }

    def _export_files(self, whole_client):
        domain = Domain.TRUE if whole_client else Domain("user_id", "=", self.id)
        for file in _in_batches(self.env["print.file"].search(domain, order="id")):
            yield {
                "name": file.name,
                "bytes": file.size,
                "sha256": file.checksum,
                "received": file.date_received,
                "sent_by": file.uploaded_by,
            }

    def _export_invoices(self, whole_client):
        """Invoices are the client's: an account that sees money has them all."""
        if not self.env.user._has_print_right("see_finance"):
            return
        sales = ["out_invoice", "out_refund"]
        invoices = self.env["account.move"].search(
            [("move_type", "in", sales), ("state", "=", "posted")], order="id"
        )
        if not whole_client:
            own = self._find_export_orders(whole_client)
            # Which orders an invoice is of is not for accounts to read.
            invoices &= own.sudo().invoice_ids.with_env(self.env)
        for invoice in _in_batches(invoices):
            yield {
                "number": invoice.name,
                "date": invoice.invoice_date,
                "due": invoice.invoice_date_due,
                "currency": invoice.currency_id.name,
                "total": invoice.amount_total,
                "open": invoice.amount_residual,
            }

    def _export_messages(self, whole_client):
        """What was written on these orders, as the account reads it there."""
        orders = self._find_export_orders(whole_client)
        # Jobs of orders that the account sees; what was said there is searched as his.
        domain = orders.sudo()._get_talk_domain()
        messages = self.env["mail.message"].search(domain, order="id")
        for message in _in_batches(messages):
            # Names of our staff stand on the page of the order, too.
            yield {
                "order": message.sudo().record_name,
                "date": message.date,
                "author": message.sudo().author_id.name,
                "text": html2plaintext(message.body or ""),
            }

    def _export_drafts(self):
        for draft in self.env["print.draft"].search(Domain("user_id", "=", self.id)):
            yield {
                # Kinds of work are no model for accounts to read.
                "form": draft.sudo().order_type_id.name,
                "typed": draft.typed,
                "changed": draft.write_date,
            }

    def _export_templates(self, whole_client):
        domain = Domain.TRUE if whole_client else Domain("user_id", "=", self.id)
        for template in _in_batches(self.env["print.template"].search(domain)):
            yield {
                "name": template.name,
                # Forms and accounts are no models for accounts to read.
                "form": template.sudo().order_type_id.name,
                "owner": template.sudo().user_id.login,
                "values": template.sudo().spec_id.values,
                "last_used": template.date_used,
            }

    def _export_registrations(self, whole_client):
        """The own request, with the consent; the client's for the main account."""
        domain = Domain("account_id", "=", self.id)
        user = self.env.user
        if whole_client and user._is_print_primary():
            domain = Domain("partner_id", "=", user._print_client().id)
        # Requests are the coordinators' model; these are the account's own.
        for asked in self.env["print.registration"].sudo().search(domain):
            yield {
                "sent": asked.create_date,
                "name": asked.name,
                "contact": asked.contact_name,
                "email": asked.email,
                "phones": [phone for phone in (asked.phone, asked.phone2) if phone],
                "tax_number": asked.vat,
                "street": asked.street,
                "postal_code": asked.zip,
                "city": asked.city,
                "country": asked.country_id.code,
                "heard_from": asked.heard_from,
                "comment": asked.comment,
                "agreed_to": asked.consent_id.label,
                "agreed_version": asked.consent_id.version,
                "agreed_on": asked.date_consent,
                "agreed_from": asked.consent_address,
            }

    def _export_logins(self):
        """From where this account was used, as long as Odoo keeps it."""
        # Core shows the account its devices of today; these are all of its own.
        devices = self.env["res.device.log"].sudo()
        for device in devices.search([("user_id", "=", self.id)], order="id"):
            yield {
                "first": device.first_activity,
                "last": device.last_activity,
                "address": device.ip_address,
                "browser": device.browser,
                "system": device.platform,
                "city": device.city,
                "country": device.country,
            }


def _in_batches(records):
    """Yield records one by one, and forget each batch when it is done."""
    for ids in split_every(BATCH, records.ids):
        yield from records.browse(ids)
        # What was read makes room for the next.
        records.env.invalidate_all()


def _dump(row):
    """Return a row as JSON; moments are ISO 8601 in UTC, what is empty is left out."""
    known = {
        name: value
        for name, value in row.items()
        if value is not False and value is not None
    }
    return json.dumps(known, ensure_ascii=False, default=_as_json).encode()


def _as_json(value):
    """Return a moment as text; every other kind json knows itself."""
    return value.isoformat()
