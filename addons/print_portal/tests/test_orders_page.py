from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields

from ..controllers import portal_orders
from .pages_common import PrintPagesCommon

ORDERS = "/my/print/orders"
# Queries, at most.
HOME_QUERIES = 54  # with an order that waits for the client and one in work
LIST_QUERIES = 19
ORDER_QUERIES = 30  # of one job whose files have come


class TestHome(PrintPagesCommon):
    def test_what_waits_for_the_client_comes_first(self):
        returned = self._job_in("returned", self.ivanova).order_id
        self._order(self.ivanova, self._form(job_title="Leaflet"))
        self._login(self.ivanova)
        page = self._get("/my")
        text = self._read(page)
        self.assertIn("Waiting for you: 1", text)
        self.assertIn("Waiting for you: replace the file, it has no bleed.", text)
        self.assertIn("In work: 1", text)
        self.assertIn(
            f"{ORDERS}/{returned.id}/job/{returned.print_job_ids.id}",
            self._find(page, "//ul[@class='pr-rows you act']//a/@href"),
        )

    def test_who_waits_longest_is_named_first(self):
        for title, since in (("Later", "2026-01-02"), ("Sooner", "2026-01-01")):
            order = self._send(self.main, self._form(job_title=title))
            order.print_awaited_since = since
        self._login(self.main)
        self.assertRegex(self._read(self._get("/my")), "Sooner.*Later")

    def test_panels_without_the_right_are_absent(self):
        self._login(self.ivanova)
        text = self._read(self._get("/my"))
        self.assertNotIn("Balance", text)
        self.assertNotIn("Waiting for you", text)
        self.assertIn("No orders in work", text)
        self.assertIn("Test salesperson", text)

    def test_the_balance_is_for_who_sees_money(self):
        self._create_invoice(invoice_date="2020-01-01", invoice_date_due="2020-01-15")
        self._create_invoice(self.reklama)
        self._login(self.buh)
        text = self._read(self._get("/my"))
        due = self.company.currency_id.format(100).replace("\xa0", " ")
        self.assertIn(f"Owed as of today {due}", text)
        self.assertIn(f"of it overdue {due}", text)

    def test_more_orders_ask_no_more_of_the_database(self):
        self._job_in("returned", self.main)
        self._order(self.main)
        self._login(self.main)
        few = self._count_queries("/my")
        self.assertLessEqual(few, HOME_QUERIES)
        for number in range(8):
            self._order(self.ivanova, self._form(job_title=f"Booklet {number}"))
            self._job_in("returned", self.ivanova)
        # Another account has a name, and a list longer than its page is counted.
        self.assertLessEqual(self._count_queries("/my"), few + 3)

    def test_everybody_else_keeps_odoos_own_page(self):
        self._login(self.stranger)
        page = self._get("/my")
        self.assertTrue(self._find(page, "//div[hasclass('o_portal_my_home')]"))
        self.assertFalse(self._find(page, "//header[hasclass('pr-top')]"))
        self._login(self.ivanova)
        page = self._get("/my/security")
        self.assertEqual(len(self._find(page, "//header")), 1)
        self.assertTrue(self._find(page, "//header[hasclass('pr-top')]"))


