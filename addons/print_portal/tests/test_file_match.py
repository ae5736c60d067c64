from odoo.tests import tagged

from .files_common import PDF
from .pages_common import PrintPagesCommon


@tagged("post_install", "-at_install")
class TestFileMatch(PrintPagesCommon):
    """Files of the folder that a job waits for are offered; one click takes them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = cls._send(cls.ivanova)
        cls.job = cls.order.print_job_ids
        cls.number = cls.order.name

    def _offered(self, user=None):
        offers = self.files.with_user(user or self.ivanova)._get_offers()
        return [(each["name"], each["job"]) for each in offers]

    def _return(self, job):
        reason = self.env.ref("print_portal.reason_no_bleed")
        job._move_to("returned", reason=reason)

    def test_a_file_named_after_the_order_is_offered(self):
        name = f"{self.number.replace('-', '_').upper()} cover.pdf"
        self._receive(self.ivanova, name)
        self._receive(self.ivanova, "another.pdf")
        self._receive(self.ivanova, f"{self.number}9.pdf")
        self.assertEqual(self._offered(), [(name, self.job.name)])

    def test_a_number_of_a_job_chooses_among_several(self):
        order = self._send(self.ivanova, self._form(), self._form())
        first, second = order.print_job_ids.sorted("number")
        self._receive(self.ivanova, f"{order.name}-2_plates.pdf")
        self.assertEqual(self._offered(), [(f"{order.name}-2_plates.pdf", second.name)])
        self._receive(self.ivanova, f"{order.name}-16 pages.pdf")
        self.assertEqual(
            {job for name, job in self._offered() if "16" in name},
            {first.name, second.name},
        )

    def test_a_file_like_one_that_has_to_be_mended_is_offered(self):
        old = self._receive(self.ivanova, "Cover.pdf")
        self.job.with_user(self.ivanova)._take_file(old)
        self.job.with_user(self.ivanova)._send_files()
        self._return(self.job)
        self.assertFalse(self._offered())
        self._receive(self.ivanova, "cover (2).pdf", PDF + b"2")
        [offer] = self.files.with_user(self.ivanova)._get_offers()
        self.assertEqual(offer["replaces"], "Cover.pdf")

    def test_one_click_takes_it_and_keeps_the_old_one(self):
        old = self._receive(self.ivanova, "Cover.pdf")
        self.job.with_user(self.ivanova)._take_file(old)
        self.job.with_user(self.ivanova)._send_files()
        self._return(self.job)
        new = self._receive(self.ivanova, "Cover_v2.pdf", PDF + b"2")
        self._login(self.ivanova)
        for page, words in (
            ("/my", "Files in your folder that fit"),
            ("/my/print/files", "Looks meant for"),
            (f"/my/print/orders/{self.order.id}", "may replace Cover.pdf"),
        ):
            answer = self._get(page)
            self.assertIn(words, self._read(answer))
            [button] = self._find(answer, "//button[@name='file_id']")
            action = button.getparent()
            while action.tag != "form":
                action = action.getparent()
            self.assertEqual(button.get("value"), str(new.id))
        answer = self._post(action.get("action"), file_id=str(new.id))
        self.assertEqual(answer.status_code, 303)
        current = self.job._get_current_artwork()
        self.assertEqual((current.name, current.version), ("Cover_v2.pdf", 2))
        self.assertEqual(len(self.job.artwork_ids), 2)
        self.assertFalse(self._offered())
        page = self._get(f"/my/print/orders/{self.order.id}")
        self.assertIn("That is all", self._read(page, "//section[@id='uploads']"))
        self._post(f"/my/print/orders/{self.order.id}/job/{self.job.id}/send")
        self.assertEqual(self.job.status_id.code, "checking")
        self.assertEqual(self.job._get_current_artwork(), current)

    def test_an_offer_is_for_who_may_act_on_the_order(self):
        file = self._receive(self.ivanova, f"{self.number}.pdf")
        self.assertTrue(self._offered(self.main))
        for user in (self.buh, self.head, self.rival, self.stranger):
            self.assertFalse(self._offered(user), user.login)
        address = f"/my/print/orders/{self.order.id}/job/{self.job.id}"
        for user, status in ((self.buh, 404), (self.head, 422), (self.rival, 404)):
            self._login(user)
            for act in ("file", "send"):
                answer = self._post(f"{address}/{act}", file_id=str(file.id))
                self.assertEqual(answer.status_code, status, (user.login, act))
        theirs = self._receive(self.rival, f"{self.number}.pdf")
        self._login(self.ivanova)
        answer = self._post(f"{address}/file", file_id=str(theirs.id))
        self.assertEqual(answer.status_code, 404)
        self.assertFalse(self.job.artwork_ids)

    def test_nothing_is_offered_once_the_work_has_begun(self):
        self._receive(self.ivanova, f"{self.number}.pdf")
        self.job._move_to("checking")
        self.assertFalse(self._offered())
        file = self._receive(self.ivanova, f"{self.number} b.pdf")
        self._login(self.ivanova)
        address = f"/my/print/orders/{self.order.id}/job/{self.job.id}/file"
        answer = self._post(address, file_id=str(file.id))
        self.assertEqual(answer.status_code, 422)
        self.assertIn("not waiting for you", self._read(answer))

    def test_a_page_of_many_files_asks_no_more(self):
        self._receive(self.ivanova, f"{self.number}.pdf")
        self._login(self.ivanova)
        few = self._count_queries("/my/print/files")
        for number in range(20):
            self._receive(
                self.ivanova, f"{self.number} {number}.pdf", PDF + b"%d" % number
            )
        self.assertLessEqual(self._count_queries("/my/print/files"), few + 1)
