import doctest
import hashlib
import zipfile
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.addons.print_portal.filestore import NoSpace, Store
from odoo.addons.print_portal.tests.orders_common import (
    PrintOrdersCommon,
    PrintOrdersHttpCommon,
)
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.http import Request
from odoo.tests import Form, tagged

from ..models import print_job_archive
from ..prepress.imposition import Scheme, Sheet
from .findings_common import FindingsMixin, facts

SHEET, TICKETS = "{}.pdf", "{}_tickets.pdf"


class ArchiveMixin(FindingsMixin):
    def setUp(self):
        super().setUp()
        self.env = self.env(context={})
        self.archives = self.env["print.archive"]
        self.company.print_archive_auto = True
        self.salesperson.email = "sales@shop.example"
        self.salesperson.notification_type = "email"
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)

    def _order_of(self, *names, account=None, pages=16):
        """Return a new order whose files were checked, as its client has sent it."""
        account = account or self.ivanova
        files = [self._checked(facts(pages=pages), name, account) for name in names]
        return self._job(*files, account=account).order_id

    def _pack(self, order, kind="press"):
        archive = self.archives._want(order, kind)
        self._run(archive)
        self.env.cr.postcommit.run()
        return archive

    def _run(self, archive):
        """Do what the queue does: take the job out of it, then work it off."""
        self._queued(archive).state = "started"
        archive._build()
        self.env.flush_all()

    def _open(self, archive):
        path = self.root / archive.path
        self.assertEqual(path.stat().st_size, archive.size)
        opened = zipfile.ZipFile(path)
        self.addCleanup(opened.close)
        self.assertIsNone(opened.testzip())
        return opened

    def _names(self, archive):
        return sorted(self._open(archive).namelist())

    def _on_disk(self):
        return sorted(path.name for path in (self.root / "archives").glob("*"))

    def _certify(self, order):
        artwork = order.print_job_ids.artwork_ids.with_user(self.prepress)
        artwork._accept()
        artwork._certify()

    def _mend(self, artwork, name="mended.pdf", content=b"%PDF mended"):
        file = self._receive(self.ivanova, name, content)
        return artwork.with_user(self.prepress)._replace(file, "Bleed added")

    def _queued(self, archive):
        key = f"print.archive-{archive.id}"
        return self.env["queue.job"].search(
            [("identity_key", "=", key), ("state", "=", "pending")]
        )

    def _mails(self, act):
        queue = self.env["mail.mail"]
        before = queue.search([])
        act()
        self.env.flush_all()
        return (queue.search([]) - before).filtered(
            lambda mail: self.salesperson.partner_id in mail.recipient_ids
        )

    def _finish(self, order, days_ago):
        moment = fields.Datetime.now() - timedelta(days=days_ago)
        done = self.env.ref("print_portal.status_closed")
        self.env.cr.execute(
            "UPDATE print_job SET status_id = %s, kind = 'done', awaited_since = %s"
            " WHERE order_id = %s",
            (done.id, moment, order.id),
        )
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestArchive(ArchiveMixin, PrintOrdersCommon):
    # What is in it ------------------------------------------------------------------

    def test_the_press_gets_files_under_its_names_with_tickets_and_sums(self):
        order = self._order_of("Обложка v2.PDF", "block.pdf")
        self._certify(order)
        archive = self._pack(order)
        name, number = order.name, order.print_job_ids.name
        cover = f"print/{number}_Oblozhka_p001-016_510x400_CMYK_v1.pdf"
        block = f"print/{number}_block_p001-016_510x400_CMYK_v1.pdf"
        self.assertEqual(
            self._names(archive),
            sorted(
                [SHEET.format(name), TICKETS.format(name), "SHA256SUMS", cover, block]
            ),
        )
        opened = self._open(archive)
        sums = dict(
            reversed(line.split("  ", 1))
            for line in opened.read("SHA256SUMS").decode().splitlines()
        )
        for path, checksum in sums.items():
            self.assertEqual(hashlib.sha256(opened.read(path)).hexdigest(), checksum)
        self.assertEqual(set(sums), set(opened.namelist()) - {"SHA256SUMS"})
        self.assertEqual((archive.state, archive.file_count), ("ready", 5))

    def test_what_is_not_certified_lies_apart_and_the_sheet_says_so(self):
        order = self._order_of("cover.pdf")
        archive = self._pack(order)
        [held] = [name for name in self._names(archive) if "/" in name]
        self.assertTrue(held.startswith("not-certified/"))
        sheet = self._open(archive).read(SHEET.format(order.name)).decode()
        self.assertIn("Not certified: do not print", sheet)
        self.assertIn(held, sheet)
        self._certify(order)
        self.assertFalse(archive._is_fresh())
        archive = self._pack(order)
        [certified] = [name for name in self._names(archive) if "/" in name]
        self.assertTrue(certified.startswith("print/"))
        sheet = self._open(archive).read(SHEET.format(order.name)).decode()
        self.assertNotIn("do not print", sheet)
        self.assertIn(self.prepress.name, sheet)

    def test_no_paper_in_it_carries_an_amount(self):
        order = self._order_of("cover.pdf")
        opened = self._open(self._pack(order))
        for name in (SHEET.format(order.name), TICKETS.format(order.name)):
            text = opened.read(name).decode()
            self.assertNotIn("96.00", text)
            self.assertNotIn(order.currency_id.symbol, text)

    def test_what_the_client_had_sent_is_added_by_a_tick(self):
        order = self._order_of("cover.pdf")
        artwork = order.print_job_ids.artwork_ids
        self._mend(artwork)
        self.assertNotIn("originals", str(self._names(self._pack(order))))
        self.company.print_archive_originals = True
        names = self._names(self._pack(order))
        original = f"originals/{order.print_job_ids.name}/cover.pdf"
        self.assertIn(original, names)
        self.assertEqual(len([name for name in names if "/" in name]), 2)
        content = (self.root / artwork.path).read_bytes()
        self.assertEqual(self._open(self._pack(order)).read(original), content)

    def test_two_names_that_the_rule_makes_one_stay_two_files(self):
        self.company.print_archive_rule = "{order}"
        order = self._order_of("a.pdf", "b.pdf")
        files = [name for name in self._names(self._pack(order)) if "/" in name]
        name = order.name
        self.assertEqual(
            files, [f"not-certified/{name}.pdf", f"not-certified/{name}_2.pdf"]
        )

    def test_a_cancelled_job_is_left_out(self):
        order = self._order_of("cover.pdf")
        order.print_job_ids._move_to("cancelled")
        archive = self._pack(order)
        self.assertEqual((archive.state, archive.path), ("empty", False))

    def test_the_client_gets_what_he_has_sent_under_his_names(self):
        order = self._order_of("Обложка: 1.pdf", "block.pdf")
        cover = order.print_job_ids.artwork_ids.filtered(lambda f: "1" in f.name)
        mended = self._mend(cover)
        archive = self._pack(order, "client")
        folder = order.print_job_ids.name
        names = [f"{folder}/block.pdf", f"{folder}/Обложка_ 1.pdf"]
        self.assertEqual(self._names(archive), names)
        content = self._open(archive).read(names[1])
        self.assertNotEqual(content, (self.root / mended.sudo().path).read_bytes())

    def test_imposed_sheets_take_the_place_of_their_pages(self):
        order = self._order_of("block.pdf")
        self._certify(order)
        job, artwork = order.print_job_ids, order.print_job_ids.artwork_ids
        same = ("size", "checksum", "crc32", "path", "stamp")
        imposed = self.env["print.imposed"].create(
            {
                **{name: artwork[name] for name in same},
                "name": "sheets.pdf",
                "job_id": job.id,
                "source_ids": [
                    Command.create(
                        {
                            "sequence": 1,
                            "artwork_id": artwork.id,
                            "checksum": artwork.checksum,
                        }
                    )
                ],
                "spec_hash": job.spec_id.hash,
                "scheme_name": "F16",
                "scheme": Scheme(Sheet(700, 500), fold="F16-6").to_json(),
                "page_count": 16,
                "page_width": 148,
                "page_height": 210,
                "inks": ["Black"],
                "state": "done",
            }
        )
        sheets = f"{job.name}_imposed_p001-016_700x500_K_v1.pdf"
        names = [name for name in self._names(self._pack(order)) if "/" in name]
        pages = f"pages/{job.name}_block_p001-016_510x400_CMYK_v1.pdf"
        ticket = sheets.replace(".pdf", ".xjdf")
        self.assertEqual(
            names, [f"not-certified/{sheets}", f"not-certified/{ticket}", pages]
        )
        self.company.print_archive_ink = False  # these bytes have no plates
        imposed.certified_checksum = imposed.checksum
        self.env.cr.precommit.run()
        self.assertTrue(self._queued(order.print_archive_ids))
        names = [name for name in self._names(self._pack(order)) if "/" in name]
        self.assertEqual(names, [pages, f"print/{sheets}", f"print/{ticket}"])
        xjdf = self._open(order.print_archive_ids).read(f"print/{ticket}").decode()
        self.assertIn(order.name, xjdf)

    def test_the_client_gets_what_he_has_approved(self):
        order = self._order_of("cover.pdf", "block.pdf")
        job = order.print_job_ids
        mended = self._mend(job.artwork_ids.filtered(lambda f: f.name == "cover.pdf"))
        proof = self.env["print.proof"].create(
            {
                "job_id": job.id,
                "version": 1,
                "state": "waiting",
                "sender_id": self.prepress.id,
                "spec_id": job.spec_id.id,
                "spec_hash": job.spec_id.hash,
                "file_ids": [Command.create(mended.sudo()._prepare_proof_file())],
            }
        )
        approved = f"{job.name}/approved/mended.pdf"
        self.assertNotIn(approved, self._names(self._pack(order, "client")))
        proof.state = "approved"
        self.assertEqual(
            self._names(self._pack(order, "client")),
            [approved, f"{job.name}/block.pdf", f"{job.name}/cover.pdf"],
        )

    # When it is made ----------------------------------------------------------------

    def test_a_changed_file_makes_it_anew_and_the_old_one_goes(self):
        order = self._order_of("cover.pdf")
        archive = self._pack(order)
        [old] = self._on_disk()
        self.assertTrue(archive._is_fresh())
        self._mend(order.print_job_ids.artwork_ids)
        self.env.cr.precommit.run()
        job = self._queued(archive)
        self.assertEqual((len(job), job.channel), (1, "root.archive"))
        wait = job.eta - fields.Datetime.now()
        self.assertTrue(timedelta(minutes=4) < wait <= timedelta(minutes=5))
        self.assertEqual(archive.state, "waiting")
        self.assertFalse(archive._is_fresh(), "nobody prints the old file by mistake")
        self._pack(order)
        self.assertTrue(archive._is_fresh())
        [new] = self._on_disk()
        self.assertNotEqual(old, new)

    def test_changes_that_come_together_are_packed_once(self):
        order = self._order_of("a.pdf", "b.pdf")
        self._pack(order)
        for artwork in order.print_job_ids.artwork_ids:
            self._mend(artwork, f"new-{artwork.name}", artwork.name.encode())
        self.env.cr.precommit.run()
        self.assertEqual(len(self._queued(order.print_archive_ids)), 1)

    def test_what_has_not_changed_is_not_packed_again(self):
        order = self._order_of("cover.pdf")
        archive = self._pack(order)
        path = self.root / archive.path
        before = path.stat().st_ino
        self._pack(order)
        self.assertEqual(path.stat().st_ino, before)
        path.unlink()
        self._pack(order)
        self.assertTrue(path.exists(), "what somebody has removed comes back")

    def test_a_shop_may_have_them_packed_on_demand_only(self):
        self.company.print_archive_auto = False
        order = self._order_of("cover.pdf")
        self.env.cr.precommit.run()
        self.assertFalse(order.print_archive_ids)
        answer = order.with_user(self.salesperson).action_fetch_archive()
        self.assertEqual(answer["tag"], "display_notification")
        archive = order.print_archive_ids
        self.assertFalse(self._queued(archive).eta, "somebody waits for it")
        self._run(archive)
        answer = order.with_user(self.salesperson).action_fetch_archive()
        self.assertEqual(answer["url"], f"/my/print/archives/{archive.id}/download")

    def test_who_waits_does_not_wait_for_what_may_come(self):
        order = self._order_of("cover.pdf")
        self.env.cr.precommit.run()
        archive = order.print_archive_ids
        self.assertTrue(self._queued(archive).eta)
        order.with_user(self.salesperson).action_fetch_archive()
        self.assertEqual(len(self._queued(archive)), 1)
        self.assertFalse(self._queued(archive).eta)

    def test_a_killed_server_loses_no_archive(self):
        order = self._order_of("cover.pdf")
        archive = self.archives._want(order)
        archive.state = "running"
        self._queued(archive).state = "failed"
        self.archives._cron_archives()
        self.assertTrue(self._queued(archive))
        self.assertEqual(archive.state, "waiting")

    def test_bytes_that_have_gone_bad_are_found_before_the_press(self):
        order = self._order_of("cover.pdf")
        artwork = order.print_job_ids.artwork_ids
        path = self.root / artwork.path
        content = path.read_bytes()
        path.chmod(0o640)
        path.write_bytes(content[:-1] + b"\0")
        with self.assertLogs("odoo.addons.print_prepress", "ERROR"):
            archive = self._pack(order)
        self.assertEqual(archive.state, "failed")
        self.assertIn("changed on our disk", archive.trouble)
        self.assertFalse(self._on_disk())
        path.write_bytes(content)
        self.assertEqual(self._pack(order).state, "ready")
        self.assertFalse(archive.trouble)

    def test_a_full_disk_is_said_and_leaves_nothing(self):
        order = self._order_of("cover.pdf")
        with (
            patch.object(Store, "check", side_effect=NoSpace(0)),
            self.assertLogs("odoo.addons.print_prepress", "ERROR"),
        ):
            archive = self._pack(order)
        self.assertEqual(archive.state, "failed")
        self.assertIn("disk is full", archive.trouble)

    # Who is told --------------------------------------------------------------------

    def test_staff_get_one_mail_with_order_and_archive(self):
        orders = []
        early = self._mails(lambda: orders.append(self._order_of("cover.pdf")))
        self.assertFalse(early, "it follows with the archive")
        order = orders[0]
        self.assertTrue(order.print_archive_ids.is_news)
        mail = self._mails(lambda: self._pack(order))
        self.assertEqual(len(mail), 1)
        self.assertIn(order.name, mail.subject)
        self.assertIn(f"/odoo/print-orders/{order.id}", mail.body_html)
        self.assertIn(order.print_archive_ids._get_url(), mail.body_html)
        self._mend(order.print_job_ids.artwork_ids)
        self.assertFalse(self._mails(lambda: self._pack(order)), "told once")

    def test_an_order_without_files_is_told_at_once(self):
        mail = self._mails(lambda: self._send())
        self.assertEqual(len(mail), 1)
        self.assertNotIn("/my/print/archives/", mail.body_html)

    def test_news_do_not_wait_longer_than_twenty_minutes(self):
        order = self._order_of("cover.pdf")
        now = order.print_archive_ids.create_date
        for minutes, count in ((19, 0), (21, 1), (40, 0)):
            with freeze_time(now + timedelta(minutes=minutes)):
                mails = self._mails(self.archives._cron_archives)
            self.assertEqual(len(mails), count, minutes)
        self.assertFalse(self._mails(lambda: self._pack(order)))

    def test_news_come_even_if_nothing_can_be_packed(self):
        order = self._order_of("cover.pdf")
        (self.root / order.print_job_ids.artwork_ids.path).unlink()
        with self.assertLogs("odoo.addons.print_prepress", "ERROR"):
            mail = self._mails(lambda: self._pack(order))
        self.assertEqual(len(mail), 1)
        self.assertNotIn("/my/print/archives/", mail.body_html)

    # How long it is kept ------------------------------------------------------------

    def test_it_is_removed_some_time_after_the_end_and_comes_back_on_demand(self):
        order = self._order_of("cover.pdf")
        archive = self._pack(order)
        self.assertFalse(archive.kept_until)
        self._finish(order, days_ago=31)
        self.archives._cron_archives()
        self.assertEqual(archive.state, "ready", "it was packed today")
        archive.date_built -= timedelta(days=31)
        self.archives._cron_archives()
        self.env.cr.postcommit.run()
        self.assertEqual((archive.state, archive.size), ("removed", 0))
        self.assertFalse(self._on_disk())
        self.assertEqual(self._pack(order).state, "ready")

    def test_an_archive_of_no_order_is_swept(self):
        order = self._order_of("cover.pdf")
        path = self.root / self._pack(order).path
        stray = path.with_name("999-x.zip")
        stray.write_bytes(b"zip")
        self.archives._sweep()
        self.assertTrue(stray.exists(), "its record may be on its way")
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.archives._sweep()
        self.assertFalse(stray.exists())
        self.assertTrue(path.exists())

    def test_the_examples_in_the_docstrings_are_true(self):
        self.assertFalse(doctest.testmod(print_job_archive).failed)

    # The rule -----------------------------------------------------------------------

    def test_a_rule_is_checked_and_shown_while_it_is_typed(self):
        settings = Form(self.env["res.config.settings"])
        settings.print_archive_rule = "{order}_{part}_{inks}"
        self.assertEqual(
            settings.print_archive_example, "i-000123_Oblozhka_CMYK+PANTONE-185-C.pdf"
        )
        settings.print_archive_latin = False
        self.assertIn("Обложка", settings.print_archive_example)
        settings.print_archive_rule = "{order}_{colour}"
        self.assertFalse(settings.print_archive_example)
        with self.assertRaisesRegex(ValidationError, "{colour} is not known"):
            self.company.print_archive_rule = "{order}_{colour}"

    def test_a_new_rule_makes_new_names(self):
        order = self._order_of("cover.pdf")
        archive = self._pack(order)
        self.company.print_archive_rule = "{client}_{order}"
        self.assertFalse(archive._is_fresh())
        self.assertIn(
            f"not-certified/{self.poligraf.client_code}_{order.name}.pdf",
            self._names(self._pack(order)),
        )

    # How much it costs --------------------------------------------------------------

    def test_whether_it_is_fresh_takes_no_more_queries_for_more_files(self):
        counts = []
        for names in (("a.pdf",), tuple(f"{number}.pdf" for number in range(8))):
            archive = self._pack(self._order_of(*names))
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertTrue(archive._is_fresh())
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_clients_read_neither_sheet_nor_what_is_behind(self):
        order = self._order_of("cover.pdf").with_user(self.ivanova)
        with self.assertRaises(AccessError):
            order._get_order_sheet_values()
        with self.assertRaises(AccessError):
            order.action_fetch_archive()
        archive = self._pack(order.sudo(), "client").with_user(self.ivanova)
        for name in ("path", "fingerprint", "asked_by_id", "download_ids"):
            with self.assertRaises(AccessError):
                archive.read([name])

    def test_nothing_to_pack_is_said(self):
        order = self._send()
        with self.assertRaisesRegex(UserError, "has no files to pack yet"):
            order.with_user(self.salesperson).action_fetch_archive()


