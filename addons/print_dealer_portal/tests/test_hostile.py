import requests

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import DealerPagesCommon
from .shelf_common import ShelfMixin

BIG, ENDLESS = "9" * 30, "9" * 5000
GOODS, CHECK = "/dealer/basket/goods", "/dealer/quick-order/check"
SAVE, PRICE = "/dealer/basket/save", "/dealer/price"
KINDS = (None, True, "x", -1, 1.5, 2**31, [], [[]], [None], {}, {"a": {"b": []}})


@tagged("post_install", "-at_install")
class TestHostile(ShelfMixin, DealerPagesCommon):
    """Nonsense in addresses, fields and scripts: an answer, and nothing broken."""

    def setUp(self):
        super().setUp()
        self._login(self.maria)

    def _own_basket(self):
        return self.env["sale.order"].with_user(self.maria)._get_basket(create=True)

    def _ordered(self):
        self.env.invalidate_all()
        lines = self._own_basket()._get_goods()
        return {line.product_id: line.product_uom_qty for line in lines}

    def _say(self, url, **params):
        return self.make_jsonrpc_request(url, params)

    # Addresses -----------------------------------------------------------------------

    def test_numbers_that_no_database_has_lead_to_no_page(self):
        for path in (
            "products/%s",
            "products/page/%s",
            "products/%s/image",
            "products/1/document/%s",
            "orders/%s",
            "orders/page/%s",
            "baskets/%s",
            "baskets/%s/xlsx",
            "baskets/%s/places",
            "invoices/%s",
            "news/page/%s",
            "contact/attached/%s",
        ):
            for number in (BIG, ENDLESS, str(2**62), str(2**31)):
                with self.subTest(path=path, number=number[:31]):
                    answer = self._get("/dealer/" + path % number)
                    self.assertEqual(answer.status_code, 404)

    def test_nothing_has_the_number_zero(self):
        for path in ("products/0", "orders/0", "invoices/0", "baskets/0"):
            with self.subTest(path=path):
                self.assertEqual(self._get(f"/dealer/{path}").status_code, 404)
        for path in ("payments/0/pdf", "invoices/0/pdf", "invoices/pay?invoice=x"):
            with self.subTest(path=path):
                self.assertEqual(self._get(f"/dealer/{path}").status_code, 404)

    def test_numbers_that_are_none_are_no_filter(self):
        for number in (BIG, ENDLESS, "-1", "\u00b2", "1e999", "NaN"):
            for query in (
                f"products?group={number}",
                f"products?v={number}",
                f"orders?status={number}&account={number}",
                f"contact?talk={number}",
                f"products?page={number}",
                f"orders?page={number}",
                f"invoices?page={number}",
                f"news?page={number}",
                f"baskets/{self._own_basket().id}/places?place={number}",
            ):
                with self.subTest(query=query[:40]):
                    self.assertLess(self._get(f"/dealer/{query}").status_code, 400)

    def test_a_page_may_be_asked_for_in_the_query_as_well(self):
        self.assertIn(
            "Developer HD-2", self._read(self._get("/dealer/products?page=1"))
        )
        found = self._read(self._get("/dealer/products?page=2"))
        self.assertNotIn("Developer HD-2", found)

    def test_zero_bytes_are_left_out(self):
        for query in (
            "products?search=CH%00-HD2",
            "orders?search=%00",
            "order?type=%00",
        ):
            with self.subTest(query=query):
                self.assertEqual(self._get(f"/dealer/{query}").status_code, 200)
        found = self._get("/dealer/products?search=CH-HD2%00-20")
        self.assertIn("Developer HD-2", self._read(found))
        for path in ("/dealer/a%00b", "/dealer/products/1%00", "/a%00b"):
            with self.subTest(path=path):
                self.assertEqual(self._get(path).status_code, 404)

    # Forms ---------------------------------------------------------------------------

    def test_nonsense_in_a_form_is_a_sentence_and_stays_typed(self):
        paper = f"q_{self.paper.id}"
        for typed in ("-5", "NaN", "1e999", "abc", BIG, "'; DROP TABLE x;--", "\u00b2"):
            with self.subTest(typed=typed):
                answer = self._post(
                    "/dealer/products",
                    **{paper: typed, f"q_{ENDLESS}": "1", "q_x": "1"},
                )
                page = self.url_open(answer.headers["Location"])
                said = self._read(page, "//*[@data-error and not(@hidden)]")
                self.assertIn("Quantity: enter a number", said)
                self.assertIn(typed, self._find(page, "//input/@value"))
        self.assertFalse(self._ordered())

    def test_zero_bytes_of_a_form_are_left_out(self):
        basket = self._own_basket()
        basket.sudo()._put_goods([(self.screws.id, 1)])
        self._post(
            "/dealer/basket", basket_id=basket.id, print_note="By\0 noon", save=1
        )
        self.assertEqual(basket.sudo().print_note, "By noon")

    def test_who_sends_nonsense_as_a_login_is_told_the_one_sentence(self):
        self.authenticate(None, None)
        self.opener.cookies.clear()
        page = self.url_open("/dealer/login")
        [token] = self._find(page, "//input[@name='csrf_token']/@value")[:1]
        for number, login in (
            (ENDLESS, "maria"),
            ("71001\0", "maria\0x"),
            ("\u0667\u0661", "x" * 10_000),
            ("1' OR '1'='1", "%"),
        ):
            with self.subTest(number=number[:9]), mute_logger("odoo.addons.base"):
                answer = self.opener.post(
                    f"{self.base_url()}/dealer/login",
                    data={
                        "csrf_token": token,
                        "client_number": number,
                        "login": login,
                        "password": "x",
                    },
                )
                self.assertEqual(answer.status_code, 200)
                self.assertTrue(self._read(answer, "//*[@role='alert']"))

    # Scripts -------------------------------------------------------------------------

    def test_scripts_that_send_other_kinds_get_an_answer(self):
        basket_id = self._own_basket().id
        for kind in KINDS:
            for url, params in (
                (GOODS, {"items": kind}),
                (GOODS, {"items": [[self.paper.id, kind]]}),
                (GOODS, {"items": [[kind, 1]], "key": kind}),
                (CHECK, {"rows": kind}),
                (CHECK, {"rows": [["CH-HD2-20", kind, kind]], "text": kind}),
                (SAVE, {"basket_id": basket_id, "typed": kind}),
                (SAVE, {"basket_id": basket_id, "typed": {"print_note": kind}}),
                ("/dealer/files/find", {"search": kind}),
            ):
                with self.subTest(url=url, params=params):
                    self._say(url, **params)
            with self.subTest(code=kind), mute_logger("odoo.http"):
                with self.assertRaises(JsonRpcException) as refused:
                    self._say(PRICE, code=kind, raw={})
                self.assertIn("NotFound", str(refused.exception))

    def test_an_amount_that_is_none_begins_no_payment(self):
        order, invoice = self._order(self.maria), self._create_invoice(self.matprint)
        for url in (
            f"/dealer/orders/{order.id}/transaction",
            f"/dealer/invoices/pay/{invoice.id}",
            "/dealer/invoices/pay/x",
        ):
            for amount in (None, "", "abc", "NaN", [], {}, "1e999"):
                with self.subTest(url=url, amount=amount), mute_logger("odoo.http"):
                    with self.assertRaises(JsonRpcException) as refused:
                        self._say(url, amount=amount)
                    self.assertIn("NotFound", str(refused.exception))

    def test_zero_bytes_of_scripts_are_left_out(self):
        [row] = self._say(CHECK, rows=[["CH-HD2\0-20", "2", ""]])["rows"]
        self.assertEqual(row["state"], "right")
        basket = self._own_basket()
        self._say(SAVE, basket_id=basket.id, typed={"print_note": "a\0b"})
        self.assertEqual(basket.sudo().print_note, "ab")

    # Done once -----------------------------------------------------------------------

    def test_a_click_whose_answer_was_lost_adds_once(self):
        items = [[self.screws.id, "3"], [self.paper.id, 6]]
        first = self._say(GOODS, items=items, key="click 1")
        again = self._say(GOODS, items=items, key="click 1")
        self.assertEqual(first, again)
        self.assertEqual(self._ordered(), {self.screws: 3, self.paper: 6})
        self._say(GOODS, items=items, key="click 2")
        self._say(GOODS, items=[[self.screws.id, 1]], key="click 1")
        self._say(GOODS, items=[[self.screws.id, 1]])
        self.assertEqual(self._ordered(), {self.screws: 8, self.paper: 12})

    def test_a_key_is_the_user_s_own(self):
        items = [[self.screws.id, 3]]
        self._say(GOODS, items=items, key="click 1")
        self._login(self.other_maria)
        answer = self._say(GOODS, items=items, key="click 1")
        self.assertEqual(answer["items"][0]["quantity"], 3)

    def test_rows_are_added_once_though_others_were_added_meanwhile(self):
        first = {"code": "BS-50", "chosen": self.screws.id, "quantity": "6", "add": "1"}
        other = {"code": "CH-HD2-20", "quantity": "1", "add": "1"}
        for form, key in ((first, "a"), (other, "b"), (first, "a")):
            self._post("/dealer/quick-order", key=key, **form)
        self.assertEqual(self._ordered(), {self.screws: 6, self.developer: 1})

    def _read_form(self, path, xpath):
        """Return what a form of a page sends, as it stands there."""
        [form] = self._find(self.url_open(path), xpath)
        return {
            each.get("name"): each.get("value") or ""
            for each in form.iter("input")
            if each.get("name") not in (None, "csrf_token", "files")
            and each.get("type") in (None, "hidden", "text")
        }

    def test_a_message_that_was_sent_twice_is_said_once(self):
        order = self._order(self.maria)
        for path, page in (
            ("/dealer/contact", "/dealer/contact"),
            (f"/dealer/orders/{order.id}/message", f"/dealer/orders/{order.id}"),
        ):
            with self.subTest(path=path):
                form = self._read_form(page, f"//form[@action='{path}']")
                for message in ("When?", "When?", "Where?"):
                    answer = self._post(path, **form | {"message": message})
                    self.assertEqual(answer.status_code, 303)
                said = self._read(self.url_open(page))
                self.assertEqual((said.count("When?"), said.count("Where?")), (1, 1))

    def test_a_basket_is_opened_once(self):
        form = self._read_form("/dealer/baskets", "//form[.//button[@name='new']]")
        for _ in range(2):
            self._post("/dealer/baskets", **form | {"name": "Spring", "new": "1"})
        baskets = self.env["sale.order"].with_user(self.maria)._find_baskets()
        names = [basket._get_basket_label() for basket in baskets.sudo()]
        self.assertEqual(names.count("Spring"), 1)

    def test_what_is_done_is_forgotten_with_what_was_taken_back(self):
        once = self.env["print.once"].with_user(self.maria)
        with self.assertRaises(requests.ConnectionError), self.env.cr.savepoint():
            self.assertTrue(once._is_first("key", 1))
            self.assertFalse(once._is_first("key", 1))
            raise requests.ConnectionError
        self.assertTrue(once._is_first("key", 1))
        self.assertTrue(once._is_first("key", 2))
        self.assertTrue(once._is_first("", 1) and once._is_first("", 1))
        marks = self.env["print.once"].search([("user_id", "=", self.maria.id)])
        marks.date = "2026-01-01"
        self.env["print.once"]._gc_once()
        self.assertFalse(marks.exists())
