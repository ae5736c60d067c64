from odoo import models


class SaleOrder(models.Model):
    """Confirming an order starts its jobs, so it asks at their gates."""

    _inherit = "sale.order"

    def _confirmation_error_message(self):
        """Say what is missing at the gates of the jobs that would start."""
        if message := super()._confirmation_error_message():
            return message
        started = self.env["print.status"]._get("started")
        # Whoever confirms an order reads what its jobs wait for.
        waiting = self.sudo().print_job_ids.filtered(
            lambda job: job.kind == "check" and started in job._get_allowed_statuses()
        )
        return (
            "\n".join(
                f"{job.name}: {sentence}"
                for job in waiting
                for sentence in job._get_gate_blockers(started)
            )
            or False
        )

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
                lambda job: (
                    job not in new_jobs or not job._get_gate_blockers(started)
                )
            )
        )
