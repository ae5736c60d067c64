from odoo.fields import Command
from odoo.tests import tagged

from .common import PrintPricingCommon

FEW, MANY = 10, 1000


@tagged("post_install", "-at_install")
class TestFormSpeed(PrintPricingCommon):
    """A check asks the database no more with a thousand of anything than with ten."""

    def _make_type(self, field_count, value_count):
        """Return a type with text fields, and one list of choices."""
        order_type = self.design_type.copy()
        texts = [
            Command.create({"code": f"text_{n}", "name": f"Text {n}"})
            for n in range(field_count)
        ]
        choices = [
            Command.create({"code": f"c{n}", "name": f"Choice {n}"})
            for n in range(value_count)
        ]
        choice = Command.create(
            {
                "code": "many",
                "name": "Many",
                "kind": "selection",
                "value_ids": choices,
            }
        )
        order_type.field_ids = [*texts, choice]
        return order_type

    def _count(self, order_type):
        """Return the queries of reading and checking a form, when forms are built."""
        typed = {"job_title": "x", "many": "c9", "text_1": "y"}
        typed |= {"product_kind": "flyer", "finished_format": "A5"}
        raw = order_type._get_default_values() | typed
        values = order_type._parse_form(raw)[0]
        spec = self.env["print.spec"].new(
            {"order_type_id": order_type.id, "values": values}
        )
        self.assertFalse(spec._check())
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        values = order_type._parse_form(raw)[0]
        spec = self.env["print.spec"].new(
            {"order_type_id": order_type.id, "values": values}
        )
        spec._check()
        spec._get_answers()
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow_with_fields_and_choices(self):
        few = self._count(self._make_type(FEW, FEW))
        self.assertEqual(self._count(self._make_type(FEW, MANY)), few)
        # Odoo fetches records by the thousand: one more turn for 1 000 and some.
        self.assertLessEqual(self._count(self._make_type(MANY, FEW)), few + 1)

    def test_queries_do_not_grow_with_kinds_of_work(self):
        order_type = self._make_type(FEW, FEW)
        few = self._count(order_type)
        self.env["print.order.type"].create(
            [{"name": f"Kind {n}", "code": f"kind_{n}"} for n in range(MANY)]
        )
        self.assertEqual(self._count(order_type), few)
