from unittest.mock import patch

from .pages_common import PrintPagesCommon

MENUS = "//nav[@aria-label='Menu']//a/@href"


class TestMenu(PrintPagesCommon):
    def _menu(self, account):
        self._login(account)
        return self._find(self._get("/my/print/orders"), MENUS)

    def test_every_entry_leads_to_a_page_that_opens(self):
        for account in (self.main, self.ivanova, self.buh, self.head, self.person):
            for url in self._menu(account):
                if "logout" in url:
                    continue
                with self.subTest(account=account.login, url=url):
                    answer = self.url_open(url)
                    self.assertEqual(answer.status_code, 200)
                    self.assertIn(url.split("?")[0], answer.url)

    def test_the_browsers_tab_names_cores_pages_too(self):
        self._login(self.main)
        [title] = self._find(self._get("/my/security"), "//title/text()")
        name = self.company.name
        self.assertEqual(title, f"Password and security: {name}")

    def test_only_what_the_account_may_enter_is_offered(self):
        accounts = "/my/print/accounts"
        ir_http = self.env.registry["ir.http"]
        with patch.object(ir_http, "_has_page", return_value=True):
            menus = {user: self._menu(user) for user in (self.main, *self._others())}
        self.assertIn(accounts, menus[self.main])
        for user in self._others():
            self.assertNotIn(accounts, menus[user], user.login)
        balance = "/my/print/balance"
        sees_money = {user for user in menus if balance in menus[user]}
        self.assertEqual(sees_money, {self.main, self.buh, self.person})

    def _others(self):
        return (self.ivanova, self.buh, self.head, self.person)

    def test_a_page_that_no_add_on_has_is_not_offered(self):
        ir_http = self.env["ir.http"]
        menu = [{"url": "/my/print/orders"}, {"url": "/my/print/nowhere?x=1"}]
        self.assertEqual(ir_http._filter_print_menu(menu), menu[:1])


class TestLoginBox(PrintPagesCommon):
    BOX = "//details[hasclass('pr-login-box')]//form"

    def _type_in(self, page, login, password):
        """Send the box of a page as a browser does; return where it ends."""
        hidden = self._find(page, f"{self.BOX}//input[@type='hidden']")
        fields = {each.get("name"): each.get("value") for each in hidden}
        [action] = self._find(page, f"{self.BOX}/@action")
        return self.url_open(
            action, data={**fields, "login": login, "password": password}
        )

    def test_who_logs_in_stays_on_the_page(self):
        self.authenticate(None, None)
        page = self._get("/print/register/sent?from=mail")
        self.assertEqual(len(self._find(page, self.BOX)), 1)
        answer = self._type_in(page, "test-poligraf", self.PASSWORD)
        self.assertTrue(answer.url.endswith("/print/register/sent?from=mail"))
        self.assertIn("Poligraf Ltd", answer.text)

    def test_what_is_wrong_is_said_and_the_login_stays(self):
        self.authenticate(None, None)
        page = self._get("/print/register/sent")
        answer = self._type_in(page, "test-poligraf", "wrong-password")
        self.assertIn("/web/login", answer.url)
        login, back = (
            self._find(answer, f"//input[@name='{name}']/@value")[0]
            for name in ("login", "redirect")
        )
        self.assertEqual((login, back), ("test-poligraf", "/print/register/sent"))
        self.assertTrue(self._find(answer, "//*[@role='alert']"))

    def test_it_is_not_on_the_page_of_the_login_nor_for_who_is_in(self):
        self.authenticate(None, None)
        self.assertFalse(self._find(self._get("/web/login"), self.BOX))
        self._login(self.main)
        self.assertFalse(self._find(self._get("/my/print/orders"), self.BOX))

    def test_odoos_own_header_has_it_for_who_is_not_in(self):
        for login, boxes in ((None, 1), (self.stranger.login, 0)):
            with self.subTest(login=login):
                self.authenticate(login, login)
                page = self.url_open("/no/such/page")
                self.assertEqual(page.status_code, 404)
                self.assertEqual(len(self._find(page, self.BOX)), boxes)


class TestTyped(PrintPagesCommon):
    def test_zero_bytes_are_left_out_of_what_is_typed(self):
        self._login(self.main)
        answer = self._post(
            "/my/print/order/ctp_plates/template",
            job_title="Cat\0alogue",
            template_name="Usual\0 plates",
        )
        self.assertEqual(answer.status_code, 200)
        template = self.env["print.template"].search([], order="id desc", limit=1)
        self.assertEqual(template.name, "Usual plates")
        self.assertEqual(template.spec_id.title, "Catalogue")

    def test_zero_bytes_are_left_out_of_what_is_looked_for(self):
        self._login(self.main)
        for path in ("orders", "templates", "accounts", "help"):
            with self.subTest(path):
                answer = self._get(f"/my/print/{path}?search=a%00b")
                self.assertEqual(answer.status_code, 200)
