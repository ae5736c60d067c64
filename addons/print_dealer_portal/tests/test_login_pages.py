import re

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DealerPagesCommon

QUIET = "odoo.addons.base.models.res_users"


@tagged("post_install", "-at_install")
class TestDealerLoginPages(DealerPagesCommon):
    """The door of dealers as a browser sees it."""

    def _start(self):
        """Begin as a browser that nobody knows."""
        self.authenticate(None, None)
        self.opener.cookies.clear()

    def _open(self, path):
        """Return a page with a form, which is the next one to be sent."""
        page = self.url_open(path)
        [self.csrf, *_rest] = re.findall(r'csrf_token" value="([^"]+)', page.text)
        return page

    def _log_in(self, number=None, login="maria", password=None, path="/dealer/login"):
        page = self._open(path)
        [redirect] = self._find(page, "//input[@name='redirect']/@value") or [""]
        return self._post(
            "/dealer/login",
            client_number=number or self.NUMBER,
            login=login,
            password=password or self.PASSWORD,
            type="client_number",
            redirect=redirect,
        )

    def _where(self, answer):
        self.assertTrue(answer.is_redirect, answer.status_code)
        return answer.headers["Location"].replace(self.base_url(), "")

    def test_a_dealer_logs_in_and_is_at_home(self):
        self._start()
        self.assertEqual(self._where(self._log_in()), "/dealer")
        answer = self._get("/dealer")
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Matprint Ltd", self._read(answer, "//main"))

    @mute_logger(QUIET)
    def test_what_was_typed_is_kept_but_the_password(self):
        self._start()
        answer = self._log_in("71009", "maria", "wrong")
        typed = dict(
            zip(
                self._find(answer, "//form//input/@name"),
                (each.get("value") for each in self._find(answer, "//form//input")),
                strict=True,
            )
        )
        self.assertEqual(typed["client_number"], "71009")
        self.assertEqual(typed["login"], "maria")
        self.assertFalse(typed["password"])
        self.assertEqual(
            self._read(answer, "//*[@role='alert']"),
            "Wrong client number, login or password",
        )

    def test_an_ended_session_leads_back_to_where_one_was(self):
        order = self._order(self.maria)
        self._start()
        page = f"/dealer/orders/{order.id}?done=1"
        login = self._where(self._get(page))
        self.assertTrue(login.startswith("/dealer/login?"), login)
        self.assertEqual(self._where(self._log_in(path=login)), page)
        self.assertEqual(self._get(page).status_code, 200)

    def _press_twice_around_the_end_of_a_session(self, **form):
        """Return the page that offers to send a form which came too late."""
        self._start()
        self._log_in()
        [self.csrf, *_rest] = self._find(
            self._get("/dealer/profile"), "//input[@name='csrf_token']/@value"
        )
        self.maria._end_print_sessions()
        self.env.flush_all()
        login = self._where(self._post("/dealer/profile?x=1", **form))
        self.assertEqual(login, "/dealer/login?redirect=%2Fdealer%2Ftyped")
        self.assertEqual(self._where(self._log_in(path=login)), "/dealer/typed")
        return self._open("/dealer/typed")

    def test_what_was_sent_too_late_is_sent_again_by_one_press(self):
        details = self.maria._get_details()
        details |= {"name": "Maria Neva", "lang": "en_US", "tz": "Europe/Sofia"}
        page = self._press_twice_around_the_end_of_a_session(**details)
        [form, _forget] = self._find(page, "//main//form")
        self.assertEqual(form.get("action"), "/dealer/profile?x=1")
        kept = {each.get("name"): each.get("value") for each in form.iter("input")}
        self.assertEqual(kept.pop("name"), "Maria Neva")
        self.assertNotEqual(self.maria.name, "Maria Neva", "nothing goes by itself")
        kept.pop("csrf_token")
        self._post("/dealer/profile", name="Maria Neva", **kept)
        self.assertEqual(self.maria.name, "Maria Neva")

    def test_what_was_sent_too_late_may_be_left(self):
        self._press_twice_around_the_end_of_a_session(name="Maria Neva")
        self.assertEqual(self._where(self._post("/dealer/typed")), "/dealer")
        self.assertEqual(self._where(self._get("/dealer/typed")), "/dealer")

    def test_a_form_that_is_not_ours_is_not_kept(self):
        """Another site could have somebody send it once he is in."""
        self._start()
        self.csrf = "made up"
        login = self._where(self._post("/dealer/profile", name="Evil"))
        self.assertIn("/dealer/login?redirect=%2Fdealer%2Fprofile", login)
        self._log_in()
        self.assertEqual(self._where(self._get("/dealer/typed")), "/dealer")

    def test_nobody_is_led_to_another_site(self):
        self._start()
        path = "/dealer/login?redirect=https://evil.example.com/dealer"
        self.assertEqual(self._where(self._log_in(path=path)), "/dealer")

    def test_who_is_in_already_is_led_on(self):
        self._login(self.maria)
        self.assertEqual(self._where(self._get("/dealer/login")), "/dealer")
        # The same page, sent from a tab that was open before.
        self.csrf = "old"
        answer = self._post(
            "/dealer/login", client_number="1", redirect="/dealer/orders"
        )
        self.assertEqual(self._where(answer), "/dealer/orders")

    def test_a_page_that_has_grown_old_keeps_what_was_typed(self):
        self._start()
        self.csrf = "old"
        answer = self._post("/dealer/login", client_number="71001", login="maria")
        self.assertIn("waited too long", self._read(answer, "//*[@role='alert']"))
        self.assertEqual(
            self._find(answer, "//input[@name='client_number']/@value"), ["71001"]
        )

    def test_a_second_factor_is_asked_for_and_leads_back(self):
        self.maria.sudo().totp_secret = "A" * 32
        self._start()
        answer = self._log_in(path="/dealer/login?redirect=/dealer/orders")
        step = self._where(answer)
        self.assertTrue(step.startswith("/web/login/totp?"), step)
        self.assertTrue(self._get("/dealer").is_redirect, "he is not in yet")
        page = self.url_open(step)
        self.assertEqual(
            self._find(page, "//input[@name='redirect']/@value")[0], "/dealer/orders"
        )

    @mute_logger(QUIET)
    def test_a_passkey_that_is_none_is_refused(self):
        self._start()
        for answer in ("", "x", "[]", '{"id": "nobody"}'):
            with self.subTest(answer=answer):
                self._open("/dealer/login")
                page = self._post(
                    "/dealer/login", type="webauthn", webauthn_response=answer
                )
                self.assertEqual(page.status_code, 200)
                self.assertTrue(self._read(page, "//*[@role='alert']"))

    def test_a_partner_at_the_door_of_clients_comes_home_too(self):
        self._start()
        self._open("/web/login")
        answer = self._post(
            "/web/login",
            login="maria.test-matprint",
            password=self.PASSWORD,
            type="password",
        )
        self.assertEqual(self._where(answer), "/dealer")

    def test_the_doors_know_one_another(self):
        self._start()
        page = self.url_open("/web/login?redirect=/my/print/orders/5")
        [there] = self._find(page, "//a[text()='Log in as a partner']/@href")
        self.assertEqual(there, "/dealer/login?redirect=%2Fmy%2Fprint%2Forders%2F5")
        self.assertTrue(
            self._find(self.url_open(there), "//a[contains(@href, '/web/login?')]")
        )
        page = self.url_open("/print/activate")
        self.assertTrue(self._find(page, "//header//a[@href='/dealer/login']"))

    # --- A forgotten password ---

    def _ask(self, number, login):
        self._start()
        self._open("/dealer/password")
        return self._post("/dealer/password", client_number=number, login=login)

    def _mailed(self):
        """Return what is mailed to those who have asked until now."""
        mails = self.env["mail.mail"]
        before = mails.search([])
        for asked in self.env["print.activation"].search([]):
            asked._answer()
        return mails.search([]) - before

    def test_a_link_is_mailed_and_leads_home(self):
        answer = self._ask(self.NUMBER, "maria")
        self.assertEqual(self._where(answer), "/print/activate/sent")
        mail = self._mailed()
        self.assertIn(self.maria.email, mail.email_to)
        self.assertIn(self.NUMBER, mail.body_html)
        token = re.search(r"token=([^\"&]+)", mail.body_html)[1]
        page = self._open(f"/print/password?token={token}")
        words = "another-password-1"
        self._post(
            "/print/password",
            token=self._find(page, "//input[@name='token']/@value")[0],
            password=words,
            password_repeat=words,
        )
        self.assertEqual(self.url_open("/my").url, self.base_url() + "/dealer")

    def test_nobody_is_told_who_exists(self):
        for number, login in (("99999", "maria"), (self.NUMBER, "nobody")):
            answer = self._ask(number, login)
            self.assertEqual(self._where(answer), "/print/activate/sent")
        self.assertFalse(self._mailed())

    def test_what_is_missing_is_said(self):
        answer = self._ask("", "maria")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Enter your client number", self._read(answer))
        self.assertEqual(self._find(answer, "//input[@name='login']/@value"), ["maria"])
