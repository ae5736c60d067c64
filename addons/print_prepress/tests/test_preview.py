import base64
import io
from unittest.mock import patch

from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from odoo.addons.print_portal.tests.orders_common import (
    PrintOrdersCommon,
    PrintOrdersHttpCommon,
)
from odoo.addons.print_portal.tests.test_print_artwork import ArtworkMixin
from odoo.tests import tagged

from ..models.print_preview import DRAWING, PAGE, PLACE, THUMB
from ..prepress import Finding

MM = 72 / 25.4
DRAW = "odoo.addons.print_prepress.models.print_preview_draw.draw_pages"


def pdf(mark="", pages=1):
    """Return a PDF 210 x 100 mm with a red square of 20 mm at its lower left corner."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(210 * MM, 100 * MM), invariant=True)
    for _ in range(pages):
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, 0, 20 * MM, 20 * MM, stroke=0, fill=1)
        canvas.setTitle(mark)
        canvas.showPage()
    canvas.save()
    return memory.getvalue()


def opened(content):
    return Image.open(io.BytesIO(content)).convert("RGB")


class PreviewMixin(ArtworkMixin):
    def setUp(self):
        super().setUp()
        self.previews = self.env["print.preview"]

    def _checked(self, content=None, name="cover.pdf", account=None):
        """Return a client's file that was checked; its pictures are not drawn yet."""
        file = self._receive(account or self.ivanova, name, content or pdf(name))
        file.sudo().preflight_id._check()
        self.env.invalidate_all()
        return file

    def _draw(self, *records):
        for checksum in {record.checksum for record in records}:
            self.previews._draw(checksum)
        self.env.invalidate_all()

    def _pictures(self, record):
        return self.previews.search([("checksum", "=", record.checksum)])

    def _queued(self, record):
        key = f"print.preview-{record.checksum}"
        return self.env["queue.job"].search([("identity_key", "=", key)])

    def _finding(self, artwork, box):
        """Return a finding, as a judgement keeps it."""
        found = Finding(
            "ppi_low", "warning", pages=(1,), page=1, box=box, value=180, limit=225
        )
        return self.env["print.finding"]._keep(artwork.job_id, [(artwork, found)])


@tagged("post_install", "-at_install")
class TestPreview(PreviewMixin, PrintOrdersCommon):
    def test_the_first_page_is_drawn_in_the_background(self):
        file = self._checked()
        job = self._queued(file)
        self.assertEqual((job.state, job.channel), ("pending", "root.preview"))
        self.assertFalse(file._filter_previewed())
        self.assertIsNone(file._get_preview_stream())
        self._draw(file)
        self.assertEqual(file._filter_previewed(), file)
        preview = self._pictures(file)
        self.assertEqual(
            (preview.state, preview.kind, preview.page), ("done", THUMB, 1)
        )
        image = opened(base64.b64decode(preview.image))
        self.assertEqual(image.size, (240, 115))
        self.assertEqual(image.getpixel((10, 105)), (255, 0, 0))
        self.assertEqual(image.getpixel((100, 50)), (255, 255, 255))

    def test_the_same_bytes_are_drawn_once(self):
        file = self._checked(name="a.pdf", content=pdf())
        self._draw(file)
        with patch(DRAW) as draw:
            again = self._receive(self.rival, "b.pdf", pdf())
            self._draw(again)
        draw.assert_not_called()
        self.assertEqual(again._filter_previewed(), again)
        self.assertEqual(len(self._pictures(again)), 1)

    def test_a_job_shows_the_page_large_too(self):
        file = self._checked(pdf(pages=2))
        artwork = self._job(file).artwork_ids
        self._draw(artwork)
        self.assertIn(
            (PAGE, 1), self._pictures(artwork).mapped(lambda p: (p.kind, p.page))
        )
        self.assertIsNone(artwork._get_picture_stream(PAGE, 3))
        values = artwork._portal_values()
        self.assertEqual(values["preview"], f"/my/print/artwork/{artwork.id}/preview")

    def test_a_finding_shows_its_place(self):
        artwork = self._job(self._checked()).artwork_ids
        artwork.job_id.finding_ids.unlink()
        finding = self._finding(artwork, (0.0, 0.0, 20.0, 20.0))
        self.assertEqual(finding._portal_values()["picture"], "", "nothing drawn yet")
        self._draw(artwork)
        address = f"/my/print/findings/{finding.id}/picture"
        self.assertEqual(finding._portal_values()["picture"], address)
        self.assertTrue(finding.has_picture)
        [place] = self._pictures(artwork).filtered(
            lambda p: p.place == "0.0 0.0 20.0 20.0"
        )
        self.assertEqual(place.kind, PLACE)
        image = opened(base64.b64decode(place.image))
        self.assertEqual(image.getpixel((40, image.height - 40)), (255, 0, 0))
        self.assertEqual(image.getpixel((image.width - 5, 5)), (255, 255, 255))

    def test_a_finding_without_a_place_has_no_picture(self):
        artwork = self._job(self._checked()).artwork_ids
        finding = self._finding(artwork, None)
        self._draw(artwork)
        self.assertEqual(finding._portal_values()["picture"], "")

    def test_what_cannot_be_drawn_has_no_picture_and_is_not_tried_again(self):
        file = self._checked(b"%PDF-1.7\nnothing", "broken.pdf")
        self.assertFalse(self._pictures(file), "it has no page")
        wanted = {(file.checksum, PAGE, 1, None)}
        self.previews._request(wanted)
        self._draw(file)
        self.assertEqual(self._pictures(file).state, "none")
        self.assertFalse(self.previews._find(wanted))
        jobs = self._queued(file)
        self.previews._request(wanted)
        self.assertEqual(self._queued(file), jobs)

    def test_a_document_that_carries_its_own_picture_shows_it(self):
        picture = io.BytesIO()
        Image.new("RGB", (60, 30), "blue").save(picture, "JPEG")
        file = self._checked(indd(picture.getvalue()), "catalogue.indd")
        self._draw(file)
        image = opened(base64.b64decode(self._pictures(file).image))
        self.assertEqual(image.size, (60, 30))

    def test_a_killed_server_loses_no_picture(self):
        file = self._checked()
        self._queued(file).unlink()
        self.env["print.preflight"]._cron_resume()
        self.assertEqual(self._queued(file).state, "pending")
        self._draw(file)
        self.assertEqual(file._filter_previewed(), file)

    def test_pictures_of_a_list_are_found_at_once(self):
        files = self.files.browse().concat(
            *(self._checked(name=f"{number}.pdf") for number in range(5))
        )
        self._draw(*files)
        files.fetch(["checksum"])
        with self.assertQueryCount(1):
            self.assertEqual(len(files._filter_previewed()), 5)

    def test_pictures_go_with_the_last_file_of_their_bytes(self):
        file, other = self._checked(name="a.pdf"), self._checked(name="b.pdf")
        self._draw(file, other)
        checksum = file.checksum
        file.sudo().unlink()
        self.previews._gc_unused()
        left = self.previews.search([("checksum", "in", (checksum, other.checksum))])
        self.assertEqual(left.mapped("checksum"), [other.checksum])

    def test_pictures_of_an_older_hand_are_not_shown(self):
        file = self._checked()
        self._draw(file)
        self._pictures(file).drawing = DRAWING - 1
        self.env.invalidate_all()
        self.assertFalse(file._filter_previewed())

    def test_accounts_have_no_pictures_but_those_of_their_files(self):
        file = self._checked()
        self._draw(file)
        self.assertFalse(self.previews.with_user(self.ivanova).has_access("read"))
        fields_seen = self.files.with_user(self.ivanova).fields_get()
        self.assertNotIn("preview_image", fields_seen)
        self.assertNotIn("preview_id", fields_seen)


