from odoo import models
from odoo.http import Stream


class PrintArchive(models.Model):
    _inherit = "print.archive"

    def _download_stream(self):
        """Return this archive for the browser; it comes in ranges, memory stays flat.

        :raise AccessError: if the user may not see it
        :raise UserError: if it is not on disk
        """
        self.ensure_one()
        self.check_access("read")
        # Where it lies is nobody's business but ours.
        archive_sudo = self.sudo()
        with self.env["print.artwork"]._sentences(self.name):
            path = archive_sudo._get_store().path(archive_sudo.path)
        return Stream(
            type="path",
            path=str(path),
            download_name=self.name,
            mimetype="application/zip",
            size=self.size,
            etag=archive_sudo.fingerprint,
            last_modified=path.stat().st_mtime,
            as_attachment=True,
        )

    def _note_download(self):
        """Keep that the user has begun to fetch this archive."""
        self.ensure_one()
        # The log is for staff: who fetches does not write it himself.
        archive_sudo = self.sudo()
        archive_sudo.env["print.archive.download"].create(
            {
                "archive_id": self.id,
                "order_id": archive_sudo.order_id.id,
                "kind": self.kind,
                "size": archive_sudo.size,
                "fingerprint": archive_sudo.fingerprint,
                "user_id": self.env.uid,
            }
        )
