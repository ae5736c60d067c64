from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from passlib.handlers import pbkdf2

from odoo import fields
from odoo.exceptions import (
    AccessDenied,
    AccessError,
    UserError,
    ValidationError,
)
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..login_address import coming_from
from .common import PrintPortalCommon

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.7"
LOGGERS = (
    "odoo.addons.base.models.res_users",
    "odoo.addons.print_portal.models.print_attempt",
)


class ThrottleCase(PrintPortalCommon):
    """Logins from outside, with what they count in transactions of their own."""

    def setUp(self):
        super().setUp()
        self.registry_enter_test_mode()
        # On a slow machine a wait of 30 seconds would be one of 29 at the next login.
        self.enterContext(freeze_time(fields.Datetime.now()))
        self.sleep = self.startPatcher(patch("time.sleep"))
        self.enterContext(mute_logger(*LOGGERS))

    def _log_in(self, login, password=None, address=HOME, interactive=True):
        """Return whether somebody is let in, or the sentence that refuses him."""
        credential = {
            "type": "password",
            "login": login,
            "password": self.PASSWORD if password is None else password,
        }
        try:
            with coming_from(address):
                self.env["res.users"].authenticate(
                    credential, {"interactive": interactive}
                )
        except AccessDenied as error:
            return str(error)
        return True

    def _fail(self, times, login="test-poligraf", address=HOME):
        for _time in range(times):
            refused = self._log_in(login, "wrong", address)
            self.assertNotEqual(refused, True)
        return refused

    def _let_pass(self, seconds):
        for attempt in self.env["print.attempt"].search([]):
            attempt.date -= timedelta(seconds=seconds)
        self.env.flush_all()

    def _refuse(self, times, ask):
        """Let ``ask`` fail; ``assertRaises`` would undo what it has counted."""
        for _time in range(times):
            try:
                with coming_from(HOME):
                    ask()
            except AccessDenied as error:
                refused = str(error)
            else:
                self.fail("he was let in")
        return refused

    @contextmanager
    def _count_hashes(self):
        """Collect the rounds of every hash of a password that is computed."""
        rounds = []
        compute = pbkdf2.pbkdf2_hmac

        def count(digest, secret, salt, times, *args):
            if digest == "sha512":
                rounds.append(times)
            return compute(digest, secret, salt, times, *args)

        with patch.object(pbkdf2, "pbkdf2_hmac", count):
            yield rounds


