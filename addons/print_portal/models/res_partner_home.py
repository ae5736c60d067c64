from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """What a client finds on his first page beside his orders."""

    _inherit = "res.partner"

    def _get_print_balance(self):
        """Return what this client owes by posted invoices, as texts.

        Asked with the rights of the account: without the right to money it sees none,
        and a branch sees its own.

        :return: dict of ``due`` and ``overdue``; ``overdue`` is empty for nothing
        """
        self.ensure_one()
        open_moves = (
            Domain("partner_id.print_client_id", "=", self.id)
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", ("not_paid", "partial"))
        )
        late = open_moves & Domain(
            "invoice_date_due", "<", fields.Date.context_today(self)
        )
        due, overdue = (
            self.env["account.move"]
            .sudo(False)
            ._read_group(domain, aggregates=["amount_residual_signed:sum"])[0][0]
            or 0.0
            for domain in (open_moves, late)
        )
        currency = self.env.company.sudo().currency_id
        return {
            "due": currency.format(due),
            "overdue": currency.format(overdue) if overdue > 0 else "",
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
