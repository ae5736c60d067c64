from odoo import api, fields, models


class SaleOrder(models.Model):
    """Confirming an order starts its jobs, so it asks at their gates."""

    _inherit = "sale.order"

    print_blocker = fields.Text(
        "What is missing",
        compute="_compute_print_blocker",
        groups="base.group_user",
        help="What stands in the way of confirming, before anybody presses the button.",
    )

    @api.depends("state", "print_job_ids.blocker")
    @api.depends_context("lang")
    def _compute_print_blocker(self):
        for order in self:
            is_open = order.state in ("draft", "sent")
            order.print_blocker = is_open and order._get_gate_words()

    def _get_gate_words(self):
        """Return what the jobs that confirming would start wait for, a line each."""
        self.ensure_one()
        started = self.env["print.status"]._get("started")
        # Whoever confirms an order reads what its jobs wait for.
        waiting = self.sudo().print_job_ids.filtered(
            lambda job: job.kind == "check" and started in job._get_allowed_statuses()
        )
        return "\n".join(
            f"{job.name}: {sentence}"
            for job in waiting
            for sentence in job._get_gate_blockers(started)
        )

    def _confirmation_error_message(self):
        """Say what is missing at the gates of the jobs that would start."""
        return super()._confirmation_error_message() or self._get_gate_words() or False

    def _get_starting_jobs(self, new_jobs):
        """Leave what confirming itself has made where it is while a gate is closed.

        Nobody could have looked at those files before, nor paid for an offer that the
        client accepts just now.
        """
        started = self.env["print.status"]._get("started")
        return (
            super()
            ._get_starting_jobs(new_jobs)
            .filtered(
                lambda job: job not in new_jobs or not job._get_gate_blockers(started)
            )
        )
