import io
from datetime import datetime

from openpyxl import load_workbook

from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.tests import tagged

from .order_common import DealerOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderList(DealerOrdersCommon, PrintPagesCommon):
    """The list of orders: what narrows it, and what one takes along of it."""

    def _found(self, account=None, **typed):
        account = account or self.dealer
        orders = self.env["sale.order"].with_user(account)
        domain = orders._get_list_domain() & orders._get_filter_domain(typed, account)
        return orders.search(domain).sudo()

    def _rows(self, answer):
        sheet = load_workbook(io.BytesIO(answer.content)).active
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    def test_status_and_days_narrow_the_list(self):
        old = self._send_goods()
        new = self._send_goods()
        old.date_order = datetime(2025, 5, 31, 20, 59)
        self._as(self.salesperson, new).action_confirm()
        started = self.env.ref("print_portal.status_started")
        self.assertEqual(self._found(status=str(started.id)).ids, new.ids)
        self.assertEqual(self._found(until="2025-05-31").ids, old.ids)
        self.assertEqual(self._found(since="2025-06-01").ids, new.ids)
        self.assertEqual(len(self._found(since="31.05")), 2)

    def test_unpaid_is_told_to_who_may_see_money(self):
        order = self._send_goods(self.buyer)
        self._send_goods(self.buyer)
        self._as(self.salesperson, order).action_confirm()
        invoice = order._create_invoices()
        self.assertFalse(self._found(unpaid="1"))
        invoice.action_post()
        self.assertEqual(self._found(unpaid="1").ids, order.ids)
        self.assertEqual(len(self._found(self.buyer, unpaid="1")), 2)

    def test_a_chosen_status_stays_chosen_and_shows_what_is_over(self):
        order = self._send_goods()
        self._as(self.dealer, order)._cancel_by_client()
        status = self.env.ref("print_portal.status_cancelled")
        self._login(self.dealer)
        page = self._get(f"/dealer/orders?status={status.id}")
        [chosen] = self._find(page, "//select[@id='status']/option[@selected]")
        self.assertEqual(chosen.text_content(), "Cancelled")
        self.assertIn(order.name, self._read(page, "//table"))

    def test_the_spreadsheet_has_what_the_list_has(self):
        order = self._send_goods(client_order_ref="=1+1")
        self._send_goods()
        self._login(self.dealer)
        rows = self._rows(self._get("/dealer/orders/export?search=%3D1"))
        self.assertEqual(len(rows), 2)
        row = dict(zip(rows[0], rows[1], strict=True))
        self.assertEqual(row["Order"], order.name)
        self.assertEqual(row["Your reference"], "=1+1")
        self.assertEqual(row["Amount with tax"], 120)
        self.assertEqual(row["Status"], "Sent, waiting for our answer")

    def test_the_spreadsheet_of_who_sees_no_money_has_no_amounts(self):
        self._send_goods(self.buyer)
        self._login(self.buyer)
        rows = self._rows(self._get("/dealer/orders/export"))
        self.assertEqual(len(rows[0]), 6)
        self.assertNotIn("120", str(rows))

    def test_nobody_gets_the_orders_of_others(self):
        self._send_goods()
        self._login(self.rival)
        rows = self._rows(self._get("/my/print/orders/export"))
        self.assertEqual(len(rows), 1)

    def test_a_longer_list_asks_no_more_of_the_database(self):
        self._login(self.dealer)
        self._send_goods()
        few = self._count_queries("/dealer/orders")
        for _each in range(5):
            self._send_goods()
        self.assertLessEqual(self._count_queries("/dealer/orders"), few)

    def test_changes_are_answered_on_the_page(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        theirs._ask_change()
        self._login(self.dealer)
        url = f"/dealer/orders/{order.id}"
        page = self._get(url)
        self.assertIn("Our changes", self._read(page))
        [key] = self._find(
            page, "//main//form[@method='post']/input[@name='key']/@value"
        )
        line = f"line_{order.order_line[0].id}"
        refusal = self._post(f"{url}/change", key=key, answer="lines", **{line: "no"})
        self.assertEqual(refusal.status_code, 422)
        self.assertIn("Reason: say in a few words why.", self._read(refusal))
        [kept] = self._find(refusal, f"//input[@name='{line}'][@checked]/@value")
        self.assertEqual(kept, "no")
        answer = self._post(f"{url}/change", key=key, answer="all")
        self.assertEqual(answer.status_code, 303)
        self.env.invalidate_all()
        self.assertEqual(order.state, "sale")

    def test_a_release_is_asked_for_on_the_page(self):
        self.company.account_use_credit_limit = True
        self.wholesale.credit_limit = 100
        order = self._send_goods()
        self._login(self.dealer)
        url = f"/dealer/orders/{order.id}"
        self.assertIn("over your limit by", self._read(self._get(url)))
        self._post(f"{url}/release", reason="A fair next week")
        self.env.invalidate_all()
        self.assertEqual(order.print_release_ids.reason, "A fair next week")
        self.assertNotIn("Ask for a release", self._read(self._get(url)))
