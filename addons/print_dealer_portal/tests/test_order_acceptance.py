from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .order_common import DealerOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderAcceptance(DealerOrdersCommon):
    """From sending goods to the shop's yes, changed yes, or no."""

    def _refuse_reason(self):
        return self.env.ref("print_dealer_portal.reason_not_in_stock")

    def _mails(self, order):
        return self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )

    def _change(self, order, **values):
        """Let the salesperson change the first line, and ask the dealer."""
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].write(values)
        theirs._ask_change("The rest comes in January")
        return theirs

    def _page(self, order, account=None):
        account = account or self.dealer
        return self._as(account, order)._portal_values(account)

    # Sending -------------------------------------------------------------------------

    def test_goods_are_sent_marked_and_wait_for_us(self):
        order = self._send_goods()
        self.assertTrue(order.is_partner_portal)
        self.assertTrue(order.name.startswith("i-"))
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")
        self.assertEqual(order.print_awaited_from, "us")
        self.assertEqual(order.print_title, "Proofing paper and more: 1")
        page = self._page(order)
        self.assertEqual(page["status"]["label"], "Sent, waiting for our answer")
        self.assertTrue(page["can_cancel"])
        self.assertIsNone(page["change"])

    def test_orders_of_the_office_and_of_clients_are_not_marked(self):
        self.assertFalse(self._send(self.ivanova).is_partner_portal)
        self.assertFalse(self._create_order().is_partner_portal)

    def test_what_a_program_sends_from_a_dealers_basket_stays_marked(self):
        basket = self._fill()
        basket.print_source = "api"
        self.assertTrue(basket.is_partner_portal)

    def test_reports_tell_sales_of_the_portal_from_others(self):
        order, other = self._send_goods(), self._create_order(client=self.wholesale)
        self.env.flush_all()
        reports = self.env["sale.report"].with_user(self.salesperson)
        rows = reports.search([("partner_id", "=", self.wholesale.id)])
        told = {row.order_reference.id: row.is_partner_portal for row in rows}
        self.assertEqual(told, {order.id: True, other.id: False})

    def test_a_copy_is_not_marked_as_of_the_portal(self):
        copy = self._send_goods().with_user(self.salesperson).copy()
        self.assertFalse(copy.is_partner_portal)
        self.assertEqual(copy.order_line.mapped("print_is_agreed"), [False, False])

    def test_an_order_is_found_by_the_code_of_its_goods(self):
        order = self._send_goods()
        orders = self.env["sale.order"].with_user(self.dealer)
        found = orders.search(orders._get_list_domain("t-screws"))
        self.assertEqual(found.ids, order.ids)

    def test_a_basket_without_goods_is_not_sent(self):
        with self.assertRaisesRegex(UserError, "empty"):
            self._fill(quantities=(0, 0))._submit_basket()

    # The smallest order --------------------------------------------------------------

    def test_a_smaller_order_than_the_smallest_names_what_is_missing(self):
        self.wholesale.print_minimum_order = 150
        basket = self._fill()
        with self.assertRaisesRegex(UserError, "add goods for .*30.00"):
            basket._submit_basket()
        self.assertTrue(basket.is_basket)
        basket.order_line[0].product_uom_qty = 13
        basket._submit_basket()
        self.assertFalse(basket.is_basket)

    def test_who_sees_no_money_reads_no_figure_of_the_smallest_order(self):
        self.wholesale.print_minimum_order = 150
        with self.assertRaises(UserError) as refusal:
            self._fill(self.buyer)._submit_basket()
        self.assertNotRegex(str(refusal.exception), r"\d")

    def test_the_company_says_what_holds_for_all_others(self):
        settings = self.env["res.config.settings"].create({"print_minimum_order": 121})
        settings.execute()
        self.wholesale.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "smallest"):
            self._fill()._submit_basket()
        self.wholesale.print_minimum_order = 0
        self._fill()._submit_basket()

    # Yes -----------------------------------------------------------------------------

    def test_whoever_serves_the_dealer_gets_one_task_until_it_is_done(self):
        order = self._send_goods()
        tasks = order.activity_ids
        self.assertEqual(tasks.user_id, self.salesperson)
        self.assertEqual(len(tasks), 1)
        self._as(self.salesperson, order).action_confirm()
        self.assertFalse(order.activity_ids)

    def test_accepted_goods_have_started_and_the_dealer_is_told(self):
        order = self._send_goods()
        before = self._mails(order)
        self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.print_status_id.code, "started")
        self.assertEqual(order.print_accepted_by_id, self.salesperson)
        self.assertEqual(self._page(order)["status"]["label"], "Started")
        mail = self._mails(order) - before
        self.assertIn("accepted", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.wholesale)
        self.assertTrue(order.picking_ids)

    def test_delivered_goods_are_over(self):
        order = self._send_goods()
        self._as(self.salesperson, order).action_confirm()
        self._deliver(order)
        self.assertEqual(order.print_status_id.code, "delivered")
        self.assertEqual(order.print_awaited_from, "nobody")
        self.assertEqual(order.print_rank, 2)

    # Changes -------------------------------------------------------------------------

    def test_a_changed_order_is_not_confirmed_before_the_dealer_agrees(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        with self.assertRaisesRegex(UserError, "Ask the client"):
            theirs.action_confirm()
        theirs._ask_change()
        with self.assertRaisesRegex(UserError, "not answered"):
            theirs.action_confirm()
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.print_status_id.code, "awaiting_change")
        self.assertEqual(order.print_awaited_from, "client")
        self.assertFalse(order.picking_ids)

    def test_the_dealer_reads_old_and_new_of_each_line(self):
        order = self._send_goods(print_date_wanted=date(2031, 1, 10))
        self._change(order, product_uom_qty=8, print_date_planned=date(2031, 1, 20))
        change = self._page(order)["change"]
        self.assertEqual(change["note"], "The rest comes in January")
        self.assertTrue(change["can_answer"])
        [row] = change["rows"]
        self.assertEqual(row["title"], "Proofing paper")
        self.assertEqual(row["parts"][0], ("quantity", "10", "8"))
        self.assertEqual(row["parts"][1], ("date", "01/10/2031", "01/20/2031"))

    def test_the_mail_tells_what_is_asked_and_not_who_sees_no_money_its_price(self):
        order = self._send_goods(self.buyer)
        before = self._mails(order)
        self._change(order, product_uom_qty=8)
        mail = self._mails(order) - before
        self.assertIn("The rest comes in January", mail.body_html)
        self.assertIn("Proofing paper", mail.body_html)
        self.assertNotIn("100.00", mail.body_html)
        self.assertEqual(mail.recipient_ids, self.buyer.partner_id)

    def test_all_accepted_confirms_the_order_as_who_asked(self):
        order = self._send_goods()
        self._change(order, product_uom_qty=8)
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(key)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.print_status_id.code, "started")
        self.assertEqual(order.print_accepted_by_id, self.salesperson)
        self.assertEqual(order.print_change_ids.state, "accepted")
        self.assertEqual(order.print_change_ids.answered_by_id, self.dealer)
        self.assertEqual(order.picking_ids.move_ids[0].product_uom_qty, 8)

    def test_what_is_refused_is_put_back_and_waits_for_us_again(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        theirs.order_line[1].price_unit = 5
        theirs._ask_change()
        change = self._page(order)["change"]
        paper, screws = order.order_line
        with self.assertRaisesRegex(UserError, "Reason"):
            self._as(self.dealer, order)._answer_change(change["key"], [screws.id])
        self._as(self.dealer, order)._answer_change(
            change["key"], [screws.id], "Four was agreed"
        )
        self.assertEqual(paper.product_uom_qty, 8)
        self.assertEqual(screws.price_unit, 4)
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")
        self.assertEqual(order.print_change_ids.state, "partly")
        self.assertIn("Four was agreed", order.print_change_ids.reason)
        self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_line_that_the_shop_adds_is_asked_about_and_goes_when_refused(self):
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.write(
            {
                "order_line": [
                    (0, 0, {"product_id": self.screws.id, "product_uom_qty": 2})
                ]
            }
        )
        theirs._ask_change()
        change = self._page(order)["change"]
        [row] = change["rows"]
        self.assertEqual(
            row["parts"],
            [("quantity", "not ordered", "2")] + [("price", "none", "4.00")],
        )
        self._as(self.dealer, order)._answer_change(
            change["key"], [row["line_id"]], "Not needed"
        )
        self.assertEqual(order.order_line.product_id, self.paper)

    def test_an_answer_to_something_else_is_not_taken(self):
        order = self._send_goods()
        self._change(order, product_uom_qty=8)
        key = self._page(order)["change"]["key"]
        self._as(self.salesperson, order).order_line[0].product_uom_qty = 6
        with self.assertRaisesRegex(UserError, "others by now"):
            self._as(self.dealer, order)._answer_change(key)
        self.assertEqual(order.state, "sent")

    def test_what_has_changed_back_is_just_confirmed(self):
        order = self._send_goods()
        theirs = self._change(order, product_uom_qty=8)
        theirs.order_line[0].product_uom_qty = 10
        theirs.action_confirm()
        self.assertEqual(order.print_change_ids.state, "withdrawn")

    def test_a_lower_price_needs_no_answer(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].price_unit = 9
        theirs.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_who_sees_no_money_does_not_agree_to_a_higher_price(self):
        order = self._send_goods(self.buyer)
        self._change(order, price_unit=12)
        change = self._page(order, self.buyer)["change"]
        self.assertFalse(change["can_answer"])
        self.assertEqual(change["rows"][0]["parts"], [])
        with self.assertRaises(AccessError):
            self._as(self.buyer, order)._answer_change(change["key"])
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(key)
        self.assertEqual(order.state, "sale")

    def test_goods_that_were_ordered_are_not_deleted_but_set_to_none(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        with self.assertRaisesRegex(UserError, "quantity to 0"):
            theirs.order_line[0].unlink()
        theirs.order_line[0].product_uom_qty = 0
        theirs._ask_change()
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(key)
        self.assertEqual(order.picking_ids.move_ids.product_id, self.screws)

    def test_goods_leave_on_the_day_that_was_agreed(self):
        order = self._send_goods(print_date_wanted=date(2031, 1, 10))
        self._change(order, print_date_planned=date(2031, 1, 20))
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(key)
        move = order.order_line[0].move_ids
        self.assertEqual(move.date_deadline.date(), date(2031, 1, 20))

    def test_a_day_is_not_asked_for_of_who_knows_none_or_wished_a_later_one(self):
        for wished in (False, date(2031, 1, 20)):
            order = self._send_goods(print_date_wanted=wished)
            theirs = self._as(self.salesperson, order)
            theirs.order_line.print_date_planned = date(2031, 1, 20)
            theirs.action_confirm()
            self.assertEqual(order.state, "sale")

    def test_dealers_read_no_questions_but_their_own_page(self):
        order = self._send_goods()
        self._change(order, product_uom_qty=8)
        changes = self.env["print.order.change"].with_user(self.dealer)
        with self.assertRaises(AccessError):
            changes.search_read([])
        with self.assertRaises(AccessError):
            self._as(self.dealer, order).read(["print_change_words"])
        with self.assertRaises(AccessError):
            self._as(self.dealer, order).order_line.read(["print_agreed_price"])

    # No ------------------------------------------------------------------------------

    def test_a_refused_order_says_why_in_the_dealers_words(self):
        order = self._send_goods()
        before = self._mails(order)
        self._as(self.salesperson, order)._refuse(self._refuse_reason(), "From May on")
        self.assertEqual(order.state, "cancel")
        self.assertEqual(order.print_status_id.code, "refused")
        self.assertFalse(order.activity_ids)
        awaited = self._page(order)["awaited"]
        self.assertIn("not in stock", awaited["lead"])
        self.assertIn("From May on", awaited["more"])
        mail = self._mails(order) - before
        self.assertIn("not in stock", mail.body_html)

    def test_an_accepted_order_is_refused_no_more(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.action_confirm()
        with self.assertRaisesRegex(UserError, "not wait"):
            theirs._refuse(self._refuse_reason())

    # Two at once ---------------------------------------------------------------------

    def test_the_dealer_cancels_before_the_shop_accepts(self):
        order = self._send_goods()
        self._change(order, product_uom_qty=8)
        self._as(self.dealer, order)._cancel_by_client()
        with self.assertRaises(UserError):
            self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.print_change_ids.state, "withdrawn")
        self.assertFalse(order.activity_ids)

    def test_the_shop_accepts_before_the_dealer_cancels(self):
        order = self._send_goods()
        self._as(self.salesperson, order).action_confirm()
        with self.assertRaisesRegex(UserError, "has started"):
            self._as(self.dealer, order)._cancel_by_client()
