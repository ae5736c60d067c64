from unittest.mock import patch
from urllib.parse import urlsplit

from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import config, mute_logger

from .test_registration import RegistrationCommon


@tagged("post_install", "-at_install")
class TestRegistrationPage(RegistrationCommon, HttpCase):
    def _send(self, headers=None, **typed):
        """Open the form, fill it in and send it; return the answer, not followed."""
        self.authenticate(None, None)
        page = html.fromstring(self.url_open("/print/register").content)
        token = page.xpath("//form//input[@name='csrf_token']/@value")[0]
        data = self.form | typed | {"csrf_token": token}
        return self.url_open(
            "/print/register", data=data, headers=headers, allow_redirects=False
        )

    def test_request_sent(self):
        answer = self._send()
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/print/register/sent"))
        page = self.url_open(answer.headers["Location"])
        self.assertIn("Open the link in the mail", page.text)
        request = self.registrations.search([("name", "=", "Тест-Атлас ООД")])
        self.assertEqual(len(request), 1)

    def test_errors_stand_at_their_fields_and_in_the_summary(self):
        answer = self._send(name="", email="maria", comment="Keep <this>")
        self.assertEqual(answer.status_code, 422)
        page = html.fromstring(answer.text)
        self.assertTrue(page.findtext(".//title").strip().startswith("Error:"))
        summary = page.xpath("//div[@role='alert']//a")
        told = {link.get("href"): link.text for link in summary}
        self.assertEqual(list(told), ["#name", "#email"])
        for href, sentence in told.items():
            with self.subTest(field=href):
                field = page.get_element_by_id(href[1:])
                self.assertEqual(field.get("aria-invalid"), "true")
                described = field.get("aria-describedby").split()
                text = page.get_element_by_id(f"{href[1:]}_error").text_content()
                self.assertIn(f"{href[1:]}_error", described)
                self.assertEqual(text.strip(), sentence)

    def test_summary_has_the_order_of_the_page(self):
        wrong = {
            "comment": "x" * 4001,
            "password": "x",
            "consent": "",
            "country_id": "",
            "phone": "",
            "name": "",
        }
        page = html.fromstring(self._send(**wrong).text)
        told = [link.get("href")[1:] for link in page.xpath("//*[@role='alert']//a")]
        fields = page.xpath("//form[contains(@class, 'pr-registration')]//@id")
        self.assertEqual(len(told), len(wrong))
        self.assertEqual(told, [name for name in fields if name in told])

    def test_nothing_typed_is_lost_but_the_password(self):
        answer = self._send(email="maria", comment="Keep <this>", kind="person")
        page = html.fromstring(answer.text)
        self.assertEqual(page.get_element_by_id("city").get("value"), "София")
        self.assertEqual(page.get_element_by_id("email").get("value"), "maria")
        self.assertEqual(page.get_element_by_id("comment").text, "Keep <this>")
        self.assertIsNotNone(page.get_element_by_id("kind_person").get("checked"))
        country = page.xpath("//select[@id='country_id']/option[@selected]/@value")
        self.assertEqual(country, [str(self.bulgaria.id)])
        self.assertNotIn("atlas-2026", answer.text)

    def test_one_error_needs_no_summary(self):
        page = html.fromstring(self._send(city="").text)
        self.assertFalse(page.xpath("//div[@role='alert']"))
        self.assertIsNotNone(page.get_element_by_id("city").get("autofocus"))

    def test_a_program_gets_the_same_answer_and_leaves_nothing(self):
        person = self._send()
        requests = self.registrations.search([])
        mails = self.env["mail.mail"].search([])
        limits = self.env["print.registration.limit"].search([])
        program = {"email": "program@example.com"}
        for trap in (
            {"leave_empty": "x"},
            {"opened": ""},
            {"opened": "x" * 60},
            {"opened": self.registrations._make_stamp()},
        ):
            with self.subTest(trap=trap):
                answer = self._send(**program, **trap)
                self.assertEqual(answer.status_code, person.status_code)
                self.assertEqual(answer.headers["Location"], person.headers["Location"])
        page = self.url_open("/print/register/sent")
        self.assertIn("program@example.com", page.text)
        self.assertEqual(self.registrations.search([]), requests)
        self.assertEqual(self.env["mail.mail"].search([]), mails)
        self.assertEqual(self.env["print.registration.limit"].search([]), limits)

    def test_a_quick_correction_is_no_program(self):
        """The page with errors keeps when the form was opened first."""
        page = html.fromstring(self._send(city="").text)
        (opened,) = page.xpath("//input[@name='opened']/@value")
        self.assertEqual(opened, self.form["opened"])

    def test_too_many_from_a_network_keep_what_they_typed(self):
        self.env["ir.config_parameter"].set_param(
            "print_portal.registration_per_network", 2
        )
        self.env.company.phone = "+359 2 400 50 60"
        for number in range(2):
            self._send(email=f"{number}@example.com")
        answer = self._send(email="3@example.com")
        self.assertEqual(answer.status_code, 429)
        page = html.fromstring(answer.text)
        (told,) = page.xpath("//*[@role='alert']")
        self.assertIn("+359 2 400 50 60", told.text_content())
        self.assertEqual(page.get_element_by_id("name").get("value"), self.form["name"])
        self.assertIsNotNone(page.get_element_by_id("consent").get("checked"))
        self.assertFalse(self.registrations.search([("email", "=", "3@example.com")]))

    def test_behind_a_proxy_the_visitor_is_counted(self):
        """Without proxy mode a header of the visitor's own is not believed."""
        self._send(email="direct@example.com")
        network = self.registrations.search([("email", "=", "direct@example.com")])
        self.assertEqual(network.consent_address, "127.0.0.1")
        headers = {
            "X-Forwarded-For": "203.0.113.7",
            "X-Forwarded-Host": urlsplit(self.base_url()).netloc,
        }
        self._send(headers, email="forged@example.com")
        with patch.dict(config.options, {"proxy_mode": True}):
            self._send(headers, email="proxy@example.com")
        seen = self.registrations.search([("email", "like", "@example.com")])
        addresses = {each.email: each.consent_address for each in seen}
        self.assertEqual(addresses["forged@example.com"], "127.0.0.1")
        self.assertEqual(addresses["proxy@example.com"], "203.0.113.7")

    def test_the_link_is_confirmed_by_a_press_not_by_opening_it(self):
        self._send()
        request = self.registrations.search([("name", "=", "Тест-Атлас ООД")])
        link = urlsplit(request._get_confirm_url()).path
        for _scanner in range(2):
            page = html.fromstring(self.url_open(link).content)
        self.assertEqual(request.state, "unconfirmed")
        (token,) = page.xpath("//form[contains(@action, 'confirm')]/input/@value")
        for _press in range(2):
            answer = self.url_open(link, data={"csrf_token": token})
            self.assertIn("We are checking the request", answer.text)
        self.assertEqual(request.state, "new")
        self.assertIn("We are checking the request", self.url_open(link).text)

    def test_a_link_that_is_no_link_says_so_and_offers_a_new_one(self):
        self.authenticate(None, None)
        answer = self.url_open("/print/register/confirm/nonsense")
        self.assertEqual(answer.status_code, 410)
        page = html.fromstring(answer.content)
        self.assertTrue(page.xpath("//form[@action='/print/register/resend']"))

    def test_the_whole_text_of_the_consent_is_for_everybody_once_published(self):
        self.authenticate(None, None)
        self.assertIn(
            "vanishes", self.url_open(f"/print/consent/{self.consent.id}").text
        )
        draft = self.consent.copy()
        self.assertEqual(self.url_open(f"/print/consent/{draft.id}").status_code, 404)

    def test_password_is_not_logged(self):
        with self.assertLogs(level="DEBUG") as logs, mute_logger("odoo.sql_db"):
            self._send()
            self._send(email="maria")
        self.assertFalse([line for line in logs.output if "atlas-2026" in line])

    def test_form_needs_its_token(self):
        self.authenticate(None, None)
        with mute_logger("odoo.http"):
            answer = self.url_open("/print/register", data=self.form)
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self.registrations.search([("name", "=", "Тест-Атлас ООД")]))

    def test_file_in_place_of_text_is_no_error_of_ours(self):
        self.authenticate(None, None)
        page = html.fromstring(self.url_open("/print/register").content)
        token = page.xpath("//form//input[@name='csrf_token']/@value")[0]
        answer = self.url_open(
            "/print/register",
            data={"csrf_token": token, "opened": self.form["opened"]},
            files={"name": ("name.txt", b"Atlas")},
        )
        self.assertEqual(answer.status_code, 422)

    def test_login_page_leads_to_registration_and_not_to_signup(self):
        self.authenticate(None, None)
        page = html.fromstring(self.url_open("/web/login").content)
        self.assertTrue(page.xpath("//a[@href='/print/register']"))
        self.assertFalse(page.xpath("//a[starts-with(@href, '/web/signup')]"))
        self.assertEqual(self.url_open("/web/signup").status_code, 404)

    def test_who_has_an_account_is_led_to_it(self):
        self.authenticate(self.main.login, self.PASSWORD)
        answer = self.url_open("/print/register", allow_redirects=False)
        self.assertTrue(answer.headers["Location"].endswith("/my"))

    def test_story_from_request_to_login(self):
        """Through the real login form: HttpCase's own accepts any password."""
        self._send()
        request = self.registrations.search([("name", "=", "Тест-Атлас ООД")])
        request._confirm()
        self._approve(request)
        self.assertTrue(self._log_in("TEST-ATLAS", "atlas-2026").endswith("/my"))
        self.assertIn("/web/login", self._log_in("test-atlas", "atlas-2027"))

    def _log_in(self, login, password):
        """Log in by the form; return the address where one lands."""
        self.authenticate(None, None)
        page = html.fromstring(self.url_open("/web/login").content)
        token = page.xpath("//form//input[@name='csrf_token']/@value")[0]
        data = {"login": login, "password": password, "csrf_token": token}
        return self.url_open("/web/login", data=data).url
