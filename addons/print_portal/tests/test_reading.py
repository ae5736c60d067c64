from odoo.tests import tagged

from ..reading import read_relations
from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestRelations(PrintOrdersCommon):
    """What pages read of orders: the same as core, by fewer queries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        delivered = cls._job_in("delivered").order_id
        delivered._create_invoices().action_post()
        waiting = cls._send(cls.main, cls._form(), cls._form(cls.wide))
        cls.orders = (delivered | waiting | cls._basket(cls.main)).sudo()

    def _get_known(self, paths):
        """Return what lies in the cache, by path and record."""
        known = {}
        for path in paths:
            parent, _dot, name = path.rpartition(".")
            records = self.orders.mapped(parent) if parent else self.orders
            for record in records:
                known[path, record.id] = record._cache[name]
        return known

    def test_all_is_found_as_core_finds_it(self):
        paths = self.orders._get_page_relations()
        self.env.flush_all()
        self.env.invalidate_all()  # what was just made lies there in no order
        for path in paths:
            self.orders.mapped(path)
        by_core = self._get_known(paths)
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            read_relations(self.orders, paths)
        self.assertEqual(self._get_known(paths), by_core)
        for path in ("order_line.tax_ids", "order_line.invoice_lines", "picking_ids"):
            found = [rows for (each, _id), rows in by_core.items() if each == path]
            self.assertTrue(any(found), path)

    def test_nothing_is_read_past_the_rules(self):
        orders = self.orders.with_user(self.ivanova).sudo(False)
        with self.assertRaises(ValueError):
            read_relations(orders, ["order_line"])

    def test_payments_are_those_that_core_finds(self):
        invoice = self.orders.invoice_ids
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payments = self.env["account.payment"]
        for amount in (invoice.amount_total / 4, invoice.amount_total / 2):
            payments |= register.create({"amount": amount})._create_payments()
        self.env.invalidate_all()
        with self.assertQueryCount(1):
            found = invoice._find_payments()
        self.assertEqual(found, payments)
        self.assertEqual(set(found), set(invoice._get_reconciled_payments()))
        self.assertFalse(invoice.browse()._find_payments())


@tagged("post_install", "-at_install")
class TestCompanyRule(PrintOrdersCommon):
    """Core's rule of a portal user's company, asked by a column of ours."""

    def test_orders_are_found_by_one_query(self):
        own = self._send(self.main)
        other = self._create_colleague("other", self.reklama, can_submit=True)
        foreign = self._send(other)
        names = [("name", "in", [own.name, foreign.name])]
        seen = self.env["sale.order"].with_user(self.main)
        seen.search(names)  # what is cached is there
        with self.assertQueryCount(1):
            self.assertEqual(seen.search(names), own)
