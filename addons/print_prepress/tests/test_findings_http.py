from odoo.addons.print_portal.tests.files_common import PDF
from odoo.addons.print_portal.tests.orders_common import PrintOrdersHttpCommon
from odoo.http import Request
from odoo.tests import tagged

from .findings_common import FindingsMixin, facts


@tagged("post_install", "-at_install")
class TestFindingsHttp(FindingsMixin, PrintOrdersHttpCommon):
    def _log_in(self, user):
        self.authenticate(user.login, self.PASSWORD)

    def _page(self, job):
        return self.url_open(f"/my/print/orders/{job.order_id.id}")

    def _post(self, job, what, data, **options):
        return self.url_open(
            f"/my/print/orders/{job.order_id.id}/{what}",
            data={"csrf_token": Request.csrf_token(self), **data},
            allow_redirects=True,
            **options,
        )

    def test_the_page_shows_what_was_found_and_takes_the_answer(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        finding = self._find(job, "ppi_low")
        self._log_in(self.ivanova)
        page = self._page(job).text
        self.assertIn("Picture of 180 ppi will look blurred", page)
        self.assertIn("2 pages, 500 × 360 mm", page)
        self.assertIn("Accept as it is", page)
        self.assertNotIn("ppi_low", page)
        answer = self._post(job, "findings", {"finding": finding.id})
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(finding.state, "accepted")
        self.assertIn("Accepted by you as it is", answer.text)

    def test_all_remarks_of_a_file_are_accepted_at_once(self):
        job = self._job(self._checked(facts(ppi=180.0, layers=("Notes",))))
        remarks = self._find(job, "ppi_low") | self._find(job, "layers")
        self._log_in(self.ivanova)
        self.assertIn("Accept all remarks", self._page(job).text)
        chosen = ",".join(map(str, remarks.ids))
        self._post(job, "findings", {"finding": chosen})
        self.assertEqual(set(remarks.mapped("state")), {"accepted"})
        self.assertEqual(job.verdict, "good")

    def test_who_only_looks_has_no_button(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        self._log_in(self.head)
        page = self._page(job).text
        self.assertIn("Picture of 180 ppi will look blurred", page)
        self.assertNotIn("Accept as it is", page)
        finding = self._find(job, "ppi_low")
        answer = self._post(job, "findings", {"finding": finding.id})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(finding.state, "open")

    def test_findings_of_another_order_are_not_taken(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        other = self._job(self._checked(facts(ppi=190.0)))
        finding = self._find(other, "ppi_low")
        self._log_in(self.ivanova)
        answer = self._post(job, "findings", {"finding": finding.id})
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(finding.state, "open")

    def test_a_stranger_finds_no_order(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        self._log_in(self.rival)
        finding = self._find(job, "ppi_low")
        answer = self._post(job, "findings", {"finding": finding.id})
        self.assertEqual(answer.status_code, 404)
        self.assertEqual(finding.state, "open")

    def test_a_file_is_replaced_in_place(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        old = job.artwork_ids
        self._log_in(self.ivanova)
        self.assertIn("Replace file", self._page(job).text)
        answer = self._post(
            job,
            f"artwork/{old.id}/replace",
            {},
            files={"file": ("better.pdf", PDF + b"better", "application/pdf")},
        )
        self.assertEqual(answer.status_code, 200)
        new = job.artwork_ids.filtered("is_current")
        self.assertEqual((new.name, new.version), ("better.pdf", 2))
        self.assertFalse(old.is_current)
        self.assertEqual(job.spec_id.file_ids.mapped("name"), ["better.pdf"])
        self.assertNotIn("ppi_low", self._rules(job))

    def test_replacing_without_a_file_says_so(self):
        job = self._job(self._checked(facts(ppi=100.0)))
        self._log_in(self.ivanova)
        answer = self._post(job, f"artwork/{job.artwork_ids.id}/replace", {})
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Choose the new file", answer.text)

    def test_a_page_with_many_findings_costs_no_more_queries(self):
        job = self._job(self._checked(facts(ppi=180.0)))
        order = job.order_id.with_user(self.ivanova)
        order._portal_values(self.ivanova)
        self.env.flush_all()

        def count(order):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order._portal_values(self.ivanova)
            return self.env.cr.sql_log_count - before

        def add(name):
            file = self._checked(facts(ppi=120.0, fonts=()), name)
            job._add_artwork(file, replaces=self.env["print.artwork"])
            job._judge_files()
            self.env.flush_all()

        add("second.pdf")
        few = count(order)
        add("third.pdf")
        add("fourth.pdf")
        self.assertGreater(len(job.finding_ids), 6)
        self.assertLessEqual(count(order), few)
