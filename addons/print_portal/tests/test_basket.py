from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestBasket(PrintPortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_rate(100)
        cls.plates_type = cls.env.ref("print_pricing.order_type_ctp_plates")

    def test_a_basket_is_opened_once_and_kept(self):
        basket = self._fill_basket(self.main)
        again = self.env["sale.order"].with_user(self.main)._get_basket(create=True)
        self.assertEqual(again, basket)
        self.assertEqual(self.main.print_basket_id, basket)
        self.assertFalse(self.env["sale.order"].with_user(self.ivanova)._get_basket())

    def test_a_job_in_the_basket_has_its_price(self):
        basket = self._fill_basket(self.main)
        self.assertEqual(basket.order_line.product_uom_qty, 8)
        self.assertEqual(basket.amount_untaxed, 800)
        self.assertEqual(basket.print_title, "Booklet, 24 pages")

    def test_a_wrong_form_leaves_the_basket_as_it_was(self):
        basket = self._fill_basket(self.main)
        with self.assertRaises(SpecErrors) as refused, self.cr.savepoint():
            basket._add_print_job(self.plates_type, self._plates(colors_front=99))
        self.assertEqual([e.field for e in refused.exception.errors], ["colors_front"])
        self.assertEqual(len(basket.order_line), 1)

    def test_a_job_is_revised_in_place(self):
        basket = self._fill_basket(self.main)
        line = basket.order_line
        line._revise_print_job(self._plates(work_style="WorkAndTurn"))
        self.assertEqual((line.product_uom_qty, basket.amount_untaxed), (4, 400))
        self.assertEqual(line.print_spec_id.version, 1)

    def test_a_job_is_removed_with_all_that_it_asked(self):
        basket = self._fill_basket(self.main)
        spec = basket.order_line.print_spec_id
        basket.order_line._set_print_copies(0)
        self.assertFalse(basket.order_line)
        self.assertFalse(spec.exists())

    def test_more_sets_cost_more_and_too_many_are_refused(self):
        line = self._fill_basket(self.main).order_line
        line._set_print_copies(3)
        self.assertEqual(line.product_uom_qty, 24)
        with self.assertRaises(SpecErrors), self.cr.savepoint():
            line._set_print_copies(10_000)

    def test_filling_a_basket_says_nothing_in_the_discussion(self):
        basket = self._fill_basket(self.main)
        before = len(basket.message_ids)
        basket.order_line._set_print_copies(2)
        basket._write_basket({"client_order_ref": "SL-2211"})
        self.assertEqual(len(basket.message_ids), before)

    def test_only_what_is_the_clients_to_say_is_kept(self):
        basket = self._fill_basket(self.main)
        basket._write_basket({"print_note": "Ring twice", "client_order_ref": "7"})
        self.assertEqual(basket.print_note, "Ring twice")
        for vals in (
            {"pricelist_id": 1},
            {"state": "sale"},
            {"user_id": self.main.id},
            {"partner_shipping_id": self.reklama.id},
            {"carrier_id": 999_999},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                basket._write_basket(vals)

    def test_the_recipients_phone_is_kept_in_international_form(self):
        self.poligraf.country_id = self.env.ref("base.bg")
        basket = self._fill_basket(self.main)
        basket._write_basket({"print_recipient_phone": "02 400 5060"})
        self.assertEqual(basket.print_recipient_phone, "+359 2 400 5060")
        with self.assertRaisesRegex(UserError, "Recipient's phone"):
            basket._write_basket({"print_recipient_phone": "12"})

    def test_a_delivery_method_brings_its_price_and_goes_with_it(self):
        product = self.env["product.product"].create(
            {"name": "Courier", "type": "service", "taxes_id": False}
        )
        carrier = self.env["delivery.carrier"].create(
            {"name": "Courier", "product_id": product.id, "fixed_price": 12}
        )
        basket = self._fill_basket(self.main)
        basket._write_basket({"carrier_id": carrier.id})
        self.assertEqual(basket.amount_untaxed, 812)
        values = basket._portal_values(self.main)
        self.assertEqual(len(values["lines"]), 1)
        self.assertEqual(values["totals"]["delivery"], "12.00")
        basket._write_basket({"carrier_id": False})
        self.assertEqual(basket.amount_untaxed, 800)

    def test_strangers_have_no_basket(self):
        for user in (self.stranger, self.public, self.salesperson):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["sale.order"].with_user(user)._get_basket(create=True)

    def test_colleagues_do_not_see_a_basket(self):
        basket = self._fill_basket(self.ivanova)
        orders = self.env["sale.order"]
        self.assertIn(basket, orders.with_user(self.ivanova).search([]))
        for user in (self.main, self.head, self.buh, self.rival, self.stranger):
            with self.subTest(user=user.login):
                self.assertNotIn(basket, orders.with_user(user).search([]))

    def test_adding_a_job_costs_no_more_with_a_full_basket(self):
        basket = self._fill_basket(self.main, *[self._plates()] * 3)
        self.env.flush_all()
        self.env.invalidate_all()
        few = self._count_queries(basket)
        for _number in range(12):
            basket._add_print_job(self.plates_type, self._plates())
        self.env.flush_all()
        self.env.invalidate_all()
        many = self._count_queries(basket)
        self.assertLessEqual(many, few + 2)

    def _count_queries(self, basket):
        before = self.cr.sql_log_count
        basket._add_print_job(self.plates_type, self._plates())
        self.env.flush_all()
        return self.cr.sql_log_count - before
