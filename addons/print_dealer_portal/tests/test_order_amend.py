from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .order_common import DealerOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderAmend(DealerOrdersCommon):
    """What the shop changes on an order that it has accepted, and the answer to it."""

    def setUp(self):
        super().setUp()
        self.order = self._send_goods()
        self.theirs = self._as(self.salesperson, self.order)
        self.theirs.action_confirm()
        self.paper, self.screws = self.theirs.order_line

    def _page(self):
        return self._as(self.dealer, self.order)._portal_values(self.dealer)

    def _answer(self, refused=(), reason=""):
        key = self._page()["change"]["key"]
        self._as(self.dealer, self.order)._answer_change(key, refused, reason)

    def _demand(self, line):
        """Return how much of a line the store is to send, or has sent."""
        moves = line.sudo().move_ids.filtered(lambda move: move.state != "cancel")
        return sum(moves.mapped("product_uom_qty"))

    def _bill(self):
        return self._as(self.salesperson, self.order)._create_invoices()

    # Asking --------------------------------------------------------------------------

    def test_a_raised_quantity_is_the_dealers_move(self):
        self.paper.product_uom_qty = 12
        self.assertIn("10 → 12", self.theirs.print_change_words)
        mails = self.env["mail.mail"].search([])
        self.theirs._ask_change("Sold by the dozen")
        self.assertEqual(self.order.print_status_id.code, "awaiting_change")
        self.assertEqual(self.order.print_awaited_from, "client")
        page = self._page()
        self.assertIn("accept our changes", page["awaited"]["lead"])
        self.assertIn("goes on as agreed", page["awaited"]["more"])
        self.assertTrue(page["change"]["can_answer"])
        mail = self.env["mail.mail"].search([]) - mails
        self.assertEqual(mail.recipient_ids, self.wholesale)
        self.assertIn("Sold by the dozen", mail.body_html)
        self.assertNotIn("Nothing begins", mail.body_html)
        self._answer()
        self.assertEqual(self.order.state, "sale")
        self.assertEqual(self.order.print_status_id.code, "started")
        self.assertEqual(self._demand(self.paper), 12)
        self.assertFalse(self.theirs.print_change_words)

    def test_before_the_answer_the_page_shows_what_was_agreed(self):
        self.paper.product_uom_qty = 12
        page = self._page()
        self.assertIsNone(page["change"])
        row = page["goods"][0]
        self.assertEqual((row["accepted"], row["left"]), ("10", "10"))
        self.assertFalse(page["can_pay"])
        self.theirs._answer_for_client(True, "By telephone")
        page = self._page()
        self.assertEqual(page["goods"][0]["accepted"], "12")
        self.assertTrue(page["can_pay"])

    def test_what_is_refused_is_put_back_in_the_store_too(self):
        self.paper.product_uom_qty = 6
        self.screws.product_uom_qty = 7
        self.theirs._ask_change()
        self.assertEqual(self._demand(self.paper), 6)
        self._answer([self.paper.id], "Ten were agreed")
        self.assertEqual(self.paper.product_uom_qty, 10)
        self.assertEqual(self._demand(self.paper), 10)
        self.assertEqual(self._demand(self.screws), 7)
        self.assertEqual(self.order.print_change_ids.state, "partly")

    def test_what_the_shop_adds_stays_with_nothing_of_it_when_refused(self):
        ink = self.env["product.product"].create(
            {"name": "Ink", "type": "consu", "list_price": 3, "taxes_id": False}
        )
        self.theirs.order_line = [(0, 0, {"product_id": ink.id, "product_uom_qty": 2})]
        self.theirs._ask_change()
        [row] = self._page()["change"]["rows"]
        self._answer([row["line_id"]], "Not needed")
        line = self.order.order_line.filtered(lambda line: line.product_id == ink)
        self.assertEqual(line.product_uom_qty, 0)
        self.assertEqual(self._demand(line), 0)
        self.assertNotIn(line.id, [row["id"] for row in self._page()["goods"]])
        self.assertFalse(self._as(self.salesperson, self.order).print_change_words)

    def test_what_is_put_back_is_asked_no_more(self):
        self.paper.product_uom_qty = 12
        self.theirs._ask_change()
        self.paper.product_uom_qty = 10
        self.assertEqual(self.order.print_change_ids.state, "withdrawn")
        self.assertEqual(self.order.print_status_id.code, "started")

    def test_the_price_of_the_acceptance_counts_not_that_of_sending(self):
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.order_line.price_unit = 9
        theirs.action_confirm()
        theirs.order_line.price_unit = 10
        self.assertIn("9.00 → 10.00", theirs.print_change_words)

    # Dates ---------------------------------------------------------------------------

    def test_a_first_day_is_told_a_later_one_is_asked(self):
        self.paper.print_date_planned = date(2031, 1, 20)
        self.assertFalse(self.theirs.print_change_words)
        self.assertEqual(
            self.paper.sudo().move_ids.date_deadline.date(), date(2031, 1, 20)
        )
        self.paper.print_date_planned = date(2031, 2, 3)
        self.assertIn("01/20/2031 → 02/03/2031", self.theirs.print_change_words)
        self.theirs._ask_change()
        self._answer([self.paper.id], "The fair is in January")
        self.assertEqual(self.paper.print_date_planned, date(2031, 1, 20))
        self.assertEqual(self.paper.sudo().move_ids.date.date(), date(2031, 1, 20))

    # Nothing more than agreed --------------------------------------------------------

    def test_no_more_leaves_than_agreed_and_nothing_is_billed(self):
        self.paper.product_uom_qty = 12
        self.theirs._ask_change()
        with self.assertRaisesRegex(UserError, "still to accept more of Proofing"):
            self._deliver(self.order)
        with self.assertRaisesRegex(UserError, "still to accept your changes"):
            self._bill()
        self._deliver(self.order, {self.paper.product_id: 10})
        self.assertEqual(self.paper.qty_delivered, 10)
        self._answer()
        self._deliver(self.order)
        self.assertEqual(self.paper.qty_delivered, 12)
        self.assertEqual(self._bill().amount_untaxed, 140)

    def test_less_than_agreed_may_leave_before_the_answer(self):
        self.paper.product_uom_qty = 8
        self.theirs._ask_change()
        self._deliver(self.order)
        self.assertEqual(self.paper.qty_delivered, 8)
        self._answer([self.paper.id], "All ten")
        self.assertEqual(self._demand(self.paper), 10)

    # By telephone --------------------------------------------------------------------

    def test_an_answer_by_telephone_is_taken_and_told(self):
        self.paper.product_uom_qty = 12
        with self.assertRaisesRegex(UserError, "Reason"):
            self.theirs._answer_for_client(True, " ")
        mails = self.env["mail.mail"].search_count([])
        self.theirs._answer_for_client(True, "By telephone, Maria, 12:40")
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        change = self.order.print_change_ids
        self.assertEqual(change.state, "accepted")
        self.assertEqual(change.answered_by_id, self.salesperson)
        self.assertIn("By telephone, Maria, 12:40", change._get_answer_words(self.env))
        self.assertFalse(self.theirs.print_change_words)

    def test_a_refusal_by_telephone_puts_everything_back(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        theirs._ask_change()
        theirs._answer_for_client(False, "By telephone")
        self.assertEqual(order.order_line[0].product_uom_qty, 10)
        self.assertEqual(order.print_change_ids.state, "refused")
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")

    def test_accepted_by_telephone_an_order_begins(self):
        order = self._send_goods()
        theirs = self._as(self.salesperson, order)
        theirs.order_line[0].product_uom_qty = 8
        theirs._answer_for_client(True, "By telephone")
        self.assertEqual(order.state, "sale")
