from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestSubmission(PrintPortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rate = cls._set_rate(100)

    def test_sending_makes_a_numbered_order_with_its_jobs(self):
        order = self._submit_order(
            self.main, self._plates(), self._plates(job_title="Cover")
        )
        self.assertRegex(order.name, r"^i-\d{6}$")
        self.assertEqual(order.state, "sent")
        self.assertFalse(order.is_basket)
        self.assertEqual(
            order.print_job_ids.mapped("name"), [f"{order.name}-1", f"{order.name}-2"]
        )
        self.assertEqual(
            order.print_job_ids.mapped("title"), ["Booklet, 24 pages", "Cover"]
        )
        self.assertTrue(all(order.print_job_ids.spec_id.mapped("is_frozen")))
        self.assertEqual(
            order.order_line.mapped("print_estimated_subtotal"), [800, 800]
        )

    def test_sending_twice_leads_to_the_same_order(self):
        basket = self._fill_basket(self.main)
        first = basket._submit_basket()
        second = basket._submit_basket()
        self.assertEqual(first, second)
        self.assertEqual(len(first.print_job_ids), 1)

    def test_the_next_job_goes_into_a_new_basket(self):
        order = self._submit_order(self.main)
        self.assertFalse(self.main.print_basket_id)
        self.assertNotEqual(self._fill_basket(self.main), order)

    def test_a_job_without_files_waits_for_them(self):
        order = self._submit_order(self.main)
        self.assertEqual(order.print_status_id.code, "awaiting_files")
        self.assertEqual(order.print_awaited_from, "client")
        self.assertEqual(order._get_awaited_line()["tone"], "you")

    def test_an_account_without_the_right_only_fills(self):
        basket = self._fill_basket(self.buh)
        with self.assertRaisesRegex(UserError, "may fill baskets, not send them"):
            basket._submit_basket()
        self.assertTrue(basket.is_basket)

    def test_an_empty_basket_is_not_sent(self):
        basket = self.env["sale.order"].with_user(self.main)._get_basket(create=True)
        with self.assertRaisesRegex(UserError, "The basket is empty"):
            basket._submit_basket()

    def test_a_form_that_became_wrong_is_named(self):
        basket = self._fill_basket(self.main)
        basket.order_line.print_spec_id.values = self._plates(colors_front=99)
        with self.assertRaisesRegex(
            UserError, "Booklet, 24 pages: Colours on the front"
        ):
            basket._submit_basket()

    def test_a_failure_in_the_middle_leaves_the_basket_as_it_was(self):
        basket = self._fill_basket(self.main)
        sequence = self.env.ref("print_portal.sequence_order_web")
        number = sequence.number_next_actual
        jobs = self.env["print.job"].search_count([])
        with (
            patch.object(
                type(basket), "_create_print_jobs", side_effect=RuntimeError("disk")
            ),
            self.assertRaises(RuntimeError),
            self.cr.savepoint(),
        ):
            basket._submit_basket()
        basket.invalidate_recordset()
        self.assertEqual((basket.is_basket, basket.state), (True, "draft"))
        self.assertFalse(basket.order_line.print_spec_id.is_frozen)
        self.assertEqual(self.env["print.job"].search_count([]), jobs)
        self.assertEqual(self.main.print_basket_id, basket)
        self.assertEqual(sequence.number_next_actual, number)

    def test_a_sent_order_is_no_basket_any_more(self):
        order = self._submit_order(self.main).with_user(self.main).sudo()
        for change in (
            lambda: order._write_basket({"print_note": "late"}),
            lambda: order.order_line._remove_print_job(),
            lambda: order.order_line._revise_print_job(self._plates()),
        ):
            with self.assertRaisesRegex(UserError, "has been sent"):
                change()

    def test_staff_do_not_remove_a_line_that_is_a_job_already(self):
        order = self._submit_order(self.main)
        with self.assertRaisesRegex(UserError, "cancel the job instead"):
            order.order_line._remove_print_job()

    def test_a_basket_is_never_confirmed(self):
        basket = self._fill_basket(self.main).with_user(self.salesperson)
        with self.assertRaisesRegex(UserError, "still being filled"):
            basket.action_confirm()

    def test_client_and_salesperson_are_told(self):
        self.poligraf.user_id = self.salesperson
        order = self._submit_order(self.main)
        mail = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        to_client = mail.filtered(lambda m: self.main.partner_id in m.recipient_ids)
        self.assertTrue(to_client.subject.startswith(f"{order.name} · "))
        self.assertIn(f"/my/print/orders/{order.id}", to_client.body_html)
        notice = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("model", "=", "sale.order"),
                ("res_id", "=", order.id),
            ]
        )
        self.assertEqual(notice.partner_ids, self.salesperson.partner_id)
        self.assertIn(order.name, notice.subject)

    def test_the_client_cancels_only_before_the_start(self):
        order = self._submit_order(self.main)
        order.print_job_ids._move_to("checking")
        order._cancel_by_client()
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.print_status_id.code, "cancelled")
        started = self._submit_order(self.main)
        started.print_job_ids._move_to("checking")
        self._give_files(started.print_job_ids)
        started.action_confirm()
        with self.assertRaisesRegex(UserError, "has started"):
            started._cancel_by_client()
        self.assertEqual(started.state, "sale")

    def test_staff_orders_are_numbered_at_once(self):
        order = (
            self.env["sale.order"]
            .with_user(self.salesperson)
            .create({"partner_id": self.poligraf.id})
        )
        self.assertRegex(order.name, r"^o-\d{6}$")
        self.assertEqual(order.print_source, "office")
