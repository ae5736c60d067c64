import io
from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .orders_common import PrintOrdersCommon

PDF = b"%PDF-1.7 the bytes of a booklet"


@tagged("post_install", "-at_install")
class TestPrintJobTicket(PrintOrdersCommon):
    """The sheet that travels with a job."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls._job_in("started")
        cls.prepress.tz = "UTC"

    def _ticket(self, job=None, user=None):
        job = job or self.job
        return job.with_user(user or self.prepress)._get_ticket_values()

    def _html(self, jobs=None):
        reports = self.env["ir.actions.report"].with_user(self.prepress)
        jobs = jobs or self.job
        html, _kind = reports._render_qweb_html(
            "print_portal.report_work_ticket", jobs.ids
        )
        return html.decode()

    def _give_file(self, name):
        file = self.env["print.file"]._receive(
            self.poligraf, self.ivanova, name, io.BytesIO(PDF)
        )
        return self.job._add_artwork(file)

    def test_it_says_whose_job_it_is_and_which(self):
        ticket = self._ticket()
        self.assertEqual(ticket["name"], f"{self.job.order_id.name}-1")
        self.assertEqual(ticket["title"], "Booklet Autumn")
        self.assertEqual(ticket["client_code"], "test-poligraf")
        self.assertEqual(ticket["client"], "Poligraf Ltd")
        self.assertEqual(ticket["version"], 1)

    def test_the_promise_has_its_weekday(self):
        self.job.turnaround_id = False
        self.job.date_promised = False
        self.assertEqual(self._ticket()["promised"], "")
        self.job.date_promised = datetime(2026, 11, 27, 14, 0)
        self.assertEqual(self._ticket()["promised"], "Fri 27 Nov 2026, 14:00")

    def test_it_says_what_to_make_in_making_order(self):
        sections = self._ticket()["sections"]
        self.assertEqual(
            [section for section, _facts in sections],
            ["Files", "Work", "Sheet and inks", "Screen"],
        )
        facts = dict(fact for _section, facts in sections for fact in facts)
        self.assertEqual(facts["Plate size"], "510 × 400 mm")
        self.assertNotIn("None", facts.values())

    def test_it_names_the_files_to_print(self):
        given = self._give_file("booklet.pdf")
        files = {file["name"]: file for file in self._ticket()["files"]}
        self.assertEqual(set(files), {"booklet.pdf", f"{self.job.name}.pdf"})
        self.assertEqual(files["booklet.pdf"]["version"], 1)
        self.assertEqual(files["booklet.pdf"]["checksum"], given.checksum[:8])

    def test_it_says_what_is_urgent(self):
        order = self._order(None, self._form(turnaround="express"))
        self.assertEqual(self._ticket(order.print_job_ids)["rush"], "Express")
        self.assertEqual(self._ticket()["rush"], "")

    def test_a_stopped_job_says_so(self):
        self.assertEqual(self._ticket()["stop"], "")
        reason = self.env.ref("print_portal.reason_machine")
        self.job._move_to("on_hold", reason=reason, note="Laser is out")
        stop = self._ticket()["stop"]
        self.assertIn(reason.name, stop)
        self.assertIn("Laser is out", stop)
        self.assertIn(stop, self._html())

    def test_it_carries_the_notes_of_client_and_staff(self):
        self.job.note_production = "Picky about the fold"
        self.job.note_finishing = "Crease at 105 mm"
        self.job.note_internal = "Pays late"
        self.job.order_id.print_note = "Before noon"
        self.assertEqual(
            self._ticket()["notes"],
            [
                "Finishing: Crease at 105 mm",
                "Production: Picky about the fold",
                "Note on the order: Before noon",
            ],
        )

    def test_it_says_how_closely_the_work_is_looked_at(self):
        self.assertEqual(self._ticket()["control"], "")
        self.job.control_level = "first"
        self.assertEqual(self._ticket()["control"], "First sheet is signed")
        self.assertIn("First sheet is signed", self._html())

    def test_it_names_no_price(self):
        self.job.line_id._set_final_price(8, 1234.56)
        html = self._html()
        for word in ("1,234", "1234", "9,876", self.job.order_id.currency_id.symbol):
            with self.subTest(word):
                self.assertNotIn(word, html)

    def test_its_codes_lead_to_the_job(self):
        html = self._html()
        self.assertIn(f"barcode_type=Code128&amp;value={self.job.name}&amp;", html)
        self.assertIn(f"%2Fodoo%2Fprint.job%2F{self.job.id}&amp;", html)

    def test_each_job_of_an_order_has_its_own(self):
        order = self._order(None, self._form(), self._form(self.wide))
        html = self._html(order.print_job_ids)
        for job in order.print_job_ids:
            self.assertIn(f'data-oe-id="{job.id}"', html)
            self.assertIn(f">{job.name}<", html)

    def test_clients_get_none(self):
        for account in (self.ivanova, self.main, self.rival, self.stranger):
            with self.subTest(account.login), self.assertRaises(AccessError):
                self._ticket(user=account)
            with self.subTest(account.login), self.assertRaises(AccessError):
                # As routes of the portal print: with sudo, for the account.
                self.job.with_user(account).sudo()._get_ticket_values()
