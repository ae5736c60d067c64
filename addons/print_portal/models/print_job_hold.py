from odoo import api, fields, models

TASK = "print_portal.mail_activity_hold"


class PrintJob(models.Model):
    """A job on hold has somebody who settles it."""

    _inherit = "print.job"

    hold_user_id = fields.Many2one(
        "res.users",
        "Who settles it",
        compute="_compute_hold_user_id",
        help="On hold by us: whose task it is to get the job going again.",
    )

    @api.depends("activity_ids.user_id", "activity_ids.activity_type_id", "kind")
    def _compute_hold_user_id(self):
        task = self.env.ref(TASK)
        for job in self:
            tasks = job.activity_ids.filtered(
                lambda activity: activity.activity_type_id == task
            )
            job.hold_user_id = job.kind == "hold" and tasks[:1].user_id

    def _assign_hold(self, user):
        """Give the task of settling what these jobs wait for to ``user``."""
        for job in self:
            job.activity_schedule(
                TASK,
                user_id=user.id,
                summary=job.reason_id.name,
                note=job.reason_note or "",
            )

    def _move_to(self, code, reason=None, note=None):
        """What goes on is settled."""
        held = self.filtered(lambda job: job.kind == "hold")
        result = super()._move_to(code, reason=reason, note=note)
        # A consequence of the step: the task may be a colleague's.
        held.sudo().activity_unlink([TASK])
        return result
