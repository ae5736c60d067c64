from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .pages_common import PrintPagesCommon

ORDERS = "/my/print/orders"


@tagged("post_install", "-at_install")
class TestFinalPrice(PrintPagesCommon):
    """What was made, what it costs by that, and who has to agree to it.

    A job of 8 plates at 12.00 each; main account of poligraf is ``main``.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plates.product_ids.taxes_id = False
        cls.job = cls._job_in("quality", cls.main)
        cls.line, cls.order = cls.job.line_id, cls.job.order_id

    def _settle(self, user=None, order=None, **values):
        """Set the final price in the wizard, as a salesperson does."""
        wizards = self.env["print.final.price"].with_user(user or self.salesperson)
        order = order or self.order
        wizard = wizards.with_context(default_order_id=order.id).create({})
        if values:
            wizard.line_ids.write(values)
        wizard.action_fix()
        return wizard

    def _page(self, account=None, order=None):
        self._login(account or self.main)
        return self._get(f"{ORDERS}/{(order or self.order).id}")

    def _keys(self, order=None):
        question = (order or self.order)._get_price_question(self.main)
        return question["keys"]

    def _answer(self, path, order=None, **form):
        order = order or self.order
        if "prices" not in form:
            form["prices"] = self._keys(order)
        return self._post(f"{ORDERS}/{order.id}/price/{path}", **form)

    def _mails(self, order=None):
        mails = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", (order or self.order).id)]
        )
        return mails.sorted("id")

    def _make_dearer(self, **facts):
        self.job.with_user(self.prepress).write(
            {"made_quantity": 10, "deviation_note": "Two colours more.", **facts}
        )
        self._settle()

    # What was made

    def test_production_notes_what_was_made_and_sees_no_money(self):
        job = self.job.with_user(self.prepress)
        job.write({"made_quantity": 10, "remake_ids": [(0, 0, {"cause": "client"})]})
        self.assertEqual((job.made_unit, job.ordered_words), ("plates", "8 plates"))
        with self.assertRaises(AccessError):
            job.read(["final_price"])
        with self.assertRaises(AccessError):
            self.env["print.final.price"].with_user(self.prepress).create(
                {"order_id": self.order.id}
            )

    def test_clients_can_neither_read_nor_write_facts(self):
        job = self.job.with_user(self.main)
        for name in ("made_quantity", "deviation_note", "remake_ids"):
            with self.assertRaises(AccessError):
                job.read([name])
        for record, vals in (
            (job, {"made_quantity": 1}),
            (self.line.with_user(self.main), {"print_asked_id": False}),
            (self.line.with_user(self.main), {"print_price_state": "final"}),
        ):
            with self.assertRaises(UserError):
                record.write(vals)

    def test_negative_figures_and_what_is_invoiced_are_refused(self):
        with self.assertRaisesRegex(UserError, "0 or more"):
            self.job.made_quantity = -1
        self.order._create_invoices()
        with self.assertRaisesRegex(UserError, "is invoiced"):
            self.job.made_quantity = 9

    def test_as_ordered_holds_at_once_and_is_mailed(self):
        before = len(self._mails())
        wizard = self._settle()
        self.assertEqual(wizard.line_ids.outcome, "it holds at once")
        self.assertEqual(self.line.print_price_state, "final")
        self.assertEqual(self.line.price_subtotal, 96)
        self.assertEqual(len(self._mails()), before + 1)
        final = self.line.print_final_id
        self.assertEqual((final.kind, final.state), ("final", "approved"))

    def test_less_holds_at_once_with_the_reason(self):
        self.job.write({"made_quantity": 7, "deviation_note": "One colour less."})
        self._settle()
        self.assertEqual((self.line.price_subtotal, self.line.product_uom_qty), (84, 7))
        page = self._read(self._page())
        self.assertIn("estimated 96.00", page)
        self.assertIn("Another quantity. One colour less", page)

    def test_prices_are_those_of_the_estimate_whatever_tariffs_cost_now(self):
        tariff = self.env["print.tariff"].search(
            [("order_type_id", "=", self.plates.id)]
        )
        tariff.grid = [["1", "100"]]
        self.job.made_quantity = 9
        self._settle()
        self.assertEqual(self.line.print_asked_id.amount_net, 108)

    def test_a_tariff_of_columns_is_read_as_it_was(self):
        sizes = self.plates.field_ids.filtered(lambda f: f.code == "plate_format")
        size = sizes.value_ids.filtered(lambda value: value.code == "510x400")
        of_plates = [("order_type_id", "=", self.plates.id)]
        tariff = self.env["print.tariff"].search(of_plates)
        tariff.write(
            {"column_field_id": sizes.id, "column_grids": {str(size.id): [["1", "20"]]}}
        )
        job = self._job_in("quality", self.main)
        self.assertEqual(job.line_id.price_subtotal, 160)
        tariff.column_grids = {str(size.id): [["1", "90"]]}
        job.made_quantity = 10
        self._settle(order=job.order_id)
        self.assertEqual(job.line_id.print_asked_id.amount_net, 200)

    def test_a_client_keeps_his_discount(self):
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 50}
        )
        job = self._job_in("quality", self.main)
        self.assertEqual(job.line_id.price_subtotal, 48)
        job.made_quantity = 10
        self._settle(order=job.order_id)
        self.assertEqual(job.line_id.print_asked_id.amount_net, 60)

    def test_our_fault_never_raises_the_price(self):
        self.job.write({"made_quantity": 12, "deviation_cause": "Quality"})
        self.env["print.job.remake"].create(
            {"job_id": self.job.id, "quantity": 3, "cause": "shop"}
        )
        self._settle()
        self.assertEqual((self.line.price_subtotal, self.line.product_uom_qty), (96, 8))
        with self.assertRaisesRegex(UserError, "Our own fault"):
            self._settle(amount=100, deviation_cause="Quality", note="Broken")

    def test_a_remake_of_the_client_is_billed_and_shown(self):
        self.env["print.job.remake"].create(
            {"job_id": self.job.id, "quantity": 2, "cause": "client"}
        )
        self._settle()
        asked = self.line.print_asked_id
        self.assertEqual((asked.amount_net, asked.pieces), (120, 8))
        self.assertEqual(asked.deviation_cause, "ContentMismatch")
        page = self._read(self._page(), "//section[@id='price']")
        self.assertIn("made again: 0.00 → 24.00", page)

    def test_overs_beyond_the_tolerance_are_a_gift(self):
        job = self._job_in_wide("quality", copies=100)
        line = job.line_id
        one = line.price_subtotal / 100
        job.delivered_quantity = 130
        self._settle(order=job.order_id)
        asked = line.print_asked_id or line.print_final_id
        self.assertEqual(asked.pieces, 110)
        self.assertAlmostEqual(asked.amount_net, 110 * one, 2)

    def _job_in_wide(self, code, **values):
        job = self._order(self.main, self._form(self.wide, **values)).print_job_ids
        job.order_id.action_confirm()
        self._walk(job, self.env.ref(f"print_portal.status_{code}"))
        return job

    def test_by_hand_it_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "say it to the client"):
            self._settle(amount=97)
        self._settle(amount=97, deviation_cause="Other", note="A courier for proofs.")
        self.assertEqual(self.line.price_subtotal, 97)

    def test_within_the_tolerance_nobody_is_asked(self):
        self.job.made_quantity = 9  # 12.5 % more
        self.company.print_final_percent = 13
        self._settle()
        self.assertEqual(self.line.price_subtotal, 108)
        # The next per cents count from what was agreed, not from there.
        self.job.made_quantity = 10
        self._settle()
        self.assertEqual(self.line.print_price_state, "to_approve")

    def test_a_limit_in_money_holds_beside_the_percentage(self):
        self.company.write({"print_final_percent": 50, "print_final_amount": 10})
        self._make_dearer()
        self.assertEqual(self.line.print_price_state, "to_approve")

    # The client's answer

    def test_dearer_waits_for_the_client_on_every_page(self):
        self._make_dearer()
        self.assertEqual(self.job.status_id.code, "awaiting_price")
        page = self._page()
        self.assertIn(
            "Waiting for you: accept the final price.",
            self._read(page, "//div[contains(@class, 'pr-await you')]"),
        )
        panel = self._read(page, "//section[@id='price']")
        for words in ("96.00", "120.00", "+24.00", "Another quantity. Two colours"):
            self.assertIn(words, panel)
        self.assertIn("accept the final price", self._read(self._get("/my")))
        self.assertEqual(self.order.print_awaited, "Client: accept the final price.")
        mail = self._mails()[-1]
        self.assertIn("price to accept", mail.subject)
        self.assertIn(f"{ORDERS}/{self.order.id}#price", mail.body_html)
        self.assertIn("120.00", mail.body_html)

    def test_until_then_nothing_is_invoiced_nor_leaves(self):
        self._make_dearer()
        self.assertEqual(self.line.price_subtotal, 96)
        self.assertEqual(self.line.qty_to_invoice, 0)
        for method in ("delivered", "percentage"):
            wizard = self.env["sale.advance.payment.inv"].create(
                {
                    "sale_order_ids": self.order.ids,
                    "advance_payment_method": method,
                    "amount": 50,
                }
            )
            with self.assertRaisesRegex(UserError, "still to accept the final price"):
                wizard.create_invoices()
        with self.assertRaisesRegex(UserError, "Wait for the client"):
            self.job._move_to("ready")
        with self.assertRaisesRegex(UserError, "wait for his answer"):
            self.line.price_unit = 15
        with self.assertRaisesRegex(UserError, "never typed"):
            self.line.print_asked_id = False

    def test_accepting_lets_it_hold_once(self):
        self._make_dearer()
        keys = self._keys()
        self._login(self.main)
        self.assertEqual(self._answer("accept").status_code, 303)
        self.assertEqual((self.line.price_subtotal, self.job.kind), (120, "ready"))
        final = self.line.print_final_id
        self.assertEqual((final.state, final.answered_by_id), ("approved", self.main))
        said = "".join(self.order.message_ids.mapped("body"))
        self.assertIn(f"Price accepted by {self.main.name}.", said)
        told = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("res_id", "=", self.order.id),
                ("partner_ids", "in", self.salesperson.partner_id.ids),
            ]
        )
        self.assertIn("has accepted the price", "".join(told.mapped("body")))
        again = self._answer("accept", prices=keys)
        self.assertIn("waits for no answer any more", self._read(again))
        self.assertEqual(len(self.order._create_invoices()), 1)

    def test_refusing_needs_a_reason_and_keeps_the_old_price(self):
        self._make_dearer()
        self._login(self.main)
        answer = self._answer("refuse", reason=" ")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Reason: say in a few words why.", self._read(answer))
        self._answer("refuse", reason="Not <ordered>")
        self.assertEqual((self.line.price_subtotal, self.job.kind), (96, "hold"))
        self.assertFalse(self.line.print_asked_id)
        task = self.order.activity_ids
        self.assertEqual(
            (task.user_id, task.summary), (self.salesperson, "Price refused")
        )
        page = self._read(self._page(), "//ul[@class='pr-talk']")
        self.assertIn("Price refused: Not <ordered>", page)
        # A price as agreed ends the task, and the job goes on.
        self.job.deviation_cause = "Quality"
        self._settle()
        self.assertEqual((self.job.kind, self.line.price_subtotal), ("ready", 96))
        self.assertFalse(self.order.activity_ids)

    def test_a_price_that_changed_meanwhile_is_not_accepted_unseen(self):
        self._make_dearer()
        keys = self._keys()
        self._make_dearer(made_quantity=20)
        self._login(self.main)
        answer = self._answer("accept", prices=keys)
        self.assertIn("has changed meanwhile", self._read(answer))
        self.assertEqual(self.line.price_subtotal, 96)

    def test_only_who_sees_money_and_sends_orders_agrees(self):
        job = self._job_in("quality", self.ivanova)
        order = job.order_id
        job.made_quantity = 10
        self._settle(order=order)
        # She ordered, but sees no money: it is asked of the main account.
        page = self._page(self.ivanova, order)
        self.assertFalse(self._find(page, "//section[@id='price']"))
        self.assertNotIn("120", self._read(page))
        self.assertIn("Waiting for your main account", self._read(page))
        self.assertEqual(self._mails(order)[-1].recipient_ids, self.poligraf)
        for account in (self.ivanova, self.buh):
            self._login(account)
            for path in ("accept", "refuse"):
                self._answer(path, order, reason="No")
            self.assertEqual(job.line_id.print_price_state, "to_approve")
        self.ivanova.see_finance = True
        self._login(self.ivanova)
        self._answer("accept", order)
        self.assertEqual(job.line_id.price_subtotal, 120)

    def test_staff_answer_for_a_client_with_a_reason(self):
        self._make_dearer()
        answers = self.env["print.price.answer"].with_user(self.salesperson)
        answers.create(
            {"order_id": self.order.id, "reason": "By telephone, 12:40"}
        ).action_accept()
        final = self.line.print_final_id
        self.assertEqual(final.answer_note, "By telephone, 12:40")
        self.assertEqual(self.line.price_subtotal, 120)

    # Paid before

    def test_a_paid_order_becomes_part_paid_or_shows_the_credit(self):
        with patch.object(type(self.order), "_get_paid_amount", lambda order: 96):
            self.assertEqual(self.order._get_payment_status(), "paid")
            self._make_dearer()
            self._login(self.main)
            self._answer("accept")
            self.assertEqual(self.order._get_payment_status(), "partial")
            self.assertIn("24.00", self._read(self._page(), "//dl"))
            self.order.invalidate_recordset()
            self.assertEqual(self.order.print_due_amount, 24)
            self._make_dearer(made_quantity=6)
            self.assertEqual(self.order._get_payment_status(), "paid")
            sums = self._read(self._page(), "//aside//dl")
            self.assertRegex(sums, r"In your favour \$?\s?24\.00")

    # What it is made of

    def test_the_client_reads_what_a_price_is_made_of_without_the_secrets(self):
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 10}
        )
        order = self._order(self.main)
        parts = order.order_line._get_price_parts()
        self.assertEqual(parts, [{"text": "CTP plates: 8 plates", "amount": "86.40"}])
        page = self._read(self._page(order=order))
        self.assertIn("CTP plates: 8 plates", page)
        self.assertNotIn("96.00", page)

    def test_jobs_cost_the_page_no_queries(self):
        few = self._order(self.main, *[self._form()] * 2)
        many = self._order(self.main, *[self._form()] * 8)
        for order in (few, many):
            order.action_confirm()
            order.print_job_ids.made_quantity = 20
            for line in order.order_line.filtered("print_spec_id"):
                line._settle_final_price()
        self._login(self.main)
        counts = [self._count_queries(f"{ORDERS}/{order.id}") for order in (few, many)]
        self.assertEqual(*counts)


@tagged("post_install", "-at_install")
class TestPriceOnRequest(PrintPagesCommon):
    """Work that no tariff prices: asked for, answered, accepted before it begins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plates.product_ids.taxes_id = False
        cls.plates.is_priced_by_hand = True
        cls.order = cls._order(cls.main)
        cls.line = cls.order.order_line

    def _quote(self, amount=150, **values):
        wizards = self.env["print.price.quote"].with_user(self.salesperson)
        wizard = wizards.with_context(default_order_id=self.order.id).create(values)
        wizard.line_ids.write({"amount": amount, "note": "Two rounds included."})
        wizard.action_quote()

    def _post_answer(self, path, **form):
        self._login(self.main)
        question = self.order._get_price_question(self.main)
        return self._post(
            f"{ORDERS}/{self.order.id}/price/{path}", prices=question["keys"], **form
        )

    def test_a_request_is_a_task_until_it_is_answered(self):
        task = self.order.activity_ids
        self.assertEqual(
            (task.user_id, task.summary), (self.salesperson, "Price on request")
        )
        with self.assertRaisesRegex(UserError, "Quote a price first"):
            self.order.action_confirm()
        self._quote()
        self.assertFalse(self.order.activity_ids)
        with self.assertRaisesRegex(UserError, "still to accept the price"):
            self.order.action_confirm()

    def test_accepting_prices_the_work_which_then_begins(self):
        self._quote()
        self._login(self.main)
        page = self._get(f"{ORDERS}/{self.order.id}")
        self.assertIn("accept our price", self._read(page))
        self.assertIn("Two rounds included", self._read(page, "//section[@id='price']"))
        self._post_answer("accept")
        self.assertEqual(self.line.price_subtotal, 150)
        self.assertEqual(self.line.print_price_state, "estimate")
        self.order.action_confirm()
        self.assertEqual(self.order.print_status_id.code, "started")

    def test_refusing_leaves_it_on_request_with_a_task(self):
        self._quote()
        self._post_answer("refuse", reason="Too dear")
        self.assertEqual(self.line.print_price_state, "on_request")
        self.assertEqual(self.order.activity_ids.summary, "Price refused")

    def test_cancelling_asks_no_more(self):
        self._quote()
        asked = self.line.print_asked_id
        self.order._action_cancel()
        self.assertFalse(self.line.print_asked_id)
        self.assertEqual(asked.state, "superseded")
        self.assertNotEqual(self.order.print_awaited_from, "client")

    def test_what_has_expired_is_not_accepted(self):
        self._quote()
        yesterday = fields.Date.today() - timedelta(1)
        self.env.cr.execute(
            "UPDATE print_estimate SET expires = %s WHERE id = %s",
            (yesterday, self.line.print_asked_id.id),
        )
        self.env.invalidate_all()
        answer = self._post_answer("accept")
        self.assertIn("not valid any more", self._read(answer))
        self.assertTrue(self.line.print_is_on_request)

    def test_nothing_is_no_price(self):
        with self.assertRaisesRegex(UserError, "at least one job"):
            self._quote(0)
        with self.assertRaisesRegex(UserError, "more than 0"):
            self._quote(-5)
        with self.assertRaisesRegex(UserError, "today or a later day"):
            self._quote(expires=fields.Date.today() - timedelta(1))

    def test_the_rate_of_an_hour_is_shown_with_the_clients_discount(self):
        design = self.env.ref("print_pricing.order_type_design")
        self._tariff(design, 30)
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 10}
        )
        values = {**design._get_default_values(), "job_title": "Leaflet"}
        basket = self.env["sale.order"].with_user(self.main)._create_basket()
        spec = self.env["print.spec"].create(design._prepare_spec(values, (), ()))
        basket._create_print_lines(spec)
        rates = basket._get_hour_prices()
        self.assertIn("27.00 an hour", rates["design"])
