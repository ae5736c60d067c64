import io
import os
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..filestore import Entry, NoSpace, Store
from ..models.print_file_reconcile import BATCH
from .common import PrintPortalCommon
from .files_common import PDF, FilesMixin

LOGGER = "odoo.addons.print_portal.models.print_stored_mixin"
RECONCILE_LOGGER = "odoo.addons.print_portal.models.print_file_reconcile"


@tagged("post_install", "-at_install")
class TestPrintFile(FilesMixin, PrintPortalCommon):
    # Bytes come in

    def test_a_received_file_is_settled_and_its_bytes_are_on_disk(self):
        file = self._receive(self.ivanova, size=len(PDF))
        self.assertEqual(file.state, "settled")
        self.assertEqual(file.partner_id, self.poligraf)
        self.assertEqual(file.uploaded_by, "ivanova")
        self.assertEqual(file.origin, "browser")
        self.assertEqual(file.size, len(PDF))
        path = self.root / file.sudo().path
        self.assertEqual(path.read_bytes(), PDF)
        self.assertEqual(
            file.sudo().checksum, self.files._store().digest(file.sudo().path)
        )

    def test_a_file_over_two_gigabytes_fits_its_record(self):
        file = self._receive(self.ivanova).sudo()
        file.size = 10 << 30
        file.flush_recordset()
        file.invalidate_recordset()
        self.assertEqual(file.size, 10 << 30)
        self.assertEqual(file.size_text, "10.0 GB")
        self.env["res.lang"]._activate_lang("fr_FR")
        self.assertEqual(
            file.with_context(lang="fr_FR").size_text.replace("\xa0", " ")[:4], "10,0"
        )

    def test_a_name_taken_is_numbered_and_nothing_replaced(self):
        first, second = (
            self._receive(self.ivanova),
            self._receive(self.buh, content=b"x"),
        )
        self.assertEqual([first.name, second.name], ["cover.pdf", "cover (2).pdf"])
        self.assertEqual(self._on_disk(), ["cover (2).pdf", "cover.pdf"])

    def test_a_repeated_request_stores_its_bytes_once(self):
        """After a serialization failure the body is read; only the record is new."""
        stream = io.BytesIO(PDF)
        files = self.files.with_user(self.ivanova)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            files._receive(self.poligraf, self.ivanova, "cover.pdf", stream)
            raise ZeroDivisionError
        again = files._receive(self.poligraf, self.ivanova, "cover.pdf", stream)
        self.assertEqual(again.name, "cover.pdf")
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_only_the_clients_own_accounts_and_staff_put_files_into_his_folder(self):
        for user, client in [
            (self.rival, self.poligraf),
            (self.stranger, self.poligraf),
            (self.stranger, self.stranger._print_client()),
        ]:
            with self.assertRaises(AccessError):
                self.files.with_user(user)._receive(
                    client, user, "x.pdf", io.BytesIO(PDF)
                )
        file = self.files.with_user(self.prepress)._receive(
            self.poligraf, self.prepress, "scan.tif", io.BytesIO(PDF), origin="api"
        )
        self.assertEqual(file.partner_id, self.poligraf)

    def test_every_refusal_names_the_way_out(self):
        with self.assertRaisesRegex(UserError, "Rename the file"):
            self._receive(self.ivanova, "../x.pdf")
        with self.assertRaisesRegex(
            UserError, "Upload x.pdf again: 10.0 KB of 97.7 KB"
        ):
            self._receive(self.ivanova, "x.pdf", size=100_000)
        self._set_param("files_quota_gb", "0.00001")
        with self.assertRaisesRegex(
            UserError, "Delete files you no longer need.* 10.5 KB"
        ):
            self._receive(self.ivanova, content=PDF * 9)
        self.assertEqual(self._on_disk(), [])
        self._receive(self.ivanova)
        with self.assertRaisesRegex(UserError, "room for 488 bytes"):
            self._receive(self.buh)

    def test_a_full_disk_is_said_in_a_sentence_and_leaves_nothing(self):
        def full(fd, data, offset):
            raise OSError(28, "No space left on device")

        with (
            patch.object(os, "pwrite", full),
            mute_logger(LOGGER),
            self.assertRaisesRegex(UserError, "Our disk is full") as caught,
        ):
            self._receive(self.ivanova)
        self.assertIsInstance(caught.exception.__cause__, NoSpace)
        self.assertEqual(self._on_disk(), [])
        self.assertFalse(self.files.search([("partner_id", "=", self.poligraf.id)]))

    def test_a_disk_that_is_not_mounted_is_not_written_to(self):
        self._receive(self.ivanova)
        with_marker = self.root / ".print-files"
        with_marker.rename(self.root / "away")
        with mute_logger(LOGGER), self.assertRaisesRegex(UserError, "does not answer"):
            self._receive(self.ivanova)

    # Who sees what

    def test_accounts_of_a_client_share_his_folder_and_strangers_see_nothing(self):
        file = self._receive(self.ivanova)
        seen = [("id", "=", file.id)]
        for user in (self.main, self.ivanova, self.buh, self.prepress):
            self.assertEqual(self.files.with_user(user).search(seen), file)
        for user in (self.rival, self.person, self.stranger):
            self.assertFalse(self.files.with_user(user).search(seen))
        with self.assertRaises(AccessError):
            file.with_user(self.rival).read(["name"])
        with self.assertRaises(AccessError):
            file.with_user(self.rival)._download_stream()

    def test_accounts_write_and_delete_nothing_by_rpc_and_see_no_path(self):
        file = self._receive(self.ivanova)
        own = file.with_user(self.ivanova)
        with self.assertRaises(AccessError):
            own.write({"state": "settled"})
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaises(AccessError):
            self.files.with_user(self.ivanova).create({"name": "x"})
        with self.assertRaises(AccessError):
            own.read(["path"])

    # Renaming

    def test_a_file_changes_its_name_and_folder_and_orders_keep_their_bytes(self):
        file = self._receive(self.ivanova).sudo()
        held = self.root / self.files._store().keep(file._get_stored())
        own = file.with_user(self.ivanova)
        own._rename_by(self.ivanova, name="Обложка.pdf", folder="/2026/")
        self.assertEqual((file.name, file.folder), ("Обложка.pdf", "2026"))
        self.env.cr.postcommit.run()
        self.assertEqual(self._on_disk(), ["2026"])
        self.assertEqual((self.root / file.path).read_bytes(), PDF)
        self.assertEqual(held.read_bytes(), PDF)
        own._rename_by(self.ivanova, folder="")
        self.assertEqual((file.name, file.folder), ("Обложка.pdf", ""))
        self.assertTrue(file._is_as_recorded())
        before = file.path
        own._rename_by(self.ivanova, name="Обложка.pdf")
        self.env.cr.postcommit.run()
        self.assertEqual(file.path, before)

    def test_renaming_takes_no_name_from_another_file(self):
        self._receive(self.ivanova, "taken.pdf", b"other")
        file = self._receive(self.ivanova).sudo()
        file._rename_by(self.ivanova, name="taken.pdf")
        self.env.cr.postcommit.run()
        self.assertEqual(file.name, "taken (2).pdf")
        self.assertEqual(self._on_disk(), ["taken (2).pdf", "taken.pdf"])

    def test_renaming_is_for_who_may_delete(self):
        file = self._receive(self.ivanova)
        with self.assertRaisesRegex(UserError, "uploaded by ivanova"):
            file.with_user(self.buh)._rename_by(self.buh, name="x.pdf")
        with self.assertRaises(AccessError):
            file.with_user(self.rival)._rename_by(self.rival, name="x.pdf")
        for name, folder in [("../x", None), ("", None), (None, "../8")]:
            with self.assertRaises(UserError):
                file._rename_by(self.ivanova, name=name, folder=folder)
        file.with_user(self.main)._rename_by(self.main, name="x.pdf")
        self.assertEqual(file.name, "x.pdf")

    def test_a_renaming_that_was_rolled_back_loses_nothing(self):
        file = self._receive(self.ivanova).sudo()
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            file._rename_by(self.ivanova, name="new.pdf")
            raise ZeroDivisionError
        self.env.cr.postcommit.run()
        file.invalidate_recordset()
        self._reconcile()
        self.assertEqual((file.name, file.state), ("cover.pdf", "settled"))
        self.assertEqual(self._on_disk(), ["cover.pdf", "new.pdf"])
        self.assertEqual(self.files.search([("path", "=like", "%new%")]), file.browse())

    # Deleting

    def test_deleting_takes_the_bytes_only_when_it_is_certain(self):
        file = self._receive(self.ivanova)
        file.with_user(self.ivanova)._delete_by(self.ivanova)
        self.assertFalse(file.exists())
        self.assertEqual(self._on_disk(), ["cover.pdf"])
        self.env.cr.postcommit.run()
        self.assertEqual(self._on_disk(), [])

    def test_a_deletion_that_was_rolled_back_takes_no_bytes(self):
        """In a savepoint: the transaction itself goes on and is committed."""
        file = self._receive(self.ivanova)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            file._delete_by(self.ivanova)
            raise ZeroDivisionError
        self.env.cr.postcommit.run()
        self.assertTrue(file.exists())
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_the_main_account_may_delete_all_others_only_their_own(self):
        file = self._receive(self.ivanova)
        with self.assertRaisesRegex(UserError, "uploaded by ivanova"):
            file.with_user(self.buh)._delete_by(self.buh)
        with self.assertRaises(AccessError):
            file.with_user(self.rival)._delete_by(self.rival)
        file.with_user(self.main)._delete_by(self.main)
        self.assertFalse(file.exists())

    # Disk against records

    def _reconcile(self):
        """Run the nightly check as if everything on disk were old."""

        def compare(store, known):
            from ..filestore import compare

            return compare(store, known, min_age_s=-60)

        journal = Store.journal

        with (
            patch(f"{RECONCILE_LOGGER}.compare", compare),
            patch.object(Store, "journal", lambda store, _age=0: journal(store, -60)),
            patch.object(self.registry["ir.cron"], "_commit_progress"),
            mute_logger(RECONCILE_LOGGER),
        ):
            self.files._cron_reconcile()
        self.files.invalidate_model()

    def _receive_and_roll_back(self, **options):
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self._receive(self.ivanova, **options)
            raise ZeroDivisionError

    def test_what_was_promised_gets_the_record_that_was_rolled_back(self):
        self._receive_and_roll_back(folder="a/b")
        self._reconcile()
        file = self.files.search([("partner_id", "=", self.poligraf.id)])
        self.assertEqual((file.name, file.folder), ("cover.pdf", "a/b"))
        self.assertEqual((file.state, file.origin), ("settled", "browser"))
        self.assertEqual((file.user_id, file.size), (self.ivanova, len(PDF)))
        self.assertEqual(file.checksum, file._store().digest(file.path))
        file._delete_by(self.ivanova)
        self.env.cr.postcommit.run()
        self._reconcile()
        self.assertFalse(file.exists())
        self.assertEqual(self._on_disk(), ["a"])

    def test_a_promise_is_forgotten_once_there_is_a_record(self):
        self._receive(self.ivanova)
        self.env.cr.postcommit.run()
        self.assertFalse(list(self.files._store().journal(-60)))

    def test_a_promise_of_a_deleted_account_is_kept_without_it(self):
        self._receive_and_roll_back()
        journal = Store.journal

        def of_nobody(store, *args):
            for entry in journal(store, -60):
                yield Entry(entry.client, entry.stored, {"user_id": 999_999_999})

        with patch.object(Store, "journal", of_nobody):
            self.files._replay(self.files._store())
        file = self.files.search([("partner_id", "=", self.poligraf.id)])
        self.assertEqual((file.state, file.user_id.id), ("settled", False))

    def test_bytes_whose_record_was_lost_are_found_again(self):
        self._receive_and_roll_back(folder="a/b")
        for note in (self.root / ".journal").iterdir():
            note.unlink()
        self._reconcile()
        file = self.files.search([("partner_id", "=", self.poligraf.id)])
        self.assertEqual((file.name, file.folder), ("cover.pdf", "a/b"))
        self.assertEqual(file.state, "received")
        self.assertEqual(file.checksum, file._store().digest(file.path))
        file.with_user(self.buh)._confirm()
        self.assertEqual(file.state, "settled")
        self._reconcile()
        self.assertEqual(self.files.search_count([("path", "=", file.path)]), 1)

    def test_thousands_put_there_by_hand_get_their_records_in_batches(self):
        folder = self.root / "clients" / str(self.poligraf.id)
        folder.mkdir()
        for number in range(2 * BATCH + 1):
            (folder / f"{number}.pdf").touch()
        before = self.cr.sql_log_count
        self._reconcile()
        self.assertLess(self.cr.sql_log_count - before, BATCH)
        found = self.files.search_count([("partner_id", "=", self.poligraf.id)])
        self.assertEqual(found, 2 * BATCH + 1)

    def test_missing_and_changed_bytes_are_marked_and_nothing_is_deleted(self):
        gone, changed, good = (
            self._receive(self.ivanova, name).sudo()
            for name in ("gone.pdf", "changed.pdf", "good.pdf")
        )
        (self.root / gone.path).rename(self.root / "kept")
        (self.root / changed.path).chmod(0o640)
        (self.root / changed.path).write_bytes(b"other")
        (self.root / "clients" / "999999999").mkdir()
        (self.root / "clients" / "999999999" / "x.pdf").write_bytes(b"nobody's")
        self._reconcile()
        self.assertEqual(gone.state, "missing")
        self.assertEqual((changed.state, changed.size), ("received", 5))
        self.assertEqual(good.state, "settled")
        self.assertTrue((self.root / "clients" / "999999999" / "x.pdf").exists())
        (self.root / "kept").rename(self.root / gone.path)
        self._reconcile()
        self.assertEqual(gone.state, "received")

    def test_a_disk_that_is_away_marks_no_file_missing(self):
        file = self._receive(self.ivanova).sudo()
        (self.root / ".print-files").unlink()
        self._reconcile()
        self.assertEqual(file.state, "settled")

    def test_the_default_root_is_a_folder_of_this_database(self):
        self._set_param("files_root", False)
        with (
            patch.object(Store, "is_ready", lambda store: False),
            patch.object(Store, "prepare") as prepare,
        ):
            root = self.files._store().root
        self.assertEqual(root.name, self.env.cr.dbname)
        self.assertEqual(root.parent.name, "print_files")
        prepare.assert_called()
