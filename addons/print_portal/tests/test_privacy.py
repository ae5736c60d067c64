import io
import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from .files_common import FilesMixin
from .orders_common import PrintOrdersHttpCommon

OTHER = "zq9182"  # stands in everything of another client, and nowhere else


class PrivacyCommon(FilesMixin, PrintOrdersHttpCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.requests = cls.env["print.privacy.request"]

    def _export(self, account, whole_client=False):
        """Return what the account's file of the data says."""
        file = io.BytesIO()
        account._write_print_export(file, whole_client=whole_client)
        return json.loads(file.getvalue())

    def _ask(self, account, comment=""):
        self.requests.with_user(account)._ask(comment)
        return self.requests.with_user(account)._find_own().with_env(self.env)

    def _blank(self, asked, user=None, typed=None):
        """Press the button of the dialog as ``user``, by default the coordinator."""
        wizards = self.env["print.privacy.blank"].with_user(user or self.coordinator)
        wizard = wizards.create(
            {
                "request_id": asked.id,
                "typed_login": asked.login if typed is None else typed,
            }
        )
        wizard.action_blank()
        self.env.invalidate_all()

    def _finish(self, order):
        order.action_confirm()
        order.print_job_ids._move_to("cancelled")


@tagged("post_install", "-at_install")
class TestPrivacyExport(PrivacyCommon):
    def test_nothing_of_another_client_or_colleague(self):
        """By every account: with all rights in ``env.user`` only its own count."""
        self._order(self.rival, self._form(job_title=OTHER)).client_order_ref = OTHER
        self._receive(self.rival, f"{OTHER}.pdf")
        self._create_invoice(self.reklama, ref=OTHER)
        self.reklama.name = OTHER
        for account in (self.main, self.ivanova, self.buh, self.head, self.person):
            for whole_client in (False, True):
                with self.subTest(account=account.login, whole_client=whole_client):
                    text = json.dumps(self._export(account.sudo(), whole_client))
                    self.assertNotIn(OTHER, text)
        self.assertIn(OTHER, json.dumps(self._export(self.rival, whole_client=True)))

    def test_an_account_gets_what_is_its_own(self):
        own = self._order(self.ivanova, self._form(job_title="Own work"))
        self._order(self.main, self._form(job_title="Work of the main account"))
        own.message_post(
            body="A question",
            author_id=self.ivanova.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        own.message_post(body="Among us", subtype_xmlid="mail.mt_note")
        self._receive(self.ivanova, "own.pdf")
        data = self._export(self.ivanova)
        self.assertEqual(data["account"]["login"], self.ivanova.login)
        self.assertEqual([order["title"] for order in data["orders"]], ["Own work"])
        self.assertEqual([row["text"] for row in data["messages"]], ["A question"])
        self.assertEqual([row["name"] for row in data["files"]], ["own.pdf"])
        self.assertEqual(len(data["contacts"]), 1)

    def test_money_is_for_who_sees_money(self):
        order = self._order(self.ivanova, self._form())
        self._create_invoice()
        poor = self._export(self.ivanova, whole_client=True)
        self.assertFalse(poor["invoices"])
        self.assertNotIn("total", poor["orders"][0])
        self.assertNotIn("115.2", json.dumps(poor))
        rich = self._export(self.main, whole_client=True)
        self.assertEqual(len(rich["invoices"]), 1)
        totals = {row["number"]: row.get("total") for row in rich["orders"]}
        self.assertEqual(totals[order.name], order.amount_total)

    def test_the_main_account_gets_the_client(self):
        self._order(self.ivanova, self._form(job_title="A colleague's work"))
        data = self._export(self.main, whole_client=True)
        self.assertIn("A colleague's work", json.dumps(data))
        logins = {account["login"] for account in data["accounts"]}
        self.assertEqual(
            logins,
            {user.login for user in (self.main, self.ivanova, self.buh, self.head)},
        )
        names = {contact["name"] for contact in data["contacts"]}
        self.assertIn("Ivanova", names)

    def test_the_client_is_for_the_main_account(self):
        for account, status in (
            (self.main, 200),
            (self.ivanova, 404),
            (self.head, 404),
            (self.stranger, 303),
        ):
            with self.subTest(account=account.login):
                self.authenticate(account.login, account.login)
                answer = self.url_open(
                    "/my/print/privacy/export/client", allow_redirects=False
                )
                self.assertEqual(answer.status_code, status)

    def test_the_file_is_whole_and_named(self):
        self.authenticate(self.main.login, self.main.login)
        answer = self.url_open("/my/print/privacy/export")
        self.assertEqual(int(answer.headers["Content-Length"]), len(answer.content))
        self.assertIn("test-poligraf.json", answer.headers["Content-Disposition"])
        self.assertEqual(answer.json()["account"]["login"], "test-poligraf")

    def test_consent_and_devices_are_in_it(self):
        self.env["print.registration"].create(
            {
                "name": "Petrov",
                "email": "petrov@example.com",
                "phone": "+359 2 987 6543",
                "country_id": self.env.ref("base.bg").id,
                "city": "Sofia",
                "partner_id": self.petrov.id,
                "account_id": self.person.id,
                "consent_id": self.env["print.consent"]._get_current().id,
            }
        )
        self.env["res.device.log"].create(
            {
                "session_identifier": "x" * 42,
                "user_id": self.person.id,
                "ip_address": "192.0.2.1",
            }
        )
        data = self._export(self.person)
        self.assertEqual(data["registrations"][0]["agreed_version"], 1)
        self.assertEqual(data["logins"][0]["address"], "192.0.2.1")

    def test_queries_grow_by_batches_not_by_files(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self._export(self.main, whole_client=True)
            return self.env.cr.sql_log_count - before

        self._create_invoice()
        self._receive(self.main, "first.pdf")
        count_queries()
        few = count_queries()
        for number in range(10):
            self._receive(self.main, f"{number}.pdf")
            self._create_invoice()
        self.assertLessEqual(count_queries(), few + 2)


@tagged("post_install", "-at_install")
class TestPrivacyDeletion(PrivacyCommon):
    def test_asking_puts_it_to_coordinators_and_changes_nothing(self):
        asked = self._ask(self.ivanova, "I leave the company")
        self.assertIn(self.coordinator, asked.activity_ids.user_id)
        self.assertEqual(asked.comment, "I leave the company")
        self.assertTrue(self.ivanova.active)
        self.assertEqual(self._ask(self.ivanova), asked)

    def test_taking_it_back(self):
        asked = self._ask(self.ivanova)
        self.requests.with_user(self.ivanova)._withdraw()
        self.assertEqual(asked.state, "withdrawn")
        self.assertFalse(asked.activity_ids)
        with self.assertRaises(UserError):
            self._blank(asked)
        self.assertNotEqual(self._ask(self.ivanova), asked)

    def test_the_page_asks_and_takes_back(self):
        self.authenticate(self.ivanova.login, self.ivanova.login)
        data = {"csrf_token": Request.csrf_token(self), "comment": "<b>Bye</b>"}
        page = self.url_open("/my/print/privacy/delete", data=data)
        self.assertIn("We are deleting your data", page.text)
        self.assertTrue(self.requests.with_user(self.ivanova)._find_own())
        page = self.url_open("/my/print/privacy/withdraw", data=data)
        self.assertIn("Ask us to delete my account", page.text)
        self.assertFalse(self.requests.with_user(self.ivanova)._find_own())

    def test_strangers_and_other_accounts_have_no_door(self):
        asked = self._ask(self.ivanova)
        for user in (self.main, self.rival, self.public, self.prepress):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError), mute_logger("odoo.models"):
                    asked.with_user(user).read(["comment"])
                with self.assertRaises(AccessError), mute_logger("odoo.models"):
                    self._blank(asked, user)
        self.assertFalse(self._ask(self.stranger))
        self.assertTrue(self.ivanova.active)

    def test_a_sub_account_is_blanked_and_its_orders_stay(self):
        order = self._order(self.ivanova, self._form(job_title="Kept work"))
        order.message_post(
            body="Hello", author_id=self.ivanova.partner_id.id, email_from="i@x.example"
        )
        basket = self._basket(self.ivanova, self._form())
        self._finish(order)
        contact = self.ivanova.partner_id
        contact.write({"phone": "+359 2 987 6543", "city": "Sofia"})
        asked = self._ask(self.ivanova)
        self._blank(asked)
        self.assertFalse(self.ivanova.active)
        self.assertEqual(self.ivanova.login, f"deleted#{self.ivanova.id}")
        self.assertFalse(contact.active)
        self.assertIn("Deleted contact", contact.name)
        for name in ("email", "phone", "city"):
            self.assertFalse(contact[name], name)
        self.assertEqual(order.print_account_id, self.ivanova)
        self.assertEqual(order.print_title, "Kept work")
        self.assertFalse(order.print_recipient_phone)
        said = order.message_ids.filtered(lambda message: message.author_id == contact)
        self.assertFalse([each for each in said.mapped("email_from") if each])
        # The basket goes to the main account, as whenever an account is closed.
        self.assertEqual(basket.print_account_id, self.main)
        self.assertEqual(asked.state, "done")
        self.assertEqual(asked.answered_by_id, self.coordinator)
        self.assertFalse(asked.activity_ids)
        self.assertTrue(self.main.active and self.poligraf.email)

    def test_nobody_logs_in_any_more(self):
        login = self.ivanova.login
        self._blank(self._ask(self.ivanova))
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT password FROM res_users WHERE id = %s", [self.ivanova.id]
        )
        self.assertEqual(self.env.cr.fetchone(), (None,))
        with self.assertRaises(AccessDenied), mute_logger("odoo.addons.base.models"):
            self.env["res.users"].authenticate(
                {"type": "password", "login": login, "password": self.PASSWORD},
                {"interactive": True},
            )

    def test_the_login_is_typed_first(self):
        asked = self._ask(self.ivanova)
        for typed in ("", "yes", self.main.login):
            with self.assertRaisesRegex(UserError, "Login, to confirm"):
                self._blank(asked, typed=typed)
        self.assertTrue(self.ivanova.active)

    def test_running_work_is_finished_first(self):
        order = self._order(self.ivanova, self._form())
        asked = self._ask(self.ivanova)
        with self.assertRaisesRegex(UserError, order.name):
            self._blank(asked)
        self.assertTrue(self.ivanova.active)

    def test_a_company_keeps_its_name_and_closes_colleagues_first(self):
        self.poligraf.write({"street": "Shipka 1", "phone": "+359 2 987 6543"})
        asked = self._ask(self.main)
        with self.assertRaisesRegex(UserError, self.ivanova.login):
            self._blank(asked)
        (self.ivanova | self.buh | self.head).action_archive()
        self._blank(asked)
        self.assertFalse(self.main.active)
        self.assertEqual(self.poligraf.name, "Poligraf Ltd")
        self.assertEqual(self.poligraf.street, "Shipka 1")
        self.assertFalse(self.poligraf.email or self.poligraf.phone)
        self.assertTrue(self.poligraf.active)

    def test_a_person_with_invoices_is_named_until_the_law_lets_go(self):
        self.petrov.write({"street": "Shipka 1", "phone": "+359 2 987 6543"})
        invoice = self._create_invoice(self.petrov)
        asked = self._ask(self.person)
        self._blank(asked)
        self.assertEqual(self.petrov.name, "Petrov")
        self.assertEqual(self.petrov.street, "Shipka 1")
        self.assertFalse(self.petrov.email or self.petrov.phone)
        self.assertEqual(self.petrov.client_code, f"deleted-{self.petrov.id}")
        self.assertEqual(asked.date_kept.year, invoice.date.year + 10)
        self.assertEqual(invoice.state, "posted")
        # Eleven years later the name goes by itself.
        asked.date_kept = fields.Date.today() - timedelta(days=1)
        self.env["ir.config_parameter"].set_param("print_portal.invoice_years", -1)
        self.requests._gc_kept_names()
        self.assertIn("Deleted contact", self.petrov.name)
        self.assertFalse(self.petrov.street or asked.date_kept)
        self.assertEqual(invoice.partner_id, self.petrov)

    def test_a_persons_files_drafts_and_request_go(self):
        self._receive(self.person, "letter.pdf")
        registration = self.env["print.registration"].create(
            {
                "name": "Petrov",
                "email": "petrov@example.com",
                "phone": "+359 2 987 6543",
                "country_id": self.env.ref("base.bg").id,
                "city": "Sofia",
                "account_id": self.person.id,
                "consent_id": self.env["print.consent"]._get_current().id,
            }
        )
        draft = self.env["print.draft"].with_user(self.person)
        draft._keep(self.plates, {"job_title": "Begun"})
        self._blank(self._ask(self.person))
        self.assertFalse(
            self.env["print.file"].search([("partner_id", "=", self.petrov.id)])
        )
        self.assertFalse(
            self.env["print.draft"].search([("user_id", "=", self.person.id)])
        )
        self.assertNotIn("Petrov", registration.name)
        self.assertNotIn("petrov", registration.email)
        self.assertTrue(registration.consent_id)

    def test_it_is_noted_in_the_privacy_log_without_the_name(self):
        self._blank(self._ask(self.ivanova))
        log = self.env["privacy.log"].search([], order="id desc", limit=1)
        self.assertEqual(log.user_id, self.coordinator)
        self.assertNotIn("vanova", log.anonymized_name + log.anonymized_email)

    def test_the_dialog_says_what_goes_and_what_stays(self):
        self._create_invoice(self.petrov)
        asked = self._ask(self.person)
        wizard = self.env["print.privacy.blank"].with_user(self.coordinator)
        words = wizard.create({"request_id": asked.id}).consequences
        self.assertIn("stay for invoices until", words)
        self.assertIn("files", words)
