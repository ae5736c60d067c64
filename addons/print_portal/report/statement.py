from datetime import date

from odoo import api, models


class ReportStatement(models.AbstractModel):
    """The statement of an account's client as a paper, with or without signatures.

    What it says is what the account may see: nobody names another one's client.
    """

    _name = "report.print_portal.report_statement"
    _description = "Statement of Account"

    @api.model
    def _get_report_values(self, docids, data=None):
        data = data or {}
        account = self.env.user
        statements = self.env["print.statement"]
        period = (_read_day(data.get(name)) for name in ("since", "until"))
        since, until = statements._read_period(*period)
        # A contact reads who he is, and who sells to him.
        buyer = account._print_buyer().sudo()
        return {
            "doc": buyer,
            "is_act": bool(data.get("is_act")),
            "buyer": buyer and buyer._get_party_values(),
            "parts": [
                self._get_part(values)
                for values in statements._get_statement(account, since, until)
            ],
        }

    def _get_part(self, values):
        ledger = values["ledger"]
        seller = ledger.company.partner_id.with_context(lang=self.env.lang)
        return {
            "currency": ledger.currency.name,
            "company": ledger.company,
            "seller": seller._get_party_values(bank=seller.bank_ids[:1]),
            "statement": self.env["print.statement"]._get_texts(values, is_paper=True),
            "debt": ledger.format(values["closing"]),
            "is_prepaid": values["closing"] < 0,
            "prepaid": ledger.format(-values["closing"]),
            "in_words": ledger.currency._get_amount_in_words(abs(values["closing"])),
        }


def _read_day(text):
    """Return the day that ``text`` names, ``None`` for anything else."""
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
