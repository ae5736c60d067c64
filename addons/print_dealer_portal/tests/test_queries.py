from odoo.tests import tagged

from .common import DealerPagesCommon

# Queries, at most; those of the session and of other add-ons of ours are among them.
LIST, PAGE, ORDERS, BASKET, ORDER = 20, 24, 18, 17, 23
ADD, CHANGE, SEND = 33, 31, 40
EACH = 5  # of a line whose quantity changes: core writes each for itself
FEW, MANY = 5, 40  # lines


@tagged("post_install", "-at_install")
class TestQueries(DealerPagesCommon):
    """What pages of dealers ask of the database: little, and no more for more rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shelf = cls.env["product.category"].create(
            {"name": "Shelf", "is_partner_portal": True}
        )
        cls.goods = cls.env["product.product"].create(
            [
                {
                    "name": f"Goods {number:02}",
                    "default_code": f"Q{number:02}",
                    "categ_id": shelf.id,
                    "list_price": 5 + number,
                }
                for number in range(MANY)
            ]
        )

    def setUp(self):
        super().setUp()
        self._login(self.maria)

    def _fill(self, lines):
        """Return the current basket of maria with so many lines."""
        basket_sudo = (
            self.env["sale.order"].with_user(self.maria)._get_basket(create=True)
        )
        told = basket_sudo._put_goods([(each.id, 1) for each in self.goods[:lines]])
        self.assertEqual([row["error"] for row in told], [""] * lines)
        return basket_sudo

    def test_list_of_goods(self):
        self.assertLessEqual(self._count_queries("/dealer/products"), LIST)

    def test_page_of_goods(self):
        page = f"/dealer/products/{self.goods[0].id}"
        self.assertLessEqual(self._count_queries(page), PAGE)

    def test_list_of_orders(self):
        self._fill(FEW)._submit_basket()
        few = self._count_queries("/dealer/orders")
        self.assertLessEqual(few, ORDERS)
        for _number in range(12):
            self._fill(FEW)._submit_basket()
        self.assertLessEqual(self._count_queries("/dealer/orders"), few + 2)

    def test_basket(self):
        self._fill(FEW)
        few = self._count_queries("/dealer/basket")
        self.assertLessEqual(few, BASKET)
        self._fill(MANY)
        self.assertEqual(self._count_queries("/dealer/basket"), few)

    def test_page_of_an_order(self):
        small, large = (self._fill(lines)._submit_basket() for lines in (FEW, MANY))
        few = self._count_queries(f"/dealer/orders/{small.id}")
        self.assertLessEqual(few, ORDER)
        self.assertEqual(self._count_queries(f"/dealer/orders/{large.id}"), few)

    # Writing ------------------------------------------------------------------------

    def _count(self, *acts):
        """Return how many queries the last of ``acts`` asks, the first ones warm up.

        In tests two savepoints stand for each commit, and are counted, too.
        """
        *first, last = acts
        for act in first:
            act()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        last()
        return self.env.cr.sql_log_count - before

    def _add(self, number):
        answer = self.make_jsonrpc_request(
            "/dealer/basket/goods", {"items": [[self.goods[number].id, 1]]}
        )
        self.assertFalse(answer["error"] or answer["items"][0]["error"])

    def _change(self, line, quantity):
        typed = {f"copies_{line.id}": str(quantity)}
        answer = self.make_jsonrpc_request(
            "/dealer/basket/save", {"basket_id": line.order_id.id, "typed": typed}
        )
        self.assertFalse(answer["errors"])

    def _send(self, basket):
        answer = self._post("/dealer/basket", basket_id=basket.id, submit="1")
        self.assertIn(f"/dealer/orders/{basket.id}", answer.headers["Location"])

    def test_adding(self):
        """A new line costs no more beside many."""
        counts = []
        for lines in (FEW, FEW, MANY - 2):
            self.env["sale.order"].with_user(self.maria)._create_basket()
            self._fill(lines)
            counts.append(self._count(lambda: self._add(-2), lambda: self._add(-1)))
        _first, few, many = counts
        self.assertLessEqual(few, ADD)
        self.assertEqual(few, many)

    def test_changing_a_quantity(self):
        counts = []
        for lines in (FEW, MANY):
            line = self._fill(lines).order_line[0]
            counts.append(
                self._count(
                    lambda line=line: self._change(line, 5),
                    lambda line=line: self._change(line, 6),
                )
            )
        self.assertLessEqual(counts[0], CHANGE)
        self.assertEqual(*counts)

    def test_sending(self):
        """Mails, tasks and followers are not waited for, see ``_tell_arrival``."""
        counts = []
        for lines in (FEW, FEW, MANY):
            basket = self._fill(lines)
            counts.append(self._count(lambda basket=basket: self._send(basket)))
        _first, few, many = counts
        self.assertLessEqual(few, SEND)
        self.assertEqual(few, many)
        self.assertTrue(basket.print_is_to_tell)

    def test_many_goods_are_put_at_once(self):
        """Nothing of ours is asked for each of them."""
        self._fill(FEW)
        wanted = [(each.id, 2) for each in self.goods]
        counts = []
        for items in (wanted[:FEW], wanted[: 2 * FEW], wanted[: 2 * FEW]):
            basket_sudo = self._fill(0)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            basket_sudo._put_goods(items)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        few, _added, many = counts
        # The same products twice as many: their quantities alone change.
        self.assertLessEqual(many, few + EACH * FEW)
