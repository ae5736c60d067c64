import base64
import io
import json
from datetime import timedelta

from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfgen.canvas import Canvas

from odoo import fields
from odoo.addons.print_portal.tests.orders_common import (
    PrintOrdersCommon,
    PrintOrdersHttpCommon,
)
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.tests import tagged

from ..models.print_preview import DRAWING, PAGE, PLATE, PRIORITY_WATCHED, THUMB
from ..models.print_stored_view import ASKED_AT_ONCE
from ..prepress import FileFacts, InkFacts, PageFacts
from .findings_common import FindingsMixin
from .findings_common import facts as known_facts
from .programs import needs_ghostscript
from .test_preview import MM, PreviewMixin, opened, pdf

A5_WITH_BLEED = {
    "media": (0.0, 0.0, 158.0, 220.0),
    "trim": (5.0, 5.0, 153.0, 215.0),
    "bleed": (2.0, 1.0, 156.0, 219.0),
}


def inked(spot="PANTONE 185 C"):
    """Return a PDF of one page with cyan at the left and a spot colour at the right."""
    memory = io.BytesIO()
    canvas = Canvas(memory, pagesize=(100 * MM, 50 * MM), invariant=True)
    canvas.setFillColorCMYK(1, 0, 0, 0)
    canvas.rect(0, 0, 40 * MM, 50 * MM, stroke=0, fill=1)
    canvas.setFillColor(CMYKColorSep(0, 0.91, 0.76, 0, spotName=spot))
    canvas.rect(60 * MM, 0, 40 * MM, 50 * MM, stroke=0, fill=1)
    canvas.save()
    return memory.getvalue()


class ViewerMixin(PreviewMixin):
    def _known(self, pages):
        """Return a file with so many pages, as if a check had read them."""
        file = self._receive(self.ivanova, f"{pages}.pdf", f"{pages} pages".encode())
        known = known_facts(pages=pages).to_json()
        file.sudo().preflight_id.write({"state": "done", "facts": known})
        self.env.invalidate_all()
        return file


