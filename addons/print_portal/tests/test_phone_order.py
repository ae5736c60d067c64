from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestPhoneOrder(PrintOrdersCommon):
    def _wizard(self, **values):
        return self.env["print.phone.order"].with_user(self.salesperson).create(values)

    def _begin(self, **values):
        action = self._wizard(**values).action_begin()
        return self.env["sale.order"].browse(action["res_id"])

    def test_an_order_of_a_known_client_has_its_number_at_once(self):
        order = self._begin(partner_id=self.poligraf.id)
        self.assertTrue(order.name.startswith("o-"))
        self.assertEqual(order.partner_id, self.poligraf)
        self.assertEqual(order.user_id, self.salesperson)

    def test_whoever_calls_is_registered_on_the_spot(self):
        with Form(self.env["print.phone.order"].with_user(self.salesperson)) as form:
            form.name = "ООО «Новая печать»"
            form.phone = "+7 495 123-45-67"
            self.assertEqual(form.client_code, "novaya-pechat")
        order = self.env["sale.order"].browse(form.record.action_begin()["res_id"])
        client = order.partner_id
        self.assertEqual(client.client_code, "novaya-pechat")
        self.assertEqual(client.user_id, self.salesperson)
        self.assertTrue(client.is_company)
        self.assertFalse(client._print_accounts())

    def test_his_account_is_opened_with_an_invitation(self):
        order = self._begin(
            name="New Print",
            client_code="new-print",
            email="office@new-print.example",
            has_account=True,
        )
        account = order.partner_id._print_primary_account()
        self.assertEqual(account.login, "new-print")
        mails = self.env["mail.mail"].search([], order="id desc", limit=2)
        told = " ".join(mails.recipient_ids.mapped("email")) + " ".join(
            mail.email_to or "" for mail in mails
        )
        self.assertIn("office@new-print.example", told)

    def test_what_is_missing_is_said(self):
        for values in (
            {},
            {"name": "Only a name", "client_code": " "},
            {"name": "X", "client_code": "x-print", "has_account": True},
            {"name": "Taken", "client_code": self.poligraf.client_code},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                self._begin(**values)

    def test_who_may_be_the_same_is_shown(self):
        wizard = self._wizard(name="Other", email=self.poligraf.email.upper())
        self.assertEqual(wizard.similar_ids, self.poligraf)
        self.assertFalse(self._wizard(name="Nobody at all").similar_ids)

    def test_the_client_sees_it_when_staff_say_so(self):
        order = self._begin(partner_id=self.poligraf.id)
        order._add_print_job(self.plates, self._form())
        orders = self.env["sale.order"].with_user(self.main)
        self.assertFalse(orders.search([("id", "=", order.id)]))
        order.with_user(self.salesperson).action_show_to_client()
        self.assertEqual(order.state, "sent")
        self.assertTrue(orders.search([("id", "=", order.id)]))
        bodies = " ".join(order.message_ids.mapped("body"))
        self.assertIn(self.salesperson.name, bodies)

    def test_from_the_form_of_the_client(self):
        action = self.poligraf.with_user(self.salesperson).action_print_office_order()
        self.assertEqual(action["context"]["default_partner_id"], self.poligraf.id)

    def test_staff_find_what_repeats_an_order(self):
        order = self._order(self.main)
        staff = order.with_user(self.salesperson)
        wizard = self.env["print.order.again"].with_user(self.salesperson)
        with Form(wizard.with_context(default_order_id=order.id)) as form:
            form.mode = "repeat"
            self.assertTrue(form.keeps)
        action = form.record.action_order()
        self.assertEqual(staff.print_repeat_count, 1)
        found = staff.action_open_print_repeats()["domain"][0][2]
        self.assertEqual(found, [action["res_id"]])