class TestOrdersPage(PrintPagesCommon):
    def _titles(self, query="", account=None):
        """Return the titles in the list, from top to bottom."""
        self._login(account or self.main)
        page = self._get(f"{ORDERS}?{query}")
        return [
            el.text_content().strip() for el in self._find(page, "//tbody/tr/th/span")
        ]

    def _sent(self, title, account=None, **values):
        return self._order(account or self.main, self._form(job_title=title, **values))

    def test_the_clients_move_comes_first_then_the_next_ready(self):
        late, soon, mine = (self._sent(title) for title in ("Late", "Soon", "Mine"))
        late.print_job_ids.date_promised = "2030-02-01"
        soon.print_job_ids.date_promised = "2030-01-01"
        reason = self.env.ref("print_portal.reason_no_bleed")
        mine.print_job_ids._move_to("returned", reason=reason)
        self._basket(self.main, self._form(job_title="In the basket"))
        self.assertEqual(self._titles(), ["Mine", "Soon", "Late"])

    def test_finished_and_cancelled_are_shown_by_tick(self):
        self._sent("Open")
        self._sent("Cancelled")._cancel_by_client()
        done = self._job_in("delivered", self.main).order_id
        self.assertEqual(self._titles(), ["Open"])
        self.assertEqual(self._titles("done=1"), ["Open", done.print_title])
        self.assertEqual(self._titles("cancelled=1"), ["Open", "Cancelled"])

    def test_an_order_is_found_by_all_that_a_client_knows_of_it(self):
        file = self._receive(self.main, "kat_osen.pdf")
        order = self._send(self.main, self._form(job_title="Catalogue"))
        order.print_job_ids._mend(self._form(job_title="Catalogue"), (), file.ids)
        order.client_order_ref = "SL-2211"
        self._sent("Other")
        for words in ("Catalogue", "catalog", "sl-22", "kat_osen"):
            with self.subTest(words=words):
                self.assertEqual(self._titles(f"search={words}"), ["Catalogue"])

    def test_nothing_found_says_where_to_look(self):
        self._sent("Visiting cards")._cancel_by_client()
        self._login(self.main)
        text = self._read(self._get(f"{ORDERS}?search=cards"))
        self.assertIn("Nothing found With finished and cancelled ones: 1", text)
        self.assertIn("No orders in work", self._read(self._get(ORDERS)))
        self._login(self.person)
        self.assertIn("No orders yet", self._read(self._get(ORDERS)))

    def test_who_sees_colleagues_chooses_whose_orders(self):
        self._sent("Hers", self.ivanova)
        self._sent("His", self.main)
        self.assertEqual(set(self._titles(account=self.head)), {"Hers", "His"})
        query = f"account={self.ivanova.id}"
        self.assertEqual(self._titles(query, self.head), ["Hers"])
        self.assertEqual(self._titles(query, self.buh), [])
        self.assertEqual(self._titles("", self.rival), [])

    def test_amounts_are_for_who_sees_money(self):
        self._sent("Booklet", self.ivanova)
        self._login(self.main)
        self.assertIn("110.40", self._read(self._get(ORDERS)))
        self._login(self.ivanova)
        for figure in ("96", "110", "Amount"):
            self.assertNotIn(figure, self._read(self._get(ORDERS)))

    def test_a_long_list_has_pages_that_keep_the_filter(self):
        for number in range(3):
            self._sent(f"Booklet {number}")
        with patch.object(portal_orders, "ROWS", 2):
            self.assertEqual(len(self._titles("search=Booklet")), 2)
            page = self._get(f"{ORDERS}/page/2?search=Booklet")
            self.assertEqual(len(self._find(page, "//tbody/tr")), 1)
            self.assertIn(
                f"{ORDERS}?search=Booklet", self._find(page, "//nav//a/@href")
            )

    def test_a_longer_list_asks_no_more_of_the_database(self):
        self._sent("One")
        self._login(self.main)
        few = self._count_queries(ORDERS)
        self.assertLessEqual(few, LIST_QUERIES)
        for number in range(8):
            order = self._sent(f"B{number}", self.ivanova, copies=2)
            order.print_job_ids.date_promised = "2030-01-01"
        self.assertLessEqual(self._count_queries(ORDERS), few + 2)