@tagged("post_install", "-at_install")
class TestViewer(ViewerMixin, PrintOrdersCommon):
    def test_a_page_is_drawn_when_somebody_turns_to_it_and_no_other(self):
        file = self._checked(pdf(pages=5))
        self._draw(file)
        self.assertEqual(file._ask_pictures(["page-4"]), {"page-4": "waiting"})
        self.assertEqual(self._queued(file).mapped("priority")[-1], PRIORITY_WATCHED)
        self.assertIsNone(file._get_picture_stream(PAGE, 4))
        self._draw(file)
        self.assertEqual(file._ask_pictures(["page-4"]), {"page-4": "done"})
        self.assertEqual(
            set(self._pictures(file).mapped(lambda each: (each.kind, each.page))),
            {(THUMB, 1), (PAGE, 4)},
        )

    def test_what_is_looked_at_is_drawn_before_what_is_near_it(self):
        file = self._checked(pdf(pages=9))
        self._draw(file)
        file._ask_pictures(["page-2", "page-3", "page-1", "thumb-2", "thumb-3"])
        file._ask_pictures(["large-7", "page-7", "page-8"])
        waiting = self.previews._next_waiting(file.checksum)
        self.assertEqual(
            waiting.mapped(lambda each: (each.kind, each.page)),
            [(PAGE, 7), (PAGE, 8), (PAGE, 2), (PAGE, 3), (PAGE, 1)],
        )

    def test_nobody_makes_us_draw_what_is_not_there_or_everything_at_once(self):
        file = self._known(200)
        odd = [
            "page-0",
            "page-201",
            "page--1",
            "cover-1",
            "page-1; drop",
            "plates-9",
            7,
        ]
        answer = file._ask_pictures(odd)
        self.assertEqual(set(answer.values()), {"none"})
        self.assertNotIn(7, answer)
        self.assertFalse(self._pictures(file))
        answer = file._ask_pictures([f"thumb-{page}" for page in range(1, 201)])
        self.assertEqual(len(answer), ASKED_AT_ONCE)
        for kind in ("thumb", "page", "large", "thumb", "page", "large"):
            for begin in range(1, 200, ASKED_AT_ONCE):
                pages = range(begin, min(begin + ASKED_AT_ONCE, 201))
                file._ask_pictures([f"{kind}-{page}" for page in pages])
        waiting = self.previews._count_waiting(file.checksum)
        self.assertEqual(waiting, 200)

    def test_only_one_job_draws_a_file(self):
        file = self._checked(pdf(pages=2))
        with self.registry.cursor() as other:
            other.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
                [f"print.preview-{file.checksum}"],
            )
            with self.assertRaises(RetryableJobError):
                self.previews._draw(file.checksum)
        self._draw(file)
        self.assertEqual(self._pictures(file).state, "done")

    def test_a_page_that_cannot_be_drawn_does_not_stop_the_others(self):
        file = self._checked(pdf(pages=2))
        self.previews._request(
            [(file.checksum, PAGE, page, None) for page in (1, 9, 2)]
        )
        self._draw(file)
        states = {each.page: each.state for each in self._pictures(file)}
        self.assertEqual(states, {1: "done", 2: "done", 9: "none"})

    @needs_ghostscript
    def test_a_page_comes_apart_into_the_plates_that_it_has(self):
        file = self._checked(inked())
        self._draw(file)
        [run] = file._get_view_file()["pages"]
        self.assertTrue(run["has_plates"])
        self.assertEqual(file._ask_pictures(["plates-1"]), {"plates-1": "waiting"})
        self._draw(file)
        plates = {
            plate["name"]: plate["colour"]
            for plate in file._ask_pictures(["plates-1"])["plates-1"]
        }
        self.assertEqual(set(plates), {"Cyan", "PANTONE 185 C"})
        red = int(plates["PANTONE 185 C"][1:3], 16)
        self.assertGreater(red, 180, plates)
        [cyan] = self._pictures(file).filtered(lambda each: each.place == "Cyan")
        self.assertEqual(cyan.kind, PLATE)
        image = opened(base64.b64decode(cyan.image))
        self.assertEqual(image.getpixel((200, 300)), (0, 0, 0), "full ink")
        self.assertEqual(image.getpixel((1000, 300)), (255, 255, 255), "none")
        self.assertIsNone(file._get_picture_stream(PLATE, 1, "Magenta"))
        self.assertIsNone(file._get_picture_stream(PLATE, 1))

    def test_what_was_drawn_for_a_look_goes_and_comes_again(self):
        file = self._checked(pdf(pages=3))
        file._ask_pictures(["page-1", "page-2", "large-1"])
        self._draw(file)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE print_preview SET create_date = %s WHERE checksum = %s",
            [fields.Datetime.now() - timedelta(days=100), file.checksum],
        )
        self.env.invalidate_all()
        self.previews._gc_looked_at()
        left = self._pictures(file).mapped(lambda each: (each.kind, each.page))
        self.assertEqual(set(left), {(THUMB, 1), (PAGE, 1)}, "lists show these")
        self.assertEqual(file._ask_pictures(["page-2"]), {"page-2": "waiting"})

    def test_pictures_of_an_older_hand_are_asked_for_anew(self):
        file = self._checked()
        self._draw(file)
        self._pictures(file).drawing = DRAWING - 1
        self.env.invalidate_all()
        self.assertEqual(file._ask_pictures(["thumb-1"]), {"thumb-1": "waiting"})

    def test_asking_takes_the_same_queries_however_much_is_asked(self):
        file = self._known(60)
        file._ask_pictures([f"thumb-{page}" for page in range(1, 61)])
        self._pictures(file).state = "done"
        for count in (2, 60):
            keys = [f"thumb-{page}" for page in range(1, count + 1)]
            self.env.invalidate_all()
            with self.subTest(count=count), self.assertQueryCount(5):
                self.assertEqual(set(file._ask_pictures(keys).values()), {"done"})


