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

    def test_it_is_for_the_office_alone(self):
        for user in (self.ivanova, self.main):
            with self.assertRaises(AccessError):
                self._usage(self.poligraf, user)
