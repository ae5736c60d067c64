import doctest
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessDenied, AccessError, UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models import res_users_team
from .common import PrintPortalCommon


class TeamCase(PrintPortalCommon):
    ANNA = {"name": "Анна Лисицына", "email": "Anna@Example.com", "can_submit": "1"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.poligraf.with_user(cls.main)
        cls.shop_address = cls.env["res.partner"].create(
            {
                "name": "Shop floor",
                "type": "delivery",
                "city": "Varna",
                "street": "Devnya 14",
                "parent_id": cls.poligraf.id,
            }
        )

    def _add(self, **typed):
        """Let the main account open an account; return it, as the test sees it."""
        account, errors = self.team._add_colleague(self.ANNA | typed)
        self.assertEqual(errors, {})
        return account.with_env(self.env)

    def _refused(self, **typed):
        """Return what is wrong with a form of a new colleague."""
        account, errors = self.team._add_colleague(self.ANNA | typed)
        self.assertFalse(account)
        return errors

    def _mails_to(self, partner):
        """Return the mails to ``partner``, the newest last."""
        mails = self.env["mail.mail"].sudo().search([], order="id")
        return mails.filtered(lambda mail: partner.email in (mail.email_to or ""))

    def _link_in(self, mail):
        """Return the token of the link that a mail carries."""
        return mail.body_html.partition("token=")[2].partition('"')[0]

    def _log_in(self, login, password=None):
        credential = {"type": "password", "login": login}
        credential["password"] = password or self.PASSWORD
        return self.env["res.users"].authenticate(credential, {"interactive": True})


@tagged("post_install", "-at_install")
class TestTeam(TeamCase):
    def test_examples_in_the_docstrings_are_true(self):
        self.assertFalse(doctest.testmod(res_users_team).failed)

    # --- Opening ---

    def test_main_account_opens_the_account_of_a_colleague(self):
        self.poligraf.lang = "en_US"
        anna = self._add()
        self.assertEqual(anna.login, "lisitsyna.test-poligraf")
        self.assertEqual(anna.partner_id.parent_id, self.poligraf)
        self.assertEqual(anna.email, "anna@example.com")
        self.assertTrue(anna.can_submit)
        self.assertFalse(anna.see_finance or anna.see_colleagues or anna.can_approve)
        self.assertTrue(anna._is_portal())

    def test_taken_login_gets_a_free_proposal(self):
        self.assertEqual(self.team._propose_login_name("Ivanova"), "ivanova2")
        self.assertEqual(
            self._refused(login="ivanova"),
            {
                "login": "The login ivanova.test-poligraf is taken: ivanova2 is free",
            },
        )
        self.assertEqual(self._add(name="Ivanova").login, "ivanova2.test-poligraf")

    def test_two_who_press_at_once_get_one_account_and_a_sentence(self):
        """The one who comes second passes the check, for both look before they add."""
        users = type(self.env["res.users"])
        with (
            patch.object(users, "_check_logins_free"),
            mute_logger("odoo.sql_db"),
        ):
            errors = self._refused(login="ivanova")
        self.assertIn("is taken", errors["login"])
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", "anna@example.com")])
        )

    def test_every_error_is_said_at_once_and_nothing_is_made(self):
        before = self.env["res.users"].search_count([])
        errors = self._refused(name=" ", email="anna", phone="12", login="Ан на")
        self.assertEqual(list(errors), ["name", "email", "phone", "login"])
        for sentence in errors.values():
            self.assertLessEqual(len(sentence), 90)
        self.assertEqual(self.env["res.users"].search_count([]), before)

    def test_known_contact_gets_the_account(self):
        contact = self.env["res.partner"].create(
            {
                "name": "Anna",
                "email": "anna@example.com",
                "parent_id": self.poligraf.id,
            }
        )
        self.assertEqual(self._add().partner_id, contact)
        self.assertNotEqual(self._add(login="anna2").partner_id, contact)

    def test_private_person_has_no_colleagues(self):
        with self.assertRaisesRegex(UserError, "private person"):
            self.petrov.with_user(self.person)._add_colleague(self.ANNA)

    # --- Rights ---

    def test_right_is_given_and_taken_by_value_not_by_turn(self):
        account = self.ivanova.with_user(self.main)
        for _press in range(2):
            said = account._set_print_right("see_finance", True)
            self.assertEqual(said, "Ivanova sees prices and balance now")
            self.assertTrue(self.ivanova.see_finance)
        said = account._set_print_right("see_finance", False)
        self.assertEqual(said, "Ivanova no longer sees prices and balance")
        self.assertFalse(self.ivanova.see_finance)

    def test_right_that_is_taken_away_ends_at_once(self):
        order = self._create_order(self.ivanova)
        head_sees = order.with_user(self.head)
        self.assertTrue(head_sees.has_access("read"))
        self.head.with_user(self.main)._set_print_right("see_colleagues", False)
        self.assertFalse(head_sees.has_access("read"))

    def test_form_writes_only_what_was_changed_on_it(self):
        key = self.ivanova.id
        self.ivanova.see_colleagues = True  # somebody else, since the page was shown
        changes = (
            self.env["res.users"]
            .with_user(self.main)
            ._tick_rights(
                [
                    f"{key}.can_submit.1",
                    f"{key}.see_finance.0",
                    f"{key}.see_colleagues.0",
                ],
                [f"{key}.see_finance"],
            )
        )
        self.assertEqual(
            [(name, is_on) for _account, name, is_on in changes],
            [("can_submit", False), ("see_finance", True)],
        )
        self.assertTrue(self.ivanova.see_finance and self.ivanova.see_colleagues)
        self.assertFalse(self.ivanova.can_submit)

    def test_ticks_of_strangers_and_nonsense_change_nothing(self):
        users = self.env["res.users"].with_user(self.rival)
        key = self.ivanova.id
        for shown in (f"{key}.see_finance.0", "x.y.z", "", f"{key}.login.0"):
            with self.subTest(shown=shown):
                ticked = [shown.rpartition(".")[0]]
                self.assertEqual(users._tick_rights([shown], ticked), [])
        self.assertFalse(self.ivanova.see_finance)

    # --- Person and limits ---

    def _edit(self, account=None, **typed):
        account = (account or self.ivanova).with_user(self.main)
        return account._edit_colleague(account._get_typed() | typed)

    def test_main_account_changes_a_colleague(self):
        errors = self._edit(
            name="Maria Ivanova",
            email="m@example.com",
            login="maria",
            order_limit="1 000,50",
            month_limit="5000",
            addresses=[str(self.shop_address.id)],
        )
        self.assertEqual(errors, {})
        self.assertEqual(self.ivanova.name, "Maria Ivanova")
        self.assertEqual(self.ivanova.login, "maria.test-poligraf")
        self.assertEqual(self.ivanova.order_limit, 1000.5)
        self.assertEqual(self.ivanova.month_limit, 5000)
        self.assertEqual(self.ivanova.allowed_address_ids, self.shop_address)
        typed = self.ivanova.with_user(self.main)._get_typed()
        self.assertEqual((typed["login"], typed["month_limit"]), ("maria", "5000"))
        self.assertEqual(self._edit(order_limit="", month_limit="0", addresses=[]), {})
        self.assertFalse(self.ivanova.order_limit or self.ivanova.month_limit)
        self.assertFalse(self.ivanova.allowed_address_ids)

    def test_wrong_limits_and_taken_logins_are_refused(self):
        errors = self._edit(order_limit="-1", month_limit="a lot", login="buh")
        self.assertEqual(list(errors), ["login", "order_limit", "month_limit"])
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")

    def test_strange_address_is_no_choice(self):
        self._edit(addresses=[str(self.reklama.id)])
        self.assertFalse(self.ivanova.allowed_address_ids)
        with self.assertRaisesRegex(ValidationError, "no address of Poligraf"):
            self.ivanova.allowed_address_ids = self.reklama

    @mute_logger("odoo.sql_db")
    def test_limit_below_zero_is_refused_by_the_database(self):
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.ivanova.order_limit = -1
            self.env.flush_all()

    def test_new_login_ends_the_sessions(self):
        self.env.flush_all()
        token = self.ivanova._compute_session_token("a-session")
        self._edit(login="maria")
        self.env.flush_all()
        self.assertNotEqual(self.ivanova._compute_session_token("a-session"), token)

    # --- Closing ---

    def test_disabled_account_lets_nobody_in_and_keeps_its_place(self):
        basket = self._create_order(self.ivanova, state="basket")
        self.env.flush_all()
        token = self.ivanova._compute_session_token("a-session")
        account = self.ivanova.with_user(self.main)
        account._disable()
        account._disable()
        self.env.flush_all()
        self.assertEqual(self.ivanova.login, "ivanova.test-poligraf")
        self.assertEqual(basket.print_account_id, self.ivanova)
        self.assertNotEqual(self.ivanova._compute_session_token("a-session"), token)
        with self.assertRaises(AccessDenied):
            self._log_in("ivanova.test-poligraf")
        self.assertIn(self.ivanova.id, self._ids_in_list())
        account._enable()
        self.assertTrue(self._log_in("ivanova.test-poligraf")["uid"])
        self.assertTrue(self.ivanova.can_submit)

    def test_deleted_account_frees_its_login_and_hands_over_its_basket(self):
        basket = self._create_order(self.ivanova, state="basket")
        for account, is_disabled_first in ((self.ivanova, False), (self.buh, True)):
            with self.subTest(account=account.login):
                login = account.login
                run = account.with_user(self.main)
                if is_disabled_first:
                    run._disable()
                run._delete_colleague()
                self.assertEqual(account.login, f"{login}#{account.id}")
                self.assertFalse(account.active)
                self.assertNotIn(account.id, self._ids_in_list())
        self.assertEqual(basket.print_account_id, self.main)
        self.assertFalse(self.team._find_colleague(self.ivanova.id))

    def _ids_in_list(self, **query):
        return [row["id"] for row in self.team._get_team(**query)[0]]

    # --- The list ---

    def test_list_is_searched_and_paged(self):
        found = self._ids_in_list
        self.assertEqual(found(), [self.buh.id, self.head.id, self.ivanova.id])
        self.assertEqual(found(search="IVAN"), [self.ivanova.id])
        self.assertEqual(found(search="buh@"), [self.buh.id])
        self.assertEqual(found(search="nobody"), [])
        rows, count = self.team._get_team(offset=1, limit=1)
        self.assertEqual(([row["id"] for row in rows], count), ([self.head.id], 3))

    def test_list_tells_who_has_not_come_yet(self):
        anna = self._add()
        row = anna._get_team_row()
        self.assertRegex(row["waiting"], r"invited \d+ \w+, not signed in")
        self.env["res.users.log"].with_user(anna).sudo().create({})
        anna.invalidate_recordset()
        row = anna._get_team_row()
        self.assertFalse(row["waiting"])
        self.assertIn("today, ", row["seen"])

    def test_longer_list_asks_no_more_of_the_database(self):
        def look():
            self.env.flush_all()
            self.env.invalidate_all()
            return self.team._get_team(limit=20)

        for number in range(20):
            self._create_colleague(f"few{number:02}")
        look()
        with self.assertQueryCount(12):
            self.assertEqual(look()[1], 23)
        for number in range(60):
            self._create_colleague(f"many{number:02}", order_limit=5)
        with self.assertQueryCount(12):
            self.assertEqual(look()[1], 83)

    # --- Invitations ---

    def test_invitation_lets_him_set_his_own_password(self):
        anna = self._add()
        mail = self._mails_to(anna.partner_id)
        self.assertEqual(len(mail), 1)
        self.assertIn("Poligraf Ltd", mail.body_html)
        self.assertIn("lisitsyna.test-poligraf", mail.body_html)
        contacts = self.env["res.partner"].sudo()
        typed = {"password": "anna-anna-1", "password_repeat": "anna-anna-1"}
        token = self._link_in(mail)
        login, errors = contacts._set_password_by_token(token, typed)
        self.assertEqual((login, errors), (anna.login, {}))
        self.assertEqual(self._log_in(anna.login, "anna-anna-1")["uid"], anna.id)
        with self.assertRaises(AccessDenied):
            contacts._set_password_by_token(token, typed)

    def test_sent_again_once_in_a_minute(self):
        anna = self._add()
        again = anna.with_user(self.main)
        again._invite()
        self.assertEqual(len(self._mails_to(anna.partner_id)), 1)
        anna.print_date_invited -= timedelta(minutes=2)
        again._invite()
        self.assertEqual(len(self._mails_to(anna.partner_id)), 2)

    def test_link_ends_with_its_time_the_address_and_the_account(self):
        contacts = self.env["res.partner"].sudo()

        def link():
            return (
                contacts.browse(self.ivanova.partner_id.id)
                ._get_password_link(4)
                .partition("token=")[2]
            )

        token = link()
        self.assertEqual(
            contacts._find_by_password_token(token), self.ivanova.partner_id
        )
        with patch("odoo.tools.misc.datetime.datetime") as clock:
            clock.now.return_value = fields.Datetime.now() + timedelta(hours=5)
            self.assertFalse(contacts._find_by_password_token(token))
        self.ivanova.partner_id.email = "other@example.com"
        self.assertFalse(contacts._find_by_password_token(token))
        token = link()
        self.ivanova.with_user(self.main)._disable()
        self.assertFalse(contacts._find_by_password_token(token))
        for nonsense in ("", "x", "é", "AAAA", token[:-2]):
            self.assertFalse(contacts._find_by_password_token(nonsense))

    def test_nobody_without_an_address_or_access_is_invited(self):
        account = self.ivanova.with_user(self.main)
        self.ivanova.partner_id.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            account._invite()
        account._disable()
        with self.assertRaisesRegex(UserError, "no access"):
            account._invite()


