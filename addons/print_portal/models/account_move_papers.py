from odoo import models
from odoo.tools.misc import format_date


class AccountMove(models.Model):
    """What an invoice to a client of the print shop says beside core's."""

    _inherit = "account.move"

    def _is_print_paper(self):
        """Whether this is an invoice or a credit note to a client of the shop."""
        self.ensure_one()
        return self.is_sale_document() and bool(self.partner_id.print_client_id)

    def _get_move_parties(self):
        """Return seller and buyer, see ``res.partner._get_party_values``."""
        self.ensure_one()
        # Whoever may read the invoice reads who sells to whom, and where to pay.
        move = self.sudo()
        seller = move.company_id.partner_id.with_context(lang=self.env.lang)
        bank = move.partner_bank_id or seller.bank_ids[:1]
        return seller._get_party_values(bank=bank), move.partner_id._get_party_values()

    def _get_paper_facts(self):
        """Return dates and numbers of an invoice or a credit note.

        :rtype: list of (label, text)
        """
        self.ensure_one()
        _ = self.env._
        is_invoice = self.move_type == "out_invoice"
        supplied = self.show_taxable_supply_date and self.taxable_supply_date
        due = self.invoice_date_due if is_invoice and self.state == "posted" else False
        facts = [
            (_("Invoice date") if is_invoice else _("Date"), self.invoice_date),
            (_("Due date"), due),
            (_("Date of supply"), supplied or self.delivery_date),
            (_("Corrects invoice"), self._get_corrected_invoice()),
            (_("Order"), self.invoice_origin),
            (_("Your reference") if is_invoice else _("Reason"), self.ref),
            (_("Incoterm"), self.invoice_incoterm_id.code),
        ]
        return [
            (label, fact if isinstance(fact, str) else format_date(self.env, fact))
            for label, fact in facts
            if fact
        ]

    def _get_corrected_invoice(self):
        """Return number and date of the invoice that a credit note corrects.

        Bulgaria (ЗДДС, чл. 115) and France (CGI, annexe II, art. 242 nonies A) want
        both on the note.
        """
        corrected = self.reversed_entry_id
        if not corrected:
            return ""
        return self.env._(
            "%(invoice)s of %(date)s",
            invoice=corrected.name,
            date=format_date(self.env, corrected.invoice_date),
        )

    def _get_invoice_proforma_pdf_report_filename(self):
        """Name the file as the paper is called: an invoice from its posting on."""
        if self.state == "posted" and self._is_print_paper():
            return self._get_invoice_report_filename()
        return super()._get_invoice_proforma_pdf_report_filename()

    def _get_paper_url(self):
        """Return where a client downloads this invoice."""
        self.ensure_one()
        return f"{self._get_print_url()}/pdf"

    def _get_amount_in_words(self):
        return self.currency_id._get_amount_in_words(self.amount_total)

    def _get_legal_sentences(self):
        """Return what the law of the seller's country wants said on an invoice.

        France: the kind of supply, penalty and recovery fee (Code de commerce,
        art. L441-9, L441-10 and D441-5).
        """
        self.ensure_one()
        if self.company_id.country_code != "FR" or self.move_type != "out_invoice":
            return []
        _ = self.env._
        types = set(self.invoice_line_ids.product_id.mapped("type"))
        if types == {"service"}:
            kind = _("Kind of supply: services.")
        elif "service" in types:
            kind = _("Kind of supply: goods and services.")
        else:
            kind = _("Kind of supply: goods.")
        late = _(
            "Late payment is charged with three times the legal interest rate and a"
            " flat fee of 40 € for recovery."
        )
        return [kind, late]
