from odoo import api, fields, models


class PrintFinalPriceLine(models.TransientModel):
    """One job: what it was to cost, what was made, what it costs by that."""

    _name = "print.final.price.line"
    _description = "Final Price of a Print Job"

    wizard_id = fields.Many2one("print.final.price", required=True, ondelete="cascade")
    line_id = fields.Many2one("sale.order.line", required=True)
    title = fields.Char(related="line_id.print_spec_id.title")
    summary = fields.Char(related="line_id.print_spec_id.summary")
    currency_id = fields.Many2one(related="line_id.currency_id")
    agreed = fields.Monetary(compute="_compute_made", help="What it costs by now.")
    facts = fields.Char("What was made", compute="_compute_made")
    computed = fields.Monetary(
        compute="_compute_made",
        help="By the tariffs of the estimate. Empty: no tariff prices this work.",
    )
    amount = fields.Monetary("Final price", required=True)
    deviation_cause = fields.Selection(
        selection=lambda self: self._get_causes(), string="Why it differs"
    )
    note = fields.Char("What the client reads")
    outcome = fields.Char("Then", compute="_compute_outcome")

    @api.model
    def _get_causes(self):
        return self.env["print.estimate"]._fields["deviation_cause"].selection

    @api.model
    def _prepare_for(self, line):
        """Return the values of a row: what the engine makes of the facts."""
        made, _sentence = line._review_made_price()
        job = line.print_job_ids[:1]
        return {
            "line_id": line.id,
            "amount": made.amount if made else line._get_line_amount(),
            "deviation_cause": job.deviation_cause,
            "note": job.deviation_note,
        }

    @api.depends("line_id")
    def _compute_made(self):
        for row in self:
            line = row.line_id
            made, sentence = line._review_made_price()
            job = line.print_job_ids[:1]
            words = job._get_made_words() if job else ""
            row.agreed = line._get_line_amount()
            row.facts = " ".join(filter(None, [words, sentence]))
            row.computed = made.amount if made else False

    @api.depends("line_id", "amount")
    def _compute_outcome(self):
        for row in self:
            is_asked = row.line_id and row.line_id._is_dearer_than_agreed(row.amount)
            row.outcome = (
                self.env._("the client accepts it first")
                if is_asked
                else self.env._("it holds at once")
            )
