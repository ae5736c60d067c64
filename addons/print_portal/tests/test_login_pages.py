import doctest
import re
from urllib.parse import urljoin, urlsplit

from odoo.http import Request
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import ir_http_redirect
from .pages_common import PrintPagesCommon


@tagged("post_install", "-at_install")
class TestLoginPages(PrintPagesCommon):
    """Strangers and clients at the doors of the login, as their browsers see them."""

    def _login(self, user):
        """Log in with a session that leaves traces, as those of browsers do."""
        traced = {"_trace_disable": False}
        self.authenticate(user.login, self.PASSWORD, session_extra=traced)
        self.csrf = Request.csrf_token(self)

    def _start(self):
        """Begin as a browser that nobody knows."""
        self.authenticate(None, None)
        self.opener.cookies.clear()

    def _send(self, path, **form):
        page = self.url_open(path)
        [self.csrf, *_rest] = re.findall(r'csrf_token" value="([^"]+)', page.text)
        return self._post(urlsplit(path).path, **form)

    def _log_in(self, login="test-poligraf", password=None):
        return self._send(
            "/web/login",
            login=login,
            password=password or self.PASSWORD,
            type="password",
        )

    def _is_in(self):
        return self._get("/my/security").status_code == 200

    def test_nobody_is_led_to_another_site(self):
        for there in (
            "https://evil.example.com/my",
            "//evil.example.com/my",
            "/\\evil.example.com/my",
            "/\t/evil.example.com/my",
            "/\r\n/evil.example.com/my",
        ):
            with self.subTest(there=there):
                self._start()
                answer = self._send(
                    "/web/login",
                    login="test-poligraf",
                    password=self.PASSWORD,
                    type="password",
                    redirect=there,
                )
                self.assertEqual(answer.status_code, 303)
                led = urljoin(self.base_url(), answer.headers["Location"])
                self.assertEqual(urlsplit(led).netloc, urlsplit(self.base_url()).netloc)
        self.assertFalse(doctest.testmod(ir_http_redirect).failed)

    @mute_logger("odoo.addons.base.models.res_users")
    def test_a_wrong_password_keeps_the_login(self):
        self._start()
        answer = self._log_in("Test-Poligraf", "wrong")
        self.assertEqual(
            [
                field.get("value")
                for field in self._find(answer, "//input[@id='login']")
            ],
            ["Test-Poligraf"],
        )
        self.assertIn("Wrong login", self._read(answer, "//*[@role='alert']"))

    @mute_logger(
        "odoo.addons.base.models.res_users",
        "odoo.addons.print_portal.models.print_attempt",
    )
    def test_whoever_waits_is_told_on_the_page(self):
        self._start()
        for _time in range(5):
            self._log_in(password="wrong")
        answer = self._log_in()
        self.assertIn("Time to wait", self._read(answer, "//*[@role='alert']"))
        self.assertFalse(self._is_in())

    @mute_logger(
        "odoo.addons.base.models.res_users",
        "odoo.addons.print_portal.models.print_attempt",
    )
    def test_the_password_is_not_guessed_on_an_open_page(self):
        self._start()
        self._log_in()
        form = {"new1": "another-password", "new2": "another-password"}
        for _time in range(5):
            answer = self._send("/my/security", op="password", old="wrong", **form)
        self.assertIn("old password", self._read(answer))
        answer = self._send("/my/security", op="password", old=self.PASSWORD, **form)
        self.assertIn("Time to wait", self._read(answer))

    # --- Mail on a new browser ---

    def _news(self):
        subject = "New login as test-poligraf"
        return self.env["mail.mail"].search([("subject", "like", subject)])

    def test_a_new_browser_is_told_once(self):
        self._start()
        self.assertEqual(self._log_in().status_code, 303)
        self.assertFalse(self._news(), "the first login of all is no news")
        known = dict(self.opener.cookies)
        self._start()
        self._log_in()
        self.assertEqual(len(self._news()), 1)
        self._start()
        self.opener.cookies["print_browser"] = known["print_browser"]
        self._log_in()
        self.assertEqual(len(self._news()), 1)

    def test_the_mail_says_from_where_and_the_way_out(self):
        for _time in range(2):
            self._start()
            self.opener.headers["User-Agent"] = (
                "Mozilla/5.0 (Windows NT 10.0) Firefox/1"
            )
            self._log_in()
        mail = self._news()
        self.assertEqual(mail.recipient_ids, self.poligraf)
        for words in ("Firefox, Windows", "127.0.0.1", "/my/security"):
            self.assertIn(words, mail.body_html)

    def test_the_shop_may_switch_it_off(self):
        self.env["res.config.settings"].create(
            {"print_mail_new_browser": "False"}
        ).execute()
        for _time in range(2):
            self._start()
            self._log_in()
        self.assertFalse(self._news())

    def test_cookie_is_not_for_scripts(self):
        self._start()
        self._log_in()
        [cookie] = [
            each for each in self.opener.cookies if each.name == "print_browser"
        ]
        self.assertTrue(cookie.has_nonstandard_attr("HttpOnly"))
        self.assertEqual(cookie.get_nonstandard_attr("SameSite"), "Lax")

    # --- Sessions ---

    def test_sessions_end_with_what_they_stood_on(self):
        ends = {
            "password": lambda: self.ivanova.write({"password": "another-password"}),
            "factor": lambda: self.ivanova.sudo().write({"totp_secret": "A" * 32}),
            "login": lambda: self.ivanova.write({"login": "ivan.test-poligraf"}),
            "closed": lambda: self.ivanova.action_archive(),
        }
        for name, end in ends.items():
            with self.subTest(end=name):
                self._login(self.ivanova)
                self.assertTrue(self._is_in())
                end()
                self.env.flush_all()
                self.assertFalse(self._is_in())

    def test_a_session_ends_when_the_shop_ends_it(self):
        self._login(self.ivanova)
        self.assertTrue(self._is_in())
        self.ivanova.with_user(self.coordinator).action_end_print_sessions()
        self.assertFalse(self._is_in())

    def test_page_shows_own_places_and_ends_them(self):
        self._login(self.rival)
        self._get("/my/security")
        [theirs] = self.rival._get_print_devices()
        self._login(self.main)
        answer = self._get("/my/security")
        self.assertIn("This one", self._read(answer, "//section[@id='devices']"))
        self._post("/my/print/devices", device=theirs["id"])
        self.assertEqual(len(self.rival._get_print_devices()), 1)
        [own] = self.main._get_print_devices()
        self._post("/my/print/devices", device=own["id"])
        self.assertFalse(self._is_in())

    def test_page_does_not_grow_with_places(self):
        self._login(self.main)
        self._get("/my/security")
        log = self.env["res.device.log"].search([("user_id", "=", self.main.id)])
        log[0].copy({"session_identifier": "other"})
        two = self._count_queries("/my/security")
        for number in range(20):
            log[0].copy({"session_identifier": f"other-{number}"})
        self.assertEqual(self._count_queries("/my/security"), two)

    # --- Core's doors ---

    def test_nobody_signs_up_beside_the_registration(self):
        self._start()
        form = {"login": "x@example.com", "name": "X", "password": self.PASSWORD}
        self.assertEqual(self._get("/web/signup").status_code, 404)
        self.url_open("/web/login")
        answer = self._send(
            "/web/login?x=1", **form, confirm_password=self.PASSWORD, token="wrong"
        )
        self.assertNotEqual(answer.status_code, 303)
        self.assertEqual(self._post("/web/signup", **form).status_code, 404)
        self.assertFalse(
            self.env["res.users"].search([("login", "=", "x@example.com")])
        )

    def test_nobody_is_told_the_login_of_an_address(self):
        self._start()
        self.env["res.users.log"].with_user(self.main).sudo().create({})
        for path in ("/web/reset_password", "/web/signup"):
            answer = self._get(f"{path}?signup_email={self.main.email}")
            self.assertNotIn("test-poligraf", answer.headers.get("Location", ""))

    def test_an_invitation_opens_the_account_name_code(self):
        contact = self.env["res.partner"].create(
            {
                "name": "Petrova",
                "parent_id": self.poligraf.id,
                "email": "petrova@test-poligraf.example.com",
            }
        )
        contact.signup_prepare()
        url = contact._get_signup_url()
        path = url[url.index("/", 8) :]
        token = re.search(r"token=([^&]+)", url)[1]
        self._start()
        answer = self._send(
            path,
            login=contact.email,
            name="Petrova",
            password=self.PASSWORD,
            confirm_password=self.PASSWORD,
            token=token,
        )
        self.assertEqual(contact.user_ids.login, "petrova.test-poligraf")
        self.assertFalse(contact.user_ids.see_finance)
        self.assertEqual(answer.status_code, 303, answer.text[:2000])
        self.assertTrue(self._is_in())

    def test_a_user_of_no_client_sees_empty_pages(self):
        self._login(self.stranger)
        for path in ("/my", "/my/orders", "/my/invoices", "/my/security"):
            answer = self._get(path)
            self.assertIn(answer.status_code, (200, 303), path)
            self.assertNotIn("Poligraf", answer.text)
        self.assertNotIn("Where you are logged in", self._get("/my/security").text)
