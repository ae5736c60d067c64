from odoo import models


class AccountMove(models.Model):
    """What an invoice to a client of the print shop says beside core's."""

    _inherit = "account.move"

    def _is_print_paper(self):
        """Whether this is an invoice or a credit note to a client of the shop."""
        self.ensure_one()
        return self.is_sale_document() and bool(self.commercial_partner_id.client_code)

    def _get_move_parties(self):
        """Return seller and buyer, see ``res.partner._get_party_values``."""
        self.ensure_one()
        # Whoever may read the invoice reads who sells to whom, and where to pay.
        move = self.sudo()
        seller = move.company_id.partner_id.with_context(lang=self.env.lang)
        bank = move.partner_bank_id or seller.bank_ids[:1]
        return seller._get_party_values(bank=bank), move.partner_id._get_party_values()

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
