from datetime import timedelta

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.misc import format_date

# Only the doors below hold this: nobody can put it into a context by RPC.
_PUTTING_OUT = object()


class PrintFile(models.Model):
    """What we put out for a client: scans, finished files, in a folder per order.

    It lies in his folder under the number of the order, is seen by whoever sees the
    order, and is ours to change. It takes nothing of his room.
    """

    _inherit = "print.file"

    outgoing_job_id = fields.Many2one(
        "print.job",
        string="Put out for",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The job that this file came out of; empty for files of the client.",
    )
    kept_until = fields.Date(
        copy=False, help="The last day on which the client can fetch it."
    )
    is_told = fields.Boolean(
        readonly=True, copy=False, help="The client knows that it is there."
    )
    download_ids = fields.One2many(
        "print.file.download",
        "file_id",
        string="Downloads",
        readonly=True,
        groups="base.group_user",
    )
    download_count = fields.Integer(
        "Fetched",
        compute="_compute_downloads",
        groups="base.group_user",
        help="How often accounts of the client have fetched it.",
    )
    download_last = fields.Char(
        "Fetched last",
        compute="_compute_downloads",
        groups="base.group_user",
        help="By whom, and when.",
    )

    _untold_idx = models.Index("(id) WHERE outgoing_job_id IS NOT NULL AND NOT is_told")

    @api.depends("download_ids")
    def _compute_downloads(self):
        for file in self:
            last = file.download_ids[:1]
            file.download_count = len(file.download_ids)
            file.download_last = last.display_name if last else False

    def _put_out(self, job):
        """Let the client of ``job`` fetch these files, and tell him soon.

        :param job: ``print.job`` that they came out of
        """
        days = job.company_id.print_outgoing_days
        until = fields.Date.context_today(self) + timedelta(days=days)
        # What is for the client to fetch is not for accounts to say.
        self.sudo().write({"outgoing_job_id": job.id, "kept_until": until})
        names = Markup("<br/>").join(self.mapped("name"))
        job._message_log(body=self.env._("Put out for the client: %s", names))
        self._tell_soon()

    def action_take_back(self):
        """Button of staff: the client fetches these no more."""
        self.outgoing_job_id.check_access("write")
        # Who works on a job may take back what came out of it, and no other file.
        self.filtered("outgoing_job_id").sudo().unlink()

    # What it is for the client -------------------------------------------------------

    def _is_over(self):
        """Whether a file that was put out is not offered any more."""
        self.ensure_one()
        today = fields.Date.context_today(self)
        return bool(self.outgoing_job_id and self.kept_until) and (
            self.kept_until < today
        )

    @api.model
    def _get_ready_domain(self):
        """Return the domain of what was put out and is kept still."""
        today = fields.Date.context_today(self)
        return (
            Domain("outgoing_job_id", "!=", False)
            & Domain("state", "!=", "missing")
            & (Domain("kept_until", "=", False) | Domain("kept_until", ">=", today))
        )

    @api.model
    def _get_ready_rows(self, limit=20):
        """Return what the user may fetch, the newest first.

        :return: list of dicts as ``_portal_values`` has them, with ``job``,
            ``order_id``, ``title`` and ``until``
        """
        files = self.search(self._get_ready_domain(), limit=limit)
        return [file._get_ready_row() for file in files]

    def _get_ready_row(self):
        job_sudo = self.outgoing_job_id.sudo()  # whoever sees the file sees its order
        return self._portal_values() | {
            "job": job_sudo.name,
            "order_id": job_sudo.order_id.id,
            "title": job_sudo.title or "",
            "until": self._format_kept(),
        }

    def _format_kept(self):
        """Return until which day this file is kept; "" for always."""
        if not self.kept_until:
            return ""
        return format_date(self.env, self.kept_until, date_format="d MMMM")

    def _may_delete(self, user):
        """What we have put out is ours to take back."""
        if self.outgoing_job_id and not user._is_internal():
            return False
        return super()._may_delete(user)

    def _note_download(self):
        """Keep that the user has begun to fetch this file, if we have put it out."""
        self.ensure_one()
        if self.outgoing_job_id and self.env.user.share:
            # The log is for staff: who fetches a file does not write it himself.
            self.env["print.file.download"].sudo().create(
                {
                    "file_id": self.id,
                    "job_id": self.outgoing_job_id.id,
                    "name": self.name,
                    "user_id": self.env.uid,
                }
            )

    # Room ----------------------------------------------------------------------------

    @api.model
    def _putting_out(self):
        """Return this model as it receives what we put out: no quota counts."""
        return self.with_context(print_putting_out=_PUTTING_OUT)

    @api.model
    def _room(self, client):
        """What we put out takes nothing of the client's room, and needs none."""
        if self.env.context.get("print_putting_out") is _PUTTING_OUT:
            return None
        room = super()._room(client)
        if room is None:
            return None
        ours = [("partner_id", "=", client.id), ("outgoing_job_id", "!=", False)]
        # The quota counts colleagues' files as well, whatever the account may see.
        [(size,)] = self.sudo()._read_group(ours, aggregates=["size:sum"])
        return room + (size or 0)
