from odoo import models

from .print_job import CLIENT_MENDS


class SaleOrder(models.Model):
    """Late files on the pages of an order, and in the mails about it."""

    _inherit = "sale.order"

    def _get_late_account(self, contact):
        """Return the account that answers for a link which goes to ``contact``."""
        self.ensure_one()
        owner = self.print_account_id
        if owner:
            return owner
        seller = self._get_print_server()
        return contact.user_ids.filtered("share")[:1] or seller

    def _portal_values(self, account):
        """See, too, how files may still come for which job.

        ``uploads`` has a dict for each job that waits for the client: ``id``,
        ``name``, ``title``, ``is_sendable``, ``links`` (see ``print.late.link``), and
        ``offers`` of files in the folder (see ``print.file._get_offers``).
        """
        values = super()._portal_values(account)
        if self.is_basket:
            return values | {"uploads": []}
        jobs = self.sudo().print_job_ids  # the order was found by the account's rights
        waiting = jobs.filtered(lambda job: job.status_id.code in CLIENT_MENDS)
        if not waiting or not values["can_act"]:
            return values | {"uploads": []}
        # Which files are offered is a matter of the account's own rights.
        offers = self.env["print.file"].with_user(account)._get_offers(waiting)
        return values | {
            "uploads": [
                self._get_upload_values(job)
                | {"offers": [each for each in offers if each["job_id"] == job.id]}
                for job in waiting
            ]
        }

    def _get_upload_values(self, job):
        links = job.late_link_ids.filtered("is_open")
        has_new = any(
            artwork.create_date >= job.awaited_since
            for artwork in job._get_current_artwork()
        )
        return {
            "id": job.id,
            "name": job.name,
            "title": job.title or job.name,
            "is_sendable": has_new,
            "links": [link._get_row() for link in links],
        }

    def _send_print_mail(self, template, contact=None):
        """Whoever is asked for files gets a link that takes them without a login."""
        self._ensure_late_links(contact)
        return super()._send_print_mail(template, contact=contact)

    def _tell_arrival_later(self):
        """The page of the order shows that link before the mail has gone."""
        self._ensure_late_links()
        return super()._tell_arrival_later()

    def _ensure_late_links(self, contact=None):
        for job in self.sudo().print_job_ids:  # a consequence of the mail
            if job.status_id.code == "awaiting_files":
                job._ensure_late_link(contact or self._get_print_contact())

    def _get_mail_values(self):
        """See, too, ``uploads``: dicts ``title``, ``url``, ``until`` of jobs that wait.

        And ``late_files``: the names of those that have just come by a link.
        """
        contact = self._get_mail_contact()
        jobs = self.sudo().print_job_ids  # the reader's own links are chosen below
        links = jobs.late_link_ids.filtered(
            lambda link: link.partner_id == contact and link.is_open
        )
        newest = {link.job_id: link for link in links.sorted("id")}
        return super()._get_mail_values() | {
            "late_files": self.env.context.get("print_late_files") or "",
            "uploads": [
                {
                    "title": job.title or job.name,
                    "url": link._get_url(),
                    "until": link._format_until(),
                }
                for job, link in newest.items()
            ],
        }
