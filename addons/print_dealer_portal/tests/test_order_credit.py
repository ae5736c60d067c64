from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .order_common import DealerOrdersCommon


@tagged("post_install", "-at_install")
class TestOrderCredit(DealerOrdersCommon):
    """The credit limit stops at every door, and there is a way out of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.account_use_credit_limit = True
        cls.wholesale.credit_limit = 150
        cls.today = fields.Date.context_today(cls.env.user)

    def _ask(self, order, account=None):
        self._as(account or self.dealer, order)._ask_release("A fair next week")
        return order.print_release_ids

    def _grant(self, release, **values):
        theirs = release.with_user(self.accountant)
        theirs.write({"date_until": self.today, **values})
        theirs.action_grant()

    def _pay(self, amount):
        payment = self.env["account.payment"].create(
            {
                "partner_id": self.wholesale.id,
                "payment_type": "inbound",
                "partner_type": "customer",
                "amount": amount,
            }
        )
        payment.action_post()

    def _page(self, order, account=None):
        account = account or self.dealer
        return self._as(account, order)._portal_values(account)

    def _refused(self, order):
        """Return what keeps staff from confirming an order."""
        with self.assertRaises(UserError) as refusal:
            self._as(self.salesperson, order).action_confirm()
        return str(refusal.exception)

    # Doors ---------------------------------------------------------------------------

    def test_within_the_limit_nothing_is_asked(self):
        order = self._send_goods()
        self.assertFalse(order.print_is_over_credit)
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")
        self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_what_is_sent_over_the_limit_waits_with_a_way_out(self):
        order = self._send_goods(quantities=(20, 0))
        self.assertEqual(order.print_status_id.code, "awaiting_credit")
        self.assertEqual(order.print_awaited_from, "client")
        page = self._page(order)
        self.assertIn("50.00", page["credit"]["excess"])
        self.assertTrue(page["credit"]["can_ask"])
        self.assertTrue(page["can_pay"])
        self.assertIn("/pay", page["awaited"]["url"])
        self.assertIn("Over the credit limit by", self._refused(order))

    def test_who_sees_no_money_reads_no_figure(self):
        order = self._send_goods(self.buyer, quantities=(20, 0))
        page = self._page(order, self.buyer)
        self.assertEqual(page["credit"]["excess"], "")
        self.assertEqual(page["awaited"]["url"], "")
        self.assertNotRegex(page["awaited"]["lead"] + page["awaited"]["more"], r"\d")

    def test_orders_sent_before_and_confirmed_ones_count(self):
        first = self._send_goods(quantities=(10, 0))
        second = self._send_goods(quantities=(10, 0))
        self.assertFalse(first.print_is_over_credit)
        self.assertTrue(second.print_is_over_credit)
        second.print_date_submitted = first.print_date_submitted  # within a second
        self.assertFalse(first._get_credit_excess())
        self.assertTrue(second._get_credit_excess())
        self._as(self.salesperson, first).action_confirm()
        self.assertIn("50.00", self._refused(second))

    def test_quotations_of_the_office_and_their_copies_stop_too(self):
        quotation = self._create_order(client=self.wholesale)
        quotation.order_line.product_uom_qty = 20
        self.assertIn("credit limit", self._refused(quotation))
        copy = quotation.with_user(self.salesperson).copy()
        self.assertIn("credit limit", self._refused(copy))
        self.assertIn(
            "Over the credit limit by",
            self._as(self.salesperson, quotation).print_credit_words,
        )

    def test_without_a_limit_or_with_the_setting_off_nothing_stops(self):
        self.company.account_use_credit_limit = False
        order = self._send_goods(quantities=(20, 0))
        self.assertFalse(order.print_is_over_credit)
        self._as(self.salesperson, order).action_confirm()

    # The way out: pay ----------------------------------------------------------------

    def test_a_payment_lets_the_order_go_on(self):
        order = self._send_goods(quantities=(20, 0))
        self._pay(30)
        self.assertTrue(order.print_is_over_credit)
        self._pay(20)
        self.assertFalse(order.print_is_over_credit)
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")
        self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_raised_limit_lets_the_order_go_on(self):
        order = self._send_goods(quantities=(20, 0))
        self.wholesale.credit_limit = 200
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")

    # The way out: a release ----------------------------------------------------------

    def test_a_release_is_asked_decided_and_used_once(self):
        order = self._send_goods(quantities=(20, 0))
        release = self._ask(order)
        self.assertEqual(release.amount, 50)
        self.assertEqual(release.asked_by_id, self.dealer)
        self.assertIn(self.accountant, release.activity_ids.user_id)
        self.assertEqual(order.print_status_id.code, "awaiting_acceptance")
        self.assertIn("request", self._page(order)["awaited"]["lead"])
        self.assertIn("credit limit", self._refused(order))
        self._grant(release)
        self.assertFalse(order.print_is_over_credit)
        self.assertFalse(release.activity_ids)
        self._as(self.salesperson, order).action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertEqual(release.state, "used")
        again = self._send_goods(quantities=(1, 0))
        self.assertIn("60.00", self._refused(again))

    def test_a_second_request_is_the_first_one(self):
        order = self._send_goods(quantities=(20, 0))
        self._ask(order)
        theirs = self._as(self.salesperson, order)
        self.assertTrue(theirs.print_is_release_asked)
        self.assertIn("accounts were asked", theirs.print_credit_words)
        self.assertEqual(len(self._ask(order)), 1)

    def test_a_release_is_for_its_order_its_sum_and_its_days(self):
        order = self._send_goods(quantities=(20, 0))
        release = self._ask(order)
        self.assertEqual(release.date_until, self.today + timedelta(days=7))
        release.date_until = False
        with self.assertRaisesRegex(UserError, "Until"):
            release.with_user(self.accountant).action_grant()
        self._grant(release, amount=40)
        self.assertIn("50.00", self._refused(order))
        release.amount = 60
        release.date_until = self.today - timedelta(days=1)
        self.assertIn("50.00", self._refused(order))
        release.date_until = self.today
        other = self._create_order(client=self.wholesale)
        other.order_line.product_uom_qty = 20
        self.assertIn("credit limit", self._refused(other))

    def test_the_dealer_is_told_of_the_decision(self):
        order = self._send_goods(quantities=(20, 0))
        release = self._ask(order)
        mails = self.env["mail.mail"].search([])
        theirs = release.with_user(self.accountant)
        theirs.answer = "Pay the invoice of May first"
        theirs.action_refuse()
        mail = self.env["mail.mail"].search([]) - mails
        told = mail.filtered(lambda one: one.recipient_ids == self.wholesale)
        self.assertIn("Pay the invoice of May first", told.body_html)
        self.assertEqual(order.print_status_id.code, "awaiting_credit")
        with self.assertRaisesRegex(UserError, "decided already"):
            theirs.action_grant()

    def test_only_accounts_decide(self):
        release = self._ask(self._send_goods(quantities=(20, 0)))
        with self.assertRaises(AccessError):
            release.with_user(self.salesperson).action_grant()
        with self.assertRaises(AccessError):
            release.with_user(self.dealer).read(["amount"])

    def test_staff_ask_for_a_copy_as_well(self):
        quotation = self._create_order(client=self.wholesale)
        quotation.order_line.product_uom_qty = 20
        theirs = self._as(self.salesperson, quotation)
        context = theirs.action_ask_release()["context"]
        release = (
            self.env["print.credit.release"]
            .with_user(self.salesperson)
            .with_context(**context)
            .create({"reason": "Paid by cheque"})
        )
        self.assertEqual(release.amount, 50)
        self._grant(release)
        theirs.action_confirm()
        self.assertEqual(release.state, "used")

    # Confirmed already ---------------------------------------------------------------

    def _raise(self, order, quantity):
        self._as(self.salesperson, order).order_line[0].product_uom_qty = quantity

    @contextmanager
    def _stopped(self, words):
        """Expect that what is done inside is refused, and leaves no trace."""
        with self.assertRaisesRegex(UserError, words), self.env.cr.savepoint():
            yield

    def test_a_confirmed_order_does_not_grow_above_the_limit(self):
        order = self._send_goods(quantities=(10, 0))
        self._as(self.salesperson, order).action_confirm()
        self._raise(order, 15)
        for change in (
            {"order_line": [(1, order.order_line.id, {"product_uom_qty": 16})]},
            {"order_line": [(0, 0, {"product_id": self.screws.id})]},
        ):
            with self._stopped("Over the credit limit by"):
                self._as(self.salesperson, order).write(change)
        with self._stopped("Over the credit limit by .*10.00"):
            self._raise(order, 16)
        self.assertEqual(order.order_line.product_uom_qty, 15)

    def test_what_is_changed_at_once_is_looked_at_as_a_whole(self):
        order = self._send_goods(quantities=(10, 10))
        self._as(self.salesperson, order).action_confirm()
        paper, screws = order.order_line
        self._as(self.salesperson, order).write(
            {
                "order_line": [
                    (1, paper.id, {"product_uom_qty": 14}),
                    (1, screws.id, {"product_uom_qty": 2}),
                ]
            }
        )
        self.assertEqual(order.amount_total, 148)

    def test_who_is_above_the_limit_already_may_order_less(self):
        order = self._send_goods(quantities=(10, 0))
        self._as(self.salesperson, order).action_confirm()
        self.wholesale.credit_limit = 50
        self._raise(order, 9)
        self.assertEqual(order.amount_total, 90)

    def test_a_release_lets_a_confirmed_order_grow_as_far_as_it_goes(self):
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.action_confirm()
        context = theirs.action_ask_release()["context"]
        release = (
            self.env["print.credit.release"]
            .with_user(self.salesperson)
            .with_context(**context)
            .create({"reason": "A fair next week"})
        )
        self._grant(release, amount=30)
        self._raise(order, 17)
        self.assertEqual(release.state, "used")
        self._raise(order, 18)
        with self._stopped("40.00"):
            self._raise(order, 19)

    def test_a_confirmed_order_becomes_no_debt_above_the_limit_of_another(self):
        """Who pays may be changed later, too: his limit holds as that of who paid."""
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.action_confirm()
        payer = self._create_client("Payer Ltd", "test-payer", credit_limit=60)
        change = {"partner_invoice_id": payer.id}
        with self._stopped("Over the credit limit by .*40.00"):
            theirs.write(change)
        with self._stopped("Over the credit limit by .*40.00"):
            theirs.write({"partner_id": payer.id, **change})
        release = (
            self.env["print.credit.release"]
            .with_user(self.salesperson)
            .create({"partner_id": payer.id, "reason": "He pays", "amount": 40})
        )
        self._grant(release)
        theirs.write(change)
        self.assertEqual(release.state, "used")
        # That was his leave, not of the one who paid before.
        self.wholesale.credit_limit = 70
        with self._stopped("Over the credit limit by .*30.00"):
            theirs.write({"partner_invoice_id": self.wholesale.id})

    def test_what_is_billed_is_no_debt_of_who_pays_from_then_on(self):
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.action_confirm()
        order._create_invoices().action_post()
        payer = self._create_client("Payer Ltd", "test-payer", credit_limit=60)
        theirs.write({"partner_invoice_id": payer.id})
        self.assertEqual(order.partner_invoice_id, payer)

    def test_what_carrying_costs_stops_no_delivery(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Lorry",
                "product_id": self.screws.id,
                "fixed_price": 0,
                "invoice_policy": "real",
            }
        )
        order = self._send_goods(quantities=(15, 0))
        self._as(self.salesperson, order).action_confirm()
        order.carrier_id = carrier
        theirs = self._as(self.salesperson, order)
        line = theirs._create_delivery_line(carrier, 5)
        line.price_unit = 9
        self.assertEqual(order.amount_total, 159)
        self.assertFalse(order._get_changes())

    def test_what_was_agreed_is_put_back_whatever_the_limit(self):
        order = self._send_goods(quantities=(10, 0))
        theirs = self._as(self.salesperson, order)
        theirs.action_confirm()
        theirs.order_line.product_uom_qty = 4
        theirs._ask_change()
        self.wholesale.credit_limit = 50
        key = self._page(order)["change"]["key"]
        self._as(self.dealer, order)._answer_change(
            key, order.order_line.ids, "All ten"
        )
        self.assertEqual(order.order_line.product_uom_qty, 10)

    def test_jobs_start_by_the_same_release(self):
        order = self._order(self.dealer, self._form(), self._form())
        order.write({"print_source": "dealer"})
        gate = self.env["print.job"]
        self.wholesale.credit_limit = 1
        job = order.print_job_ids[0]
        self.assertTrue(job._get_limit_blockers())
        release = self._ask(order)
        self._grant(release, amount=1000)
        self.assertFalse(gate.browse(job.id)._get_limit_blockers())
