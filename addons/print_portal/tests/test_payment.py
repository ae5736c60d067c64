from odoo.exceptions import UserError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .orders_common import PrintOrdersHttpCommon


@tagged("post_install", "-at_install")
class TestPayment(PrintOrdersHttpCommon):
    """From the button on the order's page to the invoice that takes the money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.demo = cls._enable("payment.payment_provider_demo", "test")
        cls.transfer = cls._enable("payment.payment_provider_transfer", "enabled")
        cls.transfer.pending_msg = "<p>IBAN 12</p>"
        cls.ivanova.can_submit = True

    @classmethod
    def _enable(cls, xmlid, state):
        provider = cls.env.ref(xmlid)
        provider.write({"state": state, "is_published": True})
        return provider

    def _open(self, url, user):
        self.authenticate(user.login, self.PASSWORD)
        return self.url_open(url)

    def _page(self, order, user, suffix=""):
        return self._open(f"/my/print/orders/{order.id}{suffix}", user)

    def _begin(self, order, user, provider=None, **values):
        """Begin a payment as the payment form does; return the transaction."""
        provider = provider or self.demo
        self.authenticate(user.login, self.PASSWORD)
        result = self.make_jsonrpc_request(
            f"/my/print/orders/{order.id}/transaction",
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "token_id": None,
                "amount": order.amount_total,
                "flow": "direct",
                "tokenization_requested": False,
                "landing_route": "https://elsewhere.example",
                "is_validation": True,
                **values,
            },
        )
        reference = result["reference"]
        return self.env["payment.transaction"].search([("reference", "=", reference)])

    def _pay(self, order, user):
        """Pay ``order`` with the demo provider, up to the page that follows."""
        transaction = self._begin(order, user)
        self.make_jsonrpc_request(
            "/payment/demo/simulate_payment",
            {
                "reference": transaction.reference,
                "payment_details": "4242",
                "simulated_state": "done",
            },
        )
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.env.invalidate_all()
        return transaction

    def _invoice(self, order):
        """Return the posted invoice, as those make it who do it."""
        invoices = order.with_user(self.salesperson)._create_invoices()
        invoices.with_user(self.accountant).action_post()
        return invoices

    def _register_payment(self, invoice):
        """The accountant finds the money on the bank's statement."""
        payments = self.env["account.payment.register"].with_user(self.accountant)
        payments.with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({})._create_payments()

    def test_the_page_shows_what_is_due_and_how_to_pay(self):
        order = self._order(self.main)
        page = self._page(order, self.main)
        self.assertIn(f"/my/print/orders/{order.id}/pay", page.text)
        page = self._page(order, self.main, "/pay")
        self.assertEqual(page.status_code, 200)
        self.assertIn("o_payment_form", page.text)
        self.assertIn(f"/my/print/orders/{order.id}/transaction", page.text)
        self.assertNotIn("access_token=", page.text)
        for secret in ("list_price", "pricelist"):
            self.assertNotIn(secret, page.text)

    def test_a_paid_order_waits_for_checking(self):
        order = self._order(self.main)
        transaction = self._pay(order, self.main)
        self.assertEqual(transaction.state, "done")
        self.assertTrue(transaction.is_post_processed)
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.print_job_ids.status_id.code, "checking")
        values = order._portal_values(self.main)
        self.assertEqual(values["payment_status"], "paid")
        self.assertFalse(values["can_pay"])
        paid = [step for step in values["milestones"] if step["label"] == "Paid"]
        self.assertEqual(len(paid), 1)
        self.assertEqual(paid[0]["amount"], values["totals"]["total"])
        page = self._page(order, self.main)
        self.assertNotIn("/pay", page.text)

    def test_payer_and_salesperson_are_told_once(self):
        order = self._order(self.ivanova)
        before = self.env["mail.mail"].search([])
        self._pay(order, self.main)
        mails = self.env["mail.mail"].search([]) - before
        to_client = mails.filtered(
            lambda mail: mail.recipient_ids.commercial_partner_id == self.poligraf
        )
        self.assertEqual(to_client.recipient_ids, self.main.partner_id)
        self.assertIn("has arrived", to_client.body_html)
        self.assertNotIn("access_token", to_client.body_html)
        to_staff = mails - to_client
        self.assertEqual(to_staff.recipient_ids, self.salesperson.partner_id)
        self.assertIn("is paid and waits for checking", to_staff.subject)

    def test_who_may_not_see_money_pays_nothing(self):
        order = self._order(self.ivanova)
        page = self._page(order, self.ivanova)
        self.assertNotIn("/pay", page.text)
        self.assertEqual(self._page(order, self.ivanova, "/pay").status_code, 404)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._begin(order, self.ivanova)
        self.assertFalse(order.transaction_ids)

    def test_a_stranger_pays_nothing(self):
        order = self._order(self.main)
        self.assertEqual(self._page(order, self.rival, "/pay").status_code, 404)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._begin(order, self.rival)
        self.assertFalse(order.transaction_ids)

    def test_the_amount_is_not_the_browsers_to_say(self):
        order = self._order(self.main)
        for amount in (1, order.amount_total - 1, order.amount_total + 1, -1, 0):
            with (
                self.subTest(amount=amount),
                mute_logger("odoo.http"),
                self.assertRaises(JsonRpcException),
            ):
                self._begin(order, self.main, amount=amount)
        self.assertFalse(order.transaction_ids)
        transaction = self._begin(order, self.main)
        self.assertEqual(transaction.amount, order.amount_total)
        self.assertEqual(transaction.operation, "online_direct")
        self.assertEqual(transaction.landing_route, f"/my/print/orders/{order.id}")

    def test_a_basket_and_an_invoiced_order_are_not_paid_here(self):
        basket = self._basket(self.main)
        self.assertFalse(basket._is_payable_by_client())
        order = self._order(self.main)
        order.action_confirm()
        self.assertTrue(order._is_payable_by_client())
        self._invoice(order)
        self.assertFalse(order._is_payable_by_client())
        with self.assertRaises(UserError):
            order._check_online_payment(order.amount_total)

    def test_work_without_a_price_is_not_paid_ahead(self):
        self.env["print.tariff"].search([]).unlink()
        order = self._order(self.main, self._form(), self._form())
        order.order_line[0].price_unit = 12
        self.assertFalse(order._is_payable_by_client())

    def test_a_provider_that_is_not_offered_takes_no_payment(self):
        order = self._order(self.main)
        invoice = self._invoice(self._job_in("quality", self.main).order_id)
        for values in ({"is_published": False}, {"state": "disabled"}):
            self.demo.write({"state": "test", "is_published": True} | values)
            with self.subTest(values=values), mute_logger("odoo.http"):
                with self.assertRaises(JsonRpcException) as refused:
                    self._begin(order, self.main)
                self.assertIn("Forbidden", str(refused.exception))
                # Core's own address.
                with self.assertRaises(JsonRpcException) as refused:
                    self.make_jsonrpc_request(
                        f"/invoice/transaction/{invoice.id}",
                        {
                            "access_token": None,
                            "provider_id": self.demo.id,
                            "payment_method_id": self.demo.payment_method_ids[:1].id,
                            "token_id": None,
                            "amount": invoice.amount_total,
                            "flow": "direct",
                            "tokenization_requested": False,
                            "landing_route": "/my",
                        },
                    )
                self.assertIn("Forbidden", str(refused.exception))
        self.assertFalse(order.transaction_ids | invoice.transaction_ids)

    def test_nobody_pays_twice_while_a_payment_is_under_way(self):
        order = self._order(self.main)
        first = self._begin(order, self.main)
        first._set_pending()
        page = self._page(order, self.main).text
        self.assertIn(f"A payment of {first.reference} is under way.", page)
        self.assertNotIn(f"/orders/{order.id}/pay", page)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self._begin(order, self.main)
        with self.assertRaisesRegex(UserError, "is under way: wait"):
            order._check_online_payment(order.amount_total)
        first._set_error("No money")
        self.assertTrue(self._begin(order, self.main))

    def test_who_pays_what_was_cancelled_meanwhile_is_not_forgotten(self):
        order = self._order(self.main)
        transaction = self._begin(order, self.main)
        order.with_user(self.main)._cancel_by_client()
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(order.state, "cancel")
        told = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("model", "=", "sale.order"),
                ("res_id", "=", order.id),
            ]
        )
        self.assertIn("give the money back", " ".join(told.mapped("body")))
        self.assertEqual(order._get_paid_amount(), order.amount_total)

    def test_a_transfer_is_awaited_until_its_invoice_is_paid(self):
        order = self._order(self.main)
        transaction = self._begin(order, self.main, self.transfer, flow="redirect")
        transaction._set_pending()
        self.make_jsonrpc_request("/payment/status/poll", {})
        self.env.invalidate_all()
        self.assertEqual(order.state, "sent")
        values = order._portal_values(self.main)
        self.assertEqual(values["payment_status"], "later")
        self.assertIn(order.reference, values["totals"]["pending"])
        self.assertIn("We wait for your transfer", self._page(order, self.main).text)
        order.action_confirm()
        self._register_payment(self._invoice(order))
        self.assertEqual(order._get_payment_status(), "paid")
        self.assertFalse(order._portal_values(self.main)["totals"]["pending"])

    def test_the_invoice_takes_the_payment_made_before(self):
        order = self._order(self.main)
        self._pay(order, self.main)
        order.with_user(self.salesperson).action_confirm()
        draft = order.with_user(self.salesperson)._create_invoices()
        self.assertEqual(order._get_payment_status(), "paid")
        draft.with_user(self.accountant).action_post()
        self.assertEqual(draft.amount_residual, 0)
        self.assertIn(draft.payment_state, ("paid", "in_payment"))
        self.assertEqual(order._get_paid_amount(), order.amount_total)
        steps = order._portal_values(self.main)["milestones"]
        self.assertEqual([step["label"] for step in steps].count("Paid"), 1)

    def test_the_invoice_takes_a_payment_that_is_through_the_bank_already(self):
        order = self._order(self.main)
        transaction = self._pay(order, self.main)
        transaction.payment_id.state = "paid"
        order.action_confirm()
        invoice = self._invoice(order)
        self.assertEqual(invoice.amount_residual, 0)

    def test_a_price_that_grew_leaves_the_rest_due(self):
        order = self._order(self.main)
        self._pay(order, self.main)
        order.action_confirm()
        order.order_line._set_final_price(16, 12)
        self.assertEqual(order._get_payment_status(), "partial")
        self.assertEqual(order._get_amount_due(), order.amount_total / 2)
        page = self._page(order, self.main, "/pay")
        self.assertIn("o_payment_form", page.text)
        transaction = self._begin(order, self.main, amount=order._get_amount_due())
        self.assertEqual(transaction.amount, order.amount_total / 2)

    def test_invoices_are_paid_by_who_may_see_money(self):
        order = self._order(self.main)
        order.action_confirm()
        invoice = self._invoice(order)
        self.assertEqual(order._get_payment_status(), "due")
        page = self._open(f"/my/print/invoices/pay?invoice={invoice.id}", self.buh)
        self.assertIn(invoice.name, page.text)
        self.assertIn("o_payment_form", page.text)
        self.authenticate(self.buh.login, self.PASSWORD)
        result = self.make_jsonrpc_request(
            f"/my/print/invoices/pay/{invoice.id}",
            {
                "provider_id": self.demo.id,
                "payment_method_id": self.demo.payment_method_ids[:1].id,
                "token_id": None,
                "amount": invoice.amount_residual,
                "flow": "direct",
                "tokenization_requested": False,
                "landing_route": "/my",
            },
        )
        reference = result["reference"]
        transaction = self.env["payment.transaction"].search(
            [("reference", "=", reference)]
        )
        transaction._set_done()
        transaction._post_process()
        self.assertEqual(order._get_payment_status(), "paid")
        self.assertEqual(order._get_paid_amount(), order.amount_total)

    def test_invoices_are_closed_to_who_may_not(self):
        order = self._order(self.ivanova)
        order.action_confirm()
        invoice = self._invoice(order)
        page = self._open(f"/my/print/invoices/{invoice.id}", self.ivanova)
        self.assertNotIn(invoice.name, page.text)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request(
                f"/my/print/invoices/pay/{invoice.id}",
                {"access_token": None, "amount": 1, "flow": "direct"},
            )

    def test_one_invoice_of_two_orders_pays_each_its_part(self):
        first, second = self._order(self.main), self._order(self.main)
        (first | second).action_confirm()
        second.order_line._set_final_price(24, 12)
        invoice = (first | second)._create_invoices()
        self.assertEqual(len(invoice), 1)
        invoice.action_post()
        self._register_payment(invoice)
        for order in (first, second):
            self.assertEqual(order._get_paid_amount(), order.amount_total)
            self.assertEqual(order._get_payment_status(), "paid")

    def test_staffs_payment_link_leads_to_our_page(self):
        order = self._order(self.main)
        wizard = (
            self.env["payment.link.wizard"]
            .with_context(active_model="sale.order", active_id=order.id)
            .create({})
        )
        self.assertIn(f"/my/print/orders/{order.id}/pay", wizard.link)
        self.assertNotIn("access_token", wizard.link)
