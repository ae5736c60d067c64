from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.addons.print_portal.tests.files_common import FilesMixin
from odoo.exceptions import AccessError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestUsage(FilesMixin, PrintPortalCommon):
    """The office sees how much room each client takes."""

    def _usage(self, client, user=None):
        usage = self.env["print.ftp.usage"].with_user(user or self.coordinator)
        return usage.search([("partner_id", "=", client.id)])

    def test_files_and_bytes_of_a_client_are_counted(self):
        self._receive(self.ivanova, "a.pdf", b"x" * 1024)
        doubtful = self._receive(self.main, "b.pdf", b"x" * 2048)
        doubtful.sudo().state = "suspect"
        self._receive(self.rival, "c.pdf", b"x")
        self.env.flush_all()
        usage = self._usage(self.poligraf)
        self.assertEqual((usage.file_count, usage.unsure_count), (2, 1))
        self.assertEqual((usage.size, usage.size_text), (3072, "3.0 KB"))
        files = self.files.search(usage.action_open_files()["domain"])
        self.assertEqual(files.partner_id, self.poligraf)

    def test_free_room_of_each_client_is_told_in_few_queries(self):
        self._receive(self.ivanova, "a.pdf", b"x" * 1024)
        self._receive(self.rival, "c.pdf", b"x" * (1 << 20))
        self.env.flush_all()
        self.assertFalse(self._usage(self.poligraf).free_text)
        params = self.env["ir.config_parameter"].sudo()
        params.set_param("print_portal.files_quota_gb", "1")
        self.env["print.upload"].sudo().create(
            {
                "name": "b.pdf",
                "size": (1 << 30) - 3072,
                "partner_id": self.poligraf.id,
                "user_id": self.main.id,
                "token": "0" * 32,
                "date_expires": "2100-01-01",
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        usage = self.env["print.ftp.usage"].with_user(self.coordinator).search([])
        self._count_queries(usage)  # what is asked once
        self.assertEqual(self._count_queries(usage), self._count_queries(usage[:1]))
        free = {each.partner_id: each.free_text for each in usage}
        self.assertEqual(free[self.poligraf], "2.0 KB")
        self.assertEqual(free[self.rival._print_client()], "1,023.0 MB")

    def _count_queries(self, usage):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        usage.mapped("free_text")
        return self.env.cr.sql_log_count - before

    def test_it_is_for_the_office_alone(self):
        for user in (self.ivanova, self.main):
            with self.assertRaises(AccessError):
                self._usage(self.poligraf, user)
