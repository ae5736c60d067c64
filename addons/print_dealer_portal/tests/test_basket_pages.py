import io

import openpyxl

from odoo.tests import tagged

from .common import DealerPagesCommon
from .shelf_common import ShelfMixin


@tagged("post_install", "-at_install")
class TestBasketPages(ShelfMixin, DealerPagesCommon):
    """The basket of a dealer as he clicks and reads it."""

    def setUp(self):
        super().setUp()
        self._login(self.maria)

    def _add(self, *items, **params):
        answer = self.make_jsonrpc_request(
            "/dealer/basket/goods",
            {"items": [[product.id, count] for product, count in items], **params},
        )
        return answer

    def _basket(self, account=None):
        return (account or self.maria).print_basket_id

    def test_a_click_opens_the_basket_and_fills_it(self):
        answer = self._add((self.screws, 3), (self.paper, 7))
        self.assertEqual(answer["count"], 1)
        self.assertIn("19.20", answer["total"])
        self.assertIn("packs of 6", answer["items"][1]["error"])
        basket = self._basket()
        self.assertEqual(basket.print_source, "dealer")
        self._add((self.screws, 2), basket_id=basket.id)
        self.assertEqual(basket.order_line.product_uom_qty, 5)

    def test_who_sees_no_money_is_told_none(self):
        self._login(self.stock)
        answer = self._add((self.screws, 3))
        self.assertIsNone(answer["total"])
        page = self.url_open("/dealer/basket").text
        self.assertIn("Screws", page)
        self.assertNotIn("6.40", page)
        self.assertNotIn("19.20", page)

    def test_goods_do_not_enter_the_basket_of_another(self):
        self._add((self.screws, 3))
        basket = self._basket()
        self._login(self.other_maria)
        response = self.url_open(
            "/dealer/basket/goods",
            json={"params": {"items": [[self.screws.id, 1]], "basket_id": basket.id}},
        )
        self.assertNotIn("result", response.json())
        self.assertEqual(basket.order_line.product_uom_qty, 3)

    def test_a_quantity_is_saved_and_little_is_answered(self):
        products = [self._shelve(f"Ink {n}", f"INK-{n}", n + 1) for n in range(50)]
        self._add(*((product, 1) for product in products))
        basket = self._basket()
        line = basket.order_line[0]
        response = self.url_open(
            "/dealer/basket/save",
            json={
                "params": {
                    "basket_id": basket.id,
                    "typed": {f"copies_{line.id}": "4"},
                }
            },
        )
        answer = response.json()["result"]
        self.assertEqual([*answer["lines"]], [str(line.id)])
        self.assertEqual(answer["lines"][str(line.id)]["quantity"], "4")
        self.assertLess(len(response.content), 4096)

    def test_what_is_typed_of_a_line_is_kept(self):
        self._add((self.screws, 3))
        basket = self._basket()
        line = basket.order_line
        typed = {
            f"ref_{line.id}": "A-7",
            f"note_{line.id}": "x" * 201,
            f"copies_{line.id}": "many",
        }
        answer = self.make_jsonrpc_request(
            "/dealer/basket/save", {"basket_id": basket.id, "typed": typed}
        )
        self.assertEqual(line.print_line_ref, "A-7")
        self.assertIn("200", answer["errors"][f"note_{line.id}"])
        self.assertIn("enter a number", answer["errors"][f"copies_{line.id}"])
        self.assertEqual(line.product_uom_qty, 3)

    def test_a_basket_is_sent_once_its_new_prices_were_read(self):
        self._add((self.screws, 3))
        basket = self._basket()
        self.screws.list_price = 7
        form = {"basket_id": basket.id, "submit": "1", "print_note": "Ring twice"}
        refused = self._post("/dealer/basket", **form)
        self.assertEqual(refused.status_code, 422)
        self.assertIn("from 6.40 to 7.00", refused.text)
        self.assertIn("Ring twice", refused.text)
        self.assertTrue(basket.is_basket)
        for _click in range(2):
            sent = self._post("/dealer/basket", **form)
            self.assertIn(f"/dealer/orders/{basket.id}", sent.headers["Location"])
        self.assertFalse(basket.is_basket)
        self.assertEqual((basket.state, basket.amount_untaxed), ("sent", 21))

    def test_what_is_gone_is_told_at_its_line(self):
        self._add((self.screws, 3))
        self.screws.is_partner_portal = False
        self.assertIn(
            "No longer sold: remove it.", self.url_open("/dealer/basket").text
        )

    def test_removed_goods_come_back_by_one_click(self):
        self._add((self.screws, 3))
        basket = self._basket()
        line_id = basket.order_line.id
        self._post("/dealer/basket", basket_id=basket.id, remove=line_id)
        self.assertFalse(basket.order_line)
        self.assertIn("Undo", self._get("/dealer/basket").text)
        self._post("/dealer/basket", basket_id=basket.id, restore="1")
        self.assertEqual(basket.order_line.product_uom_qty, 3)

    def test_a_spreadsheet_has_the_lines_and_no_formula(self):
        self.screws.name = "=1+1"
        self._add((self.screws, 3))
        basket = self._basket()
        for account, width in ((self.maria, 8), (self.stock, 6)):
            book = openpyxl.load_workbook(
                io.BytesIO(basket.with_user(account).sudo()._make_spreadsheet(account))
            )
            rows = [[cell.value for cell in row] for row in book.active.rows]
            self.assertEqual(len(rows[0]), width)
            self.assertEqual(rows[1][:3], ["BS-50", "=1+1", 3])
            self.assertEqual(book.active.cell(2, 2).data_type, "s")
        self.assertEqual(
            self.url_open(f"/dealer/baskets/{basket.id}/xlsx").status_code, 200
        )

    def test_a_long_basket_asks_no_more_than_a_short_one(self):
        products = [self._shelve(f"Ink {n}", f"INK-{n}", n + 1) for n in range(50)]
        self._add(*((product, 1) for product in products[:5]))
        few = self._count_queries("/dealer/basket")
        self._add(*((product, 1) for product in products[5:]))
        self.assertEqual(len(self._basket().order_line), 50)
        self.assertLessEqual(self._count_queries("/dealer/basket"), min(few, 25))
