import base64
import hashlib
import io
import json
from unittest.mock import patch

from lxml import html

from odoo.http import Request, Stream
from odoo.tests import HttpCase, JsonRpcException, tagged
from odoo.tools import mute_logger

from ..filestore import Store
from .common import PrintPortalCommon
from .files_common import PDF, FilesMixin

LOGGERS = (
    "odoo.addons.print_portal.models.print_stored_mixin",
    "odoo.addons.print_portal.models.print_upload",
)


@tagged("post_install", "-at_install")
class TestPrintFileHttp(FilesMixin, PrintPortalCommon, HttpCase):
    def _login(self, user):
        self.authenticate(user.login, user.login)
        self.csrf = Request.csrf_token(self)

    def _send(self, content=PDF, name="cover.pdf", size=None, **headers):
        """Send a file in one request, as the page's script does; return the answer.

        :param size: bytes that are announced; without a body they are asked for alone
        """
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Tus-Resumable": "1.0.0",
            "Upload-Length": str(len(content) if size is None else size),
            "Upload-Metadata": f"filename {base64.b64encode(name.encode()).decode()}",
        } | headers
        return self.opener.post(
            self.base_url() + "/my/print/tus", data=content, headers=headers
        )

    def _files(self):
        return self.files.search([("partner_id", "=", self.poligraf.id)])

    def test_a_browser_sends_a_file_and_gets_it_back(self):
        self._login(self.ivanova)
        name = "Визитка №1.pdf"
        answer = self._send(name=name)
        file = self._files()
        told = json.loads(answer.headers["Print-File"])
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

    def test_nobody_uploads_without_login_or_as_a_foreign_page(self):
        self._login(self.ivanova)
        # A form or a script of another site cannot send this header.
        self.assertEqual(self._send(**{"Tus-Resumable": ""}).status_code, 412)
        self.authenticate(None, None)
        answer = self._send()
        self.assertEqual(answer.status_code, 403)
        self.assertEqual(answer.text, "Log in again: you were logged out.")
        self.assertFalse(self._files())

    def test_refusals_are_sentences_with_a_fitting_status(self):
        self._login(self.ivanova)
        answer = self._send(name="two\r\nlines.pdf")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Rename the file", answer.text)
        self._set_param("files_quota_gb", "0.000001")
        answer = self._send()
        self.assertEqual(answer.status_code, 413)
        self.assertIn("Delete files", answer.text)
        self._set_param("files_quota_gb", False)
        with patch.object(Store, "free", lambda store: 0), mute_logger(*LOGGERS):
            answer = self._send()
        self.assertEqual(answer.status_code, 507)
        self.assertIn("Our disk is full", answer.text)
        self.assertFalse(self._files())
        self.assertEqual(self._on_disk(), [])

    def test_what_has_no_room_is_refused_before_its_first_byte(self):
        self._login(self.ivanova)
        self._set_param("files_quota_gb", "1")
        answer = self._send(b"", size=10 << 30)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("room for 1.0 GB", answer.text)

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

    def _put(self, folder, *names, user=None):
        """Put files into a folder of the client."""
        return [
            self._receive(user or self.ivanova, name, folder=folder) for name in names
        ]

    def _rows(self, path="/my/print/files"):
        """Return the names in the list of the page, folders first."""
        page = html.fromstring(self.url_open(path).content)
        names = page.xpath("//*[@id='pr_files']//a[contains(@class, 'pr-file-name')]")
        return [name.text_content().strip() for name in names]

    def test_folders_are_opened_one_after_the_other(self):
        self._put("", "cover.pdf")
        self._put("2026/Осень & co", "a.pdf", "b.pdf")
        self._put("2026", "c.pdf")
        self._put("20%6", "d.pdf")
        self._login(self.ivanova)
        self.assertEqual(self._rows(), ["20%6", "2026", "cover.pdf"])
        page = self.url_open("/my/print/files").text
        self.assertIn("Files: 3", page)
        self.assertEqual(
            self._rows("/my/print/files?folder=2026"), ["Осень & co", "c.pdf"]
        )
        inner = "/my/print/files?folder=2026/%D0%9E%D1%81%D0%B5%D0%BD%D1%8C%20%26%20co"
        self.assertEqual(self._rows(inner), ["b.pdf", "a.pdf"])
        page = html.fromstring(self.url_open(inner).content)
        way = page.xpath("//*[contains(@class, 'pr-crumbs')]//a/@href")
        self.assertEqual(way, ["/my/print/files", "/my/print/files?folder=2026"])
        # A search looks into the folders below, and says where it found it.
        self.assertEqual(self._rows("/my/print/files?search=a.p"), ["a.pdf"])
        self.assertIn(
            "Осень &amp; co", self.url_open("/my/print/files?search=a.p").text
        )
        self.assertEqual(
            self._rows("/my/print/files?folder=20%256&search=pdf"), ["d.pdf"]
        )

    def test_of_folders_an_account_sees_what_it_sees_of_files(self):
        self._put("2026", "c.pdf")
        for user in (self.rival, self.person):
            self._login(user)
            self.assertEqual(self._rows(), [])
            self.assertEqual(self._rows("/my/print/files?folder=2026"), [])

    def test_a_new_folder_is_open_at_once_and_has_a_proper_name(self):
        self._login(self.ivanova)
        answer = self.url_open("/my/print/files?folder=2026&new=Covers")
        self.assertTrue(answer.url.endswith("/my/print/files?folder=2026/Covers"))
        self.assertIn("Files that you add now land in this folder.", answer.text)
        answer = self.url_open("/my/print/files?new=..")
        self.assertIn("Rename the file", answer.text)
        data = {"csrf_token": self.csrf, "folder": "2026/Covers"}
        self.url_open("/my/print/files/add", data=data, files={"file": ("x.pdf", PDF)})
        self.assertEqual(self._files().folder, "2026/Covers")

    def test_a_file_is_renamed_and_moved(self):
        file = self._receive(self.ivanova)
        self._login(self.ivanova)
        url = f"/my/print/files/{file.id}/rename"
        self.assertIn('value="cover.pdf"', self.url_open(url).text)
        data = {"csrf_token": self.csrf, "name": "Обложка.pdf", "folder": "Осень"}
        answer = self.url_open(url, data=data)
        self.assertIn("folder=", answer.url)
        self.assertEqual((file.name, file.folder), ("Обложка.pdf", "Осень"))
        back = self.url_open(f"/my/print/files/{file.id}/download")
        self.assertEqual(back.content, PDF)
        answer = self.url_open(url, data=data | {"name": "a/b.pdf"})
        self.assertEqual(answer.status_code, 422)
        self.assertIn('value="a/b.pdf"', answer.text)
        self.assertIn("Rename the file", answer.text)
        # A colleague sees it, and may not touch it.
        self._login(self.buh)
        data["csrf_token"] = self.csrf
        answer = self.url_open(url, data=data | {"name": "mine.pdf"})
        self.assertIn("was uploaded by ivanova", answer.text)
        self._login(self.rival)
        self.assertEqual(self.url_open(url).status_code, 404)

    def test_a_whole_file_takes_the_place_of_a_doubtful_one(self):
        bad, good = self._receive(self.ivanova), self._receive(self.ivanova, "new.pdf")
        other = self._receive(self.rival, "other.pdf")
        url = f"/my/print/files/{bad.id}/replace"
        self._login(self.ivanova)
        ask = {"by": good.id}
        self.assertIn("kept as it is", self.make_jsonrpc_request(url, ask))
        bad.sudo().state = "suspect"
        spec = self._fill_basket(self.ivanova).order_line.print_spec_id
        spec.file_ids = bad
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(url, {"by": other.id})
        self.assertFalse(self.make_jsonrpc_request(url, ask))
        self.assertEqual(spec.file_ids, good)
        self.assertFalse(bad.exists())

    def test_files_to_choose_from_are_found_by_name_and_folder(self):
        self._put("Осень", "cover.pdf")
        self._put("", "text.pdf")
        self._receive(self.rival, "cover.pdf")
        self._login(self.ivanova)

        def find(search):
            found = self.make_jsonrpc_request(
                "/my/print/files/find", {"search": search}
            )
            return [(file["folder"], file["name"], file["icon"]) for file in found]

        cover = ("Осень", "cover.pdf", "fa-file-pdf-o")
        self.assertEqual(find("COV"), [cover])
        self.assertEqual(find("осень"), [cover])
        self.assertEqual(len(find("")), 2)
        self.assertEqual(len(find({"a": 1})), 2)

    def test_broken_uploads_are_told_to_their_sender_alone(self):
        client = self.ivanova._print_client()
        uploads = self.env["print.upload"].with_user(self.ivanova)
        upload = uploads._start(client, self.ivanova, "big.tif", 3 * len(PDF), "2026")
        upload._append(0, io.BytesIO(PDF))
        url = "/my/print/files/unfinished"
        self._login(self.ivanova)
        (told,) = self.make_jsonrpc_request(url, {})
        self.assertEqual((told["name"], told["folder"]), ("big.tif", "2026"))
        self.assertEqual((told["sent"], told["size"]), (len(PDF), 3 * len(PDF)))
        head = self.opener.head(
            self.base_url() + told["url"], headers={"Tus-Resumable": "1.0.0"}
        )
        self.assertEqual(head.headers["Upload-Offset"], str(len(PDF)))
        for user in (self.buh, self.rival, self.person):
            self._login(user)
            self.assertEqual(self.make_jsonrpc_request(url, {}), [])

    def test_a_picture_of_a_file_is_for_those_who_see_the_file(self):
        """Pictures are made by an add-on above: here one stands in for it."""
        file = self._receive(self.ivanova)
        url = f"/my/print/files/{file.id}/preview"
        self._login(self.ivanova)
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertNotIn("/preview", self.url_open("/my/print/files").text)
        png = b"\x89PNG\r\n\x1a\n"
        stream = Stream(type="data", data=png, mimetype="image/png", size=len(png))
        kind = type(self.env["print.file"])
        with (
            patch.object(kind, "_filter_previewed", lambda files: files),
            patch.object(kind, "_get_preview_stream", lambda file: stream),
        ):
            self.assertIn(url, self.url_open("/my/print/files").text)
            self.assertEqual(self.url_open(url).content, png)
            self._login(self.rival)
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_an_order_begins_with_a_file_of_the_folder(self):
        file, foreign = self._receive(self.ivanova), self._receive(self.rival)
        self._login(self.ivanova)
        self.assertIn(
            f"/my/print/order?file={file.id}", self.url_open("/my/print/files").text
        )
        page = self.url_open(f"/my/print/order?file={file.id}").text
        form = f"/my/print/order/ctp_plates?file={file.id}"
        self.assertIn(form, page)
        page = html.fromstring(self.url_open(form).content)
        chosen = page.xpath("//*[@class='pr-chosen']//input[@name='file_ids']/@value")
        self.assertEqual(chosen, [str(file.id)])
        for asked in (foreign.id, "x", -1, ""):
            page = self.url_open(f"/my/print/order/ctp_plates?file={asked}").content
            self.assertFalse(
                html.fromstring(page).xpath("//*[@class='pr-chosen']//input")
            )

    def _count_queries(self, path):
        """Return how many queries a page costs, on caches without records."""
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.url_open(path)
        return self.cr.sql_log_count - before
