from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import DealerPagesCommon


@tagged("post_install", "-at_install")
class TestMenu(DealerPagesCommon):
    """What is not ticked for a group of dealers is not in the menu, nor anywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["print.dealer.group"].create(
            {"name": "Orders only", "action_ids": cls._actions("orders", "contact").ids}
        )

    @classmethod
    def _actions(cls, *codes):
        return cls.env["print.dealer.action"].search([("code", "in", codes)])

    def _links(self, path="/dealer"):
        answer = self._get(path)
        self.assertEqual(answer.status_code, 200, path)
        return self._find(answer, "//header//a/@href")

    def test_dealers_without_a_group_belong_to_the_first(self):
        default = self.env.ref("print_dealer_portal.group_all")
        self.assertEqual(self.matprint._get_dealer_group(), default)
        self.assertTrue(default.is_default)
        self.group.sequence = -1
        self.assertEqual(self.matprint._get_dealer_group(), self.group)
        self.env.invalidate_all()
        self.assertTrue(self.group.is_default)
        self.assertFalse(default.is_default)

    def test_what_is_ticked_is_in_the_menu_and_opens(self):
        self._login(self.maria)
        links = self._links()
        for path in ("/dealer/orders", "/dealer/basket", "/dealer/documents"):
            self.assertIn(path, links)
            self.assertEqual(self._get(path).status_code, 200, path)

    def test_what_is_not_ticked_is_nowhere(self):
        self.matprint.dealer_group_id = self.group
        basket = self._basket(self.maria)
        self._login(self.maria)
        links = self._links()
        self.assertIn("/dealer/orders", links)
        self.assertEqual(self._get("/dealer/orders").status_code, 200)
        for path in (
            "/dealer/basket",
            "/dealer/baskets",
            f"/dealer/baskets/{basket.id}",
            "/dealer/documents",
            "/dealer/quick",
            "/dealer/order",
            "/dealer/templates",
            "/my/invoices",
            "/my/print/basket",
        ):
            with self.subTest(path=path):
                self.assertNotIn(path, links)
                self.assertEqual(self.url_open(path).status_code, 404)
        # What nobody ticks is everybody's.
        self.assertEqual(self._get("/dealer/profile").status_code, 200)

    def test_a_tick_works_at_once_for_whoever_is_in(self):
        self.matprint.dealer_group_id = self.group
        self._login(self.maria)
        self.assertEqual(self._get("/dealer/basket").status_code, 404)
        self.group.action_ids |= self._actions("basket")
        self.assertEqual(self._get("/dealer/basket").status_code, 200)
        self.matprint.dealer_group_id = False
        self.assertEqual(self._get("/dealer/documents").status_code, 200)

    def test_money_needs_the_right_beside_the_tick(self):
        for user, is_let_in in ((self.maria, True), (self.stock, False)):
            self.assertEqual(user._has_dealer_action("balance"), is_let_in)
            self.assertEqual(user._has_dealer_action("invoices"), is_let_in)
        self._login(self.stock)
        self.assertEqual(self._get("/my/invoices").status_code, 404)
        self.stock.see_finance = True
        self.assertTrue(self.stock._has_dealer_action("balance"))

    def test_groups_change_nothing_for_whoever_works_as_a_client(self):
        self.matprint.dealer_group_id = self.group
        self._login(self.both)
        self.assertEqual(self._get("/my/print/basket").status_code, 200)
        self.assertEqual(self._get("/dealer/basket").status_code, 404)

    def test_coordinators_tick_and_dealers_read_nothing(self):
        group = self.group.with_user(self.coordinator)
        group.action_ids = self._actions("products").with_user(self.coordinator)
        for user in (self.maria, self.main):
            with self.assertRaises(AccessError):
                self.group.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                self.matprint.with_user(user).read(["dealer_group_id"])

    def test_the_menu_costs_no_query(self):
        self._login(self.maria)
        self._get("/dealer/documents")
        with self.assertQueryCount(0):
            self.maria._get_dealer_codes()
            self.maria._get_dealer_closed()
            self.maria.with_context(lang="en_US")._get_dealer_menu()

    # --- The first page ---

    def test_home_says_what_waits_and_whom_to_ask(self):
        order = self._order(self.maria)
        self._login(self.maria)
        home = self._get("/dealer")
        text = self._read(home)
        for words in (
            order.name,
            self.NUMBER,
            "Balance",
            "Quick order",
            "Your manager",
        ):
            self.assertIn(words, text)
        self.assertFalse(
            [
                link
                for link in self._find(home, "//main//a/@href")
                if link.startswith("/my/print")
            ]
        )

    def test_home_leaves_out_what_is_not_ticked(self):
        self.matprint.dealer_group_id = self.group
        order = self._order(self.maria)
        self._login(self.maria)
        text = self._read(self._get("/dealer"))
        self.assertIn(order.name, text)
        for words in ("Balance", "Quick order"):
            self.assertNotIn(words, text)
        self.group.action_ids -= self._actions("orders")
        self.assertNotIn(order.name, self._read(self._get("/dealer")))
