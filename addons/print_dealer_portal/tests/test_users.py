from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import DealerPagesCommon


@tagged("post_install", "-at_install")
class TestUsers(DealerPagesCommon):
    """Accounts of dealers in the users' administration, and looked at by staff."""

    def test_accounts_of_a_dealer_are_partners(self):
        main = self.matprint._print_primary_account()
        self.assertEqual((main | self.maria).mapped("print_area"), ["dealer"] * 2)
        self.assertEqual(self.main.print_area, "client")

    def test_the_list_of_users_finds_partners(self):
        users = self.env["res.users"].search([("print_area", "in", ("dealer", "both"))])
        self.assertLessEqual(self.maria | self.both, users)
        self.assertFalse(users & (self.main | self.coordinator | self.stranger))

    def _invite(self, client, **values):
        wizard = Form(
            self.env["print.account.invite"]
            .with_user(self.coordinator)
            .with_context(default_client_id=client.id)
        )
        wizard.name = "New Person"
        wizard.email = "new@example.com"
        for name, value in values.items():
            setattr(wizard, name, value)
        wizard.save().action_invite()
        return self.env["res.users"].search([("email", "=", "new@example.com")])

    def test_a_coordinator_invites_partners(self):
        self.assertEqual(self._invite(self.matprint).print_area, "dealer")

    def test_a_coordinator_says_what_the_new_account_works_as(self):
        account = self._invite(self.matprint, print_area="both")
        self.assertEqual(account.print_area, "both")

    def test_accounts_of_clients_stay_clients(self):
        self.assertEqual(self._invite(self.poligraf).print_area, "client")

    def test_a_coordinator_marks_and_nobody_else(self):
        self.maria.with_user(self.coordinator).print_area = "both"
        self.assertEqual(self.maria.print_area, "both")
        main = self.matprint._print_primary_account()
        for user in (self.maria, main, self.prepress, self.salesperson):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.maria.with_user(user).print_area = "client"

    # --- Looking at a dealer's pages ---

    def test_staff_look_at_the_pages_of_a_dealer(self):
        self.coordinator.group_ids |= self.env.ref("print_portal.group_view_as")
        order = self._order(self.maria)
        self._login(self.coordinator)
        base = f"/print/as/{self.maria.id}"
        answer = self._get(f"{base}/my")
        self.assertEqual(
            answer.headers["Location"].replace(self.base_url(), ""), f"{base}/dealer"
        )
        page = self._get(f"{base}/dealer")
        self.assertEqual(page.status_code, 200)
        self.assertIn(order.name, page.text)
        links = self._find(page, "//main//a/@href")
        self.assertIn(f"{base}/dealer/orders/{order.id}", links)
        self.assertFalse([link for link in links if link.startswith("/dealer")])
        self.assertEqual(self._get(f"{base}/dealer/login").status_code, 404)
