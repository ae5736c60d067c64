from datetime import timedelta

from odoo import fields
from odoo.addons.mail.tests.common import MailCase
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import hash_sign

from .test_registration import RegistrationCommon


@tagged("post_install", "-at_install")
class TestRegistrationConfirm(RegistrationCommon, MailCase):
    """A request reaches the coordinators through the mailbox that it names."""

    def _token(self, request):
        return request._get_confirm_url().rpartition("/")[2]

    def test_the_link_is_mailed_and_nobody_else_is_told(self):
        with self.mock_mail_gateway():
            request = self._send_form()
        self.assertFalse(request.activity_ids)
        mail = self._new_mails
        self.assertEqual(mail.email_to, request.email)
        self.assertIn("/print/register/confirm/", mail.body_html)
        self.assertNotIn("atlas-2026", mail.body_html)

    def test_the_mail_speaks_the_language_of_the_page(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        template = self.env.ref("print_portal.mail_template_registration_confirm")
        template.with_context(lang="fr_FR").subject = "Confirmez"
        with self.mock_mail_gateway():
            self.registrations.with_context(lang="fr_FR")._receive(self.form)
        self.assertEqual(self._new_mails.subject, "Confirmez")

    def test_coordinators_see_it_when_it_is_confirmed(self):
        request = self._send_form()
        self.assertEqual(
            self.registrations._find_by_link(self._token(request)), request
        )
        request._confirm()
        told = request.activity_ids.user_id
        self.assertIn(self.coordinator, told)
        request._confirm()
        self.assertEqual(request.activity_ids.user_id, told)
        self.assertEqual(len(request.activity_ids), len(told))

    def test_a_link_proves_one_address_for_some_days(self):
        request = self._send_form()
        token = self._token(request)
        values = [request.id, request.email]
        scope = "print_portal.registration.confirm"
        expired = hash_sign(self.env, scope, values, expiration=timedelta(hours=-1))
        other_use = hash_sign(self.env, "something.else", values)
        for wrong in (expired, other_use, token[:-2], "", "é", "a" * 500):
            with self.subTest(token=wrong[:20]):
                self.assertFalse(self.registrations._find_by_link(wrong))
        request.email = "other@example.com"
        self.assertFalse(self.registrations._find_by_link(token))

    def test_sending_again_mails_the_link_again(self):
        request = self._send_form()
        with self.mock_mail_gateway():
            self.assertEqual(self._send_form(city="Варна"), request)
        self.assertEqual(self._new_mails.email_to, request.email)

    def test_resending_tells_nobody_who_waits(self):
        self._send_form()
        with self.mock_mail_gateway():
            self.assertIsNone(
                self.registrations._resend(" MARIA@atlas.example.com", "")
            )
            self.assertEqual(len(self._new_mails), 1)
            self.assertIsNone(self.registrations._resend("no@one.example.com", ""))
            self.assertEqual(len(self._new_mails), 1)
        self.assertIn("such as", self.registrations._resend("maria", ""))

    def test_mails_to_one_address_have_a_limit(self):
        self.env["ir.config_parameter"].set_param(
            "print_portal.registration_per_email", 2
        )
        self._send_form()
        self.assertIsNone(self.registrations._resend(self.form["email"], ""))
        with self.mock_mail_gateway():
            refusal = self.registrations._resend(self.form["email"], "")
        self.assertFalse(self._new_mails)
        self.assertIn("in an hour", refusal)
        self.assertLessEqual(len(refusal), 90)
        _request, errors = self.registrations._receive(self.form)
        self.assertEqual(list(errors), ["limit"])

    def test_one_subscriber_of_ipv6_is_one_network(self):
        limits = self.env["print.registration.limit"]
        self.env["ir.config_parameter"].set_param(
            "print_portal.registration_per_network", 1
        )
        check = self.registrations._check_limit
        self.assertIsNone(check(None, "2001:db8:1:2::1"))
        self.assertTrue(check(None, "2001:db8:1:2:aaaa:bbbb:cccc:dddd"))
        self.assertIsNone(check(None, "2001:db8:1:3::1"))
        self.assertIsNone(check(None, "192.0.2.1"))
        self.assertTrue(check(None, "192.0.2.1"))
        for hit in limits.search([]):
            self.assertNotIn("192.0.2", hit.key)

    def test_the_limit_ends_with_the_hour_and_is_forgotten(self):
        limits = self.env["print.registration.limit"]
        self.env["ir.config_parameter"].set_param(
            "print_portal.registration_per_network", 1
        )
        self.registrations._check_limit(None, "192.0.2.1")
        self.assertTrue(self.registrations._check_limit(None, "192.0.2.1"))
        limits.search([]).hour = fields.Datetime.now() - timedelta(hours=3)
        self.assertIsNone(self.registrations._check_limit(None, "192.0.2.1"))
        limits._gc_limits()
        self.assertEqual(limits.search([]).mapped("hits"), [1])

    def test_what_nobody_confirms_vanishes(self):
        waiting, kept = self._send_form(), self._send_form(email="b@example.com")
        answered = self._receive(email="c@example.com")
        self.env.flush_all()
        long_ago = fields.Datetime.now() - timedelta(days=4)
        self.env.cr.execute(
            "UPDATE print_registration SET write_date = %s WHERE id = ANY(%s)",
            (long_ago, [waiting.id, answered.id]),
        )
        self.env.invalidate_all()
        self.registrations._gc_unconfirmed()
        self.assertFalse(waiting.exists())
        self.assertTrue(kept.exists() and answered.exists())

    def test_an_unconfirmed_request_is_not_answered(self):
        request = self._send_form()
        for answer in (self._approve, self._reject):
            with self.assertRaisesRegex(UserError, "has not confirmed"):
                answer(request)

    def test_a_coordinator_takes_it_by_hand_or_mails_the_link_again(self):
        request = self._send_form().with_user(self.coordinator)
        with self.mock_mail_gateway():
            request.action_resend()
        self.assertEqual(self._new_mails.email_to, request.email)
        request.action_confirm()
        self.assertEqual(request.state, "new")
        for action in (request.action_confirm, request.action_resend):
            with self.assertRaises(UserError):
                action()
        with self.assertRaises(AccessError):
            self._send_form(email="d@example.com").with_user(
                self.salesperson
            ).action_confirm()

    def test_the_list_hides_them_until_asked(self):
        action = self.env.ref("print_portal.print_registration_action")
        self.assertEqual(action.context, '{"search_default_new": 1}')
        view = self.env.ref("print_portal.print_registration_view_search")
        self.assertIn("('state', '=', 'unconfirmed')", view.arch)

    def test_a_request_made_at_the_office_needs_no_link(self):
        request = self.registrations.with_user(self.coordinator).create(
            {
                "name": "Office Ltd",
                "kind": "company",
                "email": "office@example.com",
                "phone": "+359 2 987 6544",
                "country_id": self.bulgaria.id,
                "city": "Sofia",
            }
        )
        self.assertEqual(request.state, "new")
        with self.mock_mail_gateway():
            client = self._approve(request)
        account = client._print_primary_account()
        self.assertEqual(account.login, "office")
        mail = self._new_mails.filtered(lambda mail: mail.email_to == request.email)
        self.assertIn("/web/reset_password?login=office", mail.body_html)
        self.assertNotIn("you chose", mail.body_html)

    def test_an_office_request_is_not_corrected_from_the_web(self):
        office = self.registrations.create(
            {
                "name": "Office Ltd",
                "email": "maria@atlas.example.com",
                "phone": "+359 2 987 6544",
                "country_id": self.bulgaria.id,
                "city": "Sofia",
            }
        )
        self.assertNotEqual(self._send_form(), office)


@tagged("post_install", "-at_install")
class TestConsent(RegistrationCommon):
    def test_version_time_and_address_are_kept(self):
        before = fields.Datetime.now()
        request, _errors = self.registrations._receive(self.form, "192.0.2.1")
        self.assertEqual(request.consent_id, self.consent)
        self.assertGreaterEqual(request.date_consent, before)
        self.assertEqual(request.consent_address, "192.0.2.1")

    def test_what_was_agreed_to_never_changes(self):
        self._send_form()
        for change in (
            lambda: self.consent.write({"label": "I agree to everything"}),
            lambda: self.consent.update_field_translations(
                "label", {"en_US": "I agree to everything"}
            ),
            self.consent.unlink,
        ):
            with self.assertRaisesRegex(UserError, "make a new version"):
                change()

    def test_a_new_version_is_asked_for_once_it_is_published(self):
        consents = self.env["print.consent"].with_user(self.coordinator)
        action = consents.browse(self.consent.id).action_new_version()
        draft = consents.browse(action["res_id"])
        draft.label = "I agree, in other words"
        self.assertEqual(draft.version, self.consent.version + 1)
        self.assertEqual(consents._get_current(), self.consent)
        draft.action_publish()
        self.assertEqual(consents._get_current(), draft)
        self.assertIn("tick again", self._get_errors()["consent"])
        self.assertTrue(self._send_form(consent=str(draft.id)))

    def test_a_shop_without_a_text_asks_for_none(self):
        self.env["print.consent"].search([]).unlink()
        request = self._send_form(consent="")
        self.assertFalse(request.consent_id)

    def test_texts_are_written_by_coordinators_alone(self):
        for user in (self.salesperson, self.prepress):
            with self.assertRaises(AccessError):
                self.consent.with_user(user).label = "Mine"
        for user in (self.main, self.public):
            with self.assertRaises(AccessError), mute_logger("odoo.models"):
                self.consent.with_user(user).read(["label"])
