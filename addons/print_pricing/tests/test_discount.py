from lxml import etree
from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestDiscount(PrintPricingCommon):
    """What clients get off: the best row, inside the net price."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._create_tariff(cls.plates_type, 125)  # 8 plates: 1 000
        cls._create_tariff(cls.banner_type, 100)  # 9 m²: 900

    def _discount(self, percent, **values):
        return self.env["print.discount"].create(
            {
                "commercial_partner_id": self.partner.id,
                "percent": percent,
                **values,
            }
        )

    def _order(self, *specs, **values):
        specs = specs or (self._create_spec(self._plates()),)
        return self._create_order(*specs, **values)

    def test_the_best_discount_counts_and_is_named(self):
        self._discount(5)
        best = self._discount(10, order_type_id=self.plates_type.id, name="Frame 12")
        self._discount(50, order_type_id=self.banner_type.id)
        order = self._order()
        line = order.order_line
        self.assertEqual((line.price_subtotal, line.discount), (900, 0))
        self.assertEqual(order.print_discount_names, "Frame 12")
        self.assertEqual(line.print_estimate_id.discount_id, best)

    def test_without_a_discount_there_is_no_block(self):
        self.assertFalse(self._order().print_discount_names)

    def test_the_order_form_hides_an_empty_block(self):
        view = self.env["sale.order"].get_view(view_type="form")
        block = etree.fromstring(view["arch"]).xpath(
            "//field[@name='print_discount_names']/ancestor-or-self::*[@invisible]"
        )
        self.assertIn(
            "not print_discount_names", {each.get("invisible") for each in block}
        )

    def test_of_overlapping_dates_the_best_counts_and_no_two_are_the_same(self):
        self._discount(5)
        self._discount(10, date_start="2020-01-01", name="Anniversary")
        self._discount(30, date_start="2019-01-01", date_end="2020-01-31")
        order = self._order()
        self.assertEqual(order.amount_untaxed, 900)
        self.assertEqual(order.print_discount_names, "Anniversary")

    def test_each_discount_is_named_once(self):
        self._discount(10, order_type_id=self.plates_type.id, name="Plates 2026")
        self._discount(20, order_type_id=self.banner_type.id, name="Banners 2026")
        plates = [self._create_spec(self._plates()) for _number in range(2)]
        order = self._order(
            *plates, self._create_spec(self._banner(), self.banner_type)
        )
        self.assertEqual(
            order.print_discount_names.splitlines(), ["Plates 2026", "Banners 2026"]
        )

    def test_contacts_get_the_discount_of_their_company(self):
        self._discount(10)
        contact = self.env["res.partner"].create(
            {"name": "Ivan", "parent_id": self.partner.id}
        )
        self.assertEqual(self._order(partner_id=contact.id).amount_untaxed, 900)

    def test_the_policy_says_how_pricelist_and_client_meet(self):
        self._discount(10)
        fifteen = self._create_pricelist("Fifteen", discount=15)
        for policy, amount in [("best", 850), ("multiply", 765), ("client_only", 900)]:
            with self.subTest(policy=policy):
                self.env.company.print_discount_policy = policy
                order = self._order(pricelist_id=fifteen.id)
                self.assertEqual(order.amount_untaxed, amount)

    def test_a_threshold_of_the_order_is_reached_by_all_its_lines(self):
        self._discount(10, basis="order", min_amount=1900)
        order = self._order()
        self.assertEqual(order.amount_untaxed, 1000)
        banner = self._create_spec(self._banner(), self.banner_type)
        order.order_line = [
            Command.create(order.order_line._prepare_print_line(banner))
        ]
        self.assertEqual(order.amount_untaxed, 1710)
        order.order_line[1].unlink()
        self.assertEqual(order.amount_untaxed, 1000)

    def test_what_was_invoiced_in_a_year_counts(self):
        self._discount(20, basis="trailing_12_months", min_amount=500)
        self.assertEqual(self._order().amount_untaxed, 1000)
        product = self.env["product.product"].create({"name": "Paper"})
        for days, expected in [("2020-01-01", 1000), (False, 800)]:
            invoice = self.env["account.move"].create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.partner.id,
                    "invoice_date": days,
                    "invoice_line_ids": [
                        Command.create(
                            {
                                "product_id": product.id,
                                "price_unit": 500,
                                "tax_ids": False,
                            }
                        )
                    ],
                }
            )
            invoice.action_post()
            self.assertEqual(self._order().amount_untaxed, expected)

    def test_a_category_counts_for_those_below_it(self):
        above = self.env["product.category"].create({"name": "Prepress"})
        below = self.env["product.category"].create(
            {"name": "CTP", "parent_id": above.id}
        )
        self.plates_type.product_id.categ_id = below
        self._discount(10, product_categ_id=above.id)
        other = self.env["product.category"].create({"name": "Paper"})
        self._discount(90, product_categ_id=other.id)
        self.assertEqual(self._order().amount_untaxed, 900)

    def test_dates_and_thresholds_limit(self):
        self._discount(10, date_start="2020-01-01", date_end="2020-12-31")
        self._discount(20, min_amount=1000.01)
        self.assertEqual(self._order().amount_untaxed, 1000)

    def test_just_below_a_threshold_costs_no_more_than_at_it(self):
        self._discount(50, min_amount=1100)
        self.env.company.print_discount_is_capped = True
        self.assertEqual(self._order().amount_untaxed, 550)

    def test_thresholds_are_in_the_companys_currency(self):
        eur = self.env.ref("base.EUR")
        eur.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": eur.id, "rate": 0.5, "name": "2020-01-01"}
        )
        euro = self._create_pricelist("Euro")
        euro.currency_id = eur
        self._discount(10, min_amount=1000)
        self.assertEqual(self._order(pricelist_id=euro.id).amount_untaxed, 450)

    def test_goods_get_it_too_by_a_tariff_rule_only(self):
        self._discount(10)
        goods = self.env["product.product"].create({"name": "Ink", "list_price": 50})
        goods.taxes_id = False
        order = self._create_order()
        order.order_line = [Command.create({"product_id": goods.id})]
        self.assertEqual(order.order_line.price_unit, 45)
        fixed = self.env["product.pricelist"].create(
            {
                "name": "Fixed",
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 40})
                ],
            }
        )
        order = self._create_order(pricelist_id=fixed.id)
        order.order_line = [Command.create({"product_id": goods.id})]
        self.assertEqual(order.order_line.price_unit, 40)

    def test_the_catalogue_shows_the_clients_own_price(self):
        self._discount(10)
        goods = self.env["product.product"].create({"name": "Ink", "list_price": 50})
        order = self._create_order()
        data = order._get_product_catalog_order_data(goods)
        self.assertEqual(data[goods.id]["price"], 45)

    def _refuse(self, sentence, percent, **values):
        with (
            self.assertRaisesRegex(ValidationError, sentence),
            self.cr.savepoint(),
        ):
            self._discount(percent, **values)

    def test_bad_discounts_are_refused_at_their_field(self):
        for percent in (-1, 101):
            self._refuse("from 0 to 100", percent)
        self._refuse("From: enter an amount", 10, min_amount=-1)
        self._refuse(
            "Until: enter a day after",
            10,
            date_start="2026-02-01",
            date_end="2026-01-01",
        )
        with self.assertRaisesRegex(ValidationError, "at most 100 percent"):
            self._create_pricelist("Too much", discount=101)
        self._discount(10)
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.cr.savepoint(),
        ):
            self._discount(20)

    def test_only_managers_give_discounts_and_clients_read_none(self):
        sales = new_test_user(self.env, "print-sales", "sales_team.group_sale_salesman")
        client = new_test_user(self.env, "print-client", "base.group_portal")
        row = self._discount(10)
        self.assertEqual(row.with_user(sales).percent, 10)
        with self.assertRaises(AccessError):
            row.with_user(sales).percent = 20
        with self.assertRaises(AccessError):
            row.with_user(client).read(["percent"])
        with self.assertRaises(AccessError):
            client.partner_id.with_user(client).read(["print_discount_ids"])
