from odoo.addons.print_portal.login_address import coming_from
from odoo.addons.print_portal.tests.test_login_throttle import HOME, ThrottleCase
from odoo.exceptions import AccessDenied, ValidationError
from odoo.tests import tagged

from .common import DealersMixin

WRONG = "Wrong client number, login or password"


@tagged("post_install", "-at_install")
class TestLogin(DealersMixin, ThrottleCase):
    """Client number, login, password: who is let in, and what the others are told."""

    def _enter(self, number, login, password=None):
        """Return the user who is let in, or the sentence that refuses him."""
        credential = {
            "type": "client_number",
            "client_number": number,
            "login": login,
            "password": self.PASSWORD if password is None else password,
        }
        try:
            with coming_from(HOME):
                answer = self.env["res.users"].authenticate(
                    credential, {"interactive": True}
                )
        except AccessDenied as error:
            return str(error)
        self.assertEqual(credential["login"], self._browse(answer).login)
        return self._browse(answer)

    def _browse(self, answer):
        return self.env["res.users"].browse(answer["uid"])

    def test_the_number_says_which_maria(self):
        self.assertEqual(self._enter(self.NUMBER, "maria"), self.maria)
        self.assertEqual(self._enter(self.OTHER_NUMBER, "maria"), self.other_maria)

    def test_the_whole_login_does_as_well_however_it_is_typed(self):
        for login in ("maria.test-matprint", " MARIA.test-matprint ", "Maria"):
            with self.subTest(login=login):
                self.assertEqual(self._enter(f" {self.NUMBER} ", login), self.maria)

    def test_the_main_account_logs_in_as_the_code(self):
        main = self.matprint._print_primary_account()
        self.assertEqual(self._enter(self.NUMBER, "test-matprint"), main)

    def test_one_sentence_for_every_wrong_triple(self):
        self.maria.copy({"login": "gone.test-matprint", "active": False})
        for triple in (
            (self.NUMBER, "maria", "wrong"),
            (self.NUMBER, "maria", ""),
            (self.NUMBER, "nobody"),
            (self.NUMBER, "gone"),
            (self.NUMBER, ""),
            (self.OTHER_NUMBER, "stock"),
            (self.OTHER_NUMBER, "maria.test-matprint"),
            ("99999", "maria"),
            ("99999", "maria.test-matprint"),
            ("", "maria.test-matprint"),
            ("", "maria"),
            # Accounts of clients and staff, whose password is right.
            (self.NUMBER, "ivanova.test-poligraf"),
            ("", "ivanova.test-poligraf"),
            (self.NUMBER, "test-coordinator"),
        ):
            with self.subTest(triple=triple):
                self.assertEqual(self._enter(*triple), WRONG)
                self.env["print.attempt"].search([]).unlink()

    def test_who_does_not_work_as_a_partner_is_a_wrong_triple(self):
        self.maria.print_area = "client"
        self.assertEqual(self._enter(self.NUMBER, "maria"), WRONG)
        self.assertEqual(self._enter(self.NUMBER, "both"), self.both)

    def test_every_wrong_triple_takes_the_time_of_one_password(self):
        self.env["res.users"]._get_dummy_hash()  # made once for all
        for triple in (
            (self.NUMBER, "maria"),
            (self.NUMBER, "nobody"),
            ("99999", "maria"),
            ("", ""),
            (self.NUMBER, "ivanova.test-poligraf"),
        ):
            with self.subTest(triple=triple), self._count_hashes() as rounds:
                self.assertEqual(self._enter(*triple, "wrong"), WRONG)
                self.assertEqual(len(rounds), 1)

    def test_whoever_fails_five_times_waits_at_both_doors(self):
        for _time in range(5):
            self.assertEqual(self._enter(self.NUMBER, "maria", "wrong"), WRONG)
        self.assertIn("wait: 30 seconds", self._enter(self.NUMBER, "maria"))
        self.assertIn("wait", self._log_in("maria.test-matprint"))
        self.assertEqual(self._enter(self.OTHER_NUMBER, "maria"), self.other_maria)

    def test_only_accounts_of_dealers_are_marked_as_partners(self):
        with self.assertRaisesRegex(ValidationError, "belongs to no dealer"):
            self.ivanova.print_area = "both"

    def test_a_dealer_who_ends_being_one_takes_his_accounts_along(self):
        self.matprint.is_dealer = False
        self.assertEqual(self.maria.print_area, "client")
        self.assertEqual(self._enter(self.NUMBER, "maria"), WRONG)
        self.matprint.is_dealer = True
        self.assertEqual(self._enter(self.NUMBER, "maria"), self.maria)
