from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from .res_partner_invoices import INVOICE_WAYS


class SaleOrder(models.Model):
    """What a dealer settles about his order: when, and where the invoice goes, how."""

    _inherit = "sale.order"

    print_date_wanted = fields.Date(
        "Wanted on",
        copy=False,
        help="The day on which the client would like to have his goods.",
    )
    print_invoice_way = fields.Selection(
        INVOICE_WAYS,
        string="Invoice sent",
        compute="_compute_print_invoice_way",
        store=True,
        readonly=False,
        precompute=True,
        help="How the client wants to get the invoice of this order.",
    )

    def _compute_print_invoice_way(self):
        """An order begins with what its client has said once; later it is his own."""
        for order in self:
            client = order.partner_id.commercial_partner_id
            order.print_invoice_way = order.print_invoice_way or (
                client.print_invoice_way
            )

    def _prepare_invoice(self):
        """Tell whoever sends the invoice how its client wants it."""
        return {
            **super()._prepare_invoice(),
            "print_invoice_way": self.print_invoice_way,
        }

    def _get_paper_facts(self, is_proforma=False):
        """Tell the day on which the client would like to have his goods."""
        facts = super()._get_paper_facts(is_proforma)
        if self.print_date_wanted:
            day = format_date(self.env, self.print_date_wanted)
            facts.append((self.env._("Wanted on"), day))
        return facts

    # What may be said ----------------------------------------------------------------

    def _get_basket_fields(self):
        return super()._get_basket_fields() | {
            "partner_invoice_id",
            "print_date_wanted",
            "print_invoice_way",
        }

    def _write_basket(self, vals):
        if "partner_invoice_id" in vals:
            self._check_invoice_address(vals["partner_invoice_id"])
        if vals.get("print_date_wanted"):
            self._check_date_wanted(vals["print_date_wanted"])
        return super()._write_basket(vals)

    def _check_invoice_address(self, partner_id):
        addresses = self._get_invoice_addresses(self.print_account_id)
        if partner_id not in addresses.ids:
            raise UserError(self.env._("Invoice address: choose one of your own."))

    def _check_date_wanted(self, date):
        today = self.company_id._get_print_day(fields.Datetime.now())
        if fields.Date.to_date(date) < today:
            raise UserError(self.env._("Wanted on: choose today or a later day."))

    def _get_invoice_addresses(self, account):
        """Return the client and his invoice addresses, as superuser."""
        client = account._print_buyer()
        # Whom an invoice may be made out to is decided here, not by what one may read.
        partners_sudo = self.env["res.partner"].sudo()
        own = partners_sudo.search(
            Domain("commercial_partner_id", "=", client.commercial_partner_id.id)
            & Domain("type", "=", "invoice")
            & Domain("user_ids", "=", False)
        )
        return client.sudo() | own.sorted("id")

    # The page ------------------------------------------------------------------------

    def _get_basket_ways(self):
        ways = self._list_selection("print_invoice_way")
        return {**super()._get_basket_ways(), "print_invoice_way": ways}

    def _get_basket_choices(self, account):
        return {
            **super()._get_basket_choices(account),
            "partner_invoice_id": [
                {"value": each.id, "label": each._get_invoice_label(), "price": ""}
                for each in self._get_invoice_addresses(account)
            ],
        }

    def _get_basket_field(self, name):
        value = super()._get_basket_field(name)
        if name != "print_date_wanted":
            return value
        return fields.Date.to_string(value) or ""

    def _parse_basket_field(self, name, text):
        if name != "print_date_wanted":
            return super()._parse_basket_field(name, text)
        try:
            return fields.Date.to_string(fields.Date.to_date(text or False)) or ""
        except ValueError as error:
            raise UserError(
                self.env._("Wanted on: enter a day, such as 2026-12-24.")
            ) from error

    def _get_sealed_papers(self):
        terms = [
            self.partner_invoice_id.id,
            self.print_invoice_way,
            fields.Date.to_string(self.print_date_wanted),
        ]
        return [*super()._get_sealed_papers(), *terms]

    def _portal_values(self, account):
        values = super()._portal_values(account)
        order = self.sudo()  # the rows were checked by whoever found the order
        field = order._fields["print_invoice_way"]
        labels = dict(field._description_selection(order.env))
        return {
            **values,
            "is_dealer": order.print_source == "dealer",
            "invoice": {
                "address": order.partner_invoice_id._get_invoice_label(),
                "way": labels.get(order.print_invoice_way, ""),
            },
            "date_wanted": format_date(
                order.env, order.print_date_wanted, date_format="EEEE d MMMM"
            ),
        }
