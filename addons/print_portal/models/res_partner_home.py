from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What a client finds on his first page beside his orders."""

    _inherit = "res.partner"

    def _get_print_balance(self):
        """Return what this client owes today in the shop's own currency, as texts.

        Asked with the rights of the account: without the right to money it sees none,
        and a branch sees its own.

        :return: dict of ``due``, ``overdue`` and ``prepaid``; the last two are empty
            for nothing
        """
        self.ensure_one()
        # The shop's currency only; the invoices are asked for by the account's rights.
        company = self.env.company.sudo()
        still_open = (
            self.env.user._print_ledger_domain()
            & Domain("reconciled", "=", False)
            & Domain("company_id", "=", company.id)
        )
        late = Domain("date_maturity", "<", fields.Date.context_today(self))
        late &= Domain("move_id.move_type", "in", ("out_invoice", "out_receipt"))
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        due, overdue = (
            lines._read_group(domain, aggregates=["amount_residual:sum"])[0][0] or 0.0
            for domain in (still_open, still_open & late)
        )
        currency = company.currency_id
        return {
            "due": currency.format(max(due, 0.0)),
            "overdue": currency.format(overdue) if overdue > 0 else "",
            "prepaid": currency.format(-due) if due < 0 else "",
        }

    def _get_print_folder(self):
        """Return how many files the user sees here, and how many are doubtful."""
        self.ensure_one()
        counts = dict(
            self.env["print.file"]
            .sudo(False)
            ._read_group([("partner_id", "=", self.id)], ["state"], ["__count"])
        )
        doubtful = sum(counts.get(state, 0) for state in ("received", "suspect"))
        return {"count": sum(counts.values()), "doubtful": doubtful}
