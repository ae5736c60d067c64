from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestAccount(PrintPortalCommon):
    def _log_in(self, login, password=None):
        credential = {
            "type": "password",
            "login": login,
            "password": password or self.PASSWORD,
        }
        return self.env["res.users"].authenticate(credential, {"interactive": True})

    def test_main_account_is_the_client_itself(self):
        self.assertEqual(self.main.login, "test-poligraf")
        self.assertEqual(self.main.partner_id, self.poligraf)
        self.assertTrue(self.main._is_portal())

    def test_login_is_found_however_it_is_typed(self):
        for login in ("test-poligraf", "Test-Poligraf", " TEST-POLIGRAF "):
            with self.subTest(login=login):
                self.assertEqual(self._log_in(login)["uid"], self.main.id)

    def test_wrong_password_is_refused(self):
        with self.assertRaises(AccessDenied):
            self._log_in("test-poligraf", "print-demo-2")

    def test_login_stored_with_capitals_before_us_still_works(self):
        self.env.cr.execute(
            "UPDATE res_users SET login = 'Stranger' WHERE id = %s", [self.stranger.id]
        )
        self.env.invalidate_all()
        self.stranger.password = self.PASSWORD
        self.assertEqual(self._log_in("Stranger")["uid"], self.stranger.id)

    def test_login_is_stored_small(self):
        self.ivanova.login = " Petrova.Test-Poligraf "
        self.assertEqual(self.ivanova.login, "petrova.test-poligraf")

    def test_login_of_a_colleague_ends_with_the_code(self):
        wrong = (
            "ivanova",
            "ivanova.test-reklama",
            "i.v.test-poligraf",
            "i@example.com",
        )
        for login in wrong:
            with (
                self.subTest(login=login),
                self.assertRaisesRegex(ValidationError, "name.test-poligraf"),
            ):
                self.ivanova.login = login

    def test_main_account_has_no_other_login(self):
        with self.assertRaisesRegex(ValidationError, "logs in as test-poligraf"):
            self.main.login = "main.test-poligraf"

    def test_private_person_has_one_account(self):
        with self.assertRaisesRegex(ValidationError, "private person"):
            self._create_colleague("wife", client=self.petrov)

    def test_taken_login_is_told(self):
        with self.assertRaisesRegex(UserError, "buh.test-poligraf is taken"):
            self._create_colleague("buh")

    def test_contact_has_one_account(self):
        with self.assertRaisesRegex(UserError, "has the account ivanova"):
            self.ivanova.partner_id._create_print_account("other")

    def test_account_needs_a_client(self):
        contact = self.env["res.partner"].create({"name": "Nobody"})
        with self.assertRaisesRegex(UserError, "client code first"):
            contact._create_print_account()

    def test_account_speaks_its_contacts_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        client = self._create_client("Lyon", "test-lyon", lang="fr_FR")
        self.assertEqual(client._print_primary_account().lang, "fr_FR")

    # --- Closing ---

    def test_deleted_account_keeps_its_orders_and_frees_its_login(self):
        order = self._create_order(self.ivanova)
        basket = self._create_order(self.ivanova, state="basket")
        self.ivanova.unlink()
        self.assertTrue(self.ivanova.exists())
        self.assertFalse(self.ivanova.active)
        self.assertEqual(self.ivanova.login, f"ivanova.test-poligraf#{self.ivanova.id}")
        self.assertEqual(order.print_account_id, self.ivanova)
        self.assertEqual(basket.print_account_id, self.main)

    def test_closed_account_has_no_way_in(self):
        key = self._create_api_key(self.ivanova)
        scope = {"scope": "rpc", "key": key}
        keys = self.env["res.users.apikeys"]
        self.assertEqual(keys._check_credentials(**scope), self.ivanova.id)
        self.ivanova.action_archive()
        self.assertFalse(keys._check_credentials(**scope))
        for login in ("ivanova.test-poligraf", self.ivanova.login):
            with self.subTest(login=login), self.assertRaises(AccessDenied):
                self._log_in(login)

    def _create_api_key(self, user):
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", True)
        keys = self.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate("rpc", "test", False)

    def test_session_ends_when_the_account_is_closed(self):
        self.env.flush_all()
        token = self.ivanova._compute_session_token("a-session")
        self.ivanova.action_archive()
        self.env.flush_all()
        self.assertNotEqual(self.ivanova._compute_session_token("a-session"), token)

    def test_account_opened_again_has_its_login_again(self):
        self.ivanova.action_archive()
        self.ivanova.action_unarchive()
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")

    def test_account_opened_again_follows_a_new_code(self):
        self.ivanova.action_archive()
        self.poligraf.client_code = "test-graf"
        self.ivanova.action_unarchive()
        self.assertEqual(self.ivanova.login, "ivanova.test-graf")

    def test_login_of_a_closed_account_may_be_given_to_another(self):
        self.ivanova.action_archive()
        other = self._create_colleague("ivanova")
        self.assertEqual(other.login, "ivanova.test-poligraf")
        with self.assertRaisesRegex(UserError, "is taken"):
            self.ivanova.action_unarchive()

    def test_client_closes_a_colleagues_but_not_the_main_account_himself(self):
        self.ivanova.with_user(self.ivanova).sudo()._deactivate_portal_user()
        self.assertFalse(self.ivanova.active)
        self.assertTrue(self.ivanova.exists())
        with self.assertRaisesRegex(UserError, "main account stays open"):
            self.main.with_user(self.main).sudo()._deactivate_portal_user()

    def test_other_users_are_deleted_as_ever(self):
        self.stranger.unlink()
        self.assertFalse(self.stranger.exists())

    # --- Moving between clients ---

    def test_colleague_who_changes_the_company_starts_bare(self):
        order = self._create_order(self.buh)
        self.buh.partner_id.parent_id = self.reklama
        self.assertEqual(self.buh.login, "buh.test-reklama")
        self.assertFalse(self.buh.see_finance)
        self.assertFalse(order.with_user(self.buh).has_access("read"))

    def test_colleague_who_leaves_sees_nothing(self):
        order = self._create_order(self.ivanova)
        self.assertTrue(order.with_user(self.ivanova).has_access("read"))
        self.ivanova.partner_id.parent_id = False
        self.assertFalse(order.with_user(self.ivanova).has_access("read"))

    # --- Who sets rights ---

    def test_coordinator_sets_rights_and_nothing_else(self):
        ivanova = self.ivanova.with_user(self.coordinator)
        ivanova.write({"see_finance": True})
        self.assertTrue(self.ivanova.see_finance)
        for vals in ({"login": "x.test-poligraf"}, {"see_finance": True, "active": 0}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                ivanova.write(vals)
        with self.assertRaises(AccessError):
            self.stranger.with_user(self.coordinator).see_finance = True

    def test_nobody_else_sets_rights(self):
        for user in (self.ivanova, self.main, self.salesperson, self.prepress):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.ivanova.with_user(user).see_finance = True

    # --- Core's own doors ---

    def test_portal_wizard_proposes_the_name_and_the_code(self):
        contact = self.env["res.partner"].create(
            {
                "name": "Мария Петрова",
                "email": "maria@example.com",
                "parent_id": self.poligraf.id,
            }
        )
        line = self._portal_wizard_line(contact)
        self.assertEqual(line.print_login, "mariya-petrova.test-poligraf")
        line.print_login = "Maria.test-poligraf"
        line.action_grant_access()
        self.assertEqual(contact.user_ids.login, "maria.test-poligraf")

    def test_portal_wizard_refuses_another_kind_of_login(self):
        contact = self.env["res.partner"].create(
            {"name": "M", "email": "m@example.com", "parent_id": self.poligraf.id}
        )
        line = self._portal_wizard_line(contact)
        line.print_login = "m@example.com"
        with self.assertRaisesRegex(UserError, "name.test-poligraf"):
            line.action_grant_access()

    def test_portal_wizard_closes_and_opens_again(self):
        line = self._portal_wizard_line(self.ivanova.partner_id)
        line.action_revoke_access()
        self.assertIn("#", self.ivanova.login)
        self._portal_wizard_line(self.ivanova.partner_id).action_grant_access()
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")
        self.assertTrue(self.ivanova._is_portal())

    def test_portal_wizard_leaves_other_contacts_alone(self):
        contact = self.env["res.partner"].create(
            {"name": "Other", "email": "other@example.com"}
        )
        line = self._portal_wizard_line(contact)
        self.assertFalse(line.print_login)
        line.action_grant_access()
        self.assertEqual(contact.user_ids.login, "other@example.com")

    def _portal_wizard_line(self, contact):
        wizard = (
            self.env["portal.wizard"]
            .with_user(self.coordinator)
            .create({"partner_ids": contact.ids})
        )
        return wizard.user_ids

    def test_invitation_of_core_makes_a_login_of_ours(self):
        contact = self.env["res.partner"].create(
            {"name": "Anna", "email": "a@example.com", "parent_id": self.poligraf.id}
        )
        contact.signup_prepare()
        values = {"login": "a@example.com", "name": "Anna", "password": self.PASSWORD}
        login, _password = self.env["res.users"].signup(
            values, contact._generate_signup_token()
        )
        self.assertEqual(login, "anna.test-poligraf")
        self.assertEqual(self._log_in(login)["uid"], contact.user_ids.id)
