import io
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..filestore import OffsetMismatch, Store, WriteFailed
from ..models import print_upload
from .common import PrintPortalCommon
from .files_common import PDF, FilesMixin

LOGGER = "odoo.addons.print_portal.models.print_stored_mixin"
SIZE = len(PDF)
UPLOAD_LOGGER = "odoo.addons.print_portal.models.print_upload"


class Broken(io.BytesIO):
    """A stream whose sender goes away after its bytes."""

    def read(self, count):
        if data := super().read(count):
            return data
        raise ConnectionError


@tagged("post_install", "-at_install")
class TestPrintUpload(FilesMixin, PrintPortalCommon):
    def _start(self, user=None, name="cover.pdf", size=SIZE, **options):
        user = user or self.ivanova
        uploads = self.env["print.upload"].with_user(user)
        return uploads._start(user._print_client(), user, name, size, **options)

    def _files(self):
        return self.files.search([("partner_id", "=", self.poligraf.id)])

    def _partials(self):
        return [path.name for path in (self.root / ".part").iterdir()]

    def test_a_file_in_two_pieces_is_the_clients_once_it_is_whole(self):
        upload = self._start(folder="2026/covers")
        self.assertEqual(upload._append(0, io.BytesIO(PDF[:1000])), 1000)
        self.assertFalse(upload._is_whole())
        self.assertFalse(self._files())
        self.assertEqual(self._on_disk(), [])
        upload.invalidate_recordset()
        self.assertEqual(upload._append(1000, io.BytesIO(PDF[1000:])), len(PDF))
        file = upload._finish()
        self.assertEqual(file, self._files())
        self.assertEqual((file.name, file.folder), ("cover.pdf", "2026/covers"))
        self.assertEqual((file.state, file.user_id), ("settled", self.ivanova))
        self.assertEqual((file.size, file.origin), (len(PDF), "browser"))
        path = self.root / "clients" / str(self.poligraf.id) / "2026/covers/cover.pdf"
        self.assertEqual(path.read_bytes(), PDF)
        self.assertEqual(len(file.crc32), 8)
        self.env.cr.postcommit.run()
        self.assertFalse(self._partials())

    def test_bytes_of_a_broken_connection_stay_and_are_gone_on_with(self):
        upload = self._start()
        with self.assertRaises(ConnectionError):
            upload._append(0, Broken(PDF[:700]))
        self.assertEqual(upload.received, 700)
        with self.assertRaisesRegex(UserError, "700 bytes are here") as caught:
            upload._append(0, io.BytesIO(PDF))
        self.assertIsInstance(caught.exception.__cause__, OffsetMismatch)
        upload._append(700, io.BytesIO(PDF[700:]))
        self.assertEqual(upload._finish().checksum, self._checksum())

    def _checksum(self):
        return self.files._store().digest(self._files().path)

    def test_more_bytes_than_announced_are_refused_and_change_nothing(self):
        upload = self._start(size=1000)
        upload._append(0, io.BytesIO(PDF[:999]))
        with self.assertRaisesRegex(UserError, "Upload cover.pdf again"):
            upload._append(999, io.BytesIO(b"two"))
        self.assertEqual(upload._append(999, io.BytesIO(PDF[999:1000])), 1000)
        upload._finish()
        self.assertEqual(self._files().size, 1000)

    def test_an_empty_file_is_whole_at_once(self):
        self.assertEqual(self._start(size=0)._finish().size, 0)

    def test_finishing_twice_is_one_file(self):
        upload = self._start()
        upload._append(0, io.BytesIO(PDF))
        file = upload._finish()
        self.assertEqual(upload._finish(), file)
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_a_finish_that_was_rolled_back_is_done_again_with_the_same_name(self):
        """The server dies after the bytes have got their name."""
        upload = self._start()
        upload._append(0, io.BytesIO(PDF))
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            upload._finish()
            raise ZeroDivisionError
        upload.invalidate_recordset()
        self.assertFalse(upload.file_id)
        self.assertEqual(upload._finish().name, "cover.pdf")
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_a_disk_that_fails_at_the_end_loses_no_byte(self):
        upload = self._start()
        upload._append(0, io.BytesIO(PDF))
        refused = WriteFailed("broken")
        with (
            patch.object(Store, "_name", side_effect=refused),
            mute_logger(LOGGER),
            self.assertRaisesRegex(UserError, "does not answer"),
        ):
            upload._finish()
        self.assertEqual(upload.received, len(PDF))
        self.assertEqual(upload._finish().size, len(PDF))

    def test_beginning_again_with_the_same_key_is_the_same_upload(self):
        upload = self._start(key="a")
        upload._append(0, io.BytesIO(PDF[:10]))
        again = self._start(key="a")
        self.assertEqual((again, again.received), (upload, 10))
        others = [
            self._start(key="b"),
            self._start(user=self.buh, key="a"),
            self._start(key="a", size=5),
            self._start(),
        ]
        self.assertNotIn(upload, others)

    def test_an_upload_is_its_senders_alone(self):
        upload = self._start()
        uploads = self.env["print.upload"]
        self.assertEqual(uploads._find(upload.token, self.ivanova), upload)
        for user in (self.buh, self.rival, self.main):
            self.assertFalse(uploads._find(upload.token, user))
        self.assertFalse(uploads._find(upload.token, self.ivanova, origin="api"))
        for user in (self.ivanova, self.rival):
            with self.assertRaises(AccessError):
                upload.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.env["print.upload"].with_user(self.rival)._start(
                self.poligraf, self.rival, "x.pdf", 1
            )

    def test_what_is_on_its_way_is_listed_for_the_client(self):
        upload, other = self._start(folder="a"), self._start(user=self.buh)
        upload._append(0, io.BytesIO(PDF[:2000]))
        uploads = self.env["print.upload"]
        self.assertEqual(uploads._get_open(self.poligraf), upload | other)
        self.assertEqual(uploads._get_open(self.poligraf, self.ivanova), upload)
        told = upload._portal_values()
        self.assertEqual((told["name"], told["folder"]), ("cover.pdf", "a"))
        self.assertEqual((told["size"], told["received"]), (len(PDF), 2000))
        other._append(0, io.BytesIO(PDF))
        other._finish()
        self.assertEqual(uploads._get_open(self.poligraf), upload)

    def test_giving_up_takes_the_bytes_and_a_finished_file_stays(self):
        upload, whole = self._start(), self._start(name="whole.pdf")
        whole._append(0, io.BytesIO(PDF))
        whole._finish()
        (upload | whole)._cancel()
        self.env.cr.postcommit.run()
        self.assertFalse(self._partials())
        self.assertEqual(self._files().name, "whole.pdf")

    def test_giving_up_that_was_rolled_back_takes_no_bytes(self):
        upload = self._start()
        upload._append(0, io.BytesIO(PDF[:700]))
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            upload._cancel()
            raise ZeroDivisionError
        self.env.cr.postcommit.run()
        upload.invalidate_recordset()
        self.assertEqual(upload.received, 700)

    def test_every_refusal_names_the_way_out(self):
        for name, folder, words in [
            ("..", "", "Rename the file"),
            ("x.pdf", "../8", "Rename the file"),
            ("", "", "Give the file a name"),
            ("x" * 256, "", "Shorten the name"),
        ]:
            with self.assertRaisesRegex(UserError, words):
                self._start(name=name, folder=folder)
        with mute_logger(LOGGER), self.assertRaisesRegex(UserError, "disk is full"):
            self._start(size=1 << 60)
        self.assertFalse(self._partials())

    def test_a_folder_whose_name_a_file_has_is_said(self):
        self._receive(self.ivanova, "covers")
        upload = self._start(folder="covers/2026", size=1)
        upload._append(0, io.BytesIO(b"x"))
        with self.assertRaisesRegex(UserError, "Rename the folder covers: a file"):
            upload._finish()

    def test_the_quota_counts_what_was_announced(self):
        self._set_param("files_quota_gb", str(1.5 * len(PDF) / (1 << 30)))
        upload = self._start()
        with self.assertRaisesRegex(UserError, "room for 5.0 KB"):
            self._start(user=self.buh)
        with self.assertRaisesRegex(UserError, "room for 5.0 KB"):
            self._receive(self.buh)
        upload._append(0, io.BytesIO(PDF))
        upload._finish()
        with self.assertRaisesRegex(UserError, "room for 5.0 KB"):
            self._start(user=self.buh)
        self._start(user=self.buh, size=len(PDF) // 2)._cancel()
        self._start(user=self.buh, size=len(PDF) // 2)

    def test_nobody_fills_the_disk_with_beginnings(self):
        with patch.object(print_upload, "OPEN_MOST", 2):
            self._start()
            self._start()
            with self.assertRaisesRegex(UserError, "Finish or cancel"):
                self._start()
            self._start(user=self.buh)

    def test_every_piece_puts_the_end_off(self):
        upload = self._start()
        upload.date_expires = fields.Datetime.now() + timedelta(days=1)
        upload._append(0, io.BytesIO(PDF[:10]))
        left = upload.date_expires - fields.Datetime.now()
        self.assertGreater(left, timedelta(days=6, hours=23))

    # --- At night ---

    def _recover(self):
        with (
            patch.object(self.registry["ir.cron"], "_commit_progress"),
            mute_logger(UPLOAD_LOGGER, LOGGER),
        ):
            self.env["print.upload"]._recover(min_age=timedelta(hours=-1))

    def test_a_whole_upload_whose_server_died_is_finished_at_night(self):
        whole, part = self._start(), self._start(name="part.pdf")
        whole._append(0, io.BytesIO(PDF))
        part._append(0, io.BytesIO(PDF[:10]))
        self.env["print.upload"]._recover()
        self.assertFalse(self._files(), "it may be being finished at this moment")
        self._recover()
        self.assertEqual(whole.file_id, self._files())
        self.assertEqual(self._files().user_id, self.ivanova)
        self.assertEqual(part.received, 10)

    def test_what_is_over_is_forgotten_and_no_file_with_it(self):
        old, told = self._start(), self._start(name="told.pdf")
        told._append(0, io.BytesIO(PDF))
        told._finish()
        (old | told).date_expires = fields.Datetime.now() - timedelta(minutes=1)
        young = self._start()
        self._recover()
        self.env.cr.postcommit.run()
        self.assertEqual((old | told | young).exists(), young)
        self.assertEqual(self._files().name, "told.pdf")
        self.assertEqual(self._partials(), [young.token])

    def test_one_that_cannot_be_finished_does_not_keep_the_others(self):
        self._receive(self.ivanova, "covers")
        wrong, right = self._start(folder="covers", size=1), self._start(size=1)
        for upload in (wrong, right):
            upload._append(0, io.BytesIO(b"x"))
        self._recover()
        self.assertTrue(right.file_id)
        self.assertFalse(wrong.file_id)
        self.assertEqual(wrong.received, 1)