@tagged("post_install", "-at_install")
class TestTeamRights(TeamCase):
    """Whoever is not the main account is refused by rights, not by hidden buttons."""

    def _attempts(self, user):
        """Return what ``user`` may try on the accounts of poligraf, by name."""
        account = self.ivanova.with_user(user)
        client = self.poligraf.with_user(user)
        return {
            "add": lambda: client._add_colleague(self.ANNA),
            "list": lambda: client._get_team(),
            "find": lambda: client._find_colleague(self.ivanova.id),
            "addresses": lambda: client._get_team_addresses(),
            "propose": lambda: client._propose_login_name("Anna"),
            "right": lambda: account._set_print_right("see_finance", True),
            "typed": lambda: account._get_typed(),
            "edit": lambda: account._edit_colleague(
                {"name": "X", "login": "x", "email": "x@example.com"}
            ),
            "invite": lambda: account._invite(),
            "disable": lambda: account._disable(),
            "enable": lambda: account._enable(),
            "delete": lambda: account._delete_colleague(),
        }

    def _others(self):
        every = self._create_colleague(
            "every",
            can_submit=True,
            see_finance=True,
            see_colleagues=True,
            can_approve=True,
        )
        return (
            *(self.ivanova, self.buh, self.head, every),
            *(self.rival, self.person, self.stranger, self.public),
            *(self.salesperson, self.prepress, self.accountant),
        )

    def test_only_the_main_account_and_coordinators_run_accounts(self):
        for user in self._others():
            for name, attempt in self._attempts(user).items():
                with (
                    self.subTest(user=user.login, attempt=name),
                    self.assertRaises(AccessError),
                ):
                    attempt()
        self.assertTrue(self.ivanova.active)
        for user in (self.main, self.coordinator):
            for name, attempt in self._attempts(user).items():
                savepoint = self.env.cr.savepoint()
                with self.subTest(user=user.login, attempt=name):
                    attempt()
                savepoint.rollback()
                savepoint.close()
                self.env.invalidate_all()

    def test_main_account_is_run_by_nobody(self):
        for user in (self.main, self.coordinator):
            for act in ("_disable", "_delete_colleague", "_get_typed", "_invite"):
                with self.subTest(act=act), self.assertRaises(AccessError):
                    getattr(self.main.with_user(user), act)()

    def test_staff_and_strangers_are_no_accounts_of_a_client(self):
        for user in (self.salesperson, self.stranger):
            with self.assertRaises(AccessError):
                user.with_user(self.coordinator)._set_print_right("see_finance", True)

    def test_remote_calls_are_refused(self):
        values = {"see_finance": True}
        calls = (
            ("res.users", "write", self.ivanova.ids, values),
            ("res.users", "write", self.ivanova.ids, {"login": "x.test-poligraf"}),
            ("res.users", "write", self.ivanova.ids, {"order_limit": 0}),
            ("res.users", "unlink", self.ivanova.ids),
            ("res.users", "action_archive", self.ivanova.ids),
            ("res.users", "create", [{"login": "x.test-poligraf", "name": "X"}]),
            ("res.users", "action_print_invite", self.ivanova.ids),
            ("res.users", "_set_print_right", self.ivanova.ids, "see_finance", True),
            ("res.partner", "_add_colleague", self.poligraf.ids, self.ANNA),
            ("res.partner", "_get_password_link", self.poligraf.ids, 4),
            ("print.activation", "search_read", []),
            ("print.account.invite", "create", {"client_id": self.poligraf.id}),
        )
        for user in (self.ivanova, self.main, self.rival, self.stranger, self.public):
            for model, method, *args in calls:
                with (
                    self.subTest(user=user.login, call=f"{model}.{method}", args=args),
                    self.assertRaises(AccessError),
                ):
                    call_kw(self.env[model].with_user(user), method, args, {})

    def test_nobody_gives_himself_a_right(self):
        with self.assertRaises(AccessError):
            self.ivanova.with_user(self.ivanova).write({"see_finance": True})
        with self.assertRaises(AccessError):
            self.ivanova.with_user(self.ivanova).write({"order_limit": 0})

    # --- The back office ---

    def test_coordinator_sets_limits_and_invites(self):
        ivanova = self.ivanova.with_user(self.coordinator)
        ivanova.write(
            {"order_limit": 500, "allowed_address_ids": [(6, 0, self.shop_address.ids)]}
        )
        self.assertEqual(self.ivanova.order_limit, 500)
        self.assertEqual(self.ivanova.allowed_address_ids, self.shop_address)
        for account in (self.ivanova, self.main):
            account.with_user(self.coordinator).action_print_invite()
            self.assertEqual(len(self._mails_to(account.partner_id)), 1)
        for user in (self.salesperson, self.prepress, self.accountant):
            with self.assertRaises(AccessError):
                self.ivanova.with_user(user).action_print_invite()
        with self.assertRaises(UserError):
            self.salesperson.with_user(self.coordinator).action_print_invite()

    def test_coordinator_invites_by_the_wizard(self):
        wizards = self.env["print.account.invite"].with_user(self.coordinator)
        wizard = wizards.create(
            {
                "client_id": self.poligraf.id,
                "name": "Anna Lisitsyna",
                "email": "anna@example.com",
                "see_finance": True,
            }
        )
        self.assertEqual(wizard.login_name + wizard.ending, "lisitsyna.test-poligraf")
        wizard.action_invite()
        anna = self.env["res.users"].search([("login", "=", "lisitsyna.test-poligraf")])
        self.assertTrue(anna.see_finance and anna.can_submit)
        self.assertEqual(len(self._mails_to(anna.partner_id)), 1)
        with self.assertRaisesRegex(UserError, "is taken"):
            wizard.action_invite()

    def test_coordinator_opens_the_main_account_of_a_client_of_the_office(self):
        client = self.env["res.partner"].create(
            {"name": "Office Ltd", "client_code": "test-office", "is_company": True}
        )
        wizard = (
            self.env["print.account.invite"]
            .with_user(self.coordinator)
            .create({"client_id": client.id, "email": "o@example.com"})
        )
        self.assertTrue(wizard.is_main)
        wizard.action_invite()
        self.assertEqual(client.user_ids.login, "test-office")
        self.assertEqual(client.email, "o@example.com")
        self.assertEqual(len(self._mails_to(client)), 1)