@tagged("post_install", "-at_install")
class TestLoginThrottle(ThrottleCase):
    def test_whoever_fails_five_times_waits(self):
        refused = self._fail(5)
        self.assertNotIn("wait", refused)
        self.assertIn("wait: 30 seconds", self._log_in("test-poligraf"))

    def test_the_wait_ends_and_the_next_one_is_longer(self):
        self._fail(5)
        self._log_in("test-poligraf")
        self._let_pass(31)
        self.assertNotIn("wait", self._fail(1))
        self.assertIn("wait: 1 minute", self._log_in("test-poligraf"))
        self._let_pass(61)
        self.assertEqual(self._log_in("test-poligraf"), True)

    def test_being_refused_prolongs_nothing(self):
        self._fail(5)
        for _time in range(10):
            self._log_in("test-poligraf", "wrong")
        self._let_pass(31)
        self.assertEqual(self._log_in("test-poligraf"), True)

    def test_nobody_shuts_a_client_out_from_elsewhere(self):
        self._fail(20)
        self.assertEqual(self._log_in("test-poligraf", address=ELSEWHERE), True)
        self.assertIn("wait", self._log_in("test-poligraf"))

    def test_a_neighbour_in_the_same_network_logs_in(self):
        self._fail(20)
        self.assertEqual(self._log_in("test-reklama"), True)

    def test_the_whole_network_waits(self):
        for number in range(5):
            self._fail(1, address=f"2001:db8:0:1::{number}")
        same, other = "2001:db8:0:1:ffff::1", "2001:db8:0:2::1"
        self.assertIn("wait", self._log_in("test-poligraf", address=same))
        self.assertEqual(self._log_in("test-poligraf", address=other), True)

    def test_a_login_counts_however_it_is_typed(self):
        self._fail(3)
        self._fail(2, " Test-POLIGRAF ")
        self.assertIn("wait", self._log_in("test-poligraf"))

    def test_success_forgets_failures(self):
        self._fail(4)
        self.assertEqual(self._log_in("test-poligraf"), True)
        self._fail(4)
        self.assertEqual(self._log_in("test-poligraf"), True)

    def test_guessing_from_everywhere_makes_answers_slow_and_refuses_nobody(self):
        for number in range(60):
            self._fail(1, address=f"10.0.{number}.1")
        self.sleep.reset_mock()
        self.assertEqual(self._log_in("test-poligraf", address=ELSEWHERE), True)
        self.sleep.assert_called_once_with(2.0)

    def test_one_password_for_every_login_is_answered_slowly(self):
        for number in range(30):
            self._fail(1, login=f"guess-{number}")
        self.sleep.reset_mock()
        self.assertEqual(self._log_in("test-poligraf"), True)
        [[[seconds], _named]] = self.sleep.call_args_list
        self.assertTrue(0 < seconds <= 2)

    def test_a_program_may_log_in_often_at_once(self):
        attempts = self.env["print.attempt"]
        waits = [
            attempts._begin("login", "test-poligraf", HOME)[1] for _time in range(26)
        ]
        self.assertEqual(waits, [0] * 25 + [30], "20 together, and the five of all")

    def test_an_error_of_ours_counts_for_nobody(self):
        users = self.env["res.users"]
        for _time in range(6):
            with (
                self.assertRaises(ZeroDivisionError),
                coming_from(HOME),
                users._assert_can_auth(user="test-poligraf"),
            ):
                raise ZeroDivisionError
        self.assertEqual(self._log_in("test-poligraf"), True)

    def test_programs_and_people_are_counted_together(self):
        users = self.env["res.users"]
        self._refuse(5, lambda: users._check_uid_passwd(self.main.id, "wrong"))
        self.assertIn("wait", self._log_in("test-poligraf"))

    def test_the_file_server_asks_at_the_same_door(self):
        users = self.env["res.users"]
        self.assertEqual(
            users._print_authenticate("Test-Poligraf", self.PASSWORD, HOME), self.main
        )
        self._refuse(5, lambda: users._print_authenticate("test-poligraf", "-", HOME))
        self.assertIn("wait", self._log_in("test-poligraf"))

    def test_logins_are_not_kept_as_they_were_typed(self):
        self._fail(1, "my-secret-password")
        kept = self.env["print.attempt"].search([]).mapped("key_hash")
        self.assertEqual(len(kept), 1)
        self.assertNotIn("secret", kept[0])

    def test_old_tries_are_forgotten(self):
        self._fail(2)
        self.env["print.attempt"]._gc_attempts()
        self.assertEqual(self.env["print.attempt"].search_count([]), 2)
        self._let_pass(25 * 3600)
        self.env.flush_all()
        self.env["print.attempt"]._gc_attempts()
        self.assertFalse(self.env["print.attempt"].search_count([]))

    def test_clients_see_nothing_of_it(self):
        for model in ("print.attempt", "print.browser", "print.activation"):
            for user in (self.main, self.coordinator, self.public):
                self.assertFalse(self.env[model].with_user(user).has_access("read"))

    # --- Settings ---

    def _set(self, **settings):
        self.env["res.config.settings"].create(settings).execute()

    def test_the_shop_sets_the_policy(self):
        self._set(print_login_free_tries=2, print_login_first_wait=120)
        self._fail(2)
        self.assertIn("wait: 2 minutes", self._log_in("test-poligraf"))

    def test_no_setting_shuts_everybody_out(self):
        for wrong in (
            {"print_login_free_tries": 0},
            {"print_login_first_wait": 0},
            {"print_login_first_wait": 60, "print_login_longest_wait": 30},
        ):
            with self.subTest(wrong=wrong), self.assertRaises(ValidationError):
                self._set(**wrong)
        for typed in ("", "0", "-3", "many"):
            self.env["ir.config_parameter"].set_param(
                "print_portal.login_free_tries", typed
            )
            self.assertEqual(self._log_in("test-poligraf"), True)

    def test_passwords_have_ten_characters(self):
        with self.assertRaisesRegex(UserError, "at least 10 characters"):
            self.main.password = "short-one"
        self.main.password = "long-enough"
        self.assertEqual(self._log_in("test-poligraf", "long-enough"), True)


