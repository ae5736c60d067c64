from odoo.fields import Command
from odoo.tests import tagged

from .common import PrintPricingCommon

LINES = 100


@tagged("post_install", "-at_install")
class TestPriceSpeed(PrintPricingCommon):
    """Queries, which tell more of a slow page than a clock: budgets of the shop."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._create_tariff(cls.plates_type, 640)
        cls.discount = cls.env["print.discount"].create(
            {"commercial_partner_id": cls.partner.id, "percent": 10}
        )

    def _specs(self, number=LINES):
        return self.env["print.spec"].create(
            [
                {"order_type_id": self.plates_type.id, "values": self._plates()}
                for _number in range(number)
            ]
        )

    def _forget(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def test_an_order_of_a_hundred_lines(self):
        self._create_order(*self._specs(2))
        specs = self._specs()
        self._forget()
        with self.assertQueryCount(80):
            order = self._create_order(*specs)
            self.env.flush_all()
        self.assertEqual(order.amount_untaxed, LINES * 4608)

    def test_a_change_of_all_quantities(self):
        order = self._create_order(*self._specs())
        order.order_line.product_uom_qty = 3  # a warm server
        self.env.flush_all()
        # Not counted: what the discussion says of the order's total, as it ends.
        before = self.cr.sql_log_count
        order.order_line.product_uom_qty = 2
        self.env.flush_all()
        self.assertLessEqual(self.cr.sql_log_count - before, 6)

    def test_a_catalogue_of_two_hundred(self):
        products = self.env["product.product"].create(
            [{"name": f"Goods {n}", "list_price": n} for n in range(200)]
        )
        order = self._create_order()
        self._get_catalogue(order, products[:1])  # a warm server
        self.env.flush_all()
        products.invalidate_recordset()
        products.product_tmpl_id.invalidate_recordset()
        with self.assertQueryCount(6):
            prices = self._get_catalogue(order, products)
        self.assertAlmostEqual(prices[products[100].id], 90)

    def _get_catalogue(self, order, products):
        return order.pricelist_id._get_products_price(
            products,
            quantity=1.0,
            currency=order.currency_id,
            date=order.date_order,
            **order._get_print_client_kwargs(),
        )

    def _count(self, action):
        self._forget()
        before = self.cr.sql_log_count
        action()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def test_clients_tariffs_and_rungs_cost_no_query(self):
        def create():
            self._create_order(*specs)

        specs = self._specs(3)
        self._count(create)  # a warm server
        specs = self._specs(3)
        few = self._count(create)
        partners = self.env["res.partner"].create(
            [{"name": f"Client {n}"} for n in range(300)]
        )
        self.env["print.discount"].create(
            [
                {"commercial_partner_id": partner.id, "percent": 5, "min_amount": n}
                for partner in partners
                for n in range(3)
            ]
        )
        choices = self.plates_type.field_ids.value_ids
        self.env["print.tariff"].create(
            [
                {
                    "order_type_id": self.plates_type.id,
                    "value_ids": [Command.set(choice.ids)],
                    "grid": [[n, f"{1 + n / 7:.4f}"] for n in range(1, 200)],
                }
                for choice in choices
                if choice.field_id.kind == "selection" and choice.code != "745x605"
            ]
        )
        # New tariffs empty what the server keeps, the defaults of fields that each
        # company has of its own among it: core asks for those again where a record is
        # read from the table. So the order that warms it reads all anew, as the next.
        specs = self._specs(3)
        self._count(create)
        specs = self._specs(3)
        self.assertEqual(self._count(create), few)

    def test_many_clients_in_two_queries(self):
        spec = self._specs(1)
        partners = self.env["res.partner"].create(
            [{"name": f"Client {n}"} for n in range(500)]
        )
        spec._price_for_clients(self.pricelist, partners[:1])
        self.env.flush_all()
        with self.assertQueryCount(4):
            spec._price_for_clients(self.pricelist, partners)
