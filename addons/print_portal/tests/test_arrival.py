from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged

from .common import PrintPortalCommon

LOGGER = "odoo.addons.print_portal.models.sale_order_arrival"


@tagged("post_install", "-at_install")
class TestArrival(PrintPortalCommon):
    """Who sends an order at a page has everybody told of it a moment later."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_rate(100)
        cls.poligraf.user_id = cls.salesperson
        cls.cron = cls.env.ref("print_portal.ir_cron_arrivals")

    def setUp(self):
        super().setUp()
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)

    def _send(self, tell_later=True):
        basket = self._fill_basket(self.main)
        return basket._submit_basket(tell_later=tell_later).with_user(self.env.user)

    def _run(self):
        self.env["sale.order"]._cron_tell_arrivals()

    def _get_told(self, order):
        """Return what tells of an order: who, in which way, and in which words."""
        told = self.env["mail.message"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        return sorted(
            (
                message.message_type,
                message.author_id.name,
                (message.subject or "").replace(order.name, "i-"),
                ", ".join(sorted(message.notified_partner_ids.mapped("name"))),
            )
            for message in told
        )

    def _count_triggers(self):
        return self.env["ir.cron.trigger"].search_count(
            [("cron_id", "=", self.cron.id)]
        )

    def test_nobody_is_told_yet_and_somebody_will_be(self):
        triggers = self._count_triggers()
        order = self._send()
        self.assertEqual((order.state, order.print_is_to_tell), ("sent", True))
        self.assertEqual(self._count_triggers(), triggers + 1)
        self.assertFalse(
            self.env["mail.mail"].search(
                [("model", "=", "sale.order"), ("res_id", "=", order.id)]
            )
        )
        # That it was sent stands in its discussion at once, and that is all of it.
        (message,) = order.message_ids - order.message_ids.filtered(
            "subtype_id.default"
        )
        self.assertIn("Sent by", message.body)

    def test_everybody_is_told_what_he_would_be_told_at_once(self):
        at_once, later = self._send(tell_later=False), self._send()
        self._run()
        self.assertFalse(later.print_is_to_tell)
        self.assertEqual(self._get_told(later), self._get_told(at_once))
        self.assertEqual(later.message_partner_ids, at_once.message_partner_ids)
        self.assertIn(self.main.partner_id, later.message_partner_ids)
        told = self._get_told(later)
        self._run()
        self.assertEqual(self._get_told(later), told)

    def test_mails_are_in_the_language_of_who_sent_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.main.lang = "fr_FR"
        basket = self._fill_basket(self.main).with_context(lang="fr_FR")
        order = basket._submit_basket(tell_later=True).with_user(self.env.user)
        self._run()
        mail = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id)]
        )
        to_client = mail.filtered(lambda m: self.main.partner_id in m.recipient_ids)
        self.assertIn('lang="fr_FR"', to_client.body_html)

    def test_the_page_says_at_once_that_its_sender_follows(self):
        order = self._send()
        self.assertFalse(order.message_partner_ids & self.main.partner_id)
        self.assertTrue(order._is_watched_by(self.main))
        self.assertFalse(order._is_watched_by(self.buh))
        self._run()
        self.assertTrue(order._is_watched_by(self.main))

    def test_the_link_for_late_files_does_not_wait_for_the_mail(self):
        self.assertTrue(self._send().print_job_ids.late_link_ids.filtered("is_open"))

    def _run_failing(self, failing, error):
        """Run the job while telling of an order raises ``error``."""
        tell = type(failing)._tell_arrival

        def fail(order):
            if order == failing:
                raise error
            return tell(order)

        with patch.object(type(failing), "_tell_arrival", fail):
            self._run()

    def test_one_that_fails_keeps_no_other_back(self):
        first, second = self._send(), self._send()
        with self.assertLogs(LOGGER, "ERROR") as logs:
            self._run_failing(first, ValueError("no such template"))
        self.assertIn(first.name, logs.output[0])
        self.assertTrue(first.print_is_to_tell)
        self.assertFalse(second.print_is_to_tell)
        self._run()
        self.assertFalse(first.print_is_to_tell)
        self.assertEqual(self._get_told(first), self._get_told(second))

    def test_one_that_is_being_written_is_told_of_soon(self):
        order = self._send()
        triggers = self._count_triggers()
        with self.assertNoLogs(LOGGER, "WARNING"):
            self._run_failing(order, SerializationFailure("concurrent update"))
        self.assertTrue(order.print_is_to_tell)
        self.assertEqual(self._count_triggers(), triggers + 1)