def indd(thumbnail):
    """Return what Adobe has published of a document of InDesign."""
    guid = bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d")
    master = (guid + b"DOCUMENT\1" + bytes(247) + b"\2").ljust(4096, b"\0")
    text = base64.b64encode(thumbnail)
    packet = b'<?xpacket begin=""?><xmpGImg:image>' + text + b"</xmpGImg:image>"
    stream = len(packet).to_bytes(4, "little") + packet
    head = bytes.fromhex("de39397951884b6c8e63eef8aee0dd38") + bytes(8)
    head += len(stream).to_bytes(4, "little") + bytes(4)
    return master[:280] + b"\2" + master[281:] + master + head + stream + bytes(32)


@tagged("post_install", "-at_install")
class TestPreviewHttp(PreviewMixin, PrintOrdersHttpCommon):
    def _log_in(self, user):
        self.authenticate(user.login, self.PASSWORD)

    def test_whoever_sees_a_file_sees_its_picture_and_nobody_else(self):
        file = self._checked()
        job = self._job(file)
        artwork = job.artwork_ids
        finding = job.finding_ids.filtered("box")[:1]
        self.assertTrue(finding, "a file without bleed lacks it at a place")
        self._draw(artwork)
        urls = (
            f"/my/print/files/{file.id}/preview",
            f"/my/print/artwork/{artwork.id}/preview",
            f"/my/print/artwork/{artwork.id}/page/1",
            f"/my/print/findings/{finding.id}/picture",
        )
        self._log_in(self.ivanova)
        for url in urls:
            answer = self.url_open(url)
            self.assertEqual(answer.status_code, 200, url)
            self.assertEqual(answer.headers["Content-Type"], "image/png", url)
            self.assertTrue(answer.content.startswith(b"\x89PNG"), url)
        page = self.url_open(f"/my/print/orders/{job.order_id.id}").text
        for url in urls[1:]:
            self.assertIn(url.replace("/page/1", "/view"), page)
        self.assertIn(urls[0], self.url_open("/my/print/files").text)
        self._log_in(self.rival)
        for url in urls:
            self.assertEqual(self.url_open(url).status_code, 404, url)

    def test_a_page_that_is_not_drawn_is_not_there(self):
        artwork = self._job(self._checked()).artwork_ids
        self._log_in(self.ivanova)
        for url in ("preview", "page/1", "page/999"):
            answer = self.url_open(f"/my/print/artwork/{artwork.id}/{url}")
            self.assertEqual(answer.status_code, 404)
