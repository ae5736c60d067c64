from datetime import timedelta
from email.message import EmailMessage

from odoo import fields
from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DealerPagesCommon, DealersMixin


class NewsMixin(DealersMixin):
    """Dealers whom ``salesperson`` serves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        (cls.matprint + cls.copyline).user_id = cls.salesperson

    @classmethod
    def _talk(cls, account, text="Do you have plates of 0.15?"):
        talks = cls.env["print.talk"].with_user(account)
        talk = talks._of(account, create=True)
        talk._say(text)
        return cls.env["print.talk"].browse(talk.id)

    @classmethod
    def _answer(cls, record, text="Yes, from Monday."):
        return record.with_user(cls.salesperson).message_post(
            body=text, message_type="comment", subtype_xmlid="mail.mt_comment"
        )


@tagged("post_install", "-at_install")
class TestTalk(NewsMixin, PrintOrdersCommon):
    """What a dealer and his trader tell one another beside orders."""

    def test_who_serves_the_dealer_is_told_and_answers(self):
        talk = self._talk(self.maria)
        self.assertEqual(
            talk.message_ids[0].notified_partner_ids, self.salesperson.partner_id
        )
        self.assertTrue(talk.is_unanswered)
        message = self._answer(talk)
        self.assertFalse(talk.is_unanswered)
        self.assertEqual(message.notified_partner_ids, self.maria.partner_id)
        self.assertEqual(self.maria._count_news(), 1)
        self.assertEqual(
            self.maria._get_news(5)[0]["text"], "Test salesperson: Yes, from Monday."
        )

    def test_whoever_is_away_has_a_substitute_who_is_told(self):
        self.salesperson.write(
            {
                "out_of_office_from": fields.Datetime.now() - timedelta(days=1),
                "print_substitute_id": self.coordinator.id,
            }
        )
        talk = self._talk(self.maria)
        self.assertEqual(
            talk.message_ids[0].notified_partner_ids, self.coordinator.partner_id
        )

    def test_who_wants_tasks_has_one_until_he_answers(self):
        self.salesperson.print_news_as = "task"
        talk = self._talk(self.maria)
        talk.with_user(self.maria).sudo()._say("And of 0.30?")
        self.assertEqual(talk.activity_ids.user_id, self.salesperson)
        self.assertEqual(len(talk.activity_ids), 1)
        self.assertFalse(talk.message_ids.notified_partner_ids)
        self._answer(talk)
        self.assertFalse(talk.activity_ids)

    def test_notes_stay_among_staff(self):
        talk = self._talk(self.maria)
        talk.with_user(self.salesperson).message_post(
            body="He pays late.", subtype_xmlid="mail.mt_note"
        )
        told = talk.sudo()._get_talk_values(self.maria)["entries"]
        self.assertNotIn("pays late", str(told))
        self.assertEqual(len(told), 1)
        self.assertFalse(self.maria._count_news())

    def test_an_answer_by_mail_lands_there(self):
        self.company.alias_domain_id = self.env["mail.alias.domain"].create(
            {"name": "shop.example.com", "catchall_alias": "answers"}
        )
        talk = self._talk(self.maria)
        asked = self._answer(talk)
        for sender in (self.maria.email, "stranger@example.net"):
            mail = EmailMessage()
            mail["From"], mail["To"] = sender, "answers@shop.example.com"
            mail["Subject"] = "Re"
            mail["Message-Id"] = f"<{sender}-1@client>"
            mail["In-Reply-To"] = mail["References"] = asked.message_id
            mail.set_content("Then forty of them.")
            self.env["mail.thread"].message_process(False, mail.as_bytes())
        entries = talk.sudo()._get_talk_values(self.maria)["entries"]
        self.assertEqual(len(entries), 3)  # not the stranger's
        self.assertIn("forty of them", entries[0]["body"])
        self.assertTrue(entries[0]["is_own"])

    def test_accounts_have_no_way_to_the_rows(self):
        talk = self._talk(self.maria)
        for model in ("print.talk", "print.news"):
            self.assertFalse(self.env[model].with_user(self.maria).has_access("read"))
        self.assertFalse(self.env["print.talk"]._of(self.other_maria))
        self.assertTrue(talk.with_user(self.salesperson).has_access("read"))
        self.assertFalse(talk.with_user(self.colleague).has_access("read"))

    def test_ones_messages_are_in_the_export_of_ones_data(self):
        self._answer(self._talk(self.maria))
        parts = dict(self.maria.with_user(self.maria)._get_print_export(False))
        told = [row["text"].strip() for row in parts["partner_messages"]]
        self.assertEqual(told, ["Do you have plates of 0.15?", "Yes, from Monday."])
        parts = dict(self.stock.with_user(self.stock)._get_print_export(False))
        self.assertFalse([*parts["partner_messages"]])

    def test_nothing_and_too_much_is_refused(self):
        with self.assertRaisesRegex(UserError, "write it first"):
            self._talk(self.maria, "  ")
        with self.assertRaisesRegex(UserError, "5000 characters"):
            self._talk(self.maria, "x" * 5001)


@tagged("post_install", "-at_install")
class TestNews(NewsMixin, PrintOrdersCommon):
    """The bell of a dealer."""

    def test_what_is_written_at_an_order_is_news_until_it_is_opened(self):
        order = self._order(self.maria)
        self.maria._read_news()
        self._answer(order, "Is the green right? " * 20)
        [row] = [row for row in self.maria._get_news(9) if row["is_new"]]
        self.assertTrue(row["text"].endswith("…"))
        self.assertEqual(row["path"], f"/orders/{order.id}#talk")
        order.with_user(self.maria)._note_view()
        self.assertFalse(self.maria._count_news())

    def test_steps_of_an_order_are_news_of_who_ordered(self):
        order = self._order(self.maria)
        self.maria._read_news()
        order._send_print_mail(self.env.ref("print_portal.mail_template_order_status"))
        self.assertEqual(self.maria._count_news(), 1)
        self.assertIn(order.name, self.maria._get_news(1)[0]["text"])
        self.assertFalse(self.stock._count_news())

    def test_ones_own_steps_are_no_news(self):
        order = self._order(self.maria)
        self.maria._read_news()
        template = self.env.ref("print_portal.mail_template_order_status")
        order.with_user(self.maria)._send_print_mail(template)
        self.assertFalse(self.maria._count_news())

    def test_notes_and_clients_get_none(self):
        order = self._order(self.ivanova)
        self._answer(order)
        order = self._order(self.maria)
        self.maria._read_news()
        order.with_user(self.salesperson).message_post(
            body="Secret", subtype_xmlid="mail.mt_note"
        )
        self.assertFalse(self.maria._count_news())
        self.assertFalse(
            self.env["print.news"].search([("user_id", "=", self.ivanova.id)])
        )

    def test_news_of_an_order_that_is_his_no_more_are_gone(self):
        order = self._order(self.maria)
        self._answer(order)
        self.assertTrue(self.maria._count_news())
        order.print_account_id = self.matprint._print_primary_account()
        self.maria.see_colleagues = False
        self.assertFalse(self.maria._count_news() or self.maria._get_news(9))

    def test_many_news_are_counted_as_fast_as_one(self):
        counts = []
        for size in (1, 200):
            self.env["print.news"].create(
                [{"user_id": self.maria.id, "text": str(each)} for each in range(size)]
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.maria._count_news()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(self.maria._count_news(), 201)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestDigest(NewsMixin, PrintOrdersCommon):
    """The summary of a trader."""

    def _mails(self, user):
        return self.env["mail.mail"].search(
            [("recipient_ids", "in", user.partner_id.ids)]
        )

    def _send_digest(self, user):
        """Return the mail of a summary, none where there is nothing to tell."""
        before = self._mails(user)
        user._send_print_digest()
        return self._mails(user) - before

    def test_it_tells_what_waits_and_what_came(self):
        order = self._order(self.maria)
        self._talk(self.maria)
        mail = self._send_digest(self.salesperson)
        self.assertIn(order.name, mail.body_html)
        self.assertIn("Messages to answer", mail.body_html)
        self.assertFalse(self._send_digest(self.colleague))

    def test_days_without_anything_bring_no_mail(self):
        self.assertFalse(self._send_digest(self.salesperson))

    def test_a_new_order_is_told_once(self):
        order = self._order(self.ivanova)
        self.assertIn(order.name, self._send_digest(self.salesperson).body_html)
        self.assertFalse(self._send_digest(self.salesperson))

    def test_whoever_is_away_gets_none_and_his_substitute_reads_it(self):
        order = self._order(self.maria)
        self.salesperson.write(
            {
                "out_of_office_from": fields.Datetime.now() - timedelta(days=1),
                "print_substitute_id": self.colleague.id,
            }
        )
        self.assertFalse(self._send_digest(self.salesperson))
        self.assertIn(order.name, self._send_digest(self.colleague).body_html)

    def test_it_is_for_who_wants_it_in_his_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.salesperson.lang = "fr_FR"
        self._talk(self.maria)
        template = self.env.ref("print_dealer_portal.mail_template_digest")
        template.with_context(lang="fr_FR").subject = "Vos commandes et messages"
        self.salesperson.with_user(self.salesperson).print_wants_digest = True
        self.assertTrue(self.salesperson.print_wants_digest)
        mail = self._send_digest(self.salesperson)
        self.assertEqual(mail.subject, "Vos commandes et messages")


@tagged("post_install", "-at_install")
class TestNewsPages(NewsMixin, DealerPagesCommon):
    """The same in the browser."""

    def test_a_message_is_written_answered_and_read(self):
        self._login(self.maria)
        wrong = self._post("/dealer/contact", message=" ")
        self.assertEqual(wrong.status_code, 422)
        self.assertIn("write it first", self._read(wrong))
        answer = self._post("/dealer/contact", message="Do you have plates?")
        self.assertEqual(answer.status_code, 303)
        talk = self.env["print.talk"].search([("account_id", "=", self.maria.id)])
        self._answer(talk)
        page = self._get("/dealer/contact")
        self.assertIn("Do you have plates?", self._read(page, "//main"))
        self.assertIn("Yes, from Monday.", self._read(page))
        bell = "//a[contains(@href, '/dealer/news')]"
        self.assertEqual(self._read(page, bell), "News 1")
        self.assertIn("Yes, from Monday.", self._read(self._get("/dealer/news")))
        self.make_jsonrpc_request("/dealer/contact/seen", {})
        self.assertEqual(self._read(self._get("/dealer/contact"), bell), "News")

    def test_all_of_it_is_read_by_one_button(self):
        self.env["print.news"]._add(self.maria, "Something")
        self._login(self.maria)
        self.assertIn("All of it is read", self._read(self._get("/dealer/news")))
        self._post("/dealer/news")
        self.assertNotIn("All of it is read", self._read(self._get("/dealer/news")))

    def test_nobody_reads_what_others_wrote(self):
        self._talk(self.maria, "Between us")
        self._login(self.other_maria)
        self.assertNotIn("Between us", self._get("/dealer/contact").text)
