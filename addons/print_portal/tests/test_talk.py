from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .talk_common import TalkCase

FEW, MANY = 35, 200  # messages
TALK_QUERIES = 40


@tagged("post_install", "-at_install")
class TestTalk(TalkCase):
    """One feed for both sides, and notes that stay among staff."""

    def test_messages_comments_files_and_steps_stand_in_one_feed(self):
        order = self._order()
        job = order.print_job_ids
        self._say(job, self.prepress, "Trapping is set.")
        job.artwork_ids[0].with_user(self.ivanova)._comment("The logo is grey")
        job.artwork_ids[0].with_user(self.prepress)._comment("Ugly", "staff")
        order.with_user(self.ivanova)._say("Is the green right?")
        job._move_to("returned", reason=self.env.ref("print_portal.reason_no_bleed"))
        said = " / ".join(self._read_talk(order, self.ivanova))
        for text in (
            "Trapping",
            "The logo is grey",
            "green",
            "Files for",
            "Order sent",
        ):
            self.assertIn(text, said)
        self.assertIn(job.status_id.client_name, said)
        self.assertNotIn("Ugly", said)

    def test_what_is_said_at_a_job_goes_to_who_follows_the_order(self):
        order = self._order()
        message = self._say(order.print_job_ids, self.prepress, "Trapping is set.")
        self.assertIn(self.ivanova.partner_id, message.notified_partner_ids)
        note = self._say(order.print_job_ids, self.prepress, "Hm", self.NOTE)
        self.assertFalse(note.notified_partner_ids.filtered("partner_share"))

    def test_more_messages_ask_no_more_of_the_database(self):
        order = self._order()
        counts = []
        for target in (FEW, MANY):
            self.env["mail.message"].create(
                [
                    {
                        "model": "sale.order",
                        "res_id": order.id,
                        "body": f"<p>Message {number}</p>",
                        "author_id": self.ivanova.partner_id.id,
                        "message_type": "comment",
                        "subtype_id": self.env.ref("mail.mt_comment").id,
                    }
                    for number in range(target)
                ]
            )
            self._read_talk(order, self.ivanova)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            shown = self._read_talk(order, self.ivanova)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(shown), 30)
        self.assertLessEqual(counts[1], counts[0])
        self.assertLessEqual(counts[0], TALK_QUERIES)

    def test_pages_show_each_entry_once(self):
        order = self._order()
        for number in range(40):
            self._say(order, self.salesperson, f"Message {number};")
        said = self._read_talk(order, self.ivanova) + self._read_talk(
            order, self.ivanova, 2
        )
        for number in range(40):
            found = [text for text in said if f"Message {number};" in text]
            self.assertEqual(len(found), 1, number)
        talk = order._get_talk_values(self.ivanova, 2)
        self.assertFalse(talk["has_older"])

    def test_what_came_since_the_last_visit_is_marked(self):
        order = self._order()
        self._say(order, self.salesperson, "Old")
        order.with_user(self.ivanova)._note_view()
        # Within a test all happens at one moment.
        visit = self.env["print.talk.visit"].search([("order_id", "=", order.id)])
        self.assertEqual(visit.user_id, self.ivanova)
        visit.date = "2020-01-01"
        new = self._say(order, self.salesperson, "New")
        own = order.with_user(self.ivanova)._say("Mine")
        entries = order._get_talk_values(self.ivanova)["entries"]
        marks = {entry.get("id"): entry["is_new"] for entry in entries}
        self.assertTrue(marks[new.id])
        self.assertFalse(marks[own.id])
        first_visit = order._get_talk_values(self.main)["entries"]
        self.assertFalse(any(entry["is_new"] for entry in first_visit))

    def test_staff_find_the_orders_in_which_the_client_wrote(self):
        order, other = self._order(), self._order()
        order.with_user(self.ivanova)._say("Hello?")
        self._say(other, self.salesperson, "Good morning")
        orders = self.env["sale.order"].with_user(self.prepress)
        domain = [("id", "in", (order | other).ids), ("print_has_talk_news", "=", True)]
        self.assertEqual(orders.search(domain).ids, order.ids)
        self.assertTrue(orders.browse(order.id).print_has_talk_news)
        orders.browse(order.id).action_note_talk_visit()
        orders.invalidate_model()
        self.assertFalse(orders.search(domain))
        of_colleague = self.env["sale.order"].with_user(self.salesperson)
        self.assertTrue(of_colleague.search(domain))

    # Notes ---------------------------------------------------------------------------

    def test_a_note_is_read_by_no_account_by_any_call(self):
        order = self._order()
        note = self._say(order, self.salesperson, "He pays late", self.NOTE)
        log = order._message_log(body="Margin is 40 %")
        mailed = self._say(order, self.salesperson, "Answer among us", self.NOTE)
        mailed.sudo().message_type = "email"
        job_note = self._say(order.print_job_ids, self.prepress, "Bad", self.NOTE)
        for message in note | log | mailed | job_note:
            for account in (self.ivanova, self.main):
                own = message.with_user(account)
                with self.subTest(message=message.body, account=account.login):
                    with self.assertRaises(AccessError):
                        own.read(["body"])
                    self.assertFalse(own.search([("id", "=", message.id)]))
        orders = self.env["sale.order"].with_user(self.ivanova)
        for path in ("message_ids.body", "website_message_ids.body"):
            with self.assertRaises(AccessError):
                orders.search([(path, "ilike", "pays late")])
            with self.assertRaises(AccessError):
                order.print_job_ids.with_user(self.ivanova).search(
                    [(path, "like", "x")]
                )

    def test_a_client_named_in_a_note_is_refused_not_written_to(self):
        order = self._order()
        client = self.ivanova.partner_id
        with self.assertRaisesRegex(UserError, "leave out .*Ivanova"):
            self._say(order, self.salesperson, "Hm", self.NOTE, partner_ids=client.ids)
        note = self._say(order, self.salesperson, "Hm", self.NOTE)
        with self.assertRaisesRegex(UserError, "leave out"):
            order.with_user(self.salesperson)._message_update_content(
                note, body="Hm", partner_ids=client.ids
            )
        note.partner_ids = client | self.prepress.partner_id
        self.assertEqual(note.partner_ids, self.prepress.partner_id)

    def test_a_note_never_turns_into_a_message(self):
        order = self._order()
        note = self._say(order, self.salesperson, "Hm", self.NOTE)
        comment = self.env.ref("mail.mt_comment")
        for values in ({"is_internal": False}, {}):
            with self.assertRaisesRegex(UserError, "stays one"):
                note.write({"subtype_id": comment.id, **values})
        self.assertNotIn("Hm", "".join(self._read_talk(order, self.ivanova)))
        with self.assertRaisesRegex(UserError, "write a new message"):
            self._say(order, self.salesperson, "So?", parent_id=note.id)

    def test_the_word_of_a_client_is_for_both(self):
        order = self._order()
        message = order.with_user(self.ivanova).message_post(
            body="Hidden?",
            message_type="comment",
            subtype_xmlid=self.NOTE,
            partner_ids=(self.rival.partner_id | self.buh.partner_id).ids,
        )
        self.assertEqual(message.subtype_id, self.env.ref("mail.mt_comment"))
        self.assertFalse(message.partner_ids)
        self.assertIn("Hidden?", "".join(self._read_talk(order, self.main)))

    # Who follows ---------------------------------------------------------------------

    def test_a_colleague_watches_as_long_as_he_may_see(self):
        order = self._order()
        order.with_user(self.head)._watch(True)
        told = self._say(order, self.salesperson, "One").notified_partner_ids
        self.assertIn(self.head.partner_id, told)
        self.assertEqual(order._get_talk_watchers(self.main), ["Head", "Ivanova"])
        self.assertEqual(order._get_talk_watchers(self.ivanova), [])
        self.head.see_colleagues = False
        told = self._say(order, self.salesperson, "Two").notified_partner_ids
        self.assertNotIn(self.head.partner_id, told)
        self.assertIn(self.ivanova.partner_id, told)
        with self.assertRaises(AccessError):
            order.with_user(self.head)._watch(True)

    def test_who_stops_watching_gets_no_more_mail(self):
        order = self._order()
        self.assertTrue(order._is_watched_by(self.ivanova))
        order.with_user(self.ivanova)._watch(False)
        told = self._say(order, self.salesperson, "One").notified_partner_ids
        self.assertNotIn(self.ivanova.partner_id, told)
        self.assertFalse(order._is_watched_by(self.ivanova))
