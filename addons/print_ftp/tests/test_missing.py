from odoo import fields
from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.addons.print_portal.tests.files_common import PDF, FilesMixin
from odoo.tests import tagged

from ..ftpd.errors import Refusal
from .ftp_common import FtpMixin


@tagged("post_install", "-at_install")
class TestMissing(FtpMixin, FilesMixin, PrintPortalCommon):
    """What is put into the folder ``missing`` of an order joins the job that waits."""

    def setUp(self):
        super().setUp()
        self._give_passwords(self.main | self.ivanova | self.buh | self.head)
        self.order = self._submit_order(self.ivanova, self._plates())
        self.job = self.order.print_job_ids
        self.who = self._come_in(self.ivanova)
        self.path = f"/orders/{self.order.name}/missing"

    def _current(self, job=None):
        return (job or self.job)._get_current_artwork()

    def test_it_joins_the_job_when_it_is_settled(self):
        stored = self._put(self.who, f"{self.path}/cover.pdf")
        self.gate.record(self.who, stored, "received")
        self.assertFalse(self._current())
        self.gate.record(self.who, stored, "settled")
        self.assertEqual(self._current().name, "cover.pdf")
        self.assertEqual(self._current().user_id, self.ivanova)
        names = self._names(self.who, f"/orders/{self.order.name}")
        self.assertEqual(names, ["cover.pdf", "missing"])

    def test_a_better_one_takes_its_place(self):
        self._bring(self.who, f"{self.path}/cover.pdf")
        self._bring(self.who, f"{self.path}/cover.pdf", b"better bytes")
        self.assertEqual(self._current().size, len(b"better bytes"))
        self.assertEqual(len(self.job.artwork_ids), 2)

    def test_a_doubtful_one_joins_when_somebody_says_that_it_is_right(self):
        file = self._bring(self.who, f"{self.path}/cover.pdf", state="suspect")
        self.assertFalse(self._current())
        file.with_user(self.ivanova)._confirm()
        self.assertEqual(self._current().file_id, file)

    def test_names_of_programs_that_are_sending_wait_for_the_right_one(self):
        self._bring(self.who, f"{self.path}/cover.pdf.filepart")
        self.assertFalse(self._current())
        self.gate.rename(
            self.who, f"{self.path}/cover.pdf.filepart", f"{self.path}/cover.pdf"
        )
        self.assertEqual(self._current().name, "cover.pdf")

    def test_among_several_jobs_the_name_decides(self):
        order = self._submit_order(self.ivanova, self._plates(), self._plates())
        second = order.print_job_ids.sorted("number")[1]
        path = f"/orders/{order.name}/missing"
        self._bring(self.who, f"{path}/{order.name}-2.pdf")
        self.assertEqual(self._current(second).name, f"{order.name}-2.pdf")

    def test_what_no_name_tells_is_offered(self):
        order = self._submit_order(self.ivanova, self._plates(), self._plates())
        self._bring(self.who, f"/orders/{order.name}/missing/cover.pdf")
        self.assertFalse(order.print_job_ids.artwork_ids)
        offers = self.files.with_user(self.ivanova)._get_offers()
        self.assertEqual(
            {each["job"] for each in offers}, set(order.print_job_ids.mapped("name"))
        )

    def test_a_file_elsewhere_joins_nothing(self):
        self._bring(self.who, f"/{self.order.name}.pdf")
        self.assertFalse(self._current())
        [offer] = self.files.with_user(self.ivanova)._get_offers()
        self.assertEqual(offer["job"], self.job.name)

    def test_who_may_not_act_on_the_order_finds_no_such_folder(self):
        for user in (self.buh, self.head):
            with self.subTest(user=user.login), self.assertRaises(Refusal):
                self._folder(self._come_in(user)).begin(f"{self.path}/a.pdf", 0)
        self._bring(self._come_in(self.main), f"{self.path}/a.pdf", PDF)
        self.assertEqual(self._current().user_id, self.main)

    def _let_pass(self, minutes):
        """Let time pass since the last file."""
        self.env.flush_all()
        for table, field in (
            ("print_artwork", "create_date"),
            ("print_job", "awaited_since"),
        ):
            self.env.cr.execute(
                f"UPDATE {table} SET {field} = {field} - %s * interval '1 minute'",
                [minutes],
            )
        self.env.invalidate_all()
        self.env["print.job"]._cron_ftp_send_on()

    def test_an_hour_after_the_last_file_we_look(self):
        self._bring(self.who, f"{self.path}/cover.pdf")
        self._let_pass(50)
        self.assertEqual(self.job.status_id.code, "awaiting_files")
        self._bring(self.who, f"{self.path}/inside.pdf")
        self._let_pass(50)
        self.assertEqual(self.job.status_id.code, "awaiting_files")
        self._let_pass(15)
        self.assertEqual(self.job.status_id.code, "checking")
        self.assertEqual(len(self._current()), 2)

    def test_what_was_chosen_on_the_page_waits_for_the_button_there(self):
        self._receive(self.ivanova, f"{self.order.name}.pdf")
        self.job.with_user(self.ivanova)._take_file(self.files.search([], limit=1))
        self._let_pass(100)
        self.assertEqual(self.job.status_id.code, "awaiting_files")

    def _return(self, *names):
        """Send these files, and return the job with them."""
        for name in names:
            self._bring(self.who, f"{self.path}/{name}")
        self.job.with_user(self.ivanova)._send_files()
        self._let_pass(1)  # moments are kept in whole seconds
        reason = self.env["print.reason"].search([("kind", "=", "return")], limit=1)
        self.job._move_to("returned", reason=reason)
        self.env.flush_all()

    def test_a_returned_job_goes_on_when_each_bad_file_has_a_better_one(self):
        self._return("cover.pdf", "inside.pdf", "good.pdf")
        bad = self._current().filtered(lambda each: each.name != "good.pdf")
        bad.state = "missing"
        self._let_pass(1)
        self._bring(self.who, f"{self.path}/cover.pdf", b"better bytes")
        self._let_pass(5)
        self.assertEqual(self.job.status_id.code, "returned")
        self._bring(self.who, f"{self.path}/inside.pdf", b"better bytes, too")
        self.env["print.job"]._cron_ftp_send_on()
        self.assertEqual(self.job.status_id.code, "returned")
        before = fields.Datetime.now()
        self._let_pass(3)
        self.assertEqual(self.job.status_id.code, "checking")
        self.assertGreaterEqual(self.job.awaited_since, before)

    def test_a_job_returned_for_something_else_waits_an_hour(self):
        self._return("cover.pdf")
        self._let_pass(1)
        self._bring(self.who, f"{self.path}/cover.pdf", b"better bytes")
        self._let_pass(5)
        self.assertEqual(self.job.status_id.code, "returned")
        self._let_pass(60)
        self.assertEqual(self.job.status_id.code, "checking")

    def test_the_folder_closes_when_the_files_are_with_us(self):
        self._bring(self.who, f"{self.path}/cover.pdf")
        self.job.with_user(self.ivanova)._send_files()
        sight = self.gate.sight(self.who)
        self.assertNotIn(self.path, sight.shelves)
        self.assertIn(f"/orders/{self.order.name}", sight.shelves)
