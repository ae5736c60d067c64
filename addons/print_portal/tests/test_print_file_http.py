import hashlib
import threading
from unittest.mock import patch

from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..filestore import Store
from .common import PrintPortalCommon
from .files_common import PDF, FilesMixin

LOGGER = "odoo.addons.print_portal.models.print_stored_mixin"


@tagged("post_install", "-at_install")
class TestPrintFileHttp(FilesMixin, PrintPortalCommon, HttpCase):
    def _login(self, user):
        self.authenticate(user.login, user.login)
        self.csrf = Request.csrf_token(self)

    def _send(self, content=PDF, name="cover.pdf", **headers):
        """Send a body as the page's script does; return the answer."""
        headers = {
            "Content-Type": "application/octet-stream",
            "X-CSRF-Token": self.csrf,
        } | headers
        return self.opener.post(
            self.base_url() + "/my/print/files/upload",
            params={"name": name},
            data=content,
            headers=headers,
        )

    def _files(self):
        return self.files.search([("partner_id", "=", self.poligraf.id)])

    def test_a_browser_sends_a_file_and_gets_it_back(self):
        self._login(self.ivanova)
        name = "Визитка №1.pdf"
        answer = self._send(name=name)
        file = self._files()
        told = answer.json()
        self.assertEqual((told["id"], told["size"]), (file.id, len(PDF)))
        self.assertEqual((told["name"], told["size_text"]), (name, "10.0 KB"))
        self.assertEqual((file.state, file.user_id), ("settled", self.ivanova))
        back = self.url_open(f"/my/print/files/{file.id}/download")
        self.assertEqual(back.content, PDF)
        self.assertIn("attachment", back.headers["Content-Disposition"])
        self.assertIn("%E2%84%961.pdf", back.headers["Content-Disposition"])
        self.assertEqual(back.headers["X-Content-Type-Options"], "nosniff")

    def test_a_download_goes_on_where_it_stopped(self):
        file = self._receive(self.ivanova)
        self._login(self.buh)
        url = f"/my/print/files/{file.id}/download"
        rest = self.url_open(url, headers={"Range": "bytes=1000-"})
        self.assertEqual(rest.status_code, 206)
        self.assertEqual(rest.content, PDF[1000:])
        self.assertEqual(
            rest.headers["Content-Range"], f"bytes 1000-{len(PDF) - 1}/{len(PDF)}"
        )
        tag = rest.headers["ETag"]
        self.assertEqual(tag.strip('"'), hashlib.sha256(PDF).hexdigest())
        same = self.url_open(url, headers={"If-None-Match": tag})
        self.assertEqual(same.status_code, 304)
        other = self.url_open(url, headers={"Range": "bytes=9-", "If-Range": '"old"'})
        self.assertEqual((other.status_code, other.content), (200, PDF))

    def test_a_stranger_gets_nothing_and_learns_nothing(self):
        file = self._receive(self.ivanova)
        for user in (self.rival, self.person, self.stranger):
            self._login(user)
            for what in ("download", "delete", "confirm"):
                data = None if what == "download" else {"csrf_token": self.csrf}
                for file_id in (file.id, 999_999_999):
                    url = f"/my/print/files/{file_id}/{what}"
                    answer = self.url_open(url, data=data)
                    self.assertEqual(answer.status_code, 404, what)
            self.assertNotIn("cover.pdf", self.url_open("/my/print/files").text)
        self.assertTrue(file.exists())

    def test_nobody_uploads_without_login_or_token(self):
        self._login(self.ivanova)
        answer = self._send(**{"X-CSRF-Token": "x"})
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Reload the page", answer.json()["error"])
        self.authenticate(None, None)
        answer = self._send()
        self.assertIn("/web/login", answer.url)
        self.assertFalse(self._files())

    def test_refusals_are_sentences_with_a_fitting_status(self):
        self._login(self.ivanova)
        answer = self._send(name="two\r\nlines.pdf")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Rename the file", answer.json()["error"])
        self._set_param("files_quota_gb", "0.000001")
        answer = self._send()
        self.assertEqual(answer.status_code, 413)
        self.assertIn("Delete files", answer.json()["error"])
        self._set_param("files_quota_gb", False)
        with patch.object(Store, "free", lambda store: 0), mute_logger(LOGGER):
            answer = self._send()
        self.assertEqual(answer.status_code, 507)
        self.assertIn("Our disk is full", answer.json()["error"])
        self.assertFalse(self._files())
        self.assertEqual(self._on_disk(), [])

    def test_a_slow_sender_is_not_taken_for_a_request_that_hangs(self):
        """The threaded server restarts itself under a request over its time limit."""
        self._login(self.ivanova)
        receive, seen = Store.receive, []

        def watched(store, *args):
            seen.append(threading.current_thread().start_time)
            return receive(store, *args)

        with patch.object(Store, "receive", watched):
            self._send()
        self.assertEqual(seen, [None])

    def test_the_page_asks_before_it_sends(self):
        self._login(self.ivanova)
        ask = {"name": "x.pdf", "size": 10 << 30}
        self._set_param("files_quota_gb", "1")
        answer = self.make_jsonrpc_request("/my/print/files/check", ask)
        self.assertIn("room for 1.0 GB", answer)
        ask["size"] = 1 << 20
        self.assertFalse(self.make_jsonrpc_request("/my/print/files/check", ask))

    def test_a_form_without_a_script_takes_files_too(self):
        self._login(self.ivanova)
        answer = self.url_open(
            "/my/print/files/add",
            data={"csrf_token": self.csrf},
            files=[
                ("file", ("one.pdf", PDF)),
                ("file", ("..", PDF)),
                ("file", ("two.pdf", PDF)),
            ],
        )
        self.assertEqual(set(self._files().mapped("name")), {"one.pdf", "two.pdf"})
        self.assertIn("Rename the file", answer.text)
        self.assertIn("two.pdf", answer.text)

    def test_the_folder_shows_who_sent_what_and_deletes_on_request(self):
        file = self._receive(self.ivanova)
        self._receive(self.ivanova, "other.pdf")
        self._login(self.buh)
        page = self.url_open("/my/print/files").text
        for words in ("cover.pdf", "ivanova", "Browser", "10.0 KB", "2 files"):
            self.assertIn(words, page)
        self.assertNotIn("/delete", page)
        token = {"csrf_token": self.csrf}
        answer = self.url_open(f"/my/print/files/{file.id}/delete", data=token)
        self.assertIn("was uploaded by ivanova", answer.text)
        self._login(self.ivanova)
        page = self.url_open("/my/print/files?search=cov").text
        self.assertIn(f"/my/print/files/{file.id}/delete", page)
        self.assertNotIn("other.pdf", page)
        token = {"csrf_token": self.csrf}
        self.url_open(f"/my/print/files/{file.id}/delete", data=token)
        self.assertFalse(file.exists())

    def test_a_doubtful_file_is_amber_until_it_is_confirmed(self):
        file = self._receive(self.ivanova)
        file.sudo().state = "suspect"
        self._login(self.buh)
        self.assertIn("Looks incomplete", self.url_open("/my/print/files").text)
        data = {"csrf_token": self.csrf}
        page = self.url_open(f"/my/print/files/{file.id}/confirm", data=data).text
        self.assertNotIn("Looks incomplete", page)
        self.assertEqual(file.state, "settled")

    def test_the_folder_of_fifty_files_costs_no_query_per_file(self):
        self._login(self.buh)
        self._receive(self.ivanova, "first.pdf")
        self.url_open("/my/print/files")
        few = self._count_queries("/my/print/files")
        for number in range(49):
            self._receive(self.ivanova, f"{number}.pdf")
        with self.assertQueryCount(few):
            self._count_queries("/my/print/files")

    def _count_queries(self, path):
        """Return how many queries a page costs, on caches without records."""
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.url_open(path)
        return self.cr.sql_log_count - before
