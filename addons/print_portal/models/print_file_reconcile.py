import logging

from odoo import api, models

from ..filestore import Known, StorageAway, Stored, StoreError, compare

_logger = logging.getLogger(__name__)

PARTIALS_KEPT_S = 7 * 24 * 3600
BATCH = 200  # files that get their records together


class PrintFile(models.Model):
    _inherit = "print.file"

    @api.model
    def _cron_reconcile(self):
        """Bring the records up to what lies on disk; nothing a client has is deleted.

        What was promised to a sender gets the record it should have had. Any other file
        without a record gets one, "found on disk" until somebody confirms it. A record
        without bytes is marked. Bytes that changed are recorded as they are now. Only
        leftovers of broken uploads, a week old, are removed.
        """
        store = self._store()
        try:
            self.env["print.upload"]._recover()
            self._replay(store)
            report = compare(store, self._known_files())
        except StorageAway:
            _logger.error("Client files: the disk of %s is not there", store.root)
            return
        self._mark_missing(set(report.missing))
        for path in report.changed:
            self._record_again(store, path)
        self._adopt(store, report.unknown)
        for path in report.twins:
            _logger.warning("Client files: %s is a second name of a file", path)
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

    def _replay(self, store):
        """Give records to files whose transaction or server died, as was promised."""
        for entry in store.journal():
            stored = entry.stored
            try:
                is_there = store.stamp(stored.path) == stored.stamp
            except StoreError:
                is_there = False
            client = self.env["res.partner"].browse(entry.client).exists()
            if is_there and client and not self.search([("path", "=", stored.path)]):
                self._record(client, stored, state="settled", **self._still(entry.note))
            store.settle(stored)

    def _still(self, note):
        """Return the values of a note without what was deleted since.

        And without what the door that wrote it has noted for itself.
        """
        fields = self._fields
        known = {name: value for name, value in note.items() if name in fields}
        return {
            name: value
            for name, value in known.items()
            if not fields[name].relational
            or self.env[fields[name].comodel_name].browse(value).exists()
        }

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
            stamp, sums = store.stamp(path), store.sums(path)
            file.write(
                {
                    "size": sums.received,
                    "checksum": sums.sha256,
                    "crc32": sums.crc32,
                    "stamp": stamp,
                    "state": "received",
                }
            )

    def _adopt(self, store, found):
        """Give records to ``filestore.Found``, in batches that are kept at once.

        Thousands of files may have been put there by hand: what there is no time for is
        found again.
        """
        clients = self.env["res.partner"].browse({file.client for file in found})
        existing = set(clients.exists().ids)
        for file in found:
            if file.client not in existing:
                _logger.warning("Client files: %s belongs to no client", file.path)
        files = [file for file in found if file.client in existing]
        for start in range(0, len(files), BATCH):
            batch = files[start : start + BATCH]
            self.create([self._found_values(store, file) for file in batch])
            remaining = len(files) - start - len(batch)
            left_s = self.env["ir.cron"]._commit_progress(
                len(batch), remaining=remaining
            )
            if not left_s:
                return

    def _found_values(self, store, file):
        sums = store.sums(file.path)
        stored = Stored(
            file.path,
            file.name,
            file.size,
            sums.sha256,
            file.stamp,
            sums.crc32,
            file.folder,
        )
        client = self.env["res.partner"].browse(file.client)
        return self._stored_values(client, stored, state="received")
