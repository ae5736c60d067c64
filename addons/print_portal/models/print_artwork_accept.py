from odoo import fields, models


class PrintArtwork(models.Model):
    """Files that a person has looked at, and accepted to be printed."""

    _inherit = "print.artwork"

    accepted_by_id = fields.Many2one(
        "res.users",
        "Accepted by",
        readonly=True,
        ondelete="restrict",
        groups="base.group_user",
    )
    accepted_on = fields.Datetime(readonly=True, groups="base.group_user")

    def _awaits_acceptance(self):
        """Whether somebody has still to say that this file may be printed."""
        self.ensure_one()
        return self.state == "checking"

    def _accept(self):
        """Say that these files may be printed; whoever moves their jobs may.

        Older versions, and files that are accepted already, stay as they are.

        :return: those that were accepted now
        """
        self.job_id.check_access("write")
        waiting = self.filtered(
            lambda file: file.is_current and file.state == "checking"
        )
        # Nobody writes artwork but its doors; the right was asked above.
        waiting.sudo().write(
            {
                "state": "accepted",
                "accepted_by_id": self.env.uid,
                "accepted_on": fields.Datetime.now(),
            }
        )
        for job, files in waiting.grouped("job_id").items():
            job._message_log(
                body=self.env._("Accepted: %s", ", ".join(files.mapped("name")))
            )
        return waiting

    def action_accept(self):
        """Button of staff."""
        self._accept()
