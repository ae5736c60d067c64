import io

from odoo.addons.print_portal.tests.files_common import PDF, FilesMixin
from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.tests import tagged

from ..ftpd.errors import Refusal
from ..ftpd.gate import Event
from .ftp_common import FtpMixin


@tagged("post_install", "-at_install")
class TestReady(FtpMixin, FilesMixin, PrintOrdersCommon):
    """What we have put out is in ``ready``, for whoever sees the order to fetch."""

    def setUp(self):
        super().setUp()
        self._give_passwords(self.main | self.ivanova | self.buh | self.rival)
        self.order = self._order(self.ivanova)
        self.file = self._put_out("scan.tif")
        self.path = f"/ready/{self.order.name}/scan.tif"
        self.real = f"/{self.order.name}/scan.tif"
        self.who = self._come_in(self.ivanova)

    def _put_out(self, name):
        job = self.order.print_job_ids.with_user(self.prepress)
        return job._receive_outgoing(name, io.BytesIO(PDF)).sudo()

    def _fetched(self, path, who=None):
        who = who or self.who
        where = ("s1", who.login, "203.0.113.7", "sftp", who.user, who.client)
        self.gate.tell(Event("send", *where, path, len(PDF)))
        return self.file.download_ids.mapped("user_id")

    def test_whoever_sees_the_order_fetches_it(self):
        for user in (self.ivanova, self.main):
            with self.subTest(user=user.login):
                self.assertEqual(self._read(self._come_in(user), self.path), PDF)

    def test_nobody_else_finds_it(self):
        for user in (self.buh, self.rival):
            with self.subTest(user=user.login):
                who = self._come_in(user)
                self.assertEqual(self._names(who, "/ready"), [])
                self.assertNotIn(self.order.name, self._names(who))
                for path in (self.path, self.real):
                    with self.assertRaises(Refusal):
                        self._folder(who).open(path)

    def test_where_it_lies_is_not_shown(self):
        self.assertNotIn(self.order.name, self._names(self.who))
        with self.assertRaises(Refusal):
            self._folder(self.who).open(self.real)

    def test_a_folder_of_the_client_of_that_name_stays_his(self):
        self._receive(self.main, "own.pdf", folder=self.order.name)
        self.assertEqual(self._names(self.who, f"/{self.order.name}"), ["own.pdf"])

    def test_no_client_changes_it(self):
        for user in (self.ivanova, self.main):
            who = self._come_in(user)
            folder = self._folder(who)
            for path in (self.path, self.real):
                with self.subTest(user=user.login, path=path):
                    with self.assertRaises(Refusal):
                        folder.begin(path, 0)
                    with self.assertRaises(Refusal):
                        folder.check_own(path)
            with self.assertRaises(Refusal):
                self.gate.delete(who, self.real)
            with self.assertRaises(Refusal):
                self.gate.rename(who, self.real, "/mine.tif")
            with self.assertRaises(Refusal):
                self.gate.check_replace(who, self.real)
        self.assertEqual(self._read(self.who, self.path), PDF)

    def test_an_upload_that_began_before_does_not_replace_it(self):
        self._receive(self.main, "own.pdf", folder=self.order.name)
        name = f"/{self.order.name}/new.tif"
        incoming = self._folder(self.who).begin(name, 0)
        incoming.write(b"the client's")
        self._put_out("new.tif")
        with self.assertRaises(Refusal):
            incoming.finish()
        self.assertEqual(self._read(self.who, f"/ready{name}"), PDF)

    def test_fetching_is_in_the_log_of_the_job(self):
        self.assertFalse(self._fetched("/a.pdf"))
        self.assertFalse(self._fetched(self.path, self._come_in(self.rival)))
        self.assertEqual(self._fetched(self.path), self.ivanova)

    def test_what_is_over_is_not_shown_any_more(self):
        self.file.kept_until = "2020-01-01"
        self.assertEqual(self._names(self.who, "/ready"), [])
        with self.assertRaises(Refusal):
            self._folder(self.who).open(self.real)
