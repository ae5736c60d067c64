import doctest
import time

from odoo import fields
from odoo.addons.mail.tests.common import MailCase
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .. import tax_number
from .common import PrintPortalCommon


class RegistrationCommon(PrintPortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bulgaria = cls.env.ref("base.bg")
        cls.form = {
            "kind": "company",
            "name": "Тест-Атлас ООД",
            "contact_name": "Мария Петрова",
            "vat": "BG175074752",
            "email": "Maria@Atlas.example.com",
            "phone": "+359 2 987 6543",
            "phone2": "",
            "country_id": str(cls.bulgaria.id),
            "city": "София",
            "street": "ул. Шипка 1",
            "zip": "1504",
            "heard_from": "A friend",
            "comment": "We print calendars.",
            "password": "atlas-2026",
            "password_repeat": "atlas-2026",
            "leave_empty": "",
        }
        cls.registrations = cls.env["print.registration"]
        cls.consent = cls.env["print.consent"]._get_current()
        cls.form["consent"] = str(cls.consent.id)
        # Opened a minute ago, as a person does.
        cls.form["opened"] = cls.registrations._make_stamp(int(time.time()) - 60)

    def _send_form(self, **typed):
        """Return the request that the form makes, with other values where given."""
        request, errors = self.registrations._receive(self.form | typed)
        self.assertFalse(errors)
        return request

    def _receive(self, **typed):
        """Return a request that came by the form and whose mail link was followed."""
        request = self._send_form(**typed)
        request._confirm()
        return request

    def _get_errors(self, **typed):
        request, errors = self.registrations._receive(self.form | typed)
        self.assertFalse(request)
        return errors

    def _approve(self, request, user=None, **values):
        """Press Approve in the dialog as ``user``, by default the coordinator."""
        wizard = self.env["print.registration.approve"].with_user(
            user or self.coordinator
        )
        wizard = wizard.create({"registration_id": request.id, **values})
        wizard.action_approve()
        return request.partner_id

    def _reject(self, request, reason="We work with companies only."):
        wizard = self.env["print.registration.reject"].with_user(self.coordinator)
        wizard.create({"registration_id": request.id, "reason": reason}).action_reject()


@tagged("post_install", "-at_install")
class TestRegistrationForm(RegistrationCommon):
    def test_request_is_stored_tidy(self):
        request = self._send_form(
            name="  Тест-Атлас \r\n ООД ", vat="bg 175 074-752", phone="02/987 6543"
        )
        self.assertEqual(request.name, "Тест-Атлас ООД")
        self.assertEqual(request.email, "maria@atlas.example.com")
        self.assertEqual(request.phone, "+359 2 987 6543")
        self.assertEqual(request.vat, "BG175074752")
        self.assertEqual(request.state, "unconfirmed")

    def test_password_is_kept_as_a_hash_that_nobody_reads(self):
        request = self._receive()
        crypt = self.env["res.users"]._crypt_context()
        self.assertTrue(crypt.verify("atlas-2026", request.password_hash))
        with self.assertRaises(AccessError):
            request.with_user(self.coordinator).read(["password_hash"])
        with self.assertRaises(AccessError):
            request.with_user(self.env.ref("base.user_admin")).read(["password_hash"])

    def test_private_person_has_no_company_fields(self):
        request = self._receive(kind="person", name="Petrov", contact_name="", vat="1")
        self.assertFalse(request.contact_name)
        self.assertFalse(request.vat)

    def test_every_error_is_told_at_once_in_the_order_of_the_page(self):
        empty = dict.fromkeys(self.form, "") | {"opened": self.form["opened"]}
        self.assertEqual(
            list(self._get_errors(**empty)),
            [
                "kind",
                "name",
                "email",
                "country_id",
                "city",
                "phone",
                "password",
                "consent",
            ],
        )

    def test_each_field_says_what_it_wants(self):
        cases = [
            ("kind", "cat", "company or private person"),
            ("name", " ", "name of the company"),
            ("contact_name", "", "contact person"),
            ("email", "maria", "such as name@example.com"),
            ("email", "a@example.com, b@example.com", "such as name@example.com"),
            ("phone", "12", "phone number such as"),
            ("phone", "+359 2 987 6543 999 999", "phone number such as"),
            ("phone2", "call me", "Second phone: enter it like"),
            ("country_id", "", "Choose a country"),
            ("country_id", "999999", "Choose a country"),
            ("country_id", "1; DROP", "Choose a country"),
            ("city", "", "Enter the city"),
            ("password", "short", "10 to 200 characters"),
            ("password", "x" * 201, "10 to 200 characters"),
            ("password", "MARIA@atlas.example.com", "other than your e-mail"),
            ("password_repeat", "atlas-2027", "same password"),
            ("name", "x" * 201, "Company name: shorten it to 200"),
            ("street", "x" * 201, "Street and number: shorten it to 200"),
            ("zip", "x" * 201, "Postal code: shorten it to 200"),
            ("heard_from", "x" * 201, "How did you hear of us: shorten it to 200"),
            ("comment", "x" * 4001, "Comment: shorten it to 4000"),
            ("vat", "BG175074751", "Tax ID: enter EIK"),
            ("consent", "", "Tick the box"),
            ("consent", "999999", "tick again"),
        ]
        for name, typed, sentence in cases:
            with self.subTest(name=name, typed=typed[:20]):
                errors = self._get_errors(**{name: typed})
                self.assertEqual(list(errors), [name])
                self.assertIn(sentence, errors[name])
                self.assertLessEqual(len(errors[name]), 90)

    def test_tax_number_is_that_of_the_country(self):
        cases = [
            ("base.ru", "7707083894", "INN", "7707 083893/770701001"),
            ("base.fr", "732829321", "SIREN", "732 829 320"),
            ("base.de", "DE136695977", "looks like DE136695976", "136 695 976"),
            ("base.us", "12", "leave it empty", "12-3456789"),
        ]
        for country, wrong, words, right in cases:
            with self.subTest(country=country):
                place = {"country_id": str(self.env.ref(country).id)}
                errors = self._get_errors(vat=wrong, **place)
                self.assertEqual(list(errors), ["vat"])
                self.assertIn(words, errors["vat"])
                self.assertLessEqual(len(errors["vat"]), 90)
                self._send_form(vat=right, email=f"{country}@example.com", **place)

    def test_every_country_with_an_example_takes_it(self):
        for code, example in tax_number.EXAMPLES.items():
            with self.subTest(country=code):
                self.assertTrue(tax_number.read(example, code).text)

    def test_examples_of_tax_numbers_are_true(self):
        found = doctest.testmod(tax_number, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
        self.assertGreater(found.attempted, 5)
        self.assertFalse(found.failed)

    def test_numbers_stand_in_their_fields_of_the_client(self):
        request = self._receive(
            vat="7707083893/770701001", country_id=str(self.env.ref("base.ru").id)
        )
        client = self._approve(request)
        self.assertEqual((client.vat, client.print_kpp), ("7707083893", "770701001"))
        french = self._receive(
            vat="732 829 320 00074",
            country_id=str(self.env.ref("base.fr").id),
            email="fr@example.com",
            name="Trame SARL",
        )
        client = self._approve(french)
        self.assertEqual(client.company_registry, "73282932000074")
        self.assertFalse(client.vat)

    def test_international_phone_needs_no_country(self):
        errors = self._get_errors(phone="+33 1 44 55 66 77", country_id="", vat="")
        self.assertEqual(list(errors), ["country_id"])

    def test_longer_policy_of_the_shop_holds(self):
        self.env["ir.config_parameter"].set_param("auth_password_policy.minlength", 12)
        self.assertIn("12 to 200", self._get_errors()["password"])

    def test_sending_again_corrects_the_request(self):
        request = self._receive()
        self.assertEqual(self._receive(city="Варна"), request)
        self.assertEqual(request.city, "Варна")

    def test_nobody_else_corrects_a_request(self):
        request = self._receive()
        password = "guessed-2026"
        other = self._receive(city="Варна", password=password, password_repeat=password)
        self.assertNotEqual(other, request)
        self.assertEqual(request.city, "София")

    def test_markup_stays_text(self):
        request = self._receive(name="<b>Atlas</b>", comment="<script>1</script>")
        client = self._approve(request)
        self.assertEqual(client.name, "<b>Atlas</b>")
        self.assertNotIn("<script>", client.comment)
        self.assertIn("&lt;script&gt;", client.comment)


@tagged("post_install", "-at_install")
class TestRegistrationAnswer(RegistrationCommon, MailCase):
    def test_coordinators_are_told(self):
        with self.mock_mail_gateway():
            request = self._receive()
        activities = request.activity_ids.filtered(
            lambda activity: activity.user_id == self.coordinator
        )
        self.assertEqual(activities.summary, "Answer Тест-Атлас ООД")
        told = self.env["mail.notification"].search(
            [("mail_message_id.res_id", "=", request.id)]
        )
        self.assertIn(self.coordinator.partner_id, told.res_partner_id)

    def test_nobody_else_works_on_requests(self):
        request = self._receive()
        for user in (self.prepress, self.accountant, self.main, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).read(["name"])
        self.assertEqual(request.with_user(self.salesperson).name, "Тест-Атлас ООД")
        with self.assertRaises(AccessError):
            self._approve(request, self.salesperson)

    def test_approved_company_can_log_in_with_the_password_it_chose(self):
        client = self._approve(self._receive())
        self.assertTrue(client.is_company)
        self.assertEqual(client.client_code, "test-atlas")
        self.assertEqual(client.user_id, self.coordinator)
        self.assertEqual(client.phone, "+359 2 987 6543")
        self.assertEqual(client.child_ids.name, "Мария Петрова")
        credential = {
            "type": "password",
            "login": "Test-Atlas",
            "password": "atlas-2026",
        }
        info = self.env["res.users"].authenticate(credential, {"interactive": True})
        account = self.env["res.users"].browse(info["uid"])
        self.assertEqual(account.partner_id, client)
        self.assertTrue(account._is_print_primary())
        self.assertTrue(account._is_portal())

    def test_approved_person_is_no_company(self):
        request = self._receive(kind="person", name="Пётр Петров", phone2="0888123456")
        client = self._approve(request)
        self.assertFalse(client.is_company)
        self.assertFalse(client.child_ids)
        self.assertIn("+359 88 812 3456", client.comment)

    def test_login_is_mailed_in_the_clients_language_and_no_reset_link(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("print_portal.mail_template_registration_approved")
        french = template.with_context(lang="fr_FR")
        french.subject = "Votre code: {{ object.client_code }}"
        request = self._receive()
        request.lang = "fr_FR"
        with self.mock_mail_gateway():
            client = self._approve(request)
        mails = self._new_mails.filtered(lambda mail: mail.email_to == request.email)
        self.assertEqual(mails.mapped("subject"), ["Votre code: test-atlas"])
        self.assertIn("test-atlas", mails.body_html)
        self.assertNotIn("reset_password", mails.body_html)
        self.assertEqual(client._print_primary_account().lang, "fr_FR")

    def test_rejection_mails_the_reason(self):
        request = self._receive()
        with self.mock_mail_gateway():
            self._reject(request, "We print\nfor <companies> only.")
        self.assertEqual(request.state, "rejected")
        mail = self._new_mails.filtered(lambda mail: mail.email_to == request.email)
        self.assertIn("for &lt;companies&gt; only.", mail.body_html)

    def test_answer_is_kept_and_the_password_forgotten(self):
        approved, rejected = self._receive(), self._receive(email="b@example.com")
        before = fields.Datetime.now()
        self._approve(approved)
        self._reject(rejected)
        for request in approved, rejected:
            with self.subTest(state=request.state):
                self.assertFalse(request.password_hash)
                self.assertEqual(request.answered_by_id, self.coordinator)
                self.assertGreaterEqual(request.date_answered, before)
                self.assertFalse(request.activity_ids)

    def test_second_coordinator_is_told_who_answered(self):
        request = self._receive()
        self._approve(request, client_code="test-atlas")
        accounts = self.env["res.users"].search_count([("login", "like", "test-atlas")])
        for answer in (self._approve, self._reject):
            with (
                self.subTest(answer=answer.__name__),
                self.assertRaisesRegex(UserError, "Test coordinator has answered"),
            ):
                answer(request)
        self.assertEqual(
            self.env["res.users"].search_count([("login", "like", "test-atlas")]),
            accounts,
        )

    def test_code_is_proposed_free(self):
        self._create_client("Atlas", "test-atlas")
        self.assertEqual(self._receive()._propose_code(), "test-atlas-2")

    def test_login_of_staff_is_not_given_to_a_client(self):
        self.assertEqual(
            self._receive(name="Test Salesperson")._propose_code(), "test-salesperson-2"
        )
        with self.assertRaisesRegex(UserError, "test-salesperson is taken"):
            self._approve(self._receive(), client_code="test-salesperson")

    def test_refused_code_leaves_the_request_open(self):
        request = self._receive()
        for code, error in (("2x", ValidationError), ("test-poligraf", UserError)):
            with self.subTest(code=code), self.assertRaises(error):
                self._approve(request, client_code=code)
        self.assertEqual(request.state, "new")
        self.assertTrue(request.password_hash)