@tagged("post_install", "-at_install")
class TestSameAnswer(ThrottleCase):
    """What a stranger is told and how long it takes do not say who exists."""

    def setUp(self):
        super().setUp()
        self.closed = self._create_colleague("closed")
        self.closed.action_archive()
        self.bare = self._create_colleague("bare")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_users SET password = NULL WHERE id = %s", [self.bare.id]
        )
        self.ivanova.sudo().totp_secret = "A" * 32
        self.env.flush_all()
        self.env["res.users"]._get_dummy_hash()
        self.logins = (
            "test-poligraf",
            "nobody-at-all",
            "closed.test-poligraf",
            self.closed.login,
            "bare.test-poligraf",
            "ivanova.test-poligraf",
        )

    def _get_costs(self, password, interactive):
        costs = {}
        for login in self.logins:
            with self._count_hashes() as rounds:
                answer = self._log_in(login, password, interactive=interactive)
            costs[login] = answer, tuple(rounds)
        return costs

    def test_wrong_password(self):
        for interactive in (True, False):
            with self.subTest(interactive=interactive):
                costs = self._get_costs("wrong", interactive)
                self.assertEqual(len(set(costs.values())), 1, costs)
                [(answer, rounds)] = set(costs.values())
                self.assertEqual(answer, "Wrong login or password")
                self.assertEqual(len(rounds), 1, "one hash, of one number of rounds")

    def test_no_password(self):
        costs = self._get_costs("", True)
        self.assertEqual(set(costs.values()), {("Wrong login or password", ())})

    def test_waiting_is_the_same_too(self):
        for login in self.logins:
            self._fail(5, login)
        costs = self._get_costs("wrong", True)
        [(answer, rounds)] = set(costs.values())
        self.assertIn("wait", answer)
        self.assertFalse(rounds)

    def test_inside_the_shop_nobody_counts_but_the_time_is_the_same(self):
        credential = {"type": "password", "login": "nobody", "password": "wrong"}
        with self._count_hashes() as rounds, self.assertRaises(AccessDenied):
            self.env["res.users"].authenticate(credential, {"interactive": True})
        self.assertEqual(len(rounds), 1)
        self.assertFalse(self.env["print.attempt"].search_count([]))


@tagged("post_install", "-at_install")
class TestForgottenPassword(ThrottleCase):
    """Core's method, which RPC calls too; the page is in ``test_activation``."""

    def test_asking_costs_the_same_number_of_queries_for_all(self):
        users = self.env["res.users"]
        users.reset_password("somebody")
        counts = set()
        for login in ("test-poligraf", "nobody", self.ivanova.email):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertIsNone(users.reset_password(login))
            self.env.flush_all()
            counts.add(self.env.cr.sql_log_count - before)
        self.assertEqual(len(counts), 1, counts)
        asked = self.env["print.activation"].search([], order="id desc", limit=3)
        self.assertEqual(
            set(asked.mapped("typed")), {"test-poligraf", "nobody", self.ivanova.email}
        )


