from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .print_archive import CLIENT, GATHER, PRESS

FEW = 2  # fewer files are fetched one by one


class SaleOrder(models.Model):
    """The archive of an order: who fetches it, and who is told of it."""

    _inherit = "sale.order"

    print_archive_ids = fields.One2many(
        "print.archive",
        "order_id",
        string="Archives",
        readonly=True,
        groups="base.group_user",
    )
    print_archive_words = fields.Char(
        "Archive",
        compute="_compute_print_archive_words",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("print_archive_ids.state", "print_archive_ids.progress")
    @api.depends_context("lang")
    def _compute_print_archive_words(self):
        for order in self:
            archive = order._get_archive(PRESS)
            if archive.state == "ready":
                order.print_archive_words = archive.size_text
            elif archive.state == "running":
                order.print_archive_words = f"{archive.progress} %"
            elif archive.state in ("waiting", "failed"):
                labels = dict(archive._fields["state"]._description_selection(self.env))
                order.print_archive_words = labels[archive.state]
            else:
                order.print_archive_words = self.env._("Pack")

    def _get_archive(self, kind):
        self.ensure_one()
        return self.print_archive_ids.filtered(lambda archive: archive.kind == kind)

    def _is_packed_by_itself(self):
        """Whether the files of this order are packed as soon as they change."""
        self.ensure_one()
        jobs = self.print_job_ids
        return (
            not self.is_basket
            and self.company_id.print_archive_auto
            and any(job.kind not in ("done", "cancel") for job in jobs)
            and bool(jobs._get_current_artwork())
        )

    def _get_print_date_over(self):
        """Return when the last job of this order ended; None while one goes on."""
        self.ensure_one()
        jobs = self.print_job_ids
        if not jobs or any(job.kind not in ("done", "cancel") for job in jobs):
            return None
        return max(jobs.mapped("awaited_since"))

    # Staff --------------------------------------------------------------------------

    def action_fetch_archive(self):
        """Button of staff: fetch the archive for the press, or have it packed first."""
        self.ensure_one()
        return self._fetch_archive(PRESS)

    def _fetch_archive(self, kind):
        """Lead to the archive if it lies ready; else have it packed.

        :raise AccessError: for clients, who have their page
        """
        self.check_access("read")
        user = self.env.user
        if not user._is_internal():
            raise AccessError(self.env._("Archives for the press are for our staff."))
        # Whoever sees the order may have it packed.
        order_sudo = self.sudo()
        archive_sudo = order_sudo._get_archive(kind)
        if archive_sudo and archive_sudo._is_fresh():
            return {
                "type": "ir.actions.act_url",
                "url": archive_sudo._get_url(),
                "target": "download",
            }
        if not order_sudo.print_job_ids._get_current_artwork():
            raise UserError(self.env._("%s has no files to pack yet.", self.name))
        self.env["print.archive"]._want(self, kind, asked_by=user)
        return self._tell_packing()

    @api.model
    def _tell_packing(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "Being packed. A notice appears here when it is ready."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _announce(self):
        """Tell of a new order when its files lie ready: one mail, with both links."""
        # A consequence of sending the order, not a right of who sends it.
        if not self.sudo()._is_packed_by_itself():
            return super()._announce()
        archives_sudo = self.env["print.archive"]._want(self, PRESS, after=GATHER)
        archives_sudo.is_news = True
        return None

    def _get_news_links(self):
        """News of an order lead to its archive as well, if that lies ready."""
        links = super()._get_news_links()
        archive_sudo = self.sudo()._get_archive(PRESS)  # asked by who tells, for staff
        if archive_sudo.state == "ready":
            label = self.env._("Files for the press, %s", archive_sudo.size_text)
            links.append((label, self.get_base_url() + archive_sudo._get_url()))
        return links

    # The client ---------------------------------------------------------------------

    def _portal_values(self, account):
        # Who sees the order sees that it has an archive; its rows stay closed.
        return super()._portal_values(account) | {
            "archive": self.sudo()._get_archive_values()
        }

    def _get_archive_values(self):
        """Return what the client's page says of his archive.

        :return: dict of ``url`` (empty until it lies ready), ``size_text``, ``until``,
            ``check`` (see ``print_prepress.check_progress``) and ``is_failed``; None
            where there are too few files to need one
        """
        files = [
            file
            for job in self.print_job_ids
            for file in job._get_client_archive_files()
        ]
        if len(files) < FEW:
            return None
        archive = self._get_archive(CLIENT)
        is_ready = bool(archive) and archive._is_fresh()
        return {
            "url": archive._get_url() if is_ready else "",
            "size_text": archive.size_text if is_ready else "",
            "until": archive._format_kept() if is_ready else "",
            "check": archive._get_progress_values()
            if archive and archive._is_on_its_way()
            else None,
            "is_failed": archive.state == "failed",
        }

    def _pack_for_client(self):
        """Have the client's own archive packed; whoever sees the order may ask."""
        self.ensure_one()
        self.env["print.archive"]._want(self, CLIENT)
