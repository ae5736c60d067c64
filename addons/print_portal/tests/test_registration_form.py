from lxml import html

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .test_registration import RegistrationCommon


@tagged("post_install", "-at_install")
class TestRegistrationPage(RegistrationCommon, HttpCase):
    def _send(self, **typed):
        """Open the form, fill it in and send it; return the answer, not followed."""
        self.authenticate(None, None)
        page = html.fromstring(self.url_open("/print/register").content)
        token = page.xpath("//form//input[@name='csrf_token']/@value")[0]
        data = self.form | typed | {"csrf_token": token}
        return self.url_open("/print/register", data=data, allow_redirects=False)

    def test_request_sent(self):
        answer = self._send()
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/print/register/sent"))
        page = self.url_open(answer.headers["Location"])
        self.assertIn("Request sent", page.text)
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
            "leave_empty": "x",
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

    def test_trap_shows_itself_to_a_person(self):
        page = html.fromstring(self._send(leave_empty="x").text)
        self.assertFalse(page.xpath("//*[@class='pr-trap']"))
        self.assertIsNone(page.get_element_by_id("leave_empty").get("tabindex"))

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
            data={"csrf_token": token},
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
