from lxml import html

from odoo.tests import tagged

from .orders_common import PrintOrdersHttpCommon

HOME = "/my/print/orders"


@tagged("post_install", "-at_install")
class TestLanguage(PrintOrdersHttpCommon):
    """Whose language the pages speak: the account's, not the browser's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("fr_FR", "bg_BG"):
            cls.env["res.lang"]._activate_lang(code)
        cls.main.lang = "bg_BG"

    def setUp(self):
        super().setUp()
        self.opener.headers["Accept-Language"] = "fr-FR,fr;q=0.9"

    def _log_in(self, page):
        """Log in through the form that ``page`` shows, and return where it leads."""
        (form,) = html.fromstring(page.text).xpath(
            "//form[contains(@class, 'oe_login_form')]"
        )
        data = dict(form.form_values())
        data |= {"login": self.main.login, "password": self.PASSWORD}
        return self.url_open("/web/login", data=data)

    def _lang(self, page):
        self.assertEqual(page.status_code, 200)
        return html.fromstring(page.content).get("lang")

    def test_the_account_speaks_before_the_browser(self):
        # The visitor's page remembers the browser's language.
        self.assertEqual(self._lang(self.url_open("/print/register")), "fr-FR")
        page = self._log_in(self.url_open("/web/login"))
        self.assertEqual(self._lang(page), "bg-BG")
        self.assertEqual(self._lang(self.url_open(HOME)), "bg-BG")

    def test_a_link_from_a_mail_leads_to_the_accounts_language(self):
        page = self.url_open(HOME)
        self.assertIn("/web/login", page.url)
        page = self._log_in(page)
        self.assertIn(HOME, page.url)
        self.assertEqual(self._lang(page), "bg-BG")

    def test_the_language_selector_wins_until_the_next_login(self):
        self._log_in(self.url_open("/web/login"))
        self.assertEqual(self._lang(self.url_open(f"/en{HOME}")), "en-US")
        self.assertEqual(self._lang(self.url_open(HOME)), "en-US")
        self.assertEqual(self._lang(self.url_open(f"/fr{HOME}")), "fr-FR")
        self.url_open("/web/session/logout")
        page = self._log_in(self.url_open(f"/web/login?redirect=/fr{HOME}"))
        self.assertEqual(self._lang(page), "bg-BG")
