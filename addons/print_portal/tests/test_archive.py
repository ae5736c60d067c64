import io
from datetime import date, datetime

from openpyxl import load_workbook

from odoo.tests import tagged

from .pages_common import PrintPagesCommon

ARCHIVE = "/my/print/archive"


@tagged("post_install", "-at_install")
class TestArchive(PrintPagesCommon):
    """What is over, by the days on which it was ordered."""

    def _close(self, account, day):
        """Return a finished order that was made on ``day``."""
        order = self._job_in("delivered", account).order_id
        order.date_order = day
        return order

    def _names(self, query=""):
        page = self._get(ARCHIVE + query)
        return set(self._find(page, "//tbody/tr/th/a/text()"))

    def test_only_closed_orders_of_the_period(self):
        old = self._close(self.main, datetime(2020, 3, 31, 12))
        new = self._close(self.main, datetime(2020, 4, 1, 12))
        self._order(self.main).date_order = datetime(2020, 4, 2, 12)
        gone = self._order(self.main)
        gone.with_user(self.main)._cancel_by_client()
        gone.date_order = datetime(2020, 4, 3, 12)
        self._login(self.main)
        april = "?since=2020-04-01&until=2020-04-30"
        self.assertEqual(self._names(april), {new.name})
        self.assertEqual(self._names(f"{april}&cancelled=1"), {new.name, gone.name})
        both = "?since=2020-04-30&until=2020-03-01"
        self.assertEqual(self._names(both), {old.name, new.name})
        self.assertEqual(self._names(), set())

    def test_a_day_begins_where_the_client_is(self):
        self.main.tz = "Europe/Sofia"
        order = self._close(self.main, datetime(2020, 3, 31, 22, 30))
        self._login(self.main)
        april = "?since=2020-04-01&until=2020-04-30"
        self.assertEqual(self._names(april), {order.name})
        self.assertEqual(self._names("?since=2020-03-01&until=2020-03-31"), set())

    def test_amounts_are_for_who_may_see_money(self):
        order = self._close(self.ivanova, datetime(2020, 4, 1, 12))
        period = "?since=2020-04-01&until=2020-04-30"
        total = f"{order.amount_total:.2f}"
        for user, sees in ((self.main, True), (self.ivanova, False)):
            with self.subTest(user=user.login):
                self._login(user)
                self.assertEqual(total in self._read(self._get(ARCHIVE + period)), sees)
                answer = self._get(f"{ARCHIVE}/xlsx{period}")
                sheet = load_workbook(io.BytesIO(answer.content)).active
                rows = [list(row) for row in sheet.iter_rows(values_only=True)]
                self.assertEqual(rows[1][0], order.name)
                self.assertEqual(rows[1][1].date(), date(2020, 4, 1))
                self.assertEqual(order.amount_total in rows[1], sees)
        for user in (self.buh, self.rival):
            self._login(user)
            self.assertEqual(self._names(period), set())
