from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..models.print_finding import LONGEST_REASON
from .findings_common import CMYK, UNEMBEDDED, FindingsMixin, facts


@tagged("post_install", "-at_install")
class TestFindings(FindingsMixin, PrintOrdersCommon):
    # Judging

    def test_a_good_file_is_good_to_print(self):
        job = self._job(self._checked(facts()))
        self.assertEqual(self._rules(job), {"output_intent", "pdf_x"})
        self.assertEqual((job.verdict, job.open_finding_count), ("good", 0))
        self.assertEqual(job.artwork_ids.verdict, "good")

    def test_what_is_wrong_is_told_with_its_place(self):
        job = self._job(self._checked(facts(ppi=140.0, fonts=UNEMBEDDED)))
        picture = self._find(job, "ppi_low")
        self.assertEqual(picture.severity, "error")
        self.assertEqual(
            picture.line,
            "Pages 1–2: Picture of 140 ppi will look blurred."
            " Replace it, from 150 ppi.",
        )
        self.assertEqual((picture.page, picture.box), (1, [20.0, 20.0, 80.0, 60.0]))
        font = self._find(job, "fonts_embedded")
        self.assertIn("Helvetica", font.sentence)
        self.assertEqual(job.verdict, "errors")

    def test_a_file_that_nobody_has_read_yet_is_not_judged(self):
        job = self._job(self._receive(self.ivanova))
        self.assertEqual(job.verdict, "unknown")
        self.assertFalse(job.finding_ids)

    def test_pages_and_plates_are_counted_against_the_order(self):
        job = self._job(self._checked(facts(pages=3)))
        self.assertEqual(
            self._find(job, "page_count").sentence,
            "Pages in the file: 3, ordered: 2. Change one of them.",
        )
        self.assertEqual(
            self._find(job, "R21F").sentence,
            "Plates from the file: 12, ordered: 8. Change one of them.",
        )
        self.assertFalse(self._find(job, "R21F").artwork_id)

    def test_inks_are_compared_with_those_ordered(self):
        job = self._job(self._checked(facts(inks=(*CMYK, "PANTONE 185 C"))))
        self.assertEqual(
            self._find(job, "R10").sentence,
            "You ordered 4, the file contains CMYK + PANTONE 185 C."
            " Change one of them.",
        )

    def test_two_names_of_one_ink_are_known_by_the_books(self):
        inks = ("PANTONE 286 C", "PANTONE 286 CVC")
        job = self._job(self._checked(facts(inks=inks)), colors_front=2, colors_back=2)
        self.assertIn("PANTONE 286 CVC", self._find(job, "R11").sentence)

    def test_all_files_together_are_counted_once_each_of_them_is_read(self):
        first = self._checked(facts(pages=1), "a.pdf")
        unread = self._receive(self.ivanova, "b.pdf", b"%PDF unread")
        job = self._job(first, unread)
        self.assertFalse(self._find(job, "page_count"))
        second = self._checked(facts(pages=1), "c.pdf")
        job._add_artwork(second, replaces=job.artwork_ids.filtered("is_current")[1:])
        job.artwork_ids._judge()
        self.assertFalse(self._find(job, "page_count"))
        self.assertEqual(job.verdict, "good")

    def test_what_was_replaced_keeps_its_findings_and_counts_no_more(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        old = job.artwork_ids
        job._add_artwork(self._checked(facts()), replaces=old)
        self.assertEqual(job.verdict, "good")
        self.assertIn("ppi_low", old.finding_ids.mapped("rule"))
        self.assertNotIn("ppi_low", self._rules(job))

    def test_limits_of_the_shop_are_data(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        self.assertEqual(self._find(job, "ppi_low").severity, "warning")
        limit = self.env.ref("print_prepress.limit_offset_ppi_low_error")
        limit.figure = 200
        job._judge_files()
        self.assertEqual(self._find(job, "ppi_low").severity, "error")
        self.env.ref("print_prepress.limit_offset_ppi_low_warning").severity = False
        limit.severity = False
        job._judge_files()
        self.assertFalse(self._find(job, "ppi_low"))

    def test_judging_again_keeps_decisions_until_something_changes(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        finding = self._find(job, "ppi_low")
        finding.with_user(self.ivanova)._accept()
        job._judge_files()
        self.assertEqual(self._find(job, "ppi_low"), finding)
        self.assertEqual(finding.state, "accepted")
        self.env.ref("print_prepress.limit_offset_ppi_low_warning").figure = 250
        job._judge_files()
        self.assertEqual(finding.state, "open")

    def test_sentences_have_the_language_of_who_reads(self):
        job = self._job(self._checked(facts(trouble="encrypted", pages=0)))
        finding = self._find(job, "opens")
        self.assertEqual(
            finding.sentence,
            "Locked by a password. Save it without one and replace it.",
        )
        self.assertFalse(finding.place)

    def test_every_rule_has_a_sentence_of_ninety_letters(self):
        filled = {
            **dict.fromkeys(("found_w", "found_h", "w", "h"), "1030"),
            **dict.fromkeys(("found", "ordered", "need", "has"), "1000"),
            **{"names": "Helvetica, Arial", "value": "12.5", "limit": "225"},
            **{"a": "coated", "b": "newsprint"},
        }
        short = {"found": "CMYK + PANTONE 185", "ordered": "CMYK"}
        inks = {"R10": short, "R10F": short}
        rules = self.env["print.preflight.limit"]._fields["rule"].get_values(self.env)
        sentences = self.env["print.finding"]._get_sentences()
        self.assertFalse(set(rules) - set(sentences))
        for rule, sentence in sentences.items():
            text = sentence % (filled | inks.get(rule, {}))
            self.assertLessEqual(len(text), 90, text)
            self.assertNotRegex(text, r"!|[Pp]lease")

    # Deciding

    def test_a_remark_is_accepted_by_who_may_mend_the_order(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        finding = self._find(job, "ppi_low")
        self.assertEqual(job.verdict, "remarks")
        finding.with_user(self.ivanova)._accept()
        self.assertEqual(
            (finding.state, finding.decided_by_id), ("accepted", self.ivanova)
        )
        self.assertEqual(job.verdict, "good")
        self.assertIn("Accepted by the client as it is", job.message_ids[0].body)
        with self.assertRaisesRegex(UserError, "decided meanwhile"):
            finding.with_user(self.ivanova)._accept()

    def test_who_only_looks_accepts_nothing(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        finding = self._find(job, "ppi_low")
        looker = self.head
        self.assertTrue(finding.with_user(looker).search([("id", "=", finding.id)]))
        with self.assertRaises(AccessError):
            finding.with_user(looker)._accept()
        self.assertEqual(finding.state, "open")

    def test_strangers_see_and_decide_nothing(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        finding = self._find(job, "ppi_low")
        for stranger in (self.rival, self.buh):
            found = self.env["print.finding"].with_user(stranger).search([])
            self.assertNotIn(finding, found)
            with self.assertRaises(AccessError):
                finding.with_user(stranger)._accept()
            with self.assertRaises(AccessError):
                finding.with_user(stranger).read(["line"])

    def test_an_error_is_not_for_the_client_to_accept(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        with self.assertRaisesRegex(UserError, "cannot be printed"):
            self._find(job, "ppi_low").with_user(self.ivanova)._accept()

    def test_nobody_writes_findings(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        finding = self._find(job, "ppi_low")
        for user in (self.ivanova, self.prepress, self.salesperson):
            with self.assertRaises(AccessError):
                finding.with_user(user).write({"state": "waived"})
            with self.assertRaises(AccessError):
                finding.with_user(user).unlink()

    def test_prepress_waives_with_a_reason(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        finding = self._find(job, "ppi_low").with_user(self.prepress)
        for reason in ("", "  ", "x" * (LONGEST_REASON + 1)):
            with self.assertRaises(UserError):
                finding._waive(reason)
        finding._waive("The client has no other picture")
        self.assertEqual(finding.state, "waived")
        self.assertEqual(finding.decided_by_id, self.prepress)
        self.assertEqual(job.verdict, "good")
        self.assertIn("The client has no other picture", job.message_ids[0].body)
        finding._reopen()
        self.assertEqual((finding.state, job.verdict), ("open", "errors"))
        self.assertFalse(finding.reason)

    def test_only_prepress_waives(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        finding = self._find(job, "ppi_low")
        for user in (self.salesperson, self.ivanova):
            with self.assertRaises(AccessError):
                finding.with_user(user)._waive("Because")
        finding.with_user(self.prepress)._waive("Because")
        with self.assertRaises(AccessError):
            finding.with_user(self.salesperson)._reopen()

    def test_clients_do_not_read_why_something_was_waived(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        finding = self._find(job, "ppi_low")
        finding.with_user(self.prepress)._waive("Between us")
        for name in ("reason", "decided_by_id"):
            with self.assertRaises(AccessError):
                finding.with_user(self.ivanova).read([name])
        [line] = job.order_id._portal_values(self.ivanova)["lines"]
        self.assertNotIn("Between us", str(line))
        self.assertIn("We print it like this", str(line["files"][0]["judged"]))

    def test_the_wizard_of_the_job_waives_all_that_is_open(self):
        job = self._job(self._checked(facts(ppi=100.0, fonts=UNEMBEDDED)))
        action = job.with_user(self.prepress).action_waive_findings()
        wizard = (
            self.env["print.finding.waive"]
            .with_user(self.prepress)
            .with_context(**action["context"])
            .create({"reason": "Agreed by telephone"})
        )
        wizard.action_waive()
        self.assertEqual((job.verdict, job.open_finding_count), ("good", 0))

    def test_the_work_ticket_says_what_was_let_pass(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        self._find(job, "ppi_low").with_user(self.prepress)._waive("Agreed")
        notes = str(job.with_user(self.prepress)._get_ticket_values()["notes"])
        self.assertIn("Waived by Test prepress", notes)
        self.assertIn("Picture of 100 ppi", notes)

    # Returning

    def test_a_job_is_returned_with_what_was_found(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        action = job.with_user(self.prepress).action_return_findings()
        stops = self.env["print.job.stop"].with_user(self.prepress)
        with Form(stops.with_context(**action["context"])) as form:
            self.assertEqual(form.reason_id.code, "low_resolution")
            self.assertIn("Picture of 100 ppi", form.preview)
        form.record.action_stop()
        self.assertEqual(job.status_id.code, "returned")
        mail = job.order_id._get_mail_values()
        [[line]] = [found["lines"] for found in mail["findings"]]
        self.assertEqual(line["file"], "cover.pdf")
        self.assertIn("Picture of 100 ppi", line["text"])

    def test_the_mail_of_a_returned_job_lists_what_was_found(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        reason = self.env.ref("print_portal.reason_low_resolution")
        job._move_to("returned", reason=reason)
        mail = self.env["mail.mail"].search(
            [("res_id", "=", job.order_id.id), ("model", "=", "sale.order")], limit=1
        )
        self.assertIn("Picture of 100 ppi", mail.body_html)

    # Gates

    def test_a_good_file_needs_no_person(self):
        job = self._job(self._checked(facts()))
        self.assertFalse(job.artwork_ids._awaits_acceptance())
        job.order_id.action_confirm()
        self.assertEqual(job.status_id.code, "started")

    def test_an_error_stops_the_job_until_it_is_waived(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        job.artwork_ids.with_user(self.prepress)._accept()
        with self.assertRaisesRegex(UserError, "Picture of 100 ppi"):
            job.order_id.action_confirm()
        self._find(job, "ppi_low").with_user(self.prepress)._waive("Agreed")
        job.order_id.action_confirm()
        self.assertEqual(job.status_id.code, "started")

    def test_a_remark_waits_for_the_client_or_for_a_person(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        with self.assertRaisesRegex(UserError, "Not accepted yet"):
            job.order_id.action_confirm()
        self._find(job, "ppi_low").with_user(self.ivanova)._accept()
        job.order_id.action_confirm()
        self.assertEqual(job.status_id.code, "started")

    def test_files_of_work_that_has_begun_are_not_mended(self):
        job = self._job(self._checked(facts()))
        self.assertTrue(job.is_unbegun)
        job._move_to("on_hold", reason=self.env.ref("print_portal.reason_machine"))
        self.assertTrue(job.is_unbegun)
        job._move_to("checking")
        job.order_id.action_confirm()
        job._move_to("on_hold", reason=self.env.ref("print_portal.reason_machine"))
        self.assertFalse(job.is_unbegun)
        with self.assertRaisesRegex(UserError, "is in work"):
            job.artwork_ids.with_user(self.ivanova)._check_mendable()

    # What the client reads

    def test_the_page_tells_pages_size_and_findings(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        [line] = job.order_id._portal_values(self.ivanova)["lines"]
        judged = line["files"][0]["judged"]
        self.assertEqual(judged["words"], "2 pages, 500 × 360 mm")
        self.assertEqual((judged["tone"], judged["verdict_words"]), ("you", "1 remark"))
        [remark] = [each for each in judged["findings"] if each["is_acceptable"]]
        self.assertTrue(remark["line"].startswith("Pages 1–2: Picture of 180 ppi"))

    def test_a_basket_judges_by_what_is_asked_for_now(self):
        file = self._checked(facts(pages=3, ppi=180.0))
        basket_sudo = self.env["sale.order"].with_user(self.ivanova)._create_basket()
        form = self._form(files_later=False, imposed=True, colors_back=4)
        plates = self.plates.with_user(self.ivanova).sudo()
        basket_sudo._add_print_job(plates, form, file_ids=file.ids)
        [line] = basket_sudo._portal_values(self.ivanova)["lines"]
        judged = line["files"][0]["judged"]
        self.assertEqual(judged["summary"], "3 pages, 500 × 360 mm, 1 remark")
        self.assertFalse(self.env["print.finding"].search([]))

    def test_once_in_work_open_remarks_are_not_told_any_more(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        job.artwork_ids.with_user(self.prepress)._accept()
        job.order_id.action_confirm()
        self.assertEqual(job.kind, "work")
        [line] = job.order_id._portal_values(self.ivanova)["lines"]
        self.assertEqual(line["files"][0]["judged"]["findings"], [])

    # Another content than ordered

    def test_the_price_of_what_is_in_the_file_is_asked_before_the_work(self):
        job = self._job(self._checked(facts(pages=3)))
        line = job.line_id
        before = line.price_subtotal
        job.with_user(self.salesperson).action_propose_price()
        asked = line._get_asked()
        self.assertEqual(asked.deviation_cause, "ContentMismatch")
        self.assertEqual(asked.note, self._find(job, "R21F").sentence)
        self.assertAlmostEqual(asked.amount_net, before * 12 / 8)
        self.assertAlmostEqual(line.price_subtotal, before)
        order = job.order_id.with_user(self.main)
        order._accept_prices(order._get_price_question(self.main)["keys"])
        self.assertAlmostEqual(line.price_subtotal, before * 12 / 8)
        self.assertFalse(job._get_count_findings())

    def test_findings_carry_no_money(self):
        fields = self.env["print.finding"]._fields.values()
        self.assertFalse([field.name for field in fields if field.type == "monetary"])
