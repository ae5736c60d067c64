from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proof_page_common import ProofPageMixin


@tagged("post_install", "-at_install")
class TestProofComment(ProofPageMixin, PrintOrdersCommon):
    """What is said about the pages of a proof, and how long it stays."""

    def _items(self, proof):
        values = proof._get_page_values()
        return [item for group in values["groups"] for item in group["items"]]

    def _news(self, partner):
        return self.env["mail.message"].search_count(
            [("notified_partner_ids", "in", partner.ids)]
        )

    def test_a_comment_stands_where_it_was_meant(self):
        proof = self._proof()
        comment = self._remark(proof)
        [item] = self._items(proof)
        self.assertEqual((item["author"], item["body"]), ("Ivanova", "Make it bigger"))
        [pin] = proof._get_page_values()["view"]["pins"]
        self.assertEqual((pin["page"], pin["left"], pin["top"]), (2, 30.0, 40.0))
        self.assertEqual(pin["id"], f"c{comment.id}")

    def test_the_shop_is_told_once_of_many_comments(self):
        proof = self._proof()
        before = self._news(self.salesperson.partner_id)
        for text in ("One", "Two", "Three"):
            self._remark(proof, text)
        self.assertEqual(self._news(self.salesperson.partner_id), before + 1)

    def test_the_client_is_told_what_we_say(self):
        proof = self._proof()
        before = self._news(self.ivanova.partner_id)
        self._remark(proof.with_user(self.prepress), "Is this green right?")
        self.assertEqual(self._news(self.ivanova.partner_id), before + 1)

    def test_who_has_spoken_by_link_is_told_of_our_answer(self):
        guest = {"name": "Elena Orlova", "email": "orlova@example.org"}
        proof = self._proof(people=[guest])
        [row] = proof.sudo().approver_ids
        mails = self.env["mail.mail"].sudo()
        known = mails.search([])
        remark = proof.sudo()._comment("A dot is missing", approver=row)
        ours = proof.with_user(self.prepress)
        ours._comment("It is there now", parent=remark.sudo())
        self.env.flush_all()
        told = (mails.search([]) - known).filtered(
            lambda mail: "orlova@example.org" in (mail.email_to or "")
        )
        self.assertEqual(len(told), 1)
        self.assertIn("It is there now", told.body_html)
        self.assertIn("/print/proof/", told.body_html)

    def test_a_hidden_note_reaches_no_client(self):
        proof = self._proof()
        ours = proof.with_user(self.prepress)
        before = self._news(self.ivanova.partner_id)
        note = self._remark(ours, "They pay late", audience="staff")
        ours._comment("So do others", parent=note.sudo())
        open_remark = self._remark(proof)
        ours._comment("Not before noon", parent=open_remark.sudo(), audience="staff")
        self.assertEqual(self._news(self.ivanova.partner_id), before)
        told = str(proof._get_page_values())
        for hidden in ("pay late", "So do others", "before noon"):
            self.assertNotIn(hidden, told)
            self.assertIn(hidden, str(ours._get_page_values()))
            self.assertNotIn(hidden, str(proof._get_sheet_values()))
        with self.assertRaises(AccessError):
            proof._comment("What?", parent=note.sudo())
        with self.assertRaises(AccessError):
            proof._settle_comment(note.sudo(), True)
        with self.assertRaises(AccessError):
            proof.env["print.proof.comment"].search([])

    def test_a_client_cannot_hide_what_he_says(self):
        comment = self._remark(self._proof(), audience="staff")
        self.assertEqual(comment.sudo().audience, "all")

    def test_others_have_no_say(self):
        proof = self._proof()
        with self.assertRaises(AccessError):
            self._remark(proof.with_user(self.rival))

    def test_what_nobody_can_use_is_refused(self):
        proof = self._proof()
        for text, page in (("", 1), ("  ", 1), ("x" * 2001, 1), ("Far away", 4)):
            with self.subTest(text=text[:5], page=page), self.assertRaises(UserError):
                self._remark(proof, text, page=page)
        with self.assertRaises(UserError):
            proof._comment("Another file", (self._artwork_id(proof) + 999, 1, 1, 1))
        self.assertFalse(self._items(proof))

    def test_a_place_beside_the_page_is_brought_back_to_its_edge(self):
        comment = self._remark(self._proof(), at=(-5.0, 140.0)).sudo()
        self.assertEqual((comment.left_percent, comment.top_percent), (0.0, 100.0))

    def test_remarks_go_on_to_the_next_version(self):
        proof = self._proof()
        done = self._remark(proof, "The caption is too small")
        self._remark(proof, "The green is wrong", page=1)
        proof._decide("changes")
        ours = proof.with_user(self.prepress)
        ours._settle_comment(done.sudo(), True)
        newer = self._renew(proof)
        items = {item["body"]: item for item in self._items(newer)}
        self.assertEqual(items["The caption is too small"]["done"], "done in proof 2")
        self.assertFalse(items["The green is wrong"]["is_done"])
        pins = {pin["id"]: pin for pin in newer._get_page_values()["view"]["pins"]}
        self.assertEqual(pins[f"c{done.id}"]["state"], "done")
        self.assertEqual(pins[f"c{done.id}"]["file"], f"a{self._artwork_id(newer)}")

    def test_an_earlier_version_knows_nothing_of_later_remarks(self):
        proof = self._proof()
        newer = self._renew(proof)
        self._remark(newer, "Only in the second")
        self.assertFalse(self._items(proof))
        with self.assertRaises(UserError):
            self._remark(proof, "Too late")

    def test_an_answer_that_is_not_content_opens_a_remark_again(self):
        proof = self._proof()
        remark = self._remark(proof)
        proof.with_user(self.prepress)._settle_comment(remark.sudo(), True)
        self.assertTrue(remark.sudo().done_version)
        proof._comment("It is not", parent=remark.sudo())
        self.assertFalse(remark.sudo().done_version)

    def test_an_open_remark_says_what_to_change(self):
        proof = self._proof()
        with self.assertRaises(UserError):
            proof._decide("changes")
        self._remark(proof)
        proof._decide("changes")
        self.assertEqual(proof.sudo().state, "changes")

    def test_our_own_question_asks_for_no_change(self):
        proof = self._proof()
        self._remark(proof.with_user(self.prepress), "Is this green right?")
        with self.assertRaises(UserError):
            proof._decide("changes")

    def test_the_page_of_a_proof_with_many_remarks_costs_no_more(self):
        proof = self._proof()

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            proof._get_page_values()
            return self.env.cr.sql_log_count - before

        self._remark(proof, "First")
        count()
        few = count()
        for at in range(8):
            remark = self._remark(proof, f"Remark {at}", page=1 + at % 3)
            proof._comment("Answer", parent=remark.sudo())
        self.assertLessEqual(count(), few + 2)
