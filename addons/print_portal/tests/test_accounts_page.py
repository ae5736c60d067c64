from odoo.tests.common import JsonRpcException
from odoo.tools import mute_logger

from .pages_common import PrintPagesCommon

PAGE = "/my/print/accounts"


class TestAccountsPage(PrintPagesCommon):
    def _page(self, query="", user=None):
        self._login(user or self.main)
        return self._get(f"{PAGE}{query}")

    def _row(self, page, account):
        """Return what the row of ``account`` says, and which of its ticks are on."""
        xpath = f"//tr[.//a[@href='{PAGE}/{account.id}']]"
        on = self._find(page, f"{xpath}//input[@type='checkbox'][@checked]/@value")
        return self._read(page, xpath), [key.partition(".")[2] for key in on]

    def test_main_account_sees_its_colleagues_and_their_rights(self):
        self.ivanova.order_limit = 500
        page = self._page()
        text, on = self._row(page, self.ivanova)
        self.assertIn("ivanova.test-poligraf · ivanova@test-poligraf", text)
        self.assertIn("p to", text)
        self.assertEqual(on, ["can_submit"])
        self.assertEqual(self._row(page, self.buh)[1], ["see_finance"])
        main = self._read(page, "//tr[.//span[hasclass('pr-tag')]]")
        self.assertEqual(main.count("always"), 4)

    def test_private_person_reads_why_there_are_none(self):
        page = self._page(user=self.person)
        self.assertEqual(page.status_code, 200)
        self.assertIn("A private person has one account.", self._read(page))
        self.assertFalse(self._find(page, "//table"))

    def test_colleague_is_led_away(self):
        for user in (self.ivanova, self.buh, self.head):
            page = self._page(user=user)
            self.assertEqual(page.status_code, 403)
            self.assertIn("run by the main account: Poligraf Ltd", self._read(page))
            self.assertNotIn("buh@", page.text)

    @mute_logger("odoo.http")
    def test_every_address_is_closed_to_others(self):
        account = f"{PAGE}/{self.buh.id}"
        others = (self.ivanova, self.head, self.rival, self.person, self.stranger)
        for user in others:
            self._login(user)
            for path in (
                *(f"{account}/{act}" for act in ("invite", "disable", "delete")),
                account,
            ):
                with self.subTest(user=user.login, path=path):
                    answer = self._post(path, name="Mine", login="mine")
                    self.assertIn(answer.status_code, (303, 302, 403, 404))
            self._post(f"{PAGE}/rights", was=f"{self.buh.id}.see_finance.1")
            with self.subTest(user=user.login), self.assertRaises(JsonRpcException):
                self.make_jsonrpc_request(
                    f"{account}/right", {"name": "can_submit", "is_on": True}
                )
        self.assertEqual(self.buh.login, "buh.test-poligraf")
        self.assertTrue(self.buh.active and self.buh.see_finance)
        self.assertFalse(self.buh.can_submit or self.buh.print_date_invited)

    def test_tick_is_saved_at_once_and_undone(self):
        self._login(self.main)
        url = f"{PAGE}/{self.buh.id}/right"
        answer = self.make_jsonrpc_request(url, {"name": "can_submit", "is_on": True})
        self.assertRegex(answer["said"], r"Saved at \d\d:\d\d: Buh sends orders now\.")
        self.assertTrue(self.buh.can_submit)
        self.make_jsonrpc_request(url, {"name": "can_submit", "is_on": False})
        self.assertFalse(self.buh.can_submit)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(url, {"name": "login", "is_on": True})

    def test_ticks_are_a_form_as_well(self):
        page = self._page()
        was = self._find(page, "//input[@name='was']/@value")
        ticked = self._find(page, "//input[@name='right'][@checked]/@value")
        ticked.remove(f"{self.buh.id}.see_finance")
        answer = self._post(f"{PAGE}/rights", was=was, right=ticked)
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(self.buh.see_finance)
        page = self._get(PAGE)
        said = self._read(page, "//*[@id='said']")
        self.assertRegex(said, "Saved at .*: Buh no longer sees prices and balance")
        form = self._find(page, "//*[@id='said']//form")[0]
        self._post(form.get("action"), **dict(_values(form)))
        self.assertTrue(self.buh.see_finance)
        self.assertNotIn("no longer", self._read(self._get(PAGE), "//*[@id='said']"))

    def test_errors_keep_what_was_typed(self):
        self._login(self.main)
        answer = self._post(f"{PAGE}/new", name="Anna", email="anna", see_finance="1")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("name@example.com", self._read(answer, "//p[@id='a_email_e']"))
        self.assertEqual(self._find(answer, "//input[@id='a_name']/@value"), ["Anna"])
        ticked = self._find(answer, "//*[@id='new']//input[@checked]/@name")
        self.assertEqual(ticked, ["see_finance"])

    def test_colleague_is_invited_and_comes(self):
        self._login(self.main)
        answer = self._post(f"{PAGE}/new", name="Anna Lis", email="anna@example.com")
        self.assertEqual(answer.status_code, 303)
        page = self._get(PAGE)
        self.assertIn("Sent to anna@example.com", self._read(page, "//*[@id='said']"))
        anna = self.env["res.users"].search([("login", "=", "lis.test-poligraf")])
        text = self._row(page, anna)[0]
        self.assertRegex(text, r"invited \d+ \w+, not signed in Send again")
        link = anna.partner_id.sudo()._get_password_link(4)
        path = link[link.index("/print/password") :]
        self.authenticate(None, None)
        page = self._get(path)
        self.assertIn("lis.test-poligraf", self._read(page))
        token = self._find(page, "//input[@name='token']/@value")[0]
        csrf = self._find(page, "//form//input[@name='csrf_token']/@value")[0]
        form = {"csrf_token": csrf, "token": token, "password": "anna-anna-1"}
        short = self._post("/print/password", **form, password_repeat="x")
        self.assertEqual(short.status_code, 422)
        self.assertIn("Repeat the same password", self._read(short))
        done = self._post("/print/password", **form, password_repeat="anna-anna-1")
        self.assertEqual(done.headers["Location"].rpartition("/")[2], "my")
        self.assertEqual(self._get("/my").status_code, 200)
        self.assertIn("does not work any more", self._read(self._get(path)))

    def test_login_is_proposed_while_the_name_is_typed(self):
        self._login(self.main)
        ask = self.make_jsonrpc_request
        answer = ask(f"{PAGE}/login", {"name": "Мария Ivanova"})
        self.assertEqual(answer, {"login": "ivanova2"})

    def test_account_page_keeps_details_and_limits(self):
        self._login(self.main)
        path = f"{PAGE}/{self.ivanova.id}"
        answer = self._post(
            path, name="Ivanova", email="", phone="", login="ivanova", order_limit="x"
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn("enter an amount such as 500", self._read(answer))
        answer = self._post(
            path,
            name="Ivanova",
            login="ivanova",
            order_limit="250,50",
            addresses=[str(self.poligraf.id)],
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self.ivanova.order_limit, 250.5)
        self.assertEqual(self.ivanova.allowed_address_ids, self.poligraf)
        page = self._get(path)
        amount = self._find(page, "//input[@id='a_order_limit']/@value")
        self.assertEqual(amount, ["250.50"])

    def test_access_is_taken_and_allowed_by_buttons(self):
        self._login(self.main)
        path = f"{PAGE}/{self.ivanova.id}"
        self._post(f"{path}/disable")
        self.assertIn("no access", self._row(self._get(PAGE), self.ivanova)[0])
        self._post(f"{path}/enable")
        self.assertTrue(self.ivanova.active)
        self._post(f"{path}/delete")
        self.assertFalse(self.ivanova.active)
        self.assertEqual(self._get(path).status_code, 404)

    def test_access_taken_away_ends_a_live_session(self):
        self._login(self.ivanova)
        self.assertEqual(self._get("/my").status_code, 200)
        self.ivanova.with_user(self.main)._disable()
        self.env.flush_all()
        self.assertIn("/web/login", self._get("/my").headers.get("Location", ""))

    def test_list_has_pages_and_a_search(self):
        for number in range(25):
            self._create_colleague(f"colleague{number:02}")
        page = self._page()
        self.assertEqual(len(self._find(page, "//tbody/tr")), 21)
        page = self._page("/page/2")
        self.assertEqual(len(self._find(page, "//tbody/tr")), 8)
        page = self._page("?search=colleague07")
        self.assertEqual(len(self._find(page, "//tbody/tr")), 1)
        self.assertIn("Nothing found", self._read(self._page("?search=nobody")))

    def test_pages_cost_the_same_with_many_colleagues(self):
        def create(numbers):
            contacts = self.env["res.partner"].create(
                [{"name": f"C {n}", "parent_id": self.poligraf.id} for n in numbers]
            )
            for contact, number in zip(contacts, numbers, strict=True):
                contact._create_print_account(f"c{number}", can_submit=True)

        create(range(20))
        self._login(self.main)
        few = {path: self._count_queries(path) for path in (PAGE, "/my")}
        create(range(20, 120))
        many = {path: self._count_queries(path) for path in (PAGE, "/my")}
        self.assertLessEqual(many[PAGE], few[PAGE] + 1)
        self.assertLessEqual(many["/my"], few["/my"] + 1)


def _values(form):
    """Return what a browser sends of a form: (name, list of values)."""
    found = {}
    for field in form.xpath(".//input[@name]"):
        found.setdefault(field.get("name"), []).append(field.get("value"))
    return found