@tagged("post_install", "-at_install")
class TestArchiveHttp(ArchiveMixin, PrintOrdersHttpCommon):
    def _log_in(self, user):
        self.authenticate(user.login, self.PASSWORD)

    def _fetch(self, archive, **headers):
        return self.url_open(
            f"/my/print/archives/{archive.id}/download",
            headers=headers,
            allow_redirects=False,
        )

    def test_who_sees_the_order_fetches_the_clients_archive_and_no_other(self):
        order = self._order_of("a.pdf", "b.pdf")
        client, press = self._pack(order, "client"), self._pack(order)
        for user, of_client, of_press in (
            (self.ivanova, 200, 404),
            (self.main, 200, 404),
            (self.rival, 404, 404),
            (self.prepress, 200, 200),
            (self.salesperson, 200, 200),
        ):
            with self.subTest(user=user.login):
                self._log_in(user)
                self.assertEqual(self._fetch(client).status_code, of_client)
                self.assertEqual(self._fetch(press).status_code, of_press)
        self.authenticate(None, None)
        self.assertIn("/web/login", self._fetch(client).headers["Location"])

    def test_it_comes_in_ranges_and_who_begins_is_noted(self):
        order = self._order_of("a.pdf", "b.pdf")
        archive = self._pack(order, "client")
        content = (self.root / archive.path).read_bytes()
        self._log_in(self.ivanova)
        answer = self._fetch(archive)
        self.assertEqual(answer.content, content)
        self.assertEqual(answer.headers["Content-Length"], str(archive.size))
        self.assertIn(f"{order.name}.zip", answer.headers["Content-Disposition"])
        answer = self._fetch(archive, Range="bytes=100-199")
        self.assertEqual(answer.status_code, 206)
        self.assertEqual(answer.content, content[100:200])
        log = self.env["print.archive.download"].search([])
        self.assertEqual(
            (log.order_id, log.user_id, log.kind), (order, self.ivanova, "client")
        )
        self.assertEqual(log.fingerprint, archive.fingerprint)

    def test_an_old_one_is_not_sent_but_packed_anew(self):
        order = self._order_of("a.pdf", "b.pdf")
        client, press = self._pack(order, "client"), self._pack(order)
        self.company.print_archive_rule = "{order}_{name}"
        self._log_in(self.prepress)
        answer = self._fetch(press)
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"/odoo/print-archives/{press.id}", answer.headers["Location"])
        self.assertEqual(press.state, "waiting")
        self.assertEqual(press.asked_by_id, self.prepress)
        self._log_in(self.ivanova)
        answer = self._fetch(client)
        self.assertIn(f"/orders/{order.id}#pr_archive", answer.headers["Location"])
        self.assertFalse(self.env["print.archive.download"].search([]))

    def test_a_client_has_his_files_packed_on_the_page_of_his_order(self):
        order = self._order_of("a.pdf", "b.pdf")
        address = f"/my/print/orders/{order.id}"
        self._log_in(self.rival)
        token = Request.csrf_token(self)
        refused = self.url_open(f"{address}/archive", data={"csrf_token": token})
        self.assertEqual(refused.status_code, 404)
        self._log_in(self.ivanova)
        self.assertIn("Pack the files", self.url_open(address).text)
        token = Request.csrf_token(self)
        page = self.url_open(f"{address}/archive", data={"csrf_token": token})
        self.assertIn("Waiting to be packed", page.text)
        archive = order.print_archive_ids.filtered(lambda each: each.kind == "client")
        key = f"print.archive-{archive.id}"
        self.assertIn(f'data-check="{key}"', page.text)
        progress = self.make_jsonrpc_request("/my/print/checks", {"keys": [key]})
        self.assertEqual(progress[key]["sentence"], "Waiting to be packed")
        self._run(archive)
        progress = self.make_jsonrpc_request("/my/print/checks", {"keys": [key]})
        self.assertIsNone(progress[key])
        page = self.url_open(address).text
        self.assertIn(archive._get_url(), page)
        self.assertIn(archive.size_text, page)
        press = self.archives._want(order)
        keys = {"keys": [f"print.archive-{press.id}"]}
        progress = self.make_jsonrpc_request("/my/print/checks", keys)
        self.assertEqual(list(progress.values()), [None], "of staff he learns nothing")

    def test_one_file_needs_no_archive(self):
        order = self._order_of("a.pdf")
        self._log_in(self.ivanova)
        page = self.url_open(f"/my/print/orders/{order.id}").text
        self.assertNotIn("pr_archive", page)
