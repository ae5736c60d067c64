import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_portal.file_names import same_file
from odoo.addons.print_portal.models.print_job import CLIENT_MENDS
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

_logger = logging.getLogger(__name__)

SOON = timedelta(minutes=2)  # after the last file, when nothing is wrong any more
QUIET = timedelta(hours=1)  # after the last file: as late links do


class PrintJob(models.Model):
    """A job whose files came by the file server is sent to us by itself.

    A page has the button for it, a folder has none. How many files are to come nobody
    knows: an hour after the last one we look. Where a returned job has a better file
    for each that was wrong nothing is awaited any more, and two minutes are enough for
    the rest of what a program sends in one go.
    """

    _inherit = "print.job"

    @api.model
    def _cron_ftp_send_on(self):
        """Send on what waits for nothing more."""
        waiting = self.search(
            Domain("status_id", "any", [("code", "in", CLIENT_MENDS)])
            & Domain("artwork_ids.file_id", "any", [("origin", "=", "ftp")])
        )
        for job in waiting:
            job._ftp_send_on()

    def _ftp_send_on(self):
        joined = self._get_ftp_joined()
        if not joined:
            return
        last = max(joined, key=lambda artwork: artwork.create_date)
        wait = SOON if self._is_mended_by(joined) else QUIET
        if last.create_date > fields.Datetime.now() - wait:
            return
        try:
            with self.env.cr.savepoint():
                self.with_user(last.user_id)._send_files()
        except (AccessError, UserError) as refusal:
            # A form that has errors by now: the client reads them on his order.
            _logger.warning("Files of %s: %s", self.name, refusal)

    def _get_ftp_joined(self):
        """Return what came into the folder ``missing`` since this job is waiting."""
        self.ensure_one()
        return self._get_current_artwork().filtered(
            lambda artwork: (
                artwork.create_date >= self.awaited_since
                and artwork.file_id._lies_for(self.order_id)
            )
        )

    def _is_mended_by(self, joined):
        """Whether ``joined`` took the place of all that was wrong.

        :param joined: current ``print.artwork``
        """
        replaced = (self.artwork_ids - self._get_current_artwork()).filtered(
            lambda old: any(
                old.version == new.version - 1 and same_file(old.name, new.name)
                for new in joined
            )
        )
        was_wrong = any(old._is_to_replace() for old in replaced)
        left = self._get_current_artwork() - joined
        return was_wrong and not any(each._is_to_replace() for each in left)

    def _trigger_ftp_send_on(self):
        """Look again when this job may be sent on."""
        cron = self.env.ref("print_ftp.ir_cron_ftp_send_on")
        now = fields.Datetime.now()
        # Who sends a file may not start jobs of the system.
        cron.sudo()._trigger([now + SOON, now + QUIET])
