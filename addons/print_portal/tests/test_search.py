from unittest.mock import patch

from odoo.tests import JsonRpcException
from odoo.tools import SQL, mute_logger

from ..models import print_order_view
from .pages_common import PrintPagesCommon

ORDERS = "/my/print/orders"


class SearchCase(PrintPagesCommon):
    def _sent(self, title, account=None):
        return self._order(account or self.main, self._form(job_title=title))

    def _titles(self, words, account=None):
        self._login(account or self.main)
        page = self._get(f"{ORDERS}?search={words}")
        return [
            el.text_content().strip() for el in self._find(page, "//tbody/tr/th/span")
        ]


class TestSearch(SearchCase):
    def test_a_number_leads_to_the_order_however_it_is_typed(self):
        order = self._sent("Catalogue")
        self._login(self.main)
        bare = order.name.removeprefix("i-").lstrip("0")
        for typed in (order.name, order.name.upper(), f"i{bare}", f"I {bare}", bare):
            with self.subTest(typed=typed):
                answer = self._get(f"{ORDERS}?search={typed}")
                self.assertEqual(answer.status_code, 303)
                self.assertTrue(answer.headers["Location"].endswith(f"/{order.id}"))

    def test_a_number_of_others_leads_nowhere(self):
        order = self._sent("Catalogue")
        for account in (self.rival, self.buh):
            self._login(account)
            answer = self._get(f"{ORDERS}?search={order.name}")
            self.assertEqual(answer.status_code, 200)
            self.assertIn("No order has this number", self._read(answer))

    def test_digits_of_two_orders_lead_to_neither(self):
        order = self._sent("Catalogue")
        office = self._sent("Posters")
        office.name = order.name.replace("i-", "o-")
        bare = order.name.removeprefix("i-")
        self.assertEqual(set(self._titles(bare)), {"Catalogue", "Posters"})

    def test_words_are_found_in_any_order(self):
        self._sent("Autumn catalogue, cover")
        self._sent("Autumn poster")
        self.assertEqual(self._titles("cover AUTUMN"), ["Autumn catalogue, cover"])
        self.assertEqual(len(self._titles("autumn")), 2)

    def test_what_changes_is_found_anew(self):
        order = self._sent("Booklet")
        order.client_order_ref = "SL-2211"
        self.assertEqual(self._titles("sl-22"), ["Booklet"])
        order.client_order_ref = "ZZ-9"
        self.assertEqual(self._titles("sl-22"), [])

    def test_among_ten_thousand_orders_an_index_answers(self):
        order = self._sent("Booklet")
        self._login(self.main)
        path = f"{ORDERS}?search=zqx"
        few = self._count_queries(path)
        self._copy(order, 10_000)
        self.assertLessEqual(self._count_queries(path), few)
        orders = self.env["sale.order"].with_user(self.main)
        plan = self._explain(orders._search(orders._get_list_domain("zqxwv")))
        self.assertIn("print_search_text", plan)
        self.assertNotIn("Seq Scan on sale_order", plan)

    def _copy(self, order, times):
        """Copy the row of an order, without what hangs on it; only numbers differ."""
        self.env.flush_all()
        names = [
            name
            for name, field in order._fields.items()
            if field.store and field.column_type and name not in ("id", "name")
        ]
        columns = SQL(", ").join(map(SQL.identifier, names))
        self.env.cr.execute(
            SQL(
                """INSERT INTO sale_order (name, %s)
                   SELECT 'i-9' || lpad(turn::text, 6, '0'), %s
                     FROM sale_order, generate_series(1, %s) AS turn
                    WHERE id = %s""",
                columns,
                columns,
                times,
                order.id,
            )
        )
        # As autovacuum does: a new entry of an index waits in a list until then.
        self.env.cr.execute(
            """SELECT gin_clean_pending_list(indexrelid)
                 FROM pg_stat_user_indexes JOIN pg_indexes ON indexname = indexrelname
                WHERE relname = 'sale_order' AND indexdef LIKE '%gin_trgm_ops%'"""
        )
        self.env.cr.execute("ANALYZE sale_order")
        self.env.invalidate_all()

    def _explain(self, query):
        self.env.cr.execute(SQL("EXPLAIN %s", query.select()))
        return "\n".join(line for [line] in self.env.cr.fetchall())


class TestRecentlyViewed(SearchCase):
    def _view(self, *orders):
        for order in orders:
            self.make_jsonrpc_request(f"{ORDERS}/{order.id}/seen", {})

    def _recent(self, path=ORDERS):
        section = "//section[@aria-labelledby='recent']//a"
        return [el.text_content() for el in self._find(self._get(path), section)]

    def test_the_last_one_comes_first_and_each_stands_once(self):
        one, two = self._sent("One"), self._sent("Two")
        self._login(self.main)
        self.assertEqual(self._recent(), [])
        [told] = self._find(
            self._get(f"{ORDERS}/{one.id}"), "//*[@data-order-seen]/@data-order-seen"
        )
        self.assertEqual(told, f"{ORDERS}/{one.id}/seen")
        self._view(one, two, one)
        for path in (ORDERS, "/my"):
            self.assertEqual(self._recent(path), [one.name, two.name])
        self._login(self.head)
        self.assertEqual(self._recent(), [])

    def test_only_the_last_ones_are_kept(self):
        orders = [self._sent(f"Booklet {n}") for n in range(3)]
        self._login(self.main)
        with patch.object(print_order_view, "KEPT", 2):
            self._view(*orders)
        self.assertEqual(self._recent(), [orders[2].name, orders[1].name])
        views = self.env["print.order.view"].search([])
        self.assertEqual(views.order_id, orders[2] + orders[1])

    def test_who_lost_the_right_finds_them_no_more(self):
        order = self._sent("Hers", self.ivanova)
        self._login(self.head)
        self._view(order)
        self.assertEqual(self._recent(), [order.name])
        self.head.see_colleagues = False
        self.assertEqual(self._recent(), [])
        self.assertEqual(self._recent("/my"), [])

    def test_an_order_of_others_is_not_noted(self):
        order = self._sent("Ours")
        self._login(self.rival)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._view(order)
        self.assertFalse(self.env["print.order.view"].search([]))
