import base64
import io
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PLAIN, ReportCase, picture

LOGGER = "odoo.addons.print_report.typesetting.engine"


@tagged("post_install", "-at_install")
class TestSources(ReportCase):
    def _shown(self, html, **options):
        """Return the sizes of the pictures that a document with ``html`` shows."""
        return self._images(self._print(self._report(html, PLAIN), **options))

    def _assert_refused(self, html):
        with self.assertLogs(LOGGER, "WARNING"):
            self.assertEqual(self._shown(html), [])

    def test_pictures_in_the_document_are_shown(self):
        data = picture(4, 3).decode()
        self.assertEqual(
            self._shown(f'<img src="data:image/png;base64,{data}"/>'), [(4, 3)]
        )

    def test_nothing_is_read_from_the_disk(self):
        with TemporaryDirectory() as folder:
            path = Path(folder, "secret.png")
            path.write_bytes(base64.b64decode(picture(4, 3)))
            for address in (
                f"file://{path}",
                f"FILE://{path}",
                f"file://localhost{path}",
                str(path),
                f"/web/assets/..{'/..' * 9}{path}",
                f"/web/assets/%2e%2e{'/%2e%2e' * 9}{path}",
                f"/web/image/..{'/..' * 9}{path}",
                f"/web/static/..{'/..' * 9}{path}",
                "/base/static/img/icons/account.png",
            ):
                with self.subTest(address):
                    self._assert_refused(f'<img src="{address}"/>')

    def test_nothing_is_fetched_from_the_network(self):
        asked = []

        class Site(BaseHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                self.send_response(302)
                self.send_header("Location", "file:///etc/hostname")
                self.end_headers()

            do_POST = do_HEAD = do_GET

        server = HTTPServer(("127.0.0.1", 0), Site)
        self.addCleanup(server.server_close)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.addCleanup(server.shutdown)
        host = f"127.0.0.1:{server.server_port}"
        for html in (
            f'<img src="http://{host}/a.png"/>',
            f'<img src="https://{host}/a.png"/>',
            f'<img src="//{host}/a.png"/>',
            f'<img src="ftp://{host}/a.png"/>',
            f'<img src="http://{host}/web/image/1"/>',
            f'<p style="background: url(http://{host}/a.png)">x</p>',
            f"<style>p::before {{ content: url(//{host}/a.png) }}</style><p>x</p>",
        ):
            with self.subTest(html):
                self._assert_refused(html)
        for html in (
            f'<style>@import url("http://{host}/a.css");</style>',
            f"<style>@font-face {{ font-family: x; src: url(http://{host}/a.ttf) }}"
            "</style>",
            f'<link rel="stylesheet" href="http://{host}/a.css"/>',
            f'<object data="http://{host}/a.svg"/><embed src="http://{host}/a.svg"/>',
            f'<iframe src="http://{host}/"/><a rel="attachment" href="http://{host}/"/>',
        ):
            with self.subTest(html), mute_logger(LOGGER):
                self._shown(html)
        self.assertEqual(asked, [])

    def test_a_drawing_cannot_load_what_the_document_may_not(self):
        with TemporaryDirectory() as folder:
            path = Path(folder, "secret.png")
            path.write_bytes(base64.b64decode(picture(4, 3)))
            drawing = (
                '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
                f'<image href="file://{path}" width="9" height="9"/></svg>'
            )
            data = base64.b64encode(drawing.encode()).decode()
            self._assert_refused(f'<img src="data:image/svg+xml;base64,{data}"/>')

    def test_web_image_shows_a_field_of_a_record(self):
        self.partner.image_1920 = picture(300, 200)
        for address, size in [
            (f"res.partner/{self.partner.id}/image_1920", (300, 200)),
            (f"res.partner/{self.partner.id}/image_1920/90x60", (90, 60)),
            (f"res.partner/{self.partner.id}/image_128", (128, 85)),
        ]:
            with self.subTest(address):
                self.assertEqual(
                    self._shown(f'<img src="/web/image/{address}"/>'), [size]
                )

    def test_a_user_sees_the_pictures_he_may_see_and_no_others(self):
        attachment = self.env["ir.attachment"].create(
            {
                "name": "secret.png",
                "raw": base64.b64decode(picture(5, 5)),
                "res_model": "res.partner",
                "res_id": self.partner.id,
            }
        )
        user = new_test_user(self.env, "printing.stranger", groups="base.group_portal")
        address = f"/web/image/{attachment.id}"
        self.assertEqual(self._shown(f'<img src="{address}"/>'), [(5, 5)])
        for reports in (
            self.env["ir.actions.report"].with_user(user),
            # As the portal prints: with sudo, for a user who may see little.
            self.env["ir.actions.report"].with_user(user).sudo(),
        ):
            report = self._report(f'<p>x</p><img src="{address}"/>', PLAIN)
            with self.assertLogs(LOGGER, "WARNING"):
                content, _kind = reports._render_qweb_pdf(
                    report.sudo().report_name, user.partner_id.ids
                )
            self.assertEqual(self._images(content), [])
        token = attachment._get_raw_access_token()
        report = self._report(f'<img src="{address}?access_token={token}"/>', PLAIN)
        content, _kind = reports._render_qweb_pdf(
            report.report_name, user.partner_id.ids
        )
        self.assertEqual(self._images(content), [(5, 5)])

    def test_a_link_stored_as_attachment_is_not_followed(self):
        for url in ("http://127.0.0.1:9/a.png", "/web/static/img/logo.png"):
            attachment = self.env["ir.attachment"].create(
                {"name": "a.png", "type": "url", "url": url}
            )
            self._assert_refused(f'<img src="/web/image/{attachment.id}"/>')

    def test_what_does_not_exist_is_left_out(self):
        for address in (
            "/web/image/0",
            "/web/image/no.model/1/x",
            "/web/image/res.partner/1/no_such_field",
            "/web/image/res.partner/1/name",
            "/web/image/res.users/1/password",
            "/web/image/print_report.nothing",
            "/web/image?id=x",
            "/web/content/1",
            "/report/barcode/QR",
            "/web/login",
            "javascript:alert(1)",
            "data:image/png;base64,!!!",
        ):
            with self.subTest(address):
                self._assert_refused(f'<img src="{address}"/>')

    def test_an_address_that_cannot_be_parsed_does_not_stop_the_document(self):
        body = '<p>Text</p><img src="//[::1/x"/><a href="//[x">Link</a>'
        (page,) = self._pages(self._print(self._report(body)))
        self.assertIn("Text", page)
        self.assertIn("Link", page)

    def test_barcodes_are_drawn_in_process(self):
        for address in (
            "/report/barcode/Code128/i-000123-1?width=600&amp;height=100",
            "/report/barcode/?barcode_type=Code128&amp;value=i-000123-1"
            "&amp;width=600&amp;height=100",
        ):
            with self.subTest(address):
                self.assertEqual(self._shown(f'<img src="{address}"/>'), [(600, 100)])

    def test_links_lead_to_the_shop(self):
        self.env["ir.config_parameter"].set_param("report.url", "https://shop.example")
        content = self._print(self._report('<a href="/my/orders/7">Order</a>', PLAIN))
        self.assertIn(b"https://shop.example/my/orders/7", _uncompressed(content))


def _uncompressed(content):
    with pikepdf.open(io.BytesIO(content)) as document, io.BytesIO() as stream:
        document.save(
            stream,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return stream.getvalue()
