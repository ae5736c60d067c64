import logging
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo import fields, models
from odoo.addons.print_portal.filestore import StoreError

from ..prepress.archive import Damaged, room_for, write
from .print_archive import MIB

_logger = logging.getLogger(__name__)


class PrintArchive(models.Model):
    _inherit = "print.archive"

    def _build(self):
        """Job: pack what belongs into this archive now, unless that lies ready.

        May be run again at any point: it begins anew, and the old one stays until the
        new one is whole. It commits, so that its progress is seen, see ``_save``.
        """
        self.ensure_one()
        files = self._get_files()
        fingerprint = self._get_fingerprint(files)
        if not files:
            self._forget("empty")
        elif fingerprint == self.fingerprint and self._is_on_disk():
            self._settle()
        else:
            self._pack(files, fingerprint)
        self._tell_ready()

    def _pack(self, files, fingerprint):
        began = time.monotonic()
        self._save(state="running", progress=0, trouble=False)
        try:
            with TemporaryDirectory(prefix="print-archive-") as folder:
                entries = self._get_entries(files, Path(folder))
                path = self._get_store().make(
                    f"{self.id}-{fingerprint[:16]}.zip",
                    room_for(entries),
                    lambda file: write(file, entries, tell=self._teller()),
                )
            size = self._get_store().path(path).stat().st_size
        except Damaged as damage:
            _logger.error("Archive %s: %s has other bytes", self.name, damage)
            self._give_up(
                self.env._("%s changed on our disk: replace it, then pack.", damage)
            )
            return
        except StoreError as error:
            _logger.error("Archive %s: %r", self.name, error)
            files_sudo = self.env["print.artwork"]
            self._give_up(files_sudo._sentence(error, self.name))
            return
        self._remove_from_disk(but=path)
        self.write(
            {
                "path": path,
                "size": size,
                "size_mb": size / MIB,
                "file_count": len(entries),
                "fingerprint": fingerprint,
                "date_built": fields.Datetime.now(),
                "duration_s": time.monotonic() - began,
            }
        )
        self._settle()

    def _settle(self):
        """It is as it was to be; but what came meanwhile may wait in the queue."""
        waits = self.env["queue.job"].search_count(
            [
                ("identity_key", "=", self._get_identity_key()),
                ("state", "in", ("pending", "enqueued")),
            ],
            limit=1,
        )
        state = "waiting" if waits else "ready"
        self.write({"state": state, "progress": 100, "trouble": False})

    def _give_up(self, trouble):
        """Leave it to a person, who may have it packed again."""
        self.write({"state": "failed", "trouble": trouble})

    def _build_failed(self, exc_message="", **values):
        """The queue gives up."""
        self._give_up(str(exc_message)[:200])
        self._tell_ready()

    # The disk

    def _get_store(self):
        return self.env["print.artwork"]._store()

    def _is_on_disk(self):
        if not self.path:
            return False
        try:
            self._get_store().path(self.path)
        except StoreError:
            return False
        return True

    def _forget(self, state):
        """Remove the file; the record says what became of it."""
        self._remove_from_disk()
        self.write(
            {
                "state": state,
                "path": False,
                "fingerprint": False,
                "size": 0,
                "size_mb": 0,
                "file_count": 0,
                "trouble": False,
            }
        )

    def _remove_from_disk(self, but=None):
        """Remove the files of these archives once this transaction is kept."""
        paths = set(self.mapped("path")) - {but, False}
        if not paths:
            return
        store = self._get_store()

        def remove():
            for path in paths:
                try:
                    store.unmake(path)
                except StoreError as error:  # it is swept later, see ``_sweep``
                    _logger.warning("Archive %s stays: %r", path, error)

        self.env.cr.postcommit.add(remove)

    def unlink(self):
        # Who removes an order may not look where its archive lies.
        self.sudo()._remove_from_disk()
        return super().unlink()

    # What others see meanwhile

    def _tell_ready(self):
        """Tell whoever waits: staff of a new order, and the one who has asked."""
        if self.is_news:
            self.is_news = False
            self.order_id._tell_staff_sent()
        if asked_by := self.asked_by_id:
            self.asked_by_id = False
            asked_by._bus_send("simple_notification", self._get_notification(asked_by))

    def _get_notification(self, user):
        env = self.with_context(lang=user.lang).env
        if self.state == "failed":
            return {"type": "danger", "title": self.name, "message": self.trouble}
        return {
            "type": "success",
            "title": self.name,
            "message": env._("The archive is ready: fetch it at the order."),
        }
