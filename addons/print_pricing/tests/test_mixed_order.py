from odoo.fields import Command
from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestMixedOrder(PrintPricingCommon):
    """Print work beside goods, foreign money, taxes: core keeps doing its part."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._create_tariff(cls.plates_type, 640)
        cls.goods = cls.env["product.product"].create(
            {"name": "Proof paper", "list_price": 7, "taxes_id": False}
        )
        cls.eur = cls.env.ref("base.EUR")
        cls.eur.active = True

    def _line(self, **values):
        return self._create_order(
            self._create_spec(self._plates()), **values
        ).order_line

    def _euro_list(self):
        pricelist = self._create_pricelist("Euro")
        pricelist.currency_id = self.eur
        return pricelist

    def _set_rate(self, rate):
        self.eur.rate_ids.unlink()
        if rate:
            self.env["res.currency.rate"].create(
                {"currency_id": self.eur.id, "rate": rate, "name": "2020-01-01"}
            )

    def test_work_goods_and_a_note_stand_beside_each_other(self):
        order = self._create_order(self._create_spec(self._plates()))
        order.order_line = [
            Command.create({"product_id": self.goods.id, "product_uom_qty": 3}),
            Command.create({"display_type": "line_note", "name": "By Friday"}),
        ]
        self.assertEqual(order.amount_untaxed, 5120 + 21)
        self.assertEqual(order.order_line.mapped("discount"), [0, 0, 0])
        order.order_line[1].product_uom_qty = 4
        self.assertEqual(order.amount_untaxed, 5120 + 28)

    def test_a_list_in_foreign_money_converts_exactly(self):
        self._set_rate(0.3333)
        line = self._line(pricelist_id=self._euro_list().id)
        self.assertEqual(line.currency_id, self.eur)
        self.assertEqual(line.price_subtotal, 1706.50)  # 8 × 640 × 0.3333
        self.assertEqual(line.print_estimate_id.amount_net, 1706.50)

    def test_without_a_rate_work_is_on_request_not_one_to_one(self):
        self._set_rate(None)
        line = self._line(pricelist_id=self._euro_list().id)
        self.assertTrue(line.print_is_on_request)
        self.assertIn("no rate for the currency", line.print_no_price_reason)

    def test_a_tariff_in_foreign_money_for_its_own_list(self):
        self._set_rate(0.5)
        euro_list = self._euro_list()
        self._create_tariff(
            self.plates_type, 300, pricelist=euro_list
        ).currency_id = self.eur
        self.assertEqual(self._line(pricelist_id=euro_list.id).price_subtotal, 2400)
        self.assertEqual(self._line().price_subtotal, 5120)

    def test_no_pricelist_and_no_rule_are_on_request(self):
        self.plates_type.product_id.list_price = 1
        empty = self.env["product.pricelist"].create({"name": "Foreign"})
        for pricelist in (empty, self.env["product.pricelist"]):
            line = self._line(pricelist_id=pricelist.id)
            self.assertTrue(line.print_is_on_request)
            self.assertEqual(line.price_unit, 0)
            self.assertIn("has no rule for print tariffs", line.print_no_price_reason)

    def test_a_client_of_a_list_without_tariffs_keeps_its_rules_for_goods(self):
        foreign = self.env["product.pricelist"].create(
            {
                "name": "Goods only",
                "item_ids": [
                    Command.create(
                        {"compute_price": "percentage", "percent_price": 50.0}
                    )
                ],
            }
        )
        self.partner.property_product_pricelist = foreign
        order = self.env["sale.order"].create({"partner_id": self.partner.id})
        spec = self._create_spec(self._plates())
        order.order_line = [
            Command.create(order.order_line._prepare_print_line(spec)),
            Command.create({"product_id": self.goods.id, "product_uom_qty": 2}),
        ]
        work, goods = order.order_line
        self.assertEqual(order.pricelist_id, foreign)
        self.assertTrue(work.print_is_on_request)
        self.assertEqual((work.price_unit, goods.price_subtotal), (0, 7))

    def test_a_draft_takes_the_prices_of_the_list_it_is_moved_to(self):
        order = self._line().order_id
        order.order_line = [Command.create({"product_id": self.goods.id})]
        other = self.env["res.partner"].create({"name": "Hillside"})
        other.property_product_pricelist = self._create_pricelist("Half", 50)
        order.partner_id = other
        self.assertEqual(order.order_line.mapped("price_unit"), [320, 3.5])
        self.assertEqual(order.order_line.mapped("discount"), [0, 0])

    def test_taxes_are_cores_included_or_not(self):
        tax = self.env["account.tax"].create({"name": "20 %", "amount": 20})
        self.plates_type.product_id.taxes_id = tax
        order = self._line().order_id
        self.assertEqual((order.amount_untaxed, order.amount_tax), (5120, 1024))
        included = tax.copy({"name": "In", "price_include_override": "tax_included"})
        self.plates_type.product_id.taxes_id = included
        order = self._line().order_id
        self.assertEqual(order.amount_total, 5120)
        self.assertEqual(order.order_line.print_estimate_id.amount_net, 5120)

    def test_a_fiscal_position_maps_the_tax(self):
        tax = self.env["account.tax"].create(
            {
                "name": "In 20 %",
                "amount": 20,
                "price_include_override": "tax_included",
            }
        )
        abroad = self.env["account.fiscal.position"].create({"name": "Abroad"})
        none = tax.copy({"name": "0 %", "amount": 0, "price_include_override": False})
        none.write({"fiscal_position_ids": abroad.ids, "original_tax_ids": tax.ids})
        self.plates_type.product_id.taxes_id = tax
        order = self._line(fiscal_position_id=abroad.id).order_id
        self.assertAlmostEqual(order.amount_total, 4266.67)
        estimate = order.order_line.print_estimate_id
        self.assertEqual(estimate.amount_net, 4266.67)

    def test_another_company_prices_with_its_own(self):
        company = self.env["res.company"].create({"name": "Branch"})
        self.env.user.company_ids += company
        branch = self.env["print.tariff"].with_company(company)
        branch.create(
            {
                "order_type_id": self.plates_type.id,
                "price": 500,
                "company_id": company.id,
            }
        )
        self.pricelist.company_id = False
        self.assertEqual(self._line(company_id=company.id).price_unit, 500)
        self.assertEqual(self._line().price_unit, 640)

    def test_totals_survive_the_unit_price(self):
        self._create_tariff(self.banner_type, 11.37)
        for copies in (1, 3, 7, 333, 9999):
            spec = self._create_spec(
                self._banner(copies=copies, finished_width=333, finished_height=333),
                self.banner_type,
            )
            line = self._create_order(spec).order_line
            price = spec._price(self.pricelist, self.partner)
            self.assertEqual(line.price_subtotal, float(price.net))

    def test_one_door_prices_ladders_and_clients(self):
        spec = self._create_spec(self._banner(), self.banner_type)
        self._create_tariff(self.banner_type, 10)
        ladder = [self._banner(copies=copies) for copies in (1, 2, 10)]
        prices = spec._price_ladder(self.pricelist, self.partner, ladder)
        self.assertEqual([float(price.net) for price in prices], [45, 90, 450])
        other = self.env["res.partner"].create({"name": "Hillside"})
        self.env["print.discount"].create(
            {"commercial_partner_id": other.id, "percent": 10}
        )
        both = spec._price_for_clients(self.pricelist, self.partner | other)
        self.assertEqual(
            [float(both[each].net) for each in (self.partner, other)], [90, 81]
        )
