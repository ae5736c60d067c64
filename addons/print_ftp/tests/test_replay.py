from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.addons.print_portal.tests.files_common import FilesMixin
from odoo.tests import tagged

from .ftp_common import FtpMixin

OTHER = b"%PDF-1.7 other bytes"


@tagged("post_install", "-at_install")
class TestReplay(FtpMixin, FilesMixin, PrintPortalCommon):
    """What came while the database was away gets its record, and is not called whole
    for that."""

    def setUp(self):
        super().setUp()
        self._give_passwords(self.ivanova)
        self.who = self._come_in(self.ivanova)

    def _find(self, stored):
        return self.files.search([("path", "=", stored.path)])

    def _replay(self):
        self.files._ftp_replay(min_age_s=0)

    def test_it_gets_its_record_and_waits_for_a_word(self):
        stored = self._put(self.who, "/a.pdf")
        self._replay()
        file = self._find(stored)
        self.assertEqual((file.state, file.user_id), ("received", self.ivanova))
        self.assertEqual(file.checksum, self.files._store().digest(file.path))

    def test_what_the_client_has_called_complete_is(self):
        note = self.who.note | {"ftp_is_certain": True}
        self.who.note.update(note)
        stored = self._put(self.who, "/a.pdf")
        self._replay()
        self.assertEqual(self._find(stored).state, "settled")

    def test_new_bytes_of_a_known_file_are_recorded(self):
        file = self._bring(self.who, "/a.pdf")
        self._put(self.who, "/a.pdf", OTHER)
        self._replay()
        self.assertEqual((file.size, file.state), (len(OTHER), "received"))

    def test_the_last_bytes_of_a_name_count(self):
        self._put(self.who, "/a.pdf")
        stored = self._put(self.who, "/a.pdf", OTHER)
        self._replay()
        self.assertEqual(self._find(stored).size, len(OTHER))

    def test_what_is_gone_again_gets_none(self):
        stored = self._put(self.who, "/a.pdf")
        (self.root / stored.path).unlink()
        self._replay()
        self.assertFalse(self._find(stored))
        self.assertFalse(list(self.files._store().journal(0)))

    def test_the_nightly_run_is_no_more_certain(self):
        stored = self._put(self.who, "/a.pdf")
        replay = type(self.files)._ftp_replay
        self.patch(
            type(self.files), "_ftp_replay", lambda files: replay(files, min_age_s=0)
        )
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)
        self.files._cron_reconcile()
        self.assertEqual(self._find(stored).state, "received")
