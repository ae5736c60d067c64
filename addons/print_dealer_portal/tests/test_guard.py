from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common import DealerPagesCommon


@tagged("post_install", "-at_install")
class TestGuard(DealerPagesCommon):
    """Partners work among the pages of dealers, clients among their own."""

    def _leads(self, path):
        """Return the path that a page leads to, or the status of its answer."""
        answer = self._get(path)
        if answer.is_redirect:
            return answer.headers["Location"].replace(self.base_url(), "")
        return answer.status_code

    def test_a_partner_is_led_to_the_twin_of_a_page(self):
        order = self._order(self.maria)
        self._login(self.maria)
        for path, twin in {
            "/my": "/dealer",
            "/my/home": "/dealer",
            "/my/print/orders": "/dealer/orders",
            f"/my/print/orders/{order.id}?done=1": f"/dealer/orders/{order.id}?done=1",
            "/my/print/basket": "/dealer/basket",
        }.items():
            with self.subTest(path=path):
                self.assertEqual(self._leads(path), twin)
                self.assertEqual(self._leads(twin), 200)

    def test_a_partner_sends_nothing_to_a_client_s_page(self):
        self._login(self.maria)
        answer = self._post("/my/print/basket", submit="1")
        self.assertEqual(answer.status_code, 404)
        with mute_logger("odoo.http"), self.assertRaises(JsonRpcException):
            self.make_jsonrpc_request("/my/print/basket/save", {"basket_id": 1})

    def test_a_client_finds_nothing_among_the_pages_of_dealers(self):
        for user in (self.main, self.ivanova, self.stranger, self.coordinator):
            self._login(user)
            for path in ("/dealer", "/dealer/orders", "/dealer/basket"):
                with self.subTest(user=user.login, path=path):
                    answer = self._get(path)
                    self.assertEqual(answer.status_code, 404)
                    self.assertNotIn('href="/dealer', answer.text)

    def test_whoever_is_both_works_where_he_is(self):
        self._login(self.both)
        for path, root in (("/my", "/my/print"), ("/dealer", "/dealer")):
            with self.subTest(path=path):
                self.assertEqual(self._leads(path), 200)
                for page in (path, f"{root}/orders", "/my/security"):
                    links = self._find(self._get(page), "//nav[1]/a/@href")
                    self.assertIn(f"{root}/orders", links, page)

    def test_whoever_is_both_finds_the_way_to_the_other_area(self):
        self._login(self.both)
        menu = "//div[hasclass('dropdown')]//a[text()='Work as a %s']/@href"
        self.assertIn("/dealer", self._find(self._get("/my"), menu % "partner"))
        self.assertIn("/my", self._find(self._get("/dealer"), menu % "client"))
        self._login(self.maria)
        self.assertNotIn("Work as a client", self._get("/dealer").text)

    def test_a_mark_that_is_taken_away_closes_the_pages_at_once(self):
        self._login(self.both)
        self.assertEqual(self._leads("/dealer/orders"), 200)
        self.both.with_user(self.coordinator).print_area = "client"
        self.assertEqual(self._leads("/dealer/orders"), 404)
        self.both.with_user(self.coordinator).print_area = "dealer"
        self.assertEqual(self._leads("/my/print/orders"), "/dealer/orders")

    def test_core_s_pages_are_in_the_partner_s_frame(self):
        self._login(self.maria)
        for path in ("/my/orders", "/my/account", "/my/addresses", "/my/security"):
            with self.subTest(path=path):
                answer = self.url_open(path)
                self.assertEqual(answer.status_code, 200)
                links = self._find(answer, "//header//a/@href")
                self.assertIn("/dealer/orders", links)
                self.assertFalse([link for link in links if "/my/print" in link])
