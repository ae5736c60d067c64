import doctest
from unittest.mock import patch

from odoo.tests import tagged

from ..models import print_activation
from .pages_common import PrintPagesCommon

PAGE = "/print/activate"


@tagged("post_install", "-at_install")
class TestActivation(PrintPagesCommon):
    def setUp(self):
        super().setUp()
        self.office = self.env["res.partner"].create(
            {
                "name": "Office Ltd",
                "client_code": "test-office",
                "is_company": True,
                "email": "office@office.example",
            }
        )
        self.requests = self.env["print.activation"].sudo()
        self.requests.search([]).unlink()

    def _ask(self, typed):
        """Ask as the public does; return the answer after the job has run."""
        self.authenticate(None, None)
        page = self._get(PAGE)
        csrf = self._find(page, "//form//input[@name='csrf_token']/@value")[0]
        self.csrf = csrf
        return self._post(PAGE, typed=typed)

    def _mailed(self, typed):
        """Return the addresses that get a mail after somebody has typed this."""
        before = self.env["mail.mail"].sudo().search([])
        self.requests.search([]).unlink()
        self.requests._ask(typed, "192.0.2.7")
        self.requests.search([])._answer()
        mails = self.env["mail.mail"].sudo().search([]) - before
        return sorted(mails.mapped("email_to"))

    def test_examples_in_the_docstrings_are_true(self):
        self.assertFalse(doctest.testmod(print_activation).failed)

    # --- Nothing is revealed ---

    def test_the_answer_is_the_same_whether_it_exists_or_not(self):
        known = ("test-office", "office@office.example", "ivanova.test-poligraf")
        unknown = ("no-such-client", "nobody@nowhere.example", "x.test-poligraf")
        pages = set()
        for typed in (*known, *unknown):
            answer = self._ask(typed)
            self.assertEqual(answer.status_code, 303)
            page = self._get(answer.headers["Location"].replace(self.base_url(), ""))
            pages.add(self._read(page))
        self.assertEqual(len(pages), 1)

    def test_the_request_does_the_same_work_whether_it_exists_or_not(self):
        def count(typed):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.requests._ask(typed, "192.0.2.7"), "")
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count("warm-up")
        self.assertEqual(count("test-office"), count("no-such-client"))

    def test_asking_mails_nothing_before_the_job_runs(self):
        before = self.env["mail.mail"].sudo().search_count([])
        self._ask("test-office")
        self.assertEqual(self.env["mail.mail"].sudo().search_count([]), before)
        self.assertFalse(self.office.user_ids)

    def test_core_does_not_tell_either(self):
        for login in ("test-poligraf", "no-such-client"):
            self.authenticate(None, None)
            self._get("/web/login")
            answer = self._get(f"/web/reset_password?login={login}")
            self.assertEqual(answer.status_code, 303)
            self.assertTrue(answer.headers["Location"].endswith(PAGE))

    # --- Who gets a link ---

    def test_the_link_goes_to_the_address_on_record(self):
        office = ['"Office Ltd" <office@office.example>']
        for typed in ("test-office", " Test-Office ", "OFFICE@office.example"):
            with self.subTest(typed=typed):
                self.assertEqual(self._mailed(typed), office)
        sub = ['"Ivanova" <ivanova@test-poligraf.example.com>']
        self.assertEqual(self._mailed("ivanova.test-poligraf"), sub)
        self.assertEqual(self._mailed("ivanova@test-poligraf.example.com"), sub)

    def test_nobody_else_gets_one(self):
        self.ivanova.with_user(self.main)._disable()
        self.office.email = False
        contact = self.env["res.partner"].create(
            {"name": "No client", "email": "someone@example.com"}
        )
        for typed in (
            "ivanova.test-poligraf",
            "ivanova@test-poligraf.example.com",
            "test-office",
            "someone@example.com",
            "%",
            "test-%",
        ):
            with self.subTest(typed=typed):
                self.assertEqual(self._mailed(typed), [])
        self.assertFalse(contact.user_ids)

    def test_staff_get_the_link_of_core(self):
        self.coordinator.email = "coordinator@shop.example"
        with patch.object(
            type(self.env["res.users"]), "action_reset_password", autospec=True
        ) as reset:
            self._mailed("test-coordinator")
        self.assertEqual(reset.call_args.args[0], self.coordinator)

    def test_client_of_the_office_gets_his_account_by_the_link(self):
        self._mailed("test-office")
        mail = self.env["mail.mail"].sudo().search([], order="id desc", limit=1)
        token = mail.body_html.partition("token=")[2].partition('"')[0]
        self.assertFalse(self.office.user_ids)
        typed = {"password": "office-office-1", "password_repeat": "office-office-1"}
        contacts = self.env["res.partner"].sudo()
        login, errors = contacts._set_password_by_token(token, typed)
        self.assertEqual((login, errors), ("test-office", {}))
        self.assertTrue(self.office.user_ids._is_print_primary())
        self.assertTrue(self.office.user_ids._is_portal())

    # --- Throttling ---

    def test_network_that_asks_too_often_is_told_so_for_any_code(self):
        with patch.object(print_activation, "ASKED_BY_NETWORK", 2):
            ask = self.requests._ask
            self.assertEqual(ask("a", "192.0.2.1"), "")
            self.assertEqual(ask("b", "192.0.2.1"), "")
            for typed in ("test-office", "no-such-client"):
                self.assertIn("Too many requests", ask(typed, "192.0.2.1"))
            self.assertEqual(ask("test-office", "192.0.2.2"), "")
            self.assertEqual(ask("x", "2001:db8::1"), "")
            self.assertEqual(ask("x", "2001:db8::2"), "")
            self.assertIn("Too many requests", ask("x", "2001:db8::3"))

    def test_person_is_mailed_three_times_an_hour_at_most(self):
        for number in range(5):
            self.requests._ask("test-office", f"192.0.2.{number}")
        for request in self.requests.search([]):
            request._answer()
        mails = self.env["mail.mail"].sudo().search([("email_to", "like", "@office.")])
        self.assertEqual(len(mails), 3)

    def test_nothing_typed_gets_a_sentence(self):
        answer = self._ask("  ")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Enter your client code", self._read(answer))

    def test_login_page_leads_there(self):
        self.authenticate(None, None)
        links = self._find(self._get("/web/login"), "//form//a/@href")
        self.assertIn(PAGE, links)
        self.assertFalse([link for link in links if "reset_password" in link])
