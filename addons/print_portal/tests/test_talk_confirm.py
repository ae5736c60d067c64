from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .talk_common import TalkCase


@tagged("post_install", "-at_install")
class TestTalkConfirm(TalkCase):
    """Messages that the client accepts or rejects."""

    def _ask(self, order, text="One colour. Do you agree?", user=None):
        wizard = self.env["print.talk.ask"].with_user(user or self.salesperson)
        wizard.create({"order_id": order.id, "body": f"<p>{text}</p>"}).action_ask()
        return order.print_confirmation_ids.sorted("id")[-1]

    def _answer(self, asked, answer, reason="", account=None):
        order = asked.order_id.with_user(account or self.ivanova)
        order._find_asked(asked.id)._answer(answer, asked.fingerprint, reason)

    def test_the_order_waits_for_the_answer_and_goes_on(self):
        order = self._order()
        asked = self._ask(order)
        line = order._get_awaited_line()
        self.assertEqual(line["lead"], "Waiting for you: answer our message.")
        self.assertTrue(line["url"].endswith("#asked"))
        self.assertEqual(order.print_rank, 0)
        self.assertEqual(order.print_awaited, "Client: answer our message.")
        self.assertIn(self.ivanova.partner_id, asked.message_id.notified_partner_ids)
        self._answer(asked, "accepted")
        self.assertEqual(asked.state, "accepted")
        self.assertEqual(asked.answered_by_id, self.ivanova)
        self.assertIn("checking", order._get_awaited_line()["lead"])
        self.assertEqual(order.print_rank, 1)
        said = order.message_ids[0]
        self.assertIn("Accepted by Ivanova", said.body)
        self.assertIn(self.salesperson.partner_id, said.notified_partner_ids)

    def test_several_are_open_at_once_and_each_has_its_answer(self):
        order = self._order()
        colour, date = self._ask(order, "Colour?"), self._ask(order, "Friday?")
        self.assertIn("messages, 2", order._get_awaited_line()["lead"])
        with self.assertRaisesRegex(UserError, "Reason"):
            self._answer(date, "rejected")
        self._answer(date, "rejected", "Thursday, as agreed")
        self.assertEqual((colour.state, date.state), ("waiting", "rejected"))
        entries = order._get_talk_values(self.ivanova)["entries"]
        words = {
            entry["id"]: entry["answer_words"] for entry in entries if "answer" in entry
        }
        self.assertEqual(
            words[date.message_id.id], "Rejected by Ivanova: Thursday, as agreed"
        )
        with self.assertRaisesRegex(UserError, "Ivanova has answered already"):
            self._answer(date, "accepted", account=self.main)

    def test_the_answer_is_to_what_was_read(self):
        order = self._order()
        asked = self._ask(order)
        with self.assertRaisesRegex(UserError, "write a new message"):
            order.with_user(self.salesperson)._message_update_content(
                asked.message_id, body="Two colours"
            )
        # By whatever way it was changed.
        asked.message_id.body = "<p>Two colours</p>"
        with self.assertRaisesRegex(UserError, "read it again"):
            self._answer(asked, "accepted")
        self.assertIn("One colour", asked.text)
        self.assertEqual(asked.state, "waiting")

    def test_who_may_only_look_does_not_answer(self):
        order = self._order()
        asked = self._ask(order)
        with self.assertRaises(AccessError):
            self._answer(asked, "accepted", account=self.head)
        self._answer(asked, "accepted", account=self.main)
        self.assertEqual(asked.answered_by_id, self.main)

    def test_only_messages_of_staff_to_the_client_are_asked_about(self):
        order = self._order()
        note = self._say(order, self.salesperson, "Hm", self.NOTE)
        own = order.with_user(self.ivanova)._say("Hello")
        other = self._say(self._order(self.main), self.salesperson, "Hello")
        for message in (note, own, other):
            with self.assertRaisesRegex(UserError, "Only what staff write"):
                order.with_user(self.salesperson)._ask_to_confirm(message)

    def test_what_is_withdrawn_is_not_awaited(self):
        order = self._order()
        asked = self._ask(order)
        asked.with_user(self.prepress).action_withdraw()
        self.assertFalse(order.print_confirm_count)
        with self.assertRaisesRegex(UserError, "withdrawn"):
            self._answer(asked, "accepted")

    def test_accounts_have_no_rows_of_questions(self):
        asked = self._ask(self._order())
        with self.assertRaises(AccessError):
            asked.with_user(self.ivanova).read(["state"])

    def test_the_client_is_reminded_and_not_for_ever(self):
        order = self._order()
        asked = self._ask(order)
        self.patch(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **kw: 1)
        mails = self.env["mail.mail"]
        for days, count in ((0, 0), (1, 1), (2, 0), (3, 1), (8, 1), (30, 0)):
            asked.date = fields.Datetime.now() - timedelta(days=days, minutes=1)
            known = mails.search([])
            with self.subTest(days=days):
                self.env["print.confirmation"]._cron_remind()
                new = mails.search([]) - known
                self.assertEqual(len(new), count)
                self.assertEqual(
                    new.recipient_ids,
                    self.ivanova.partner_id if count else new.recipient_ids,
                )
        self.assertEqual(asked.reminders, 3)