@tagged("post_install", "-at_install")
class TestDevices(PrintPortalCommon):
    def setUp(self):
        super().setUp()
        self.store = self.startPatcher(
            patch("odoo.addons.base.models.res_device.root.session_store")
        )

    def _trace(self, user, session, hours=1, **values):
        """Let ``user`` have been seen in a session; return the id of the trace."""
        now = fields.Datetime.now()
        trace = self.env["res.device.log"].create(
            {
                "user_id": user.id,
                "session_identifier": session,
                "browser": "chrome",
                "platform": "macos",
                "ip_address": HOME,
                "first_activity": now - timedelta(hours=hours),
                "last_activity": now - timedelta(hours=hours),
                "revoked": False,
                **values,
            }
        )
        self.env.flush_all()
        return trace.id

    def test_an_account_sees_its_own_places_the_last_used_first(self):
        self._trace(self.main, "old", hours=5, city="Sofia", country="Bulgaria")
        self._trace(self.main, "new", browser=False, platform=False)
        self._trace(self.main, "new", hours=2, browser="firefox")
        self._trace(self.main, "gone", hours=24 * 30)
        self._trace(self.rival, "rival")
        self._trace(self.ivanova, "colleague")
        devices = self.main.with_user(self.main)._get_print_devices()
        self.assertEqual(
            [(device["name"], device["place"]) for device in devices],
            [("Unknown browser", ""), ("Chrome, macOS", "Sofia, Bulgaria")],
        )

    def test_an_account_logs_out_its_own_places_only(self):
        theirs = self._trace(self.rival, "rival")
        own = self._trace(self.main, "own")
        main = self.main.with_user(self.main)
        main._end_print_session(theirs)
        self.env.flush_all()
        self.assertEqual(len(self.rival._get_print_devices()), 1)
        main._end_print_session(own)
        self.env.flush_all()
        self.assertFalse(main._get_print_devices())
        self.store.delete_from_identifiers.assert_called_with(["own"])

    def test_a_coordinator_logs_a_client_out_and_leaves_a_note(self):
        self._trace(self.ivanova, "own")
        self.ivanova.with_user(self.coordinator).action_end_print_sessions()
        self.env.flush_all()
        self.assertFalse(self.ivanova._get_print_devices())
        note = self.ivanova.partner_id.message_ids[0]
        self.assertIn("ivanova.test-poligraf: logged out everywhere", note.body)
        self.assertEqual(note.author_id, self.coordinator.partner_id)

    def test_nobody_else_does(self):
        for user in (self.salesperson, self.prepress, self.main):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.ivanova.with_user(user).action_end_print_sessions()
        with self.assertRaises(AccessError):
            self.accountant.with_user(self.coordinator).action_end_print_sessions()
        with self.assertRaises(AccessError):
            self.stranger.with_user(self.coordinator).action_end_print_sessions()

    def test_a_coordinator_takes_the_second_factor_off(self):
        self.ivanova.sudo().totp_secret = "A" * 32
        self.env["auth.passkey.key"].with_user(self.ivanova).sudo().create(
            {"name": "Phone", "credential_identifier": "x"}
        )
        self.env.flush_all()
        self._trace(self.ivanova, "own")
        token = self.ivanova._compute_session_token("a-session")
        # Core asks for the password of the coordinator before.
        take_off = type(self.ivanova).action_reset_print_factors.__wrapped__
        with self.assertRaises(AccessError):
            take_off(self.ivanova.with_user(self.salesperson))
        take_off(self.ivanova.with_user(self.coordinator))
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.ivanova.totp_enabled)
        self.assertFalse(self.ivanova.auth_passkey_key_ids)
        self.assertFalse(self.ivanova._get_print_devices())
        self.assertNotEqual(self.ivanova._compute_session_token("a-session"), token)
        note = self.ivanova.partner_id.message_ids[0]
        self.assertIn("second factor and passkeys taken off", note.body)
