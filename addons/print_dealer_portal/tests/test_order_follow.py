from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from .order_common import DealerOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderFollow(DealerOrdersCommon):
    """What a dealer reads of his order, from the shop's yes to his last payment."""

    def _accepted(self, **values):
        order = self._send_goods(**values)
        self._as(self.salesperson, order).action_confirm()
        return order

    def _page(self, order, account=None):
        account = account or self.dealer
        return self._as(account, order)._portal_values(account)

    def _steps(self, order, label, account=None):
        steps = self._page(order, account)["milestones"]
        return [step for step in steps if step["label"] == label]

    def test_the_course_names_who_accepted_when_and_for_how_much(self):
        order = self._accepted()
        [step] = self._steps(order, "Started")
        self.assertEqual(step["state"], "done")
        self.assertEqual(step["note"], "accepted by Test salesperson")
        self.assertIn("120.00", step["amount"])
        self.assertTrue(step["date"])

    def test_each_delivery_says_what_has_left_and_what_is_to_come(self):
        order = self._accepted()
        picking = order.picking_ids
        picking.carrier_tracking_ref = "TR-77"
        for move in picking.move_ids:
            move.quantity = 4 if move.product_id == self.paper else 0
            move.picked = bool(move.quantity)
        picking._action_done()
        [step] = self._steps(order, "Handed over")
        self.assertEqual(step["document"], picking.name)
        self.assertIn("TR-77", step["note"])
        self.assertEqual(len(step["lines"]), 1)
        self.assertIn("Proofing paper: 4", step["lines"][0])
        [coming] = self._steps(order, "Delivery")
        self.assertIn("Proofing paper: 6", coming["lines"][0])
        self.assertIn("Banner screws: 5", coming["lines"][1])
        [execution] = self._steps(order, "Carried out")
        self.assertEqual(execution["note"], "lines delivered: 0 of 2")
        mail = self.env["mail.mail"].search([("res_id", "=", order.id)], limit=1)
        self.assertIn(picking.name, mail.body_html)
        self.assertIn("TR-77", mail.body_html)
        self.assertIn("Proofing paper: 6", mail.body_html)

    def test_an_order_of_which_some_has_left_says_so(self):
        order = self._accepted()
        order.order_line.print_date_planned = date.today() + timedelta(days=9)
        self._deliver(order, {self.paper: 4})
        page = self._page(order)
        self.assertEqual(page["status"]["label"], "Handed over in part")
        self.assertEqual(page["awaited"]["lead"], "Part of it is handed over.")
        self.assertEqual(page["awaited"]["more"], f"The rest follows {page['ready']}.")
        labels = [step["label"] for step in page["milestones"]]
        self.assertNotIn("Handed over in part", labels)  # its steps tell it
        self.assertEqual(order.print_awaited, "Part of it is handed over.")
        order.order_line.print_date_planned = date.today() - timedelta(days=1)
        awaited = self._page(order)["awaited"]
        self.assertEqual(awaited["tone"], "bad")
        self.assertIn("The rest is late", awaited["more"])
        self._deliver(order)
        self.assertEqual(self._page(order)["status"]["label"], "Delivered")
        self.assertEqual(self._page(order)["awaited"]["lead"], "Delivered.")

    def test_goods_that_were_sent_are_told_as_sent_not_as_on_their_way(self):
        """Nobody hears from the carrier when they arrive: what has left stays true."""
        order = self._accepted()
        order.carrier_id = self.env["delivery.carrier"].create(
            {"name": "Lorry", "product_id": self.screws.id}
        )
        self._deliver(order, {self.paper: 4})
        self.assertEqual(self._page(order)["status"]["label"], "Shipped in part")
        self.assertEqual(self._page(order)["awaited"]["lead"], "Part of it is shipped.")
        self._deliver(order)
        self.assertEqual(self._page(order)["awaited"]["lead"], "Shipped.")
        archive = self._as(self.dealer, order)._get_archive_rows(self.dealer)
        self.assertEqual([row["status"] for row in archive], ["Shipped"])

    def _accepted_service(self):
        """Return an accepted order of services alone, which nobody delivers."""
        service = self.env["product.product"].create(
            {
                "name": "Colour training",
                "type": "service",
                "list_price": 50,
                "taxes_id": False,
                "invoice_policy": "order",
                "is_partner_portal": True,
            }
        )
        basket_sudo = self._fill(quantities=(0, 0))
        basket_sudo._put_goods([(service.id, 2)])
        basket_sudo._submit_basket()
        order = self.env["sale.order"].browse(basket_sudo.id)
        self._as(self.salesperson, order).action_confirm()
        return order

    def test_services_are_carried_out_when_they_are_billed(self):
        order = self._accepted_service()
        self.assertEqual(self._page(order)["status"]["label"], "Started")
        invoice = order._create_invoices()
        self.assertEqual(self._page(order)["status"]["label"], "Started")  # a draft
        invoice.action_post()
        page = self._page(order)
        self.assertEqual(page["status"]["label"], "Closed")
        self.assertEqual(page["awaited"]["lead"], "Closed.")
        self.assertEqual([row["left"] for row in page["goods"]], ["0"])
        [execution] = self._steps(order, "Carried out")
        self.assertEqual(execution["state"], "done")
        self.assertEqual(execution["note"], "lines delivered: 1 of 1")
        self.assertEqual(order.print_awaited_from, "nobody")
        orders = self.env["sale.order"].with_user(self.dealer)
        today = fields.Date.context_today(orders)
        period = (today - timedelta(days=1), today + timedelta(days=1))
        domain = orders._get_archive_domain(*period)
        self.assertIn(order, orders.search(domain))

    def test_services_are_carried_out_when_staff_say_that_they_were_delivered(self):
        order = self._accepted_service()
        order.order_line.qty_delivered = 1
        self.assertEqual(self._page(order)["status"]["label"], "Started")
        order.order_line.qty_delivered = 2
        page = self._page(order)
        self.assertEqual(page["status"]["label"], "Closed")
        labels = [step["label"] for step in page["milestones"]]
        self.assertNotIn("Carried out", labels)  # nobody knows since when

    def test_what_the_store_has_struck_off_is_not_told_as_still_to_come(self):
        order = self._accepted()
        picking = order.picking_ids
        for move in picking.move_ids:
            move.quantity = 4 if move.product_id == self.paper else 5
            move.picked = True
        picking.with_context(cancel_backorder=True)._action_done()
        page = self._page(order)
        row = page["goods"][0]
        self.assertEqual((row["accepted"], row["delivered"]), ("10", "4"))
        self.assertEqual((row["left"], row["date"]), ("0", ""))
        [execution] = self._steps(order, "Carried out")
        self.assertEqual(execution["note"], "lines delivered: 1 of 2")
        mail = self.env["mail.mail"].search([("res_id", "=", order.id)], limit=1)
        self.assertNotIn("Still to come", mail.body_html)

    def test_a_line_says_ordered_accepted_delivered_invoiced_and_left(self):
        order = self._send_goods()
        row = self._page(order)["goods"][0]
        self.assertEqual((row["ordered"], row["accepted"]), ("10", ""))
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        theirs._ask_change()
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(key)
        row = self._page(order)["goods"][0]
        self.assertEqual((row["ordered"], row["accepted"]), ("10", "8"))
        self.assertTrue(row["is_changed"])
        self.assertEqual((row["delivered"], row["left"]), ("0", "8"))
        self._deliver(order)
        order._create_invoices().action_post()
        row = self._page(order)["goods"][0]
        self.assertEqual((row["delivered"], row["left"]), ("8", "0"))
        self.assertEqual(row["invoiced"], "8")
        self.assertEqual(row["subtotal"], "80.00")

    def test_who_sees_no_money_reads_quantities_alone(self):
        order = self._accepted(account=self.buyer)
        page = self._page(order, self.buyer)
        self.assertEqual({row["subtotal"] for row in page["goods"]}, {""})
        self.assertFalse([step for step in page["milestones"] if step["amount"]])

    def test_invoice_and_payment_carry_date_document_and_amount(self):
        order = self._accepted()
        self._deliver(order)
        invoice = order._create_invoices()
        invoice.action_post()
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payment = register.create({})._create_payments()
        [invoiced] = self._steps(order, "Invoiced")
        self.assertEqual(invoiced["document"], invoice.name)
        self.assertIn("120.00", invoiced["amount"])
        [paid] = self._steps(order, "Paid")
        self.assertEqual(paid["document"], payment.name)
        self.assertIn("120.00", paid["amount"])
        [execution] = self._steps(order, "Carried out")
        self.assertEqual(execution["state"], "done")

    def test_goods_are_late_after_their_day(self):
        order = self._accepted()
        order.order_line[0].print_date_planned = date.today() - timedelta(days=2)
        orders = self.env["sale.order"].with_user(self.dealer)
        late = orders._get_filter_domain({"late": "1"}, self.dealer)
        self.assertIn(order.id, orders.search(late).ids)
        self.assertEqual(self._page(order)["awaited"]["tone"], "bad")
        self.assertIn("Late: it was promised", self._page(order)["awaited"]["lead"])
        order.order_line[0].print_date_planned = date.today() + timedelta(days=9)
        self.assertNotIn(order.id, orders.search(late).ids)
        self.assertNotEqual(self._page(order)["awaited"]["tone"], "bad")

    def test_the_promise_is_the_last_day_of_the_goods(self):
        order = self._accepted()
        order.order_line[0].print_date_planned = date(2031, 1, 20)
        order.order_line[1].print_date_planned = date(2031, 2, 3)
        self.assertEqual(
            order.print_date_promised, fields.Datetime.to_datetime("2031-02-03")
        )
        self.assertIn("3 Feb", self._page(order)["ready"])
