import base64
import io
from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .files_common import PDF
from .pages_common import PrintPagesCommon

TUS = {"Tus-Resumable": "1.0.0"}


@tagged("post_install", "-at_install")
class TestOutgoing(PrintPagesCommon):
    """What we put out for a client: seen with his order, told once, fetched with a log."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._order(cls.ivanova)
        cls.job = cls.order.print_job_ids

    def _put(self, name="scan.tif", content=PDF, job=None):
        job = (job or self.job).with_user(self.prepress)
        return job._receive_outgoing(name, io.BytesIO(content)).sudo()

    def _run(self, **after):
        """Return the mails of the cron when so much time has gone by."""
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)
        queue = self.env["mail.mail"]
        before = queue.search([])
        with freeze_time(fields.Datetime.now() + timedelta(**after)):
            self.files._cron_outgoing()
        self.env.flush_all()
        return queue.search([]) - before

    def _upload(self, name, *pieces, job=None):
        """Send a file by the protocol, in pieces; return the last answer."""
        address = f"{self.base_url()}/print/outgoing/{(job or self.job).id}/tus"
        metadata = f"filename {base64.b64encode(name.encode()).decode()}"
        length = str(sum(map(len, pieces)))
        headers = TUS | {"Upload-Length": length, "Upload-Metadata": metadata}
        answer = self.opener.post(address, headers=headers)
        offset = 0
        for piece in pieces if answer.status_code == 201 else ():
            answer = self.opener.patch(
                self.base_url() + answer.headers["Location"] if not offset else url,
                data=piece,
                headers=TUS
                | {
                    "Upload-Offset": str(offset),
                    "Content-Type": "application/offset+octet-stream",
                },
            )
            url = answer.request.url
            offset += len(piece)
        return answer

    def test_it_lies_in_the_clients_folder_by_the_number_of_the_order(self):
        file = self._put()
        self.assertEqual(
            (file.partner_id, file.folder), (self.poligraf, self.order.name)
        )
        folder = self.root / "clients" / str(self.poligraf.id) / self.order.name
        self.assertEqual([path.name for path in folder.iterdir()], ["scan.tif"])
        self.assertIn("scan.tif", self.job.message_ids[:1].body)

    def test_who_sees_the_order_finds_and_fetches_it(self):
        file = self._put()
        address = f"/my/print/files/{file.id}/download"
        for user, sees in (
            (self.ivanova, True),
            (self.main, True),
            (self.head, True),
            (self.buh, False),
            (self.rival, False),
            (self.stranger, False),
        ):
            with self.subTest(user=user.login):
                self._login(user)
                answer = self._get(address)
                self.assertEqual(answer.status_code, 200 if sees else 404)
                self.assertEqual(answer.content == PDF, sees)
                page = self._get("/my/print/files").text
                self.assertEqual("scan.tif" in page, sees)
                found = self.files.with_user(user).search([("id", "=", file.id)])
                self.assertEqual(bool(found), sees)
        self.authenticate(None, None)
        self.assertIn("/web/login", self._get(address).headers["Location"])
        self._login(self.ivanova)
        page = self._get(f"/my/print/orders/{self.order.id}")
        self.assertIn("Result: scan.tif", self._read(page, "//section[@id='jobs']"))

    def test_a_right_that_was_taken_hides_it_at_once(self):
        file = self._put()
        self._login(self.head)
        address = f"/my/print/files/{file.id}/download"
        self.assertEqual(self._get(address).status_code, 200)
        self.head.see_colleagues = False
        self.assertEqual(self._get(address).status_code, 404)

    def test_downloads_are_logged(self):
        file = self._put()
        address = f"/my/print/files/{file.id}/download"
        self._login(self.ivanova)
        self._get(address)
        for start, count in ((1000, 1), (0, 2)):
            self.url_open(address, headers={"Range": f"bytes={start}-"})
            self.assertEqual(file.download_count, count)
        self._login(self.prepress)
        self._get(address)
        self.assertEqual(file.download_ids.user_id, self.ivanova)
        self.assertIn(self.ivanova.name, file.download_last)
        own = self._receive(self.ivanova)
        self._login(self.ivanova)
        self._get(f"/my/print/files/{own.id}/download")
        log = self.env["print.file.download"]
        self.assertEqual(set(log.search([]).mapped("name")), {"scan.tif"})
        file.unlink()
        self.assertEqual(len(self.job.download_ids), 2)
        with self.assertRaises(AccessError):
            log.with_user(self.ivanova).search([])

    def test_the_client_neither_deletes_nor_renames_it(self):
        file = self._put()
        for user in (self.main, self.ivanova):
            self._login(user)
            answer = self._post(f"/my/print/files/{file.id}/delete")
            self.assertIn("ask there", self._read(answer))
            with self.assertRaises(UserError):
                file.with_user(user)._rename_by(user, "mine.tif")
        self.assertTrue(file.exists())
        with self.assertRaises(AccessError):
            file.with_user(self.main).write({"kept_until": False})
        with self.assertRaises(AccessError):
            file.with_user(self.main).action_take_back()
        file.with_user(self.prepress).action_take_back()
        self.assertFalse(file.exists())

    def test_staff_take_back_only_what_they_put_out(self):
        own = self._receive(self.ivanova).sudo()
        own.with_user(self.prepress).action_take_back()
        self.assertTrue(own.exists())

    def test_it_takes_nothing_of_the_clients_room(self):
        self._set_param("files_quota_gb", 0.00002)  # 21 474 bytes
        self._receive(self.ivanova)
        self._put(content=bytes(50_000))
        self._receive(self.ivanova, "second.pdf")
        with self.assertRaisesRegex(UserError, "your folder has room"):
            self._receive(self.ivanova, "third.pdf")

    def test_several_files_make_one_mail(self):
        self._put("scan 1.tif")
        self._put("scan 2.tif")
        self.assertFalse(self._run(minutes=1))
        mail = self._run(minutes=3)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.ivanova.partner_id)
        for words in ("scan 1.tif", "scan 2.tif", f"/my/print/orders/{self.order.id}"):
            self.assertIn(words, mail.body_html)
        self.assertFalse(self._run(minutes=10))

    def test_who_does_not_want_the_mail_gets_none(self):
        notice = self.env.ref("print_portal.notice_outgoing")
        self.ivanova.partner_id.print_muted_ids = notice
        self._put()
        self.assertFalse(self._run(minutes=3))

    def test_it_is_kept_for_the_days_that_were_said(self):
        self.company.print_outgoing_days = 30
        file = self._put()
        self.assertEqual((file.kept_until - fields.Date.today()).days, 30)
        self._run(days=30)
        self.assertTrue(file.exists())
        file.kept_until -= timedelta(days=31)
        self._login(self.ivanova)
        answer = self._get(f"/my/print/files/{file.id}/download")
        self.assertEqual(answer.status_code, 404)
        page = self._get(f"/my/print/orders/{self.order.id}")
        self.assertNotIn("scan.tif", page.text)
        self._run(minutes=3)
        self.assertFalse(file.exists())

    def test_what_is_used_in_a_job_stays(self):
        file = self._put("print-ready.pdf")
        other = self._send(self.ivanova).print_job_ids
        other.with_user(self.ivanova)._take_file(file.with_user(self.ivanova))
        file.kept_until = fields.Date.today() - timedelta(days=1)
        self._run(minutes=3)
        self.assertTrue(file.exists())

    def test_staff_put_out_files_from_their_page(self):
        address = f"/print/outgoing/{self.job.id}"
        self._login(self.prepress)
        parts = [("file", ("scan 1.tif", PDF)), ("file", ("bad\x01/.tif", PDF))]
        answer = self._post(address, _files=[*parts, ("file", ("", b""))])
        self.assertEqual(answer.status_code, 422)
        self.assertIn("scan 1.tif", self._read(answer))
        answer = self._upload("scan 2.tif", PDF[:5000], PDF[5000:])
        self.assertEqual(answer.status_code, 204)
        names = set(self.job.result_ids.mapped("name"))
        self.assertEqual(names, {"scan 1.tif", "scan 2.tif"})
        self.assertEqual(self.job.result_ids.user_id, self.prepress)
        self.assertTrue(all(self.job.result_ids.mapped("kept_until")))

    def test_nobody_else_puts_out_files(self):
        address = f"/print/outgoing/{self.job.id}"
        for user in (self.main, self.rival, self.stranger, self.accountant):
            with self.subTest(user=user.login):
                self._login(user)
                self.assertEqual(self._get(address).status_code, 404)
                parts = [("file", ("scan.tif", PDF))]
                self.assertEqual(self._post(address, _files=parts).status_code, 404)
                self.assertEqual(self._upload("scan.tif", PDF).status_code, 404)
                with self.assertRaises(AccessError):
                    self.job.with_user(user)._receive_outgoing("a", io.BytesIO(PDF))
        self.authenticate(None, None)
        self.assertEqual(self._upload("scan.tif", PDF).status_code, 404)
        self.assertFalse(self.job.result_ids)
        self.job._move_to("cancelled")
        with self.assertRaisesRegex(UserError, "is cancelled"):
            self._put()