class TestOrderPage(PrintPagesCommon):
    def _page(self, order, account=None):
        self._login(account or order.print_account_id)
        return self._get(f"{ORDERS}/{order.id}")

    def test_the_page_opens_with_whose_move_it_is(self):
        job = self._job_in("returned", self.ivanova)
        page = self._page(job.order_id)
        awaited = self._read(page, "//div[hasclass('pr-await') and hasclass('you')]")
        self.assertIn("Waiting for you: replace the file, it has no bleed.", awaited)
        self.assertIn("Mend and send again", awaited)

    def test_a_sent_order_says_so_once(self):
        order = self._send(self.ivanova)
        self._login(self.ivanova)
        sent = self._read(self._get(f"{ORDERS}/{order.id}?sent=1"))
        self.assertIn(f"Order {order.name} sent.", sent)
        self.assertNotIn("sent.", self._read(self._get(f"{ORDERS}/{order.id}"), "//h1"))

    def test_the_course_shows_date_document_and_amount(self):
        order = self._job_in("ready", self.main).order_id
        invoice = order._create_invoices()
        invoice.action_post()
        page = self._page(order)
        course = self._read(page, "//ol[@class='pr-steps']")
        for words in ("Order sent", "Started", "Confirmation", "110.40", invoice.name):
            self.assertIn(words, course)
        self.assertIn(
            "Ready to collect", self._read(page, "//li[@aria-current='step']")
        )
        self.assertIn(
            f"/my/print/invoices/{invoice.id}",
            self._find(page, "//aside//a/@href"),
        )
        self.assertIn("To be paid", self._read(page, "//aside"))

    def test_a_late_order_says_so(self):
        job = self._job_in("output", self.main)
        job.date_promised = fields.Datetime.now() + timedelta(days=2)
        self._login(self.main)
        self.assertNotIn("late", self._read(self._get(ORDERS)))
        job.date_promised = datetime(2020, 5, 5, 12)
        self.assertIn("late, was due Tue 5 May", self._read(self._get(ORDERS)))
        awaited = self._read(
            self._page(job.order_id), "//div[hasclass('pr-await') and hasclass('bad')]"
        )
        self.assertIn("Late: it was promised for Tue 5 May.", awaited)

    def test_a_cancelled_order_expects_nothing_more(self):
        order = self._order(self.main)
        order.with_user(self.main)._cancel_by_client()
        course = self._read(self._page(order), "//ol[@class='pr-steps']")
        self.assertIn("Cancelled", course)
        for words in ("Started", "Invoice", "Payment"):
            self.assertNotIn(words, course)

    def test_what_waits_for_the_client_has_a_way_on(self):
        self._job_in("awaiting_payment", self.main)
        self._job_in("awaiting_proof", self.main)
        self._login(self.main)
        home = self._get("/my")
        links = self._find(home, "//ul[hasclass('act')]//a[hasclass('btn')]/@href")
        self.assertEqual(len(links), 2)
        self.assertTrue(any(link.endswith("/pay") for link in links))
        self.assertTrue(all(self._get(link).status_code == 200 for link in links))

    def test_cores_pages_have_our_heading_and_column(self):
        self._login(self.main)
        page = self._get("/my/security")
        self.assertEqual(self._read(page, "//h1"), "Password and security")
        self.assertTrue(self._find(page, "//div[hasclass('pr-core')]"))

    def test_what_a_carrier_brings_is_not_collected(self):
        order = self._order(self.main)
        carrier = self.env["delivery.carrier"].create(
            {"name": "Courier", "product_id": self.product.id}
        )
        order.carrier_id = carrier
        order.action_confirm()
        self._walk(order.print_job_ids, self.env.ref("print_portal.status_ready"))
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self._login(self.main)
        texts = {
            "mail": f"{mail.subject} {mail.body_html}",
            "home": self._read(self._get("/my")),
            "list": self._read(self._get(ORDERS), "//table"),
            "page": self._read(self._get(f"{ORDERS}/{order.id}")),
        }
        for place, text in texts.items():
            with self.subTest(place=place):
                self.assertIn("Ready, will be sent", text)
                self.assertNotIn("collect", text)
        carrier.is_print_pickup = True
        self.assertIn("Ready to collect", self._read(self._get(ORDERS), "//table"))

    def test_whoever_sees_no_money_gets_no_figure(self):
        order = self._job_in("ready", self.ivanova).order_id
        order._create_invoices().action_post()
        page = self._page(order)
        text = self._read(page)
        self.assertIn("Booklet Autumn", text)
        for figure in ("96", "12.00", "Price", "Invoice", "INV/", "Confirmation"):
            self.assertNotIn(figure, text)
        self.assertEqual(self._get(f"{ORDERS}/{order.id}/pdf").status_code, 404)

    def test_an_order_of_others_does_not_exist(self):
        order = self._order(self.ivanova)
        job = order.print_job_ids
        for account in (self.buh, self.rival, self.person):
            self._login(account)
            for path in ("", "/pdf", f"/job/{job.id}"):
                with self.subTest(account=account.login, path=path):
                    answer = self._get(f"{ORDERS}/{order.id}{path}")
                    self.assertEqual(answer.status_code, 404)
            for path in ("/message", "/cancel", f"/job/{job.id}"):
                with self.subTest(account=account.login, path=path):
                    answer = self._post(f"{ORDERS}/{order.id}{path}", message="Hi")
                    self.assertEqual(answer.status_code, 404)
        self.assertEqual(order.state, "sent")
        self.assertFalse(order.message_ids.filtered(lambda m: "Hi" in m.body))

    def test_client_and_staff_talk_and_notes_stay_among_staff(self):
        order = self._order(self.ivanova)
        order.with_user(self.salesperson).message_post(
            body="The green is fine.",
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        order.with_user(self.salesperson).message_post(
            body="He pays late.", subtype_xmlid="mail.mt_note"
        )
        self._login(self.ivanova)
        path = f"{ORDERS}/{order.id}/message"
        answer = self._post(path, message="Is the <b>green</b> right?\nTell me.")
        self.assertEqual(answer.status_code, 303)
        page = self._get(f"{ORDERS}/{order.id}")
        talk = self._read(page, "//ul[@class='pr-talk']")
        self.assertRegex(talk, "Ivanova .*Is the <b>green</b> right.* green is fine")
        self.assertNotIn("pays", self._read(page))
        message = order.message_ids.filtered(lambda message: "Tell" in message.body)
        self.assertEqual(message.author_id, self.ivanova.partner_id)
        self.assertIn(self.salesperson.partner_id, message.notified_partner_ids)

    def test_a_message_that_is_too_long_is_not_lost(self):
        order = self._order(self.ivanova)
        self._login(self.ivanova)
        answer = self._post(f"{ORDERS}/{order.id}/message", message="x" * 5001)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("shorten it to 5000", self._read(answer))
        self.assertEqual(self._find(answer, "//*[@id='message']/text()"), ["x" * 5001])

    def test_an_order_is_cancelled_until_the_work_begins(self):
        order = self._order(self.ivanova)
        page = self._page(order)
        self.assertIn(f"Cancel {order.name}", self._read(page, "//details//form"))
        self._post(f"{ORDERS}/{order.id}/cancel")
        self.assertEqual(order.state, "cancel")
        started = self._job_in("started", self.ivanova).order_id
        page = self._page(started)
        self.assertNotIn("Cancel the order", self._read(page))
        answer = self._post(f"{ORDERS}/{started.id}/cancel")
        self.assertIn("has started: call your manager", self._read(answer))
        self.assertEqual(started.state, "sale")

    def test_a_colleague_may_look_but_not_act(self):
        job = self._job_in("returned", self.ivanova)
        order = job.order_id
        page = self._page(order, self.head)
        self.assertNotIn("Mend and send again", self._read(page))
        self.assertNotIn("Cancel the order", self._read(page))
        answer = self._post(f"{ORDERS}/{order.id}/cancel")
        self.assertIn("belongs to", self._read(answer))
        self.assertEqual(order.state, "sent")
        answer = self._post(f"{ORDERS}/{order.id}/job/{job.id}", job_title="Mine")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(job.title, "Booklet Autumn")
        self.assertIn("Mend and send again", self._read(self._page(order, self.main)))

    def test_more_jobs_ask_no_more_of_the_database(self):
        one = self._order(self.main)
        self._login(self.main)
        few = self._count_queries(f"{ORDERS}/{one.id}")
        self.assertLessEqual(few, ORDER_QUERIES)
        many = self._order(
            self.main, *[self._form(job_title=f"Booklet {n}") for n in range(6)]
        )
        self.assertLessEqual(self._count_queries(f"{ORDERS}/{many.id}"), few + 2)


class TestMending(PrintPagesCommon):
    def setUp(self):
        super().setUp()
        self.file = self._receive(self.ivanova, "booklet.pdf")
        self.order = basket = self._basket(self.ivanova)
        basket.order_line.print_spec_id.file_ids = self.file
        basket.with_user(self.ivanova).sudo()._submit_basket()
        self.job = self.order.print_job_ids
        reason = self.env.ref("print_portal.reason_no_bleed")
        self.job._move_to("returned", reason=reason, note="Pages 2 and 3.")
        self.path = f"{ORDERS}/{self.order.id}/job/{self.job.id}"
        self._login(self.ivanova)

    def _typed(self, **values):
        values = {**self.job.spec_id.values, "files_later": False, **values}
        typed = self.plates._get_typed(values)
        return {code: text for code, text in typed.items() if text != ""}

    def test_the_form_says_why_and_holds_what_was_ordered(self):
        page = self._get(self.path)
        self.assertIn("replace the file, it has no bleed", self._read(page))
        self.assertIn("Pages 2 and 3.", self._read(page))
        self.assertEqual(
            self._find(page, "//*[@id='f_job_title']/@value"), ["Booklet Autumn"]
        )
        self.assertEqual(
            self._find(page, "//*[@name='file_ids'][@checked]/@value"),
            [str(self.file.id)],
        )

    def test_a_mended_job_goes_back_to_us_with_its_new_file(self):
        better = self._receive(self.ivanova, "booklet_bleed.pdf")
        answer = self._post(self.path, **self._typed(), file_ids=better.id)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.job.status_id.code, "checking")
        self.assertEqual(self.job._get_current_artwork().mapped("name"), [better.name])

    def test_what_was_ordered_before_is_kept_as_an_older_version(self):
        first = self.job.spec_id
        self._post(self.path, **self._typed(colors_back=1), file_ids=self.file.id)
        self.assertEqual(self.job.spec_id.previous_id, first)
        self.assertTrue(self.job.spec_id.is_frozen)
        self.assertEqual(self.order.order_line.product_uom_qty, 5)

    def test_an_unfinished_correction_is_not_sent_and_not_lost(self):
        first = self.job.spec_id
        answer = self._post(
            self.path, **self._typed(colors_back=44), file_ids=self.file.id
        )
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(self._find(answer, "//*[@id='f_colors_back']/@value"), ["44"])
        answer = self._post(self.path, **self._typed(), files_later="1")
        self.assertIn("Add at least one file, then send it.", self._read(answer))
        self.assertEqual(self.job.status_id.code, "returned")
        self.assertEqual((self.job.spec_id, first.file_ids), (first, self.file))

    def test_a_job_that_is_back_with_us_is_not_mended_again(self):
        self._post(self.path, **self._typed(), file_ids=self.file.id)
        answer = self._post(self.path, **self._typed(job_title="Again"))
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.job.title, "Booklet Autumn")
