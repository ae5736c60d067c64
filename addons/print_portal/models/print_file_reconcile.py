import logging

from odoo import api, models

from ..filestore import Known, StorageAway, Stored, compare

_logger = logging.getLogger(__name__)

PARTIALS_KEPT_S = 7 * 24 * 3600


class PrintFile(models.Model):
    _inherit = "print.file"

    @api.model
    def _cron_reconcile(self):
        """Bring the records up to what lies on disk; nothing a client has is deleted.

        A file without a record gets one, "found on disk" until somebody confirms it. A
        record without bytes is marked. Bytes that changed are recorded as they are now.
        Only leftovers of broken uploads, a week old, are removed.
        """
        store = self._store()
        try:
            report = compare(store, self._known_files())
        except StorageAway:
            _logger.error("Client files: the disk of %s is not there", store.root)
            return
        self._mark_missing(set(report.missing))
        for path in report.changed:
            self._record_again(store, path)
        self._adopt(store, report.unknown)
        for path in report.strange:
            _logger.warning("Client files: no door of ours made %s", path)
        for path in report.unheld:
            _logger.warning("Client files: no job holds %s", path)
        removed = store.sweep(PARTIALS_KEPT_S)
        _logger.info(
            "Client files: %s found, %s changed, %s missing, %s strange;"
            " %s held by no job; %s broken uploads removed",
            len(report.unknown),
            len(report.changed),
            len(report.missing),
            len(report.strange),
            len(report.unheld),
            removed,
        )

    @api.model
    def _known_files(self):
        """Return ``filestore.Known`` of every record that has bytes on disk."""
        return [
            Known(record.path, record.stamp)
            for records in (self, self.env["print.artwork"])
            for record in records.search_fetch([], ["path", "stamp"])
        ]

    def _mark_missing(self, paths):
        """Mark the records of ``paths`` as missing, and no others.

        What comes back, from a backup say, has to be looked at again.
        """
        for records, state in (
            (self, "received"),
            (self.env["print.artwork"], "checking"),
        ):
            gone = records.search(
                [("path", "in", list(paths)), ("state", "!=", "missing")]
            )
            gone.state = "missing"
            for record in gone:
                _logger.error("Client files: %s is missing", record.path)
            back = records.search(
                [("path", "not in", list(paths)), ("state", "=", "missing")]
            )
            back.state = state

    def _record_again(self, store, path):
        """Record the bytes that lie under ``path`` now, to be confirmed by somebody."""
        file = self.search([("path", "=", path)])
        if file:
            _logger.warning("Client files: %s has other bytes than recorded", path)
            stamp = store.stamp(path)
            file.write(
                {
                    "size": store.path(path).stat().st_size,
                    "checksum": store.digest(path),
                    "stamp": stamp,
                    "state": "received",
                }
            )

    def _adopt(self, store, found):
        """Give records to ``filestore.Found``; each one is kept at once."""
        clients = self.env["res.partner"].browse({file.client for file in found})
        existing = set(clients.exists().ids)
        for number, file in enumerate(found, start=1):
            if file.client not in existing:
                _logger.warning("Client files: %s belongs to no client", file.path)
                continue
            stored = Stored(
                file.path, file.name, file.size, store.digest(file.path), file.stamp
            )
            client = clients.browse(file.client)
            self._record(client, stored, state="received")
            self.env["ir.cron"]._commit_progress(1, remaining=len(found) - number)
