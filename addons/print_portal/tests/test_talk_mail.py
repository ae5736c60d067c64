import doctest
from email.message import EmailMessage

from odoo.tests import tagged

from .. import quoted_text
from .talk_common import TalkCase


@tagged("post_install", "-at_install")
class TestTalkMail(TalkCase):
    """Answers by mail, as programs send them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        domain = cls.env["mail.alias.domain"].create(
            {"name": "shop.example.com", "catchall_alias": "answers"}
        )
        cls.company.alias_domain_id = domain

    def _receive(self, sender, parent, text, html=None, files=(), **headers):
        """Let an answer to ``parent`` come in; return what is kept of it."""
        mail = EmailMessage()
        mail["From"] = sender
        mail["To"] = "answers@shop.example.com"
        mail["Subject"] = "Re: your order"
        mail["Message-Id"] = f"<{parent.id}-{len(text)}-{abs(hash(sender))}@client>"
        mail["In-Reply-To"] = parent.message_id
        mail["References"] = parent.message_id
        for name, value in headers.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        if html:
            mail.add_alternative(html, subtype="html")
        for name, content in files:
            mail.add_attachment(
                content, maintype="application", subtype="pdf", filename=name
            )
        known = self.env["mail.message"].search([])
        self.env["mail.thread"].message_process(False, mail.as_bytes())
        new = self.env["mail.message"].search([]) - known
        return new.filtered(lambda message: message.message_type == "email")

    def test_an_answer_of_the_client_lands_in_the_discussion(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        message = self._receive(
            "Ivanova <ivanova@test-poligraf.example.com>",
            asked,
            "Yes.\n\n> Is the green right?\n",
            files=[("logo.pdf", b"%PDF-1.4")],
        )
        self.assertEqual(message.author_id, self.ivanova.partner_id)
        self.assertIn(self.salesperson.partner_id, message.notified_partner_ids)
        [entry] = [
            each
            for each in order._get_talk_values(self.main)["entries"]
            if each.get("id") == message.id
        ]
        self.assertIn("Yes.", entry["body"])
        self.assertNotIn("green", entry["body"])
        self.assertIn("green", entry["quoted"])
        self.assertEqual([file["name"] for file in entry["files"]], ["logo.pdf"])

    def test_what_a_mail_program_quotes_is_folded(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        self._receive(
            "ivanova@test-poligraf.example.com",
            asked,
            "Go on.",
            html='<div>Go on.</div><div class="gmail_quote">Salesperson wrote:'
            "<blockquote>Is the green right?</blockquote></div>",
        )
        entry = order._get_talk_values(self.ivanova)["entries"]
        [answer] = [each for each in entry if "Go on." in (each.get("body") or "")]
        self.assertNotIn("wrote", answer["body"])
        self.assertIn("green", answer["quoted"])
        self.assertFalse(doctest.testmod(quoted_text).failed)

    def test_an_answer_to_a_job_is_read_at_the_order(self):
        order = self._order()
        asked = self._say(order.print_job_ids, self.prepress, "Trapping?")
        self._receive("ivanova@test-poligraf.example.com", asked, "Agreed")
        self.assertIn("Agreed", "".join(self._read_talk(order, self.ivanova)))

    def test_an_answer_of_staff_to_a_note_stays_a_note(self):
        order = self._order()
        self.prepress.email = "prepress@shop.example.org"
        note = self._say(order, self.salesperson, "Can we do it?", self.NOTE)
        message = self._receive("prepress@shop.example.org", note, "With luck")
        self.assertEqual(message.author_id, self.prepress.partner_id)
        self.assertTrue(message._is_staff_note())
        self.assertNotIn("luck", "".join(self._read_talk(order, self.ivanova)))
        self.assertFalse(message.notified_partner_ids.filtered("partner_share"))

    def test_a_mail_of_who_may_not_see_the_order_is_for_staff_alone(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        for sender in (
            "buh@test-poligraf.example.com",  # a colleague without the right
            "test-reklama@example.com",  # another client
            "Nobody <stranger@elsewhere.example.com>",
        ):
            with self.subTest(sender=sender):
                message = self._receive(sender, asked, f"From {sender}: cancel it all")
                self.assertTrue(message._is_staff_note())
                said = "".join(self._read_talk(order, self.ivanova))
                self.assertNotIn("cancel it all", said)
                self.assertFalse(message.notified_partner_ids.filtered("partner_share"))
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.salesperson.partner_id.ids)], limit=1
        )
        self.assertIn("stranger@elsewhere.example.com", told.subject)

    def test_an_answer_among_staff_does_not_reach_the_stranger(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        strange = self._receive("buh@test-poligraf.example.com", asked, "Cancel it")
        self.prepress.email = "prepress@shop.example.org"
        answer = self._receive("prepress@shop.example.org", strange, "Who is that?")
        self.assertEqual(answer.author_id, self.prepress.partner_id)
        self.assertTrue(answer._is_staff_note())
        self.assertFalse(answer.notified_partner_ids.filtered("partner_share"))

    def test_what_a_machine_answers_is_no_message(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        message = self._receive(
            "ivanova@test-poligraf.example.com",
            asked,
            "I am away until Monday",
            Auto_Submitted="auto-replied",
        )
        self.assertTrue(message._is_staff_note())
        self.assertNotIn("Monday", "".join(self._read_talk(order, self.main)))
        self.assertFalse(message.notified_partner_ids.filtered("partner_share"))

    def test_of_accounts_with_one_address_the_owner_writes(self):
        for account in (self.buh, self.head, self.ivanova):
            account.partner_id.email = "office@poligraf.example.com"
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        message = self._receive("office@poligraf.example.com", asked, "Yes")
        self.assertEqual(message.author_id, self.ivanova.partner_id)

    def test_a_future_date_in_a_mail_moves_nothing(self):
        order = self._order()
        asked = self._say(order, self.salesperson, "Is the green right?")
        sender = "ivanova@test-poligraf.example.com"
        self._receive(sender, asked, "Yes", Date="Tue, 1 Jan 2036 10:00:00 +0000")
        self._say(order, self.salesperson, "Good")
        self.assertRegex("".join(self._read_talk(order, self.ivanova)), "Good.*Yes")

    def test_our_mail_is_answered_into_the_discussion_and_names_no_colleague(self):
        order = self._order()
        order.with_user(self.head)._watch(True)
        asked = self._say(order, self.salesperson, "Is the green right?")
        self.assertIn("answers@shop.example.com", asked.reply_to)
        mails = self.env["mail.mail"].search([("mail_message_id", "=", asked.id)])
        self.assertTrue(mails)
        for mail in mails:
            self.assertIn(asked.message_id, mail.references)
            self.assertNotIn("X-Msg-To-Add", mail.headers or "")
            self.assertNotIn("access_token", mail.body_html)
        self.assertIn(
            f"/my/print/orders/{order.id}", "".join(mails.mapped("body_html"))
        )

    def test_no_note_is_quoted_in_a_mail_to_the_client(self):
        order = self._order()
        self._say(order, self.salesperson, "He pays late", self.NOTE)
        message = self._say(order, self.salesperson, "Is the green right?")
        for mail in self.env["mail.mail"].search(
            [("mail_message_id", "=", message.id)]
        ):
            self.assertNotIn("pays late", mail.body_html)
