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

    def test_the_folder_closes_when_the_files_are_with_us(self):
        self._bring(self.who, f"{self.path}/cover.pdf")
        self.job.with_user(self.ivanova)._send_files()
        sight = self.gate.sight(self.who)
        self.assertNotIn(self.path, sight.shelves)
        self.assertIn(f"/orders/{self.order.name}", sight.shelves)
