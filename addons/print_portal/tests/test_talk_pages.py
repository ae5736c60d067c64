from ..models import sale_order_talk_files
from .pages_common import PrintPagesCommon
from .talk_common import TalkMixin

ORDERS = "/my/print/orders"


class TestTalkPages(TalkMixin, PrintPagesCommon):
    """The discussion on the page of an order."""

    def _upload(self, order, *files, **form):
        return self._post(
            f"{ORDERS}/{order.id}/message",
            _files=[("files", file) for file in files],
            **form,
        )

    def _attached(self, order):
        page = self._get(f"{ORDERS}/{order.id}")
        return self._find(page, "//section[@id='attached']//a/@href")

    def test_files_go_with_a_message_and_come_back_as_they_were(self):
        order = self._order(self.ivanova)
        self._login(self.ivanova)
        # Odoo would make a large picture smaller.
        answer = self._upload(
            order,
            ("notes.txt", b"Green, not blue", "text/plain"),
            ("scan.pdf", b"%PDF-1.4 scan", "application/pdf"),
            message="See the files",
        )
        self.assertEqual(answer.status_code, 303)
        urls = self._attached(order)
        self.assertEqual(len(urls), 2)
        got = {self._get(url).content for url in urls}
        self.assertEqual(got, {b"Green, not blue", b"%PDF-1.4 scan"})
        listed = self._read(self._get(f"{ORDERS}/{order.id}/attached"))
        self.assertIn("scan.pdf", listed)
        message = order.message_ids.filtered("attachment_ids")
        self.assertEqual(message.author_id, self.ivanova.partner_id)

    def test_what_is_refused_stays_in_the_form(self):
        order = self._order(self.ivanova)
        self._login(self.ivanova)
        self.patch(sale_order_talk_files, "MOST_BYTES", 100)
        answer = self._upload(
            order,
            ("small.txt", b"x" * 60, "text/plain"),
            ("large.txt", b"x" * 60, "text/plain"),
            message="See the files",
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Put larger ones into your folder", self._read(answer))
        self.assertIn("See the files", self._read(answer, "//textarea[@id='message']"))
        self.assertIn("small.txt", self._read(answer))
        kept = self._find(answer, "//input[@name='kept']/@value")
        self.assertEqual(len(kept), 1)
        self.assertFalse(self._attached(order))
        self._post(f"{ORDERS}/{order.id}/message", message="Again", kept=kept)
        [url] = self._attached(order)
        self.assertEqual(self._get(url).content, b"x" * 60)
        # It was sent: nobody sends it a second time.
        self._post(f"{ORDERS}/{order.id}/message", message="Twice", kept=kept)
        self.assertEqual(len(self._attached(order)), 1)

    def test_files_of_others_and_of_notes_cannot_be_had(self):
        order = self._order(self.ivanova)
        notes = self.env["ir.attachment"].create(
            {
                "name": "margin.txt",
                "raw": b"40 %",
                "res_model": "sale.order",
                "res_id": order.id,
            }
        )
        self._say(order, self.salesperson, "Hm", self.NOTE, attachment_ids=notes.ids)
        pending = order.with_user(self.main)._keep_talk_upload(
            _Upload("mine.txt"), b"mine"
        )
        self._login(self.ivanova)
        for attachment in (notes, pending):
            path = f"{ORDERS}/{order.id}/attached/{attachment.id}"
            self.assertEqual(self._get(path).status_code, 404)
            core = self._get(f"/web/content/{attachment.id}")
            self.assertNotIn(attachment.raw, core.content)
        self._post(f"{ORDERS}/{order.id}/message", message="Hi", kept=pending.ids)
        self.assertFalse(self._attached(order))
        self.assertNotIn("margin.txt", self._read(self._get(f"{ORDERS}/{order.id}")))
        self._say(order, self.salesperson, "Look", attachment_ids=notes.copy().ids)
        [url] = self._attached(order)
        self.assertEqual(self._get(url).content, b"40 %")
        self._login(self.rival)
        self.assertEqual(self._get(url).status_code, 404)

    def test_a_message_is_accepted_or_rejected_on_the_page(self):
        order = self._order(self.ivanova)
        wizard = self.env["print.talk.ask"].with_user(self.salesperson)
        for text in ("Colour?", "Friday?"):
            wizard.create({"order_id": order.id, "body": text}).action_ask()
        self._login(self.ivanova)
        page = self._get(f"{ORDERS}/{order.id}")
        self.assertIn("answer our messages, 2", self._read(page))
        forms = self._find(page, "//*[hasclass('pr-asked')]//form")
        self.assertEqual(len(forms), 2)
        url = forms[0].get("action")
        fingerprint = forms[0].xpath(".//input[@name='fingerprint']/@value")[0]
        answer = self._post(url, answer="rejected", fingerprint=fingerprint)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Reason: say in a few words why.", self._read(answer))
        answer = self._post(
            url, answer="rejected", fingerprint=fingerprint, why="Red, not blue"
        )
        self.assertEqual(answer.status_code, 303)
        text = self._read(self._get(f"{ORDERS}/{order.id}"))
        self.assertIn("Rejected by Ivanova: Red, not blue", text)
        self.assertIn("Waiting for you: answer our message.", text)

    def test_a_colleague_starts_and_stops_watching(self):
        order = self._order(self.ivanova)
        self._login(self.head)
        page = self._get(f"{ORDERS}/{order.id}")
        self.assertIn("Get it by mail", self._read(page))
        self._post(f"{ORDERS}/{order.id}/watch", is_wanted="1")
        self.assertIn(self.head.partner_id, order.message_partner_ids)
        self.assertIn(
            "You get it by mail", self._read(self._get(f"{ORDERS}/{order.id}"))
        )
        self._post(f"{ORDERS}/{order.id}/watch")
        self.assertNotIn(self.head.partner_id, order.message_partner_ids)

    def test_the_discussion_has_pages(self):
        order = self._order(self.ivanova)
        for number in range(35):
            self._say(order, self.salesperson, f"Message {number};")
        self._login(self.ivanova)
        page = self._get(f"{ORDERS}/{order.id}")
        self.assertIn("Message 34;", self._read(page))
        self.assertNotIn("Message 1;", self._read(page))
        [older] = self._find(
            page, "//nav[@aria-label='Pages of the discussion']//a/@href"
        )
        self.assertIn("Message 1;", self._read(self._get(older.partition("#")[0])))


class _Upload:
    def __init__(self, filename):
        self.filename = filename
