from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .proofs_common import GUEST, ProofsCase


@tagged("post_install", "-at_install")
class TestProofs(ProofsCase):
    """Sending a version, and deciding on it."""

    # Sending --------------------------------------------------------------------------

    def test_the_client_is_asked_about_the_files_as_they_are(self):
        job = self._sent("cover.pdf", "inside.pdf")
        proof = self._shown(job=job, note=" Look at page 2 ")
        self.assertEqual(job.status_id.code, "awaiting_proof")
        self.assertEqual((proof.version, proof.state), (1, "waiting"))
        self.assertEqual(proof.note, "Look at page 2")
        self.assertEqual(
            sorted(proof.file_ids.mapped("checksum")),
            sorted(job.artwork_ids.mapped("checksum")),
        )
        self.assertEqual(proof.approver_ids.user_id, self.ivanova)
        line = job.order_id._get_awaited_line()
        self.assertEqual(line["lead"], "Waiting for you: approve proof 1.")
        self.assertEqual(line["url"], f"/my/print/proofs/{proof.id}")
        self.assertEqual(job.awaited, "Client: approve proof 1.")

    def test_each_version_counts_up_and_ends_the_one_before(self):
        first = self._shown()
        second = self._shown(job=first.job_id)
        self.assertEqual((second.version, second.state), (2, "waiting"))
        self.assertEqual((first.state, first.void_reason), ("void", "newer"))
        with self.assertRaisesRegex(UserError, "A newer version was sent"):
            self._decide(first, self.ivanova)

    def test_what_cannot_be_shown_is_said_before_the_client_is_asked(self):
        job = self._send().print_job_ids
        job._move_to("checking")
        with self.assertRaisesRegex(UserError, "has no file to show"):
            job.with_user(self.prepress)._send_proof()
        job = self._sent()
        self._spoil(job.artwork_ids)
        with self.assertRaisesRegex(UserError, "cover.pdf changed on our disk"):
            job.with_user(self.prepress)._send_proof()
        job = self._sent()
        job._move_to("cancelled")
        with self.assertRaisesRegex(UserError, "no proof is sent from there"):
            job.with_user(self.prepress)._send_proof()
        self.assertFalse(job.proof_ids)

    def test_only_staff_who_work_on_jobs_send_proofs(self):
        job = self._sent()
        for user in (self.ivanova, self.main, self.rival, self.accountant):
            with self.subTest(user.login), self.assertRaises(AccessError):
                job.with_user(user)._send_proof()
        with self.assertRaises(AccessError):
            self.env["print.proof"].with_user(self.main).create({"job_id": job.id})

    def test_the_client_names_his_approvers_for_a_kind_of_work(self):
        persons = self.env["print.proof.person"]
        persons.create({"partner_id": self.poligraf.id, "user_id": self.main.id})
        self.assertEqual(self._shown().approver_ids.user_id, self.main)
        persons.create(
            {
                "partner_id": self.poligraf.id,
                "order_type_id": self.plates.id,
                **GUEST,
            }
        )
        self.poligraf.write({"proof_rule": "all"})
        proof = self._shown()
        self.assertEqual(proof.approver_ids.mapped("name"), ["Anna Petrova"])
        self.assertEqual(proof.rule, "all")

    def test_an_account_of_another_client_cannot_be_named(self):
        with self.assertRaisesRegex(Exception, "is no account of Poligraf"):
            self.env["print.proof.person"].create(
                {"partner_id": self.poligraf.id, "user_id": self.rival.id}
            )

    # Deciding -------------------------------------------------------------------------

    def test_what_is_approved_goes_on_as_soon_as_it_may(self):
        proof = self._shown()
        job = proof.job_id
        self._decide(proof, self.ivanova)
        self.assertEqual(proof.state, "approved")
        # Nobody has confirmed the order yet: it waits with us, not with him.
        self.assertEqual(job.status_id.code, "checking")
        self.assertIn("Proof 1 is approved.", job.order_id._get_awaited_line()["more"])
        self._accept_files(job)
        job.order_id.action_confirm()
        self.assertEqual(job.status_id.code, "started")
        job.with_user(self.prepress)._move_to("output")
        self.assertEqual(job.status_id.code, "output")

    def test_it_is_kept_who_decided_when_how_and_on_which_bytes(self):
        proof = self._shown()
        with freeze_time("2026-03-02 10:20:30"):
            self._decide(proof, self.ivanova)
        row = proof.approver_ids
        self.assertEqual(row.state, "approved")
        self.assertEqual(row.how, "login")
        self.assertEqual(str(row.date_decided), "2026-03-02 10:20:30")
        self.assertEqual(row.checksums, proof.job_id.artwork_ids.mapped("checksum"))
        self.assertEqual(row.spec_hash, proof.job_id.spec_id.hash)
        [said] = [
            message.body
            for message in proof.job_id.message_ids
            if "approved by" in message.body
        ]
        self.assertIn("Proof 1 approved by Ivanova", said)
        self.assertIn(row.checksums[0][:8], said)

    def test_changes_stop_the_work_with_what_to_change(self):
        proof = self._shown()
        with self.assertRaisesRegex(UserError, "say what to change"):
            self._decide(proof, self.ivanova, "changes", "  ")
        self._decide(proof, self.ivanova, "changes", "The logo is blue")
        job = proof.job_id
        self.assertEqual((proof.state, job.status_id.code), ("changes", "on_hold"))
        self.assertEqual(job.reason_id.code, "proof_rejected")
        self.assertEqual(job.reason_note, "The logo is blue")
        self.assertEqual(job.awaited_from, "us")
        with self.assertRaisesRegex(UserError, "Send a new proof"):
            job.with_user(self.prepress).action_next()
        job.with_user(self.ivanova)._add_artwork(self._another())
        second = self._shown(job=job)
        self.assertEqual(second.version, 2)
        self.assertEqual(proof.state, "changes", "History stays what it was")
        self.assertEqual(job.status_id.code, "awaiting_proof")

    def test_a_decision_on_an_open_comment_needs_no_more_words(self):
        proof = self._shown()
        proofs = self.env.registry["print.proof"]
        with patch.object(proofs, "_has_open_comments", lambda self: True):
            self._decide(proof, self.ivanova, "changes")
        self.assertEqual(proof.job_id.reason_note, "See the comments on proof 1.")

    def test_pressing_twice_is_deciding_once(self):
        proof = self._shown()
        self._decide(proof, self.ivanova)
        moves = len(proof.job_id.move_ids)
        self._decide(proof, self.ivanova)
        self.assertEqual(len(proof.job_id.move_ids), moves)
        with self.assertRaisesRegex(UserError, "Proof 1 is approved already"):
            self._decide(proof, self.ivanova, "changes", "Wait")

    def test_nothing_is_decided_while_the_work_is_stopped(self):
        proof = self._shown()
        proof.job_id._move_to(
            "on_hold", reason=self.env.ref("print_portal.reason_machine")
        )
        with self.assertRaisesRegex(UserError, "as soon as it goes on"):
            self._decide(proof, self.ivanova)
        proof.job_id.with_user(self.prepress).action_next()
        self._decide(proof, self.ivanova)
        self.assertEqual(proof.state, "approved")

    def test_all_of_them_means_all_of_them(self):
        proof = self._shown(self.ivanova, self.deputy, GUEST, rule="all")
        self._decide(proof, self.ivanova)
        self._decide(proof, self.deputy)
        self.assertEqual(proof.state, "waiting")
        self.assertEqual(proof.awaited_names, "Anna Petrova")
        guest = proof.approver_ids.filtered(lambda row: not row.user_id)
        proof.with_user(self.public)._decide("approve", approver=guest)
        self.assertEqual(proof.state, "approved")

    def test_so_many_of_them_are_enough(self):
        people = (self.ivanova, self.deputy, GUEST)
        proof = self._shown(*people, rule="count", quorum=2)
        self._decide(proof, self.ivanova)
        self.assertEqual(proof.state, "waiting")
        self._decide(proof, self.deputy)
        self.assertEqual(proof.state, "approved")
        with self.assertRaisesRegex(UserError, "approved already"):
            guest = proof.approver_ids[-1]
            proof.with_user(self.public)._decide("changes", "No", approver=guest)

    def test_one_who_wants_changes_stops_it_for_all(self):
        proof = self._shown(self.ivanova, self.deputy, rule="all")
        self._decide(proof, self.ivanova)
        self._decide(proof, self.deputy, "changes", "Wrong date")
        self.assertEqual(proof.state, "changes")
        self.assertEqual(proof.job_id.status_id.code, "on_hold")

    def test_more_people_than_there_are_cannot_be_asked_for(self):
        proof = self._shown(rule="count", quorum=5)
        self._decide(proof, self.ivanova)
        self.assertEqual(proof.state, "approved")

    # Who ------------------------------------------------------------------------------

    def test_who_may_only_look_reads_whom_it_waits_for(self):
        proof = self._shown()
        for account in (self.head, self.prepress):
            seen = self.env["print.proof"].with_user(account).search([])
            self.assertIn(proof, seen)
            self.assertFalse(proof._portal_values(account)["can_decide"])
            with self.assertRaisesRegex(AccessError, "it waits for Ivanova"):
                self._decide(proof, account)
        for account in (self.buh, self.rival, self.person, self.stranger):
            self.assertFalse(self.env["print.proof"].with_user(account).search([]))
        self.assertEqual(proof.state, "waiting")

    def test_the_main_account_and_who_approves_may_always_decide(self):
        for account in (self.main, self.deputy):
            proof = self._shown()
            self.assertTrue(proof._portal_values(account)["can_decide"])
            self._decide(proof, account)
            self.assertEqual(proof.state, "approved")
            self.assertEqual(len(proof.approver_ids), 2)
        self.deputy.can_approve = False
        proof = self._shown()
        with self.assertRaises(AccessError):
            self._decide(proof, self.deputy)

    def test_whoever_is_asked_sees_the_proof_and_nothing_else_of_the_order(self):
        proof = self._shown(self.buh)
        proofs = self.env["print.proof"].with_user(self.buh)
        self.assertEqual(proofs.search([]), proof.with_user(self.buh))
        self.assertFalse(
            self.env["sale.order"].with_user(self.buh).search([]) & proof.order_id
        )
        values = proof.with_user(self.buh)._portal_values(self.buh)
        self.assertTrue(values["can_decide"])
        self._decide(proof, self.buh)
        self.assertEqual(proof.state, "approved")

    def test_clients_read_neither_addresses_nor_why_it_was_withdrawn(self):
        proof = self._shown(self.ivanova, GUEST)
        rows = self.env["print.proof.approver"].with_user(self.main)
        found = rows.search([("proof_id", "=", proof.id)])
        self.assertEqual(len(found), 2)
        for name in ("email", "expires", "checksums"):
            with self.subTest(name), self.assertRaises(AccessError):
                found.read([name])
            with self.subTest(name), self.assertRaises(AccessError):
                rows.search([(name, "!=", False)])
        with self.assertRaises(AccessError):
            proof.with_user(self.main).read(["void_note"])
        for model, name in (("print.proof", "state"), ("print.proof.approver", "how")):
            record = self.env[model].with_user(self.main).search([], limit=1)
            with self.subTest(model), self.assertRaises(AccessError):
                record.write({name: "approved"})

    # By link --------------------------------------------------------------------------

    def _open(self, row):
        """Return what the link of ``row`` leads to."""
        token = row._get_url().rpartition("/")[2]
        return self.env["print.proof.approver"].with_user(self.public)._find(token)

    def test_a_named_person_without_account_decides_once_by_link(self):
        proof = self._shown(GUEST)
        row = proof.approver_ids
        [mail] = self._mails_to(GUEST["email"])
        self.assertIn(row._get_url(), mail.body_html)
        found = self._open(row)
        self.assertEqual(found.name, "Anna Petrova")
        values = found.proof_id._portal_values(approver=found)
        self.assertTrue(values["can_decide"])
        self.assertIsNone(values["order"])
        proof.with_user(self.public)._decide("approve", approver=found)
        self.assertEqual((proof.state, row.how), ("approved", "link"))
        self.assertFalse(
            self._open(row).proof_id._portal_values(approver=row)["can_decide"]
        )
        with self.assertRaisesRegex(UserError, "approved already"):
            proof.with_user(self.public)._decide("changes", "No", approver=found)

    def test_a_link_opens_one_proof_until_it_expires(self):
        row = self._shown(GUEST).approver_ids
        other = self._shown(GUEST)
        with self.assertRaises(AccessError):
            other.with_user(self.public)._decide("approve", approver=row)
        find = self.env["print.proof.approver"]._find
        self.assertFalse(find("forged"))
        self.assertFalse(find(""))
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            self.assertFalse(self._open(row))
        self.assertTrue(self._open(row))
        row.job_id.with_user(self.prepress)._withdraw_proof("Wrong address")
        self.assertFalse(self._open(row))

    def test_an_account_is_never_let_in_by_link(self):
        row = self._shown().approver_ids
        token = row._get_token()
        self.assertFalse(self.env["print.proof.approver"]._find(token))
        self.assertTrue(row._get_url().endswith(f"/my/print/proofs/{row.proof_id.id}"))

    def test_the_public_decides_nothing_without_a_link(self):
        proof = self._shown(GUEST)
        with self.assertRaises(AccessError):
            proof.with_user(self.public)._decide("approve")

    # Standing in ----------------------------------------------------------------------

    def test_whoever_is_away_has_somebody_who_decides(self):
        today = fields.Date.context_today(self.ivanova)
        proof = self._shown()
        self.ivanova.with_user(self.ivanova)._set_proof_absence(
            today + timedelta(days=3), f" {self.buh.email.upper()}"
        )
        own, stand_in = proof.approver_ids
        self.assertEqual((stand_in.user_id, stand_in.stands_for_id), (self.buh, own))
        [mail] = self._mails_to(self.buh.partner_id.email)
        self.assertIn("You decide for", mail.body_html)
        self._decide(proof, self.buh)
        self.assertEqual(set(proof.approver_ids.mapped("state")), {"approved"})
        told = own._portal_values()
        self.assertEqual((told["name"], told["by"]), ("Ivanova", "Buh"))

    def test_an_absence_ends_by_the_calendar(self):
        today = fields.Date.context_today(self.ivanova)
        self.ivanova._set_proof_absence(today, self.buh.email)
        self.assertEqual(len(self._shown().approver_ids), 2)
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.assertEqual(len(self._shown().approver_ids), 1)

    def test_a_stand_in_is_a_colleague_and_nobody_else(self):
        today = fields.Date.context_today(self.ivanova)
        for account in (self.rival, self.ivanova, self.prepress):
            with (
                self.subTest(account.login),
                self.assertRaisesRegex(UserError, "enter a colleague's e-mail"),
            ):
                self.ivanova._set_proof_absence(today, account.email)
        with self.assertRaisesRegex(UserError, "today or a later day"):
            self.ivanova._set_proof_absence(today - timedelta(days=1), self.buh.email)

    def test_the_form_of_an_absence_keeps_what_was_typed_and_names_nobody(self):
        today = fields.Date.context_today(self.ivanova)
        own = self.ivanova.with_user(self.ivanova)
        email = self.buh.email
        refused = {
            "until": {"until": "soon", "stand_in": email},
            "stand_in": {"until": str(today), "stand_in": "nobody@example.com"},
        }
        for field, typed in refused.items():
            self.assertEqual(list(own._save_away(typed)), [field])
        self.assertEqual(list(own._save_away({"stand_in": email})), ["until"])
        self.assertEqual(own._get_away_words(), "You decide yourself.")
        self.assertFalse(own._save_away({"until": str(today), "stand_in": email}))
        self.assertEqual(own._get_away_typed()["stand_in"], email)
        self.assertNotIn(self.buh.name, own._get_away_words())
        self.assertFalse(own._save_away({"until": ""}))
        self.assertFalse(own._get_proof_stand_in())

    def test_a_stand_in_who_is_asked_anyway_counts_for_both(self):
        today = fields.Date.context_today(self.ivanova)
        self.ivanova._set_proof_absence(today, self.deputy.email)
        proof = self._shown(self.ivanova, self.deputy, rule="all")
        self.assertEqual(len(proof.approver_ids), 2)
        self._decide(proof, self.deputy)
        self.assertEqual(proof.state, "approved")

    def test_a_decision_is_passed_on_to_somebody_with_an_address(self):
        proof = self._shown()
        row, own = proof.approver_ids, proof.with_user(self.ivanova)
        name, email = GUEST["name"], GUEST["email"]
        added = own._pass_on(name, email)
        self.assertTrue(self._mails_to(email))
        with self.assertRaisesRegex(UserError, "Anna Petrova is asked already"):
            own._pass_on(name, email)
        with self.assertRaisesRegex(UserError, "enter an address"):
            own._pass_on("Oleg", "nowhere")
        with self.assertRaisesRegex(UserError, "say who approves"):
            own._pass_on(" ", email)
        with self.assertRaisesRegex(AccessError, "others decide on it"):
            proof.with_user(self.head)._pass_on("Oleg", "oleg@example.com")
        # The address of a colleague's account is that account.
        colleague = own._pass_on("Somebody", self.buh.partner_id.email)
        self.assertEqual(colleague.user_id, self.buh)
        proof.with_user(self.public)._decide("approve", approver=added)
        self.assertEqual(proof.state, "approved")
        self.assertEqual(row.state, "approved")

    # Staff ----------------------------------------------------------------------------

    def test_staff_decide_for_the_client_with_the_right_and_a_reason(self):
        proof = self._shown(self.ivanova, self.deputy, rule="all")
        with self.assertRaises(AccessError):
            proof.with_user(self.prepress)._override("approve", "By telephone")
        with self.assertRaisesRegex(UserError, "Say why"):
            proof.with_user(self.manager)._override("approve", " ")
        wizard = self.env["print.proof.override"].with_user(self.manager)
        wizard.create({"proof_id": proof.id, "reason": "By telephone"}).action_decide()
        self.assertEqual(proof.state, "approved")
        row = proof.approver_ids[-1]
        self.assertEqual((row.user_id, row.how), (self.manager, "override"))
        self.assertEqual(row.reason, "By telephone")

    def test_a_proof_is_withdrawn_and_the_job_is_ours_again(self):
        proof = self._shown()
        wizard = self.env["print.proof.withdraw"].with_user(self.prepress)
        wizard.create({"job_id": proof.job_id.id, "reason": "Wrong"}).action_withdraw()
        self.assertEqual((proof.state, proof.void_reason), ("void", "withdrawn"))
        self.assertEqual(proof.job_id.status_id.code, "checking")
        with self.assertRaisesRegex(UserError, "has no proof that waits"):
            proof.job_id.with_user(self.prepress)._withdraw_proof("")

    def test_a_job_that_is_returned_or_cancelled_asks_for_nothing(self):
        reason = self.env.ref("print_portal.reason_no_bleed")
        for code, options in (("returned", {"reason": reason}), ("cancelled", {})):
            with self.subTest(code):
                proof = self._shown()
                proof.job_id._move_to(code, **options)
                self.assertEqual((proof.state, proof.void_reason), ("void", "stopped"))
                with self.assertRaises(UserError):
                    self._decide(proof, self.ivanova)

    def test_the_wizard_proposes_who_decides_and_sends(self):
        job = self._sent()
        wizard = (
            self.env["print.proof.send"]
            .with_user(self.prepress)
            .create({"job_id": job.id, "note": "Look"})
        )
        self.assertEqual(wizard.file_names, "cover.pdf")
        self.assertEqual(wizard.person_ids.user_id, self.ivanova)
        wizard.person_ids = [fields.Command.create(GUEST)]
        wizard.action_send()
        self.assertEqual(
            job.proof_ids.approver_ids.mapped("name"), ["Ivanova", GUEST["name"]]
        )

    # Told -----------------------------------------------------------------------------

    def test_whoever_ordered_gets_one_mail_with_one_button(self):
        proof = self._shown(note="Look at page 2")
        [mail] = self._mails_to(self.ivanova.partner_id.email).filtered(
            lambda mail: "proof" in (mail.subject or "")
        )
        self.assertIn("approve proof 1", mail.subject)
        self.assertIn("Look at page 2", mail.body_html)
        self.assertEqual(mail.body_html.count("Look at the proof</a>"), 1)
        self.assertIn(f"/my/print/proofs/{proof.id}", mail.body_html)
        subjects = self._mails_to(self.ivanova.partner_id.email).mapped("subject")
        self.assertFalse([each for each in subjects if "Approve the proof" in each])

    def test_who_does_not_decide_is_told_that_it_waits(self):
        before = len(self._mails_to(self.ivanova.partner_id.email))
        self._shown(self.deputy)
        mails = self._mails_to(self.ivanova.partner_id.email)[before:]
        self.assertTrue(any("Approve the proof" in mail.subject for mail in mails))

    def test_who_is_silent_is_reminded_three_times(self):
        proof = self._shown(GUEST)
        address = GUEST["email"]
        rows = self.env["print.proof.approver"]
        now = fields.Datetime.now()

        def after(days):
            with freeze_time(now + timedelta(days=days, minutes=1)):
                for row in proof.approver_ids:
                    row._remind()
            return len(self._mails_to(address))

        self.assertEqual(
            [after(days) for days in (0.5, 1, 2, 3, 6, 7, 9)], [1, 2, 2, 3, 3, 4, 4]
        )
        mail = self._mails_to(address)[-1]
        self.assertIn("still waits for you", mail.subject)
        proof = self._shown(GUEST)
        with freeze_time(now + timedelta(days=8)):
            before = len(self._mails_to(address))
            for row in proof.approver_ids:
                row._remind()
            self.assertEqual(len(self._mails_to(address)), before + 1, "Not three")
        self.assertTrue(rows.browse(proof.approver_ids.id).reminders, 3)

    def test_nobody_is_reminded_of_what_is_decided(self):
        proof = self._shown(self.ivanova, GUEST)
        self._decide(proof, self.ivanova)
        before = len(self._mails_to(GUEST["email"]))
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            for row in proof.approver_ids:
                row._remind()
        self.assertEqual(len(self._mails_to(GUEST["email"])), before)

    def test_each_reads_the_mail_in_his_own_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.ivanova.partner_id.lang = "fr_FR"
        row = self._shown().approver_ids
        self.assertEqual(row.lang, "fr_FR")

    # Pages ----------------------------------------------------------------------------

    def test_the_order_tells_of_its_proofs(self):
        proof = self._shown()
        self._decide(proof, self.ivanova, "changes", "Wrong date")
        second = self._shown(job=proof.job_id)
        self._decide(second, self.ivanova)
        values = proof.order_id._portal_values(self.ivanova)
        [told] = values["proofs"]
        self.assertEqual((told["version"], told["state"]), (2, "approved"))
        self.assertEqual([each["state"] for each in told["older"]], ["changes"])
        labels = [
            (step["label"], step["document"])
            for step in values["milestones"]
            if "roof" in step["document"]
        ]
        self.assertEqual(
            labels,
            [
                ("Proof sent", "Proof 1"),
                ("Changes asked for", "Proof 1"),
                ("Proof sent", "Proof 2"),
                ("Proof approved", "Proof 2"),
            ],
        )

    def test_a_list_asks_no_more_for_more_orders(self):
        def count(orders):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            orders.with_user(self.ivanova)._portal_rows(self.ivanova)
            return self.cr.sql_log_count - before

        orders = self._shown().order_id
        self.env.flush_all()
        count(orders)
        few = count(orders)
        for _number in range(4):
            orders |= self._shown().order_id
        self.env.flush_all()
        self.assertLessEqual(count(orders), few)

    def test_the_board_asks_no_more_for_more_jobs(self):
        def count(jobs):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            jobs.with_user(self.prepress).read(["blocker", "awaited", "proof_state"])
            return self.cr.sql_log_count - before

        jobs = self._shown().job_id | self._shown().job_id
        self.env.flush_all()
        count(jobs)
        few = count(jobs)
        for _number in range(4):
            jobs |= self._shown().job_id
        self.env.flush_all()
        self.assertLessEqual(count(jobs), few)

    def _spoil(self, artwork):
        """Change one byte of a file on disk, behind everybody's back."""
        path = self.root / artwork.path
        path.chmod(0o640)
        content = bytearray(path.read_bytes())
        content[-1] ^= 1
        path.unlink()
        path.write_bytes(content)


