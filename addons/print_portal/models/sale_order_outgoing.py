from odoo import models


class SaleOrder(models.Model):
    """The mail about files that we have put out."""

    _inherit = "sale.order"

    def _tell_outgoing(self, files):
        """Write to whoever ordered that ``files`` can be fetched."""
        self.ensure_one()
        order = self.with_context(print_outgoing_files=files.ids)
        order._send_print_mail(self.env.ref("print_portal.mail_template_outgoing"))

    def _get_mail_values(self):
        """See, too, ``ready``: dicts ``name``, ``size_text``, ``until`` of files."""
        ids = self.env.context.get("print_outgoing_files") or ()
        files = self.env["print.file"].sudo().browse(ids)  # of this order, see above
        return super()._get_mail_values() | {
            "ready": [
                {
                    "name": file.name,
                    "size_text": file.size_text,
                    "until": file._format_kept(),
                }
                for file in files
            ]
        }

    def _get_outgoing_mail(self, mail):
        """Return ``mail`` with a button that leads to the files, no next step."""
        return mail | {
            "url": self.get_base_url() + self._get_print_url(),
            "label": self.env._("See the order"),
            "coming": "",
            "uploads": [],
        }
