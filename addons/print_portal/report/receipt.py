from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import format_date


class ReportReceipt(models.AbstractModel):
    """A payment as a paper: when, by which way, how much, and what it was taken for.

    What it says is what the account may see: nobody names another one's payment.
    """

    _name = "report.print_portal.report_receipt"
    _description = "Receipt of a Payment"

    @api.model
    def _get_report_values(self, docids, data=None):
        account = self.env.user
        payments = self.env["print.payment"]
        domain = payments._get_domain(account) & Domain("id", "in", docids)
        # A contact reads who he is, and who sells to him.
        buyer = account._print_buyer().sudo()
        return {
            "buyer": buyer and buyer._get_party_values(),
            "parts": [
                self._get_part(line, payments._get_row(line, self.env["account.move"]))
                for line in self.env["account.move.line"].sudo().search(domain)
            ],
        }

    def _get_part(self, line, row):
        _ = self.env._
        seller = line.company_id.partner_id.with_context(lang=self.env.lang)
        currency, amount = line.currency_id, abs(line.amount_currency)
        return {
            "company": line.company_id,
            "seller": seller._get_party_values(),
            "row": row,
            "facts": [
                (_("Date"), format_date(self.env, line.date)),
                (_("Payment"), row["way"]),
                (_("Amount"), currency.format(amount)),
            ],
            "currency": currency.name,
            "in_words": currency._get_amount_in_words(amount),
        }