@tagged("post_install", "-at_install")
class TestApprovedBytes(ProofsCase):
    """Nothing goes to the press but what was approved: same bytes, same order."""

    def _refuse(self, job, sentence):
        """Assert that no door lets ``job`` go to the press."""
        prepress = job.with_user(self.prepress)
        other = self._approved().job_id.with_user(self.prepress)
        output = self.env.ref("print_portal.status_output")
        doors = {
            "button": prepress.action_next
            if job.next_status_id == output
            else lambda: prepress._move_to("output"),
            "batch": lambda: (other | prepress)._move_to("output"),
            "code": lambda: job._move_to("output"),
        }
        for name, door in doors.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, sentence):
                door()
        result = (
            self.env["print.job"]
            .with_user(self.manager)
            .load(
                [".id", "status_id/id"], [[str(job.id), "print_portal.status_output"]]
            )
        )
        self.assertFalse(result["ids"])
        said = [each for each in job._get_blockers(output) if sentence in each]
        self.assertTrue(said)
        self.assertLessEqual(len(said[0]), 90)
        self.assertNotEqual(job.status_id, output)

    def _replace(self, job, name="cover.pdf"):
        """Let prepress put a file that differs by a byte in place of the first one."""
        file = self._another(name)
        artwork = job.with_user(self.prepress)._get_current_artwork()[:1]
        return artwork._replace(file, "Trapping added")

    def test_a_changed_byte_stops_it_at_every_door(self):
        proof = self._approved()
        job = proof.job_id
        self._replace(job)._certify()
        self.assertEqual((proof.state, proof.void_reason), ("void", "file"))
        self._refuse(job, "Proof 1 holds no more. The files have changed since then.")

    def test_both_sides_are_told_once(self):
        proof = self._approved()
        job = proof.job_id
        address = self.ivanova.partner_id.email
        before = len(self._mails_to(address))
        self._replace(job)
        self.env.flush_all()
        [mail] = self._mails_to(address)[before:]
        self.assertIn("Proof 1 holds no more", mail.subject)
        line = job.order_id._get_awaited_line()
        self.assertIn("We send you a new one.", line["more"])
        kind = self.env.ref("print_prepress.mail_activity_proof")
        [task] = job.activity_ids.filtered(lambda each: each.activity_type_id == kind)
        self.assertEqual(task.user_id, self.salesperson)
        job.with_user(self.prepress)._get_current_artwork()._replace(
            self._another(byte=b"??"), "Again"
        )
        self.assertEqual(len(self._mails_to(address)[before:]), 1)
        self.assertEqual(len(job.activity_ids & task), 1)
        self._shown(job=job)
        self.assertFalse(job.activity_ids & task.exists())

    def test_another_file_that_is_certified_is_still_not_the_approved_one(self):
        proof = self._approved()
        new = self._replace(proof.job_id)
        new.with_user(self.prepress)._certify()
        self.assertTrue(new.is_certified)
        self._refuse(proof.job_id, "Proof 1 holds no more")

    def test_a_byte_that_changes_on_disk_counts(self):
        proof = self._approved()
        artwork = proof.job_id.artwork_ids
        TestProofs._spoil(self, artwork)
        self.assertEqual(artwork.checksum, proof.file_ids.checksum)
        self._refuse(proof.job_id, "cover.pdf is not as approved in proof 1")

    def test_what_somebody_writes_into_the_database_counts(self):
        proof = self._approved()
        self.env.cr.execute(
            "UPDATE print_artwork SET checksum = %s WHERE job_id = %s",
            ["0" * 64, proof.job_id.id],
        )
        self.env.invalidate_all()
        self._refuse(proof.job_id, "cover.pdf is not as approved in proof 1")

    def test_one_field_of_the_order_is_another_order(self):
        proof = self._approved()
        job = proof.job_id
        spec = job.spec_id._revise({**job.spec_id.values, "plate_thickness": "0.30"})
        spec._freeze()
        job._revise_spec(spec)
        self.assertEqual((proof.state, proof.void_reason), ("void", "spec"))
        self._refuse(job, "Proof 1 holds no more. The order has changed since then.")

    def test_a_file_more_or_less_is_not_what_was_approved(self):
        for step in ("more", "less"):
            with self.subTest(step):
                proof = self._approved(self._sent("cover.pdf", "inside.pdf"))
                job = proof.job_id
                if step == "more":
                    job._add_artwork(self._another("spine.pdf"))
                else:
                    job.artwork_ids[:1].is_current = False
                self.assertEqual(proof.void_reason, "file")

    def test_the_same_bytes_again_need_no_new_word(self):
        proof = self._approved()
        proof.job_id._add_artwork(proof.job_id.artwork_ids.file_id)
        self.assertEqual(proof.state, "approved")
        proof.job_id.with_user(self.prepress)._move_to("output")

    def test_while_he_looks_a_new_file_takes_the_proof_away(self):
        proof = self._shown()
        job = proof.job_id
        job.with_user(self.ivanova)._add_artwork(self._another())
        self.assertEqual((proof.state, job.status_id.code), ("void", "checking"))
        with self.assertRaisesRegex(UserError, "The files have changed since then"):
            self._decide(proof, self.ivanova)

    def test_a_new_version_makes_it_right_again(self):
        proof = self._approved()
        job = proof.job_id
        self._replace(job).with_user(self.prepress)._certify()
        second = self._shown(job=job)
        self.assertEqual(job.status_id.code, "awaiting_proof")
        self._decide(second, self.ivanova)
        self.assertEqual(job.status_id.code, "started")
        job.with_user(self.prepress)._move_to("output")
        self.assertEqual(job.status_id.code, "output")

    # When it is asked for -------------------------------------------------------------

    def test_an_order_that_wants_a_proof_does_not_go_without_one(self):
        self.plates.gate_ids -= self.env.ref("print_portal.gate_proof")
        for kind in ("screen", "layout", "contract"):
            with self.subTest(kind):
                job = self._sent(proof_kind=kind)
                self._accept_files(job)
                job.order_id.action_confirm()
                with self.assertRaisesRegex(UserError, "has not approved a proof"):
                    job.with_user(self.prepress)._move_to("output")
        job = self._sent(proof_kind="none")
        self._accept_files(job)
        job.order_id.action_confirm()
        job.with_user(self.prepress)._move_to("output")

    def test_nobody_goes_on_while_the_client_looks(self):
        proof = self._shown()
        job = proof.job_id
        job.order_id.write({"state": "sale"})
        self._accept_files(job)
        sentence = "Proof 1 is not approved yet. Awaited: Ivanova."
        with self.assertRaisesRegex(UserError, sentence):
            job.with_user(self.prepress).action_next()

    def test_a_gate_that_was_opened_closes_with_the_next_proof(self):
        self.plates.gate_ids |= self.env.ref("print_portal.gate_proof")
        job = self._sent()
        self._accept_files(job)
        job.order_id.action_confirm()
        job._move_to("prepress")
        job.with_user(self.manager)._open_gates("Agreed by telephone")
        output = self.env.ref("print_portal.status_output")
        self.assertFalse(job._get_gate_blockers(output))
        proof = self._shown(job=job)
        self._decide(proof, self.ivanova, "changes", "Wrong date")
        [said] = job._get_gate_blockers(output)
        self.assertIn("Changes are asked for in proof 1", said)


@tagged("post_install", "-at_install")
class TestProofData(ProofsCase):
    """Proofs among the data that we keep of people."""

    def test_an_account_gets_its_decisions_with_its_data(self):
        proof = self._shown(self.buh)
        self._decide(proof, self.buh, "changes", "The logo is blue")
        for account, is_his in ((self.buh, True), (self.ivanova, True)):
            account = account.with_user(account)
            rows = list(dict(account._get_print_export(False))["proofs"])
            self.assertEqual(bool(rows), is_his)
            self.assertEqual(rows[0]["reason"], "The logo is blue")
        rival = self.rival.with_user(self.rival)
        self.assertFalse(list(dict(rival._get_print_export(True))["proofs"]))

    def test_whoever_is_deleted_leaves_his_decision_without_a_name(self):
        proof = self._shown(self.buh)
        self._decide(proof, self.buh)
        self.buh.with_user(self.coordinator)._blank_print_account()
        row = proof.approver_ids
        self.assertEqual(
            (row.state, row.name, row.email), ("approved", "Deleted", False)
        )
