from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .pages_common import PrintPagesCommon

ORDERS = "/my/print/orders"


@tagged("post_install", "-at_install")
class TestOffer(PrintPagesCommon):
    """A quotation of the office, answered by the client on his page."""

    def _offer(self, **values):
        """Return a quotation of 8 plates that a salesperson has sent to poligraf."""
        order = (
            self.env["sale.order"]
            .with_user(self.salesperson)
            .create({"partner_id": self.poligraf.id, **values})
        )
        raw = self.plates._get_typed(self._form())
        self.assertFalse(order.save_print_job(self.plates.id, raw))
        order.action_quotation_sent()
        return order

    def _told(self, order):
        """Return what the salesperson was told of ``order``."""
        notices = self.env["mail.message"].search(
            [
                ("message_type", "=", "user_notification"),
                ("model", "=", "sale.order"),
                ("res_id", "=", order.id),
                ("partner_ids", "in", self.salesperson.partner_id.ids),
            ]
        )
        return " ".join(notices.mapped("body"))

    def _page(self, order, account=None):
        self._login(account or self.main)
        return self._get(f"{ORDERS}/{order.id}")

    def test_it_waits_for_the_client_on_every_page(self):
        order = self._offer()
        page = self._page(order)
        self.assertIn(
            "Waiting for you: accept the quotation.",
            self._read(page, "//div[contains(@class, 'pr-await you')]"),
        )
        self.assertIn("Quotation sent", self._read(page, "//ol"))
        self.assertNotIn("Cancel the order", self._read(page))
        self.assertNotIn("Pay now", self._read(page))
        home = self._read(self._get("/my"))
        self.assertIn("Waiting for you: 1", home)
        self.assertIn("accept the quotation", home)
        self.assertEqual(order.print_awaited, "Client: accept the quotation.")

    def test_accepting_confirms_and_asks_for_the_files(self):
        order = self._offer()
        self._login(self.main)
        answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(order.state, "sale")
        self.assertEqual(order.print_job_ids.status_id.code, "awaiting_files")
        said = "".join(order.message_ids.mapped("body"))
        self.assertIn(f"Accepted by {self.main.name}.", said)
        self.assertIn("was accepted by the client", self._told(order))
        self.assertIn("send the files", self._read(self._page(order)))

    def test_accepting_twice_starts_it_once(self):
        order = self._offer()
        self._login(self.main)
        for _time in range(2):
            answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertIn("waits for no answer any more", self._read(answer))
        self.assertEqual(len(order.print_job_ids), 1)

    def test_what_is_missing_is_said_and_nothing_confirmed(self):
        order = self._offer()
        order.order_line.print_spec_id.sudo().values = self._form(files_later=False)
        self._login(self.main)
        answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Add at least one file", self._read(answer))
        self.assertEqual(order.state, "sent")

    def test_work_without_a_price_is_not_accepted(self):
        self.env["print.tariff"].search([]).unlink()
        order = self._offer()
        self._login(self.main)
        answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertIn("We still have to price Booklet Autumn", self._read(answer))
        self.assertEqual(order.state, "sent")

    def test_what_has_expired_is_not_accepted(self):
        order = self._offer()
        yesterday = fields.Date.today() - timedelta(days=1)
        order.sudo().validity_date = yesterday
        page = self._page(order)
        self.assertIn("ask for a new one", self._read(page))
        self.assertFalse(self._find(page, "//form[contains(@action, '/accept')]"))
        answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertIn("The quotation was valid until", self._read(answer))
        self.assertEqual(order.state, "sent")

    def test_only_who_sends_orders_answers(self):
        order = self._offer(partner_id=self.ivanova.partner_id.id)
        self.ivanova.can_submit = False
        page = self._page(order, self.ivanova)
        self.assertFalse(self._find(page, "//form[contains(@action, '/accept')]"))
        for path in ("accept", "decline"):
            answer = self._post(f"{ORDERS}/{order.id}/{path}", reason="No")
            self.assertIn("may look, not order", self._read(answer))
        self.assertEqual(order.state, "sent")
        self.ivanova.can_submit = True
        page = self._page(order, self.ivanova)
        self.assertTrue(self._find(page, "//form[contains(@action, '/accept')]"))
        self._post(f"{ORDERS}/{order.id}/accept")
        self.assertEqual(order.state, "sale")

    def test_an_order_of_his_own_is_no_offer(self):
        order = self._order(self.main)
        self._login(self.main)
        answer = self._post(f"{ORDERS}/{order.id}/accept")
        self.assertIn("waits for no answer any more", self._read(answer))
        self.assertEqual(order.state, "sent")

    def test_declining_needs_a_reason_which_staff_read(self):
        order = self._offer()
        self._login(self.main)
        answer = self._post(f"{ORDERS}/{order.id}/decline", reason=" ")
        self.assertIn("Reason: say in a few words why.", self._read(answer))
        self.assertEqual(order.state, "sent")
        self._post(f"{ORDERS}/{order.id}/decline", reason="Too <dear>")
        self.assertEqual(order.state, "cancel")
        page = self._page(order)
        talk = self._read(page, "//ul[@class='pr-talk']")
        self.assertIn("Declined: Too <dear>", talk)
        self.assertIn("was declined by the client: Too", self._told(order))

    def test_the_mail_leads_to_the_page_of_the_quotation(self):
        order = self._offer()
        template = self.env.ref("print_portal.mail_template_order_offer")
        body = template._render_field("body_html", order.ids)[order.id]
        self.assertIn(f"{ORDERS}/{order.id}", body)
        self.assertIn("Accept it on its page", body)