@tagged("post_install", "-at_install")
class TestViewFile(FindingsMixin, PrintOrdersCommon):
    def test_boxes_are_told_from_the_upper_left_in_percent(self):
        page = PageFacts(1, **A5_WITH_BLEED)
        file = self._checked(FileFacts(format="pdf", page_count=1, pages=(page,)))
        [run] = file._get_view_file()["pages"]
        self.assertEqual((run["width"], run["height"]), (158, 220))
        self.assertEqual(run["trim"], [3.165, 2.273, 93.671, 95.455])
        self.assertEqual(run["bleed"], [1.266, 0.455, 97.468, 99.091])
        self.assertEqual(run["bleed_mm"], 3, "at the edge that has least of it")
        self.assertIsNone(run["safe"], "nothing was ordered")
        self.assertFalse(run["has_plates"])

    def test_a_file_that_does_not_say_where_it_is_trimmed_gets_no_guess(self):
        page = PageFacts(1, (0.0, 0.0, 210.0, 297.0))
        file = self._checked(FileFacts(format="pdf", page_count=1, pages=(page,)))
        [run] = file._get_view_file()["pages"]
        self.assertEqual((run["trim"], run["bleed"], run["bleed_mm"]), (None, None, 0))

    def test_the_live_area_is_that_of_the_work_ordered(self):
        job = self._job(self._checked(known_facts()))
        profile = job.spec_id._get_preflight_profile()
        limits = profile.limit_ids.filtered(lambda each: each.rule == "live_area")
        limits.figure = 4
        [run] = job.artwork_ids._get_view_file()["pages"]
        self.assertEqual(run["safe_mm"], 4)
        self.assertEqual(run["safe"], [0.8, 1.111, 98.4, 97.778])

    def test_a_book_of_two_thousand_pages_is_told_in_a_few_words(self):
        inks = InkFacts(100.0, 100.0, inks=("Cyan", "Black"))
        pages = tuple(
            PageFacts(number, ink=inks if number < 3 else None, **A5_WITH_BLEED)
            for number in range(1, 2001)
        )
        file = self._checked(FileFacts(format="pdf", page_count=2000, pages=pages))
        shown = file._get_view_file()
        self.assertEqual(shown["count"], 2000)
        self.assertEqual([run["count"] for run in shown["pages"]], [2, 1998])
        self.assertLess(len(json.dumps(shown)), 1000)
        self.env.invalidate_all()
        # The fifth is of other add-ons of ours: in which area the reader works.
        with self.assertQueryCount(5):
            file._get_view_file()
        values = file._get_view_values(9999)
        self.assertEqual(values["view"]["page"], 2000)

    def test_a_file_that_is_checked_has_no_pages_yet(self):
        file = self._checked(known_facts())
        file.sudo().preflight_id.write({"state": "waiting", "facts": False})
        self.assertEqual(file._get_view_file()["count"], 0)
        self.assertEqual(file._ask_pictures(["page-1"]), {"page-1": "none"})
        self.assertTrue(file._get_view_values(1)["check"])

    def test_findings_stand_at_their_place_with_the_number_of_their_row(self):
        job = self._job(self._checked(known_facts(ppi=90.0)))
        artwork = job.artwork_ids.with_user(self.ivanova)
        values = artwork._get_view_values(1)
        rows = {row["number"]: row for row in values["findings"]}
        self.assertTrue(values["view"]["pins"])
        for pin in values["view"]["pins"]:
            row = rows[pin["number"]]
            self.assertEqual(row["key"], pin["id"])
            self.assertIn(row["line"], pin["label"])
            self.assertEqual(pin["file"], f"a{artwork.id}")
        [pin] = [pin for pin in values["view"]["pins"] if pin["state"] == "bad"][:1]
        # A picture from (20, 20) to (80, 60) on a sheet of 500 x 360 mm.
        self.assertEqual(pin["box"], [4.0, 83.333, 12.0, 11.111])
        self.assertAlmostEqual(pin["left"], 10)
        self.assertAlmostEqual(pin["top"], 88.889, places=2)
        url = f"/my/print/artwork/{artwork.id}/view?page=1&pin={pin['id']}"
        self.assertEqual(rows[pin["number"]]["view"], url)

    def test_once_the_work_has_begun_only_staff_sees_what_was_left_open(self):
        job = self._job(self._checked(known_facts(ppi=200.0)))
        artwork = job.artwork_ids
        artwork.with_user(self.prepress)._accept()
        job.order_id.action_confirm()
        of_client = artwork.with_user(self.ivanova)._get_view_values(1)
        self.assertFalse(of_client["findings"])
        of_staff = artwork.with_user(self.salesperson)._get_view_values(1)
        self.assertTrue(of_staff["findings"])
        self.assertEqual(of_staff["view"]["back"]["url"], f"/odoo/print.job/{job.id}")


@tagged("post_install", "-at_install")
class TestCover(PreviewMixin, PrintOrdersCommon):
    def _order_of(self, *names):
        """Return an order with a file of its own for each name, drawn."""
        files = self.env["print.file"].browse()
        for name in names:
            files |= self._checked(name=name)
        self._draw(*files)
        return self._job(*files).order_id

    def test_the_cover_shows_the_first_pages_of_all_items(self):
        order = self._order_of(*(f"{number}.pdf" for number in range(6)))
        cover = order._portal_values(self.ivanova)["cover"]
        names = [picture["name"] for picture in cover["pictures"]]
        self.assertEqual(names, ["0.pdf", "1.pdf", "2.pdf", "3.pdf"])
        self.assertEqual(cover["more"], 2)
        html = order.with_user(self.salesperson).print_cover_html
        self.assertEqual(html.count("<img"), 4)
        self.assertIn("+2", html)

    def test_what_is_not_printed_any_more_is_not_on_the_cover(self):
        order = self._order_of("a.pdf", "b.pdf")
        order.print_job_ids.artwork_ids[0].sudo().is_current = False
        cover = order._portal_values(self.ivanova)["cover"]
        self.assertEqual([each["name"] for each in cover["pictures"]], ["b.pdf"])

    def test_an_order_without_pictures_has_no_cover(self):
        order = self._send()
        self.assertIsNone(order._portal_values(self.ivanova)["cover"])
        self.assertFalse(order.with_user(self.salesperson).print_cover_html)

    def test_accounts_see_no_cover_of_others(self):
        order = self._order_of("a.pdf")
        self.assertFalse(order.with_user(self.rival)._get_covers())
        fields_seen = self.env["sale.order"].with_user(self.ivanova).fields_get()
        self.assertNotIn("print_cover_html", fields_seen)

    def test_a_list_of_orders_asks_for_all_covers_at_once(self):
        orders = self.env["sale.order"].browse()
        for number in range(4):
            orders |= self._order_of(f"{number}.pdf")
        for some in (orders[:1], orders):
            self.env.flush_all()
            self.env.invalidate_all()
            with self.subTest(orders=len(some)), self.assertQueryCount(8):
                self.assertEqual(len(some._get_covers()), len(some))

    def test_the_work_ticket_shows_the_first_page(self):
        order = self._order_of("a.pdf")
        job = order.print_job_ids.with_user(self.salesperson)
        [file] = job._get_ticket_values()["files"]
        self.assertTrue(file["picture"].startswith("data:image/png;base64,iVBOR"))


