import json
from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestPortalValues(PrintPortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_rate(123.45)  # 8 plates: 987.60

    def _values(self, order, account):
        return order.with_user(account)._portal_values(account)

    def _figures(self, order, account):
        """Every text that ``account`` gets about ``order``."""
        return json.dumps(self._values(order, account), default=str)

    def test_money_is_left_out_for_who_may_not_see_it(self):
        order = self._submit_order(self.ivanova)
        self.assertIn("987.60", self._figures(order, self.main))
        seen = self._figures(order, self.ivanova)
        for figure in ("987", "123.45", "total", "unit_price", "subtotal"):
            if figure == "total":
                self.assertIsNone(self._values(order, self.ivanova)["totals"])
            else:
                self.assertNotIn(figure, seen)

    def test_the_form_shows_no_price_without_the_right(self):
        order_type = self.env.ref("print_pricing.order_type_ctp_plates")
        quote = order_type.with_user(self.main).sudo()._quote(self._plates())
        self.assertEqual(quote["price"]["work"], "987.60")
        self.assertEqual(quote["formula"], "4 + 4 = 8 plates")
        quote = order_type.with_user(self.ivanova).sudo()._quote(self._plates())
        self.assertIsNone(quote["price"])
        self.assertFalse(quote["errors"])

    def test_the_price_on_the_form_is_the_price_in_the_basket(self):
        order_type = self.env.ref("print_pricing.order_type_ctp_plates")
        quote = order_type.with_user(self.main).sudo()._quote(self._plates())
        basket = self._fill_basket(self.main)
        self.assertEqual(quote["price"]["raw_total"], basket.amount_total)

    def test_a_unit_price_has_the_decimals_that_make_up_the_price(self):
        line = self._submit_order(self.main).order_line
        for quantity, price, shown in [
            (500, 0.378, "0.378"),
            (3, 1 / 3, "0.333"),
            (8, 123.45, "123.45"),
        ]:
            line._set_final_price(quantity, price)
            self.assertEqual(line._get_money_values()["unit_price"], shown)
            self.assertIn(f"× {shown}", line._get_work_label())

    def test_asking_a_price_stores_nothing(self):
        order_type = self.env.ref("print_pricing.order_type_ctp_plates")
        counts = lambda: [  # noqa: E731
            self.env[name].search_count([]) for name in ("print.spec", "sale.order")
        ]
        before = counts()
        order_type.with_user(self.main).sudo()._quote(self._plates())
        self.env.flush_all()
        self.assertEqual(counts(), before)

    def test_the_awaited_line_says_whose_move_it_is(self):
        order = self._submit_order(self.main)
        order.print_job_ids._move_to("checking")
        line = order._get_awaited_line()
        self.assertEqual((line["tone"], line["label"]), ("run", ""))
        order.print_job_ids._move_to(
            "returned",
            reason=self.env.ref("print_portal.reason_no_bleed"),
            note="Pages 2 and 3.",
        )
        line = order._get_awaited_line()
        self.assertEqual(line["tone"], "you")
        self.assertEqual(
            line["lead"], "Waiting for you: replace the file, it has no bleed."
        )
        self.assertIn("Pages 2 and 3.", line["more"])
        self.assertTrue(line["label"])

    def test_how_long_it_waits_is_told_in_the_plurals_of_the_language(self):
        self.env["res.lang"]._activate_lang("ru_RU")
        order = self._submit_order(self.main)
        for days, english, russian in [
            (1, "1 day", "1 день"),
            (3, "3 days", "3 дня"),
            (5, "5 days", "5 дней"),
        ]:
            moment = fields.Datetime.now() - timedelta(days=days)
            self.assertIn(english, order._format_days(moment))
            russian_order = order.with_context(lang="ru_RU")
            self.assertIn(russian, russian_order._format_days(moment))

    def test_milestones_carry_date_document_and_amount(self):
        order = self._submit_order(self.main)
        order.print_job_ids._move_to("checking")
        self._give_files(order.print_job_ids)
        order.action_confirm()
        invoice = order._create_invoices()
        invoice.invoice_date = fields.Date.today()
        invoice.action_post()
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        register.create({})._create_payments()
        steps = {
            step["label"]: step for step in self._values(order, self.main)["milestones"]
        }
        for label in ("Order sent", "Started", "Invoiced", "Paid"):
            self.assertEqual(steps[label]["state"], "done", label)
            self.assertTrue(steps[label]["date"], label)
        self.assertEqual(steps["Invoiced"]["document"], invoice.name)
        self.assertIn("987.60", steps["Invoiced"]["amount"])
        self.assertIn("987.60", steps["Paid"]["amount"])
        self.assertEqual(self._values(order, self.main)["payment_status"], "paid")
        hidden = self._values(order, self.ivanova)
        self.assertNotIn("Invoiced", [s["label"] for s in hidden["milestones"]])
        self.assertIsNone(hidden["payment_status"])

    def test_the_start_shows_what_was_agreed_to_then(self):
        order = self._submit_order(self.main)
        order.print_job_ids._move_to("checking")
        self._give_files(order.print_job_ids)
        order.action_confirm()
        order.order_line._set_final_price(9, 100)
        steps = {
            step["label"]: step for step in self._values(order, self.main)["milestones"]
        }
        self.assertIn("987.60", steps["Started"]["amount"])
        self.assertIn("900.00", self._values(order, self.main)["totals"]["total"])
        order.print_confirmed_total = 0  # from before anybody kept it
        steps = self._values(order, self.main)["milestones"]
        self.assertEqual([s["amount"] for s in steps if s["label"] == "Started"], [""])

    def test_estimate_and_final_price_stand_side_by_side(self):
        order = self._submit_order(self.main)
        order.print_job_ids._move_to("checking")
        self._give_files(order.print_job_ids)
        order.action_confirm()
        order.order_line._set_final_price(9, 100)
        line = self._values(order, self.main)["lines"][0]
        self.assertEqual((line["estimate"], line["subtotal"]), ("987.60", "900.00"))
        self.assertTrue(self._values(order, self.main)["totals"]["is_final"])

    def test_an_order_page_costs_the_same_with_many_jobs(self):
        few = self._submit_order(self.main)
        many = self._submit_order(self.main, *[self._plates()] * 10)
        self._count(few)  # rights and rules are read once for all pages
        self.assertLessEqual(self._count(many), self._count(few) + 3)

    def _count(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.cr.sql_log_count
        self._values(order, self.main)
        return self.cr.sql_log_count - before
