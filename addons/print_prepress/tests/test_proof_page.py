from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.tests import tagged

from .findings_common import facts
from .proof_page_common import ProofPageMixin

GUEST = {"name": "Elena Orlova", "email": "orlova@example.org"}


@tagged("post_install", "-at_install")
class TestProofPage(ProofPageMixin, PrintPagesCommon):
    """The page of a proof in every hand that may hold it."""

    # Of the page, not of a job.
    _find = PrintPagesCommon._find

    def _url(self, proof):
        return f"/my/print/proofs/{proof.id}"

    def _guest(self, proof):
        """Return the path of the link of the approver without account."""
        [row] = proof.sudo().approver_ids.filtered(lambda row: not row.user_id)
        return "/print/proof/" + row._get_url().rpartition("/")[2]

    def _as_nobody(self):
        self.authenticate(None, None)
        self.csrf = ""

    def test_the_page_says_what_is_to_be_decided(self):
        proof = self._proof(note="Mind the fold.")
        self._login(self.ivanova)
        page = self._get(self._url(proof))
        words = self._read(page)
        for text in ("Proof 1", "Mind the fold.", "I have looked at all 3 pages"):
            self.assertIn(text, words)
        self.assertIn("Approve proof 1", words)
        self.assertIn("Ask for changes", words)

    def test_approving_needs_the_tick(self):
        proof = self._proof()
        self._login(self.ivanova)
        answer = self._post(
            f"{self._url(proof)}/decide", decision="approve", reason="Nearly good"
        )
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Look at all pages, then tick this box", self._read(answer))
        self.assertIn("Nearly good", self._read(answer))
        self.assertEqual(proof.sudo().state, "waiting")
        answer = self._post(f"{self._url(proof)}/decide", decision="approve", seen="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(proof.sudo().state, "approved")
        words = self._read(self._get(self._url(proof)))
        self.assertIn("Proof 1 is approved", words)
        self.assertNotIn("Ask for changes", words)
        # The button was pressed twice.
        answer = self._post(f"{self._url(proof)}/decide", decision="approve", seen="1")
        self.assertEqual(answer.status_code, 303)

    def test_changes_need_words(self):
        proof = self._proof()
        self._login(self.ivanova)
        answer = self._post(f"{self._url(proof)}/decide", decision="changes", seen="1")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("say what to change", self._read(answer))
        self.assertTrue(self._find(answer, "//input[@name='seen'][@checked]"))
        self._post(f"{self._url(proof)}/decide", decision="changes", reason="Too dark")
        self.assertEqual(proof.sudo().state, "changes")
        self.assertIn("Too dark", self._read(self._get(self._url(proof))))

    def test_a_comment_leads_back_to_its_page(self):
        proof = self._proof()
        key = f"a{self._artwork_id(proof)}"
        self._login(self.ivanova)
        place = {"file": key, "page": "2", "left": "12.5", "top": "80"}
        answer = self._post(
            f"{self._url(proof)}/comment", comment="The line is cut", **place
        )
        self.assertEqual(answer.status_code, 303)
        self.assertIn(f"file={key}&page=2", answer.headers["Location"])
        page = self._get(answer.headers["Location"])
        [group] = self._find(page, f"//*[@data-group='{key}-2']")
        self.assertIn("The line is cut", group.text_content())
        self.assertNotIn("hidden", group.attrib)
        answer = self._post(f"{self._url(proof)}/comment", comment="x" * 2001, **place)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("x" * 2001, self._read(answer))
        # What is no place is none.
        for left in ("nan", "inf", "here"):
            answer = self._post(
                f"{self._url(proof)}/comment", comment=left, **place | {"left": left}
            )
            self.assertEqual(answer.status_code, 303)

    def test_a_remark_is_answered_and_settled(self):
        proof = self._proof()
        remark = self._remark(proof)
        self._login(self.prepress)
        answer = self._post(
            f"{self._url(proof)}/comment",
            parent=remark.id,
            comment="It is 8 pt now",
            settle="done",
        )
        self.assertEqual(answer.status_code, 303)
        self._login(self.ivanova)
        words = self._read(self._get(self._url(proof)))
        self.assertIn("It is 8 pt now", words)
        self.assertIn("done in proof 1", words)

    def test_who_only_looks_decides_nothing(self):
        proof = self._proof()
        self._login(self.head)
        page = self._get(self._url(proof))
        self.assertFalse(self._find(page, "//button[@name='decision']"))
        self.assertIn("Waiting for", self._read(page))
        answer = self._post(f"{self._url(proof)}/decide", decision="approve", seen="1")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(proof.sudo().state, "waiting")
        answer = self._post(f"{self._url(proof)}/comment", comment="I like it")
        self.assertEqual(answer.status_code, 303)

    def test_others_find_nothing(self):
        proof = self._proof()
        self._login(self.rival)
        for path in ("", "/pdf"):
            self.assertEqual(self._get(self._url(proof) + path).status_code, 404)
        for path in ("comment", "decide", "finding"):
            answer = self._post(
                f"{self._url(proof)}/{path}",
                decision="approve",
                seen="1",
                comment="x",
                finding="1",
            )
            self.assertEqual(answer.status_code, 404)
        self.assertEqual(proof.sudo().state, "waiting")

    def test_staff_see_the_same_page_with_a_word_among_themselves(self):
        proof = self._proof()
        self._login(self.prepress)
        page = self._get(self._url(proof))
        self.assertFalse(self._find(page, "//button[@name='decision']"))
        self.assertTrue(self._find(page, "//a[contains(@href, '/odoo/print.job/')]"))
        self._post(f"{self._url(proof)}/comment", comment="Trap it", hidden="1")
        self.assertIn("Trap it", self._read(self._get(self._url(proof))))
        self._login(self.ivanova)
        self.assertNotIn("Trap it", self._get(self._url(proof)).text)

    def test_two_versions_stand_side_by_side(self):
        proof = self._proof()
        newer = self._renew(proof, "cover.pdf")
        self._login(self.ivanova)
        page = self._get(self._url(newer))
        self.assertIn("Compare with 1", self._read(page))
        page = self._get(f"{self._url(newer)}?with=1")
        self.assertEqual(len(self._find(page, "//*[hasclass('pr-viewer')]")), 2)
        [before] = self._find(page, "//*[@id='stage_before']")
        self.assertEqual(before.get("data-follows"), "stage")
        # The same file of both has one key, so that they turn pages together.
        self.assertIn(f'"key": "a{self._artwork_id(newer)}"', before.get("data-view"))
        older = self._read(self._get(self._url(proof)))
        self.assertIn("See proof 2", older)
        self.assertNotIn("Ask for changes", older)

    def test_a_finding_is_accepted_where_it_is_seen(self):
        proof = self._proof(self._checked(facts(pages=3, ppi=180.0)))
        finding = self._find_rule(proof, "ppi_low")
        self._login(self.ivanova)
        self.assertIn("Accept as it is", self._read(self._get(self._url(proof))))
        answer = self._post(f"{self._url(proof)}/finding", finding=finding.id)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(finding.state, "accepted")

    def _find_rule(self, proof, rule):
        findings = proof.sudo().job_id._get_findings().with_env(self.env)
        return findings.filtered(lambda finding: finding.rule == rule)

    # By link -------------------------------------------------------------------------

    def test_an_approver_without_account_decides_by_his_link(self):
        proof = self._proof(people=[GUEST])
        path = self._guest(proof)
        self._as_nobody()
        page = self._get(path)
        self.assertEqual(page.status_code, 200)
        self.assertIn("Approve proof 1", self._read(page))
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        # Nothing leads from there to what needs a login.
        links = self._find(page, "//main//a/@href")
        self.assertFalse([link for link in links if "/my/" in link])
        self.assertNotIn("/my/print/artwork", page.text)
        answer = self._post(f"{path}/comment", comment="A dot is missing")
        self.assertEqual(answer.status_code, 303)
        [comment] = proof.sudo().comment_ids
        self.assertEqual(comment.author, "Elena Orlova")
        answer = self._post(f"{path}/decide", decision="approve", seen="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(proof.sudo().state, "approved")
        [row] = proof.sudo().approver_ids
        self.assertEqual((row.how, row.state), ("link", "approved"))
        # He looks at it again, and decides no more.
        self.assertNotIn("Ask for changes", self._read(self._get(path)))
        answer = self._post(f"{path}/decide", decision="changes", reason="No, wait")
        self.assertEqual(answer.status_code, 422)

    def test_a_link_shows_no_other_file(self):
        proof = self._proof(people=[GUEST])
        other = self._proof()
        path = self._guest(proof)
        self._as_nobody()
        stranger = self._artwork_id(other)
        self.assertEqual(self._get(f"{path}/file/{stranger}/page/1").status_code, 404)
        asked = f"{path}/file/{stranger}/pictures"
        answer = self.opener.post(
            self.base_url() + asked, json={"params": {"keys": []}}
        )
        self.assertIn("error", answer.json())
        asked = f"{path}/file/{self._artwork_id(proof)}/pictures"
        answer = self.opener.post(
            self.base_url() + asked, json={"params": {"keys": ["page-1"]}}
        )
        self.assertIn("page-1", answer.json()["result"])

    def test_a_forged_link_opens_nothing(self):
        proof = self._proof(people=[GUEST])
        path = self._guest(proof)
        self._as_nobody()
        forged = path[:-2] + ("aa" if path[-2:] != "aa" else "bb")
        page = self._get(forged)
        self.assertEqual(page.status_code, 404)
        self.assertIn("The link works no more", self._read(page))
        answer = self._post(f"{forged}/decide", decision="approve", seen="1")
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(proof.sudo().state, "waiting")

    # Beside it -----------------------------------------------------------------------

    def test_the_order_shows_what_was_approved(self):
        proof = self._proof()
        order = proof.sudo().order_id
        self._login(self.ivanova)
        words = self._read(
            self._get(f"/my/print/orders/{order.id}"), "//*[@id='proofs']"
        )
        self.assertIn("Look at proof 1", words)
        self.assertNotIn("Approved layout", words)
        proof._decide("approve")
        words = self._read(
            self._get(f"/my/print/orders/{order.id}"), "//*[@id='proofs']"
        )
        self.assertIn("Approved layout: Proof 1", words)

    def test_the_sheet_says_who_has_approved_which_bytes(self):
        proof = self._proof()
        self._remark(proof, "Good, but mind the fold")
        proof._decide("approve")
        reports = self.env["ir.actions.report"]
        text, _kind = reports._render_qweb_html(
            "print_prepress.report_proof", proof.sudo().ids
        )
        for told in (
            proof.sudo().file_ids.checksum,
            "Ivanova",
            "Approved",
            "mind the fold",
            proof.sudo().spec_hash,
        ):
            self.assertIn(told, text.decode())
        self._login(self.ivanova)
        answer = self._get(f"{self._url(proof)}/pdf")
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