@tagged("post_install", "-at_install")
class TestViewerHttp(ViewerMixin, PrintOrdersHttpCommon):
    def _log_in(self, user):
        self.authenticate(user.login, self.PASSWORD)

    def test_whoever_sees_a_file_turns_its_pages_and_nobody_else(self):
        file = self._checked(pdf(pages=3))
        artwork = self._job(file).artwork_ids
        file._ask_pictures(["page-3", "thumb-3"])
        self._draw(file)
        for folder, record in (("files", file), ("artwork", artwork)):
            address = f"/my/print/{folder}/{record.id}"
            ask = (f"{address}/pictures", {"keys": ["page-3", "page-2"]})
            self._log_in(self.ivanova)
            page = self.url_open(f"{address}/view?page=3")
            self.assertEqual(page.status_code, 200)
            self.assertIn(f"{address}/page/3?v=", page.text)
            self.assertIn("3 pages, 210 × 100 mm", page.text)
            self.assertEqual(self.url_open(f"{address}/page/3").status_code, 200)
            self.assertEqual(self.url_open(f"{address}/page/3/thumb").status_code, 200)
            self.assertEqual(self.url_open(f"{address}/page/3/large").status_code, 404)
            self.assertEqual(self.url_open(f"{address}/page/3/place").status_code, 404)
            states = self.make_jsonrpc_request(*ask)
            self.assertEqual(states, {"page-3": "done", "page-2": "waiting"})
            self._log_in(self.rival)
            for path in ("view", "page/3", "page/3/thumb"):
                answer = self.url_open(f"{address}/{path}")
                self.assertEqual(answer.status_code, 404, path)
            with self.assertRaises(Exception) as refused:
                self.make_jsonrpc_request(*ask)
            self.assertIn("NotFound", str(refused.exception))

    def test_pictures_are_asked_for_by_a_list_of_texts(self):
        file = self._checked(pdf(pages=1))
        self._log_in(self.ivanova)
        for keys in (None, 7, "page-1", {"page-1": 1}, ["page-1", 2]):
            with self.subTest(keys=keys):
                answer = self.url_open(
                    f"/my/print/files/{file.id}/pictures",
                    json={"params": {"keys": keys}},
                )
                self.assertEqual(answer.status_code, 400)
                self.assertIn("keys: send a list of texts", answer.text)

    def test_staff_uses_the_same_page(self):
        artwork = self._job(self._checked()).artwork_ids
        self._log_in(self.salesperson)
        page = self.url_open(f"/my/print/artwork/{artwork.id}/view")
        self.assertEqual(page.status_code, 200)
        self.assertIn(f"/odoo/print.job/{artwork.job_id.id}", page.text)

    def test_a_page_number_out_of_a_letter_is_the_nearest_one(self):
        file = self._checked(pdf(pages=2))
        self._log_in(self.ivanova)
        for typed, shown in (("7", 2), ("0", 1), ("x", 1), ("-3", 1), ("²", 1)):
            page = self.url_open(f"/my/print/files/{file.id}/view?page={typed}")
            self.assertEqual(page.status_code, 200, typed)
            self.assertIn(f"/page/{shown}?v=", page.text, typed)

    def test_the_page_asks_the_same_queries_for_a_leaflet_and_a_book(self):
        self._log_in(self.ivanova)
        counts = []
        for pages in (2, 120):
            file = self._known(pages)
            url = f"/my/print/files/{file.id}/view"
            self.url_open(url)
            self._pictures(file).state = "done"
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.url_open(url).status_code, 200)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)
