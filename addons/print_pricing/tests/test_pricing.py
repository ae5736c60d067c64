from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestPricing(PrintPricingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rate = cls._create_tariff(cls.plates_type, 640)
        cls._create_tariff(cls.banner_type, 11.30)

    def _price(self, values, order_type=None, **order_values):
        order = self._create_order(
            self._create_spec(values, order_type), **order_values
        )
        return order.order_line

    def test_plates_cost_their_number_times_the_rate(self):
        line = self._price(self._plates())
        self.assertEqual((line.product_uom_qty, line.price_unit), (8, 640))
        self.assertEqual(line.price_subtotal, 5120)

    def test_banners_cost_their_area(self):
        line = self._price(self._banner(), self.banner_type)
        self.assertEqual(line.product_uom_qty, 2)
        self.assertEqual(line.price_subtotal, 101.70)  # 9 m² × 11.30

    def test_total_survives_the_unit_price(self):
        for copies, total in [(3, 3.76), (7, 8.77), (333, 417.26)]:
            with self.subTest(copies=copies):
                line = self._price(
                    self._banner(
                        copies=copies, finished_width=333, finished_height=333
                    ),
                    self.banner_type,
                )
                self.assertEqual(line.price_subtotal, total)

    def test_the_rate_for_this_very_plate_wins(self):
        self._create_tariff(self.plates_type, 590, plate_format="745x605")
        self.assertEqual(self._price(self._plates()).price_unit, 590)
        other = self._plates(plate_format="1030x790")
        self.assertEqual(self._price(other).price_unit, 640)

    def test_the_clients_pricelist_has_its_own_rate_or_its_percentage(self):
        own = self._create_pricelist("Contract 47/25", discount=10)
        line = self._price(self._plates(), pricelist_id=own.id)
        self.assertEqual((line.price_unit, line.discount), (576, 0))
        self._create_tariff(self.plates_type, 500, pricelist=own)
        self.assertEqual(
            self._price(self._plates(), pricelist_id=own.id).price_unit, 450
        )
        self.assertEqual(self._price(self._plates()).price_unit, 640)

    def test_the_percentage_stays_inside_the_price_with_the_discount_option_on(self):
        self.env.user.group_ids += self.env.ref("sale.group_discount_per_so_line")
        self.env.ref("base.group_user").implied_ids += self.env.ref(
            "sale.group_discount_per_so_line"
        )
        percent = self.env["product.pricelist"].create(
            {
                "name": "Percent",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "percentage",
                            "base": "print_tariff",
                            "percent_price": 25,
                        }
                    )
                ],
            }
        )
        line = self._price(self._plates(), pricelist_id=percent.id)
        self.assertEqual((line.price_unit, line.discount), (480, 0))

    def test_chained_pricelists_carry_the_job_down(self):
        chained = self.env["product.pricelist"].create(
            {
                "name": "Chained",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "formula",
                            "base": "pricelist",
                            "base_pricelist_id": self.pricelist.id,
                            "price_discount": 50,
                        }
                    )
                ],
            }
        )
        line = self._price(self._plates(), pricelist_id=chained.id)
        self.assertEqual(line.price_unit, 320)

    def test_without_a_rate_work_is_on_request_never_list_price(self):
        self.rate.unlink()
        self.plates_type.product_id.list_price = 1
        line = self._price(self._plates())
        self.assertTrue(line.print_is_on_request)
        self.assertEqual(line.price_unit, 0)

    def test_without_a_tariff_rule_work_is_on_request(self):
        empty = self.env["product.pricelist"].create({"name": "Empty"})
        for pricelist in (empty, self.env["product.pricelist"]):
            line = self._price(self._plates(), pricelist_id=pricelist.id)
            self.assertTrue(line.print_is_on_request)
            self.assertEqual(line.price_unit, 0)

    def test_design_is_priced_by_hand(self):
        self._create_tariff(self.design_type, 50)
        values = {**self.design_type._get_default_values(), "job_title": "Logo"}
        line = self._price(values, self.design_type)
        self.assertTrue(line.print_is_on_request)

    def test_our_own_remake_is_free_but_not_on_request(self):
        values = self._plates(remake_of="i-000001", remake_cause="shop")
        line = self._price(values)
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (8, 0))
        self.assertFalse(line.print_is_on_request)

    def test_a_tariff_rule_over_ordinary_goods_uses_their_sales_price(self):
        eur = self.env.ref("base.EUR")
        eur.active = True
        usd = self.env.company.currency_id
        self.env["res.currency.rate"].create(
            {"currency_id": eur.id, "rate": 0.5, "name": "2020-01-01"}
        )
        euro_list = self._create_pricelist("Euro")
        euro_list.currency_id = eur
        goods = self.env["product.product"].create(
            {"name": "Proof paper", "list_price": 80}
        )
        order = self._create_order(pricelist_id=euro_list.id)
        order.order_line = [Command.create({"product_id": goods.id})]
        expected = usd._convert(80, eur, self.env.company, order.date_order)
        self.assertAlmostEqual(order.order_line.price_unit, expected)

    def test_changing_the_job_changes_the_price(self):
        line = self._price(self._plates())
        line.print_spec_id._revise(self._plates(work_style="WorkAndTurn"))
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (4, 2560))

    def test_a_final_price_is_never_recomputed(self):
        line = self._price(self._plates())
        line.print_price_locked = True
        line.write({"product_uom_qty": 10, "price_unit": 600})
        line.print_spec_id.order_type_id.tariff_ids.price = 1
        line.product_uom_qty = 11
        line.order_id.action_update_prices()
        self.assertEqual((line.product_uom_qty, line.price_unit), (11, 600))

    def test_a_copied_order_asks_for_the_same_in_a_spec_of_its_own(self):
        line = self._price(self._plates())
        copied = line.order_id.copy().order_line
        self.assertEqual(copied.print_spec_id.values, line.print_spec_id.values)
        self.assertNotEqual(copied.print_spec_id, line.print_spec_id)
        self.assertEqual(copied.price_subtotal, line.price_subtotal)

    def test_words_on_the_line_say_the_work(self):
        line = self._price(self._plates())
        self.assertIn("Booklet, 24 pages", line.name)
        self.assertIn("745 × 605 mm, 4+4, 175 lpi", line.name)

    def test_a_rate_is_never_negative(self):
        with self.assertRaisesRegex(ValidationError, "Row 1: enter a price of 0"):
            self.rate.price = -1

    def test_a_salesperson_sells_what_a_manager_priced(self):
        sales = new_test_user(
            self.env, "print-sales", "sales_team.group_sale_salesman_all_leads"
        )
        spec = self._create_spec(self._plates()).with_user(sales)
        order = (
            self.env["sale.order"]
            .with_user(sales)
            .create(
                {
                    "partner_id": self.partner.id,
                    "pricelist_id": self.pricelist.id,
                    "order_line": [
                        Command.create(
                            self.env["sale.order.line"]._prepare_print_line(spec)
                        )
                    ],
                }
            )
        )
        self.assertEqual(order.amount_untaxed, 5120)
        with self.assertRaises(AccessError):
            self.rate.with_user(sales).price = 1

    def test_an_ordinary_line_on_the_order_form_keeps_its_price(self):
        goods = self.env["product.product"].create({"name": "Paper", "list_price": 7})
        goods.taxes_id = False
        with Form(self.env["sale.order"]) as form:
            form.partner_id = self.partner
            with form.order_line.new() as line:
                line.product_id = goods
                line.product_uom_qty = 3
        self.assertEqual(form.record.amount_untaxed, 21)
