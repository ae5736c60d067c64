from odoo import fields, models
from odoo.exceptions import AccessError

from .print_archive import PRESS
from .print_archive_files import UNCERTIFIED

CHECKSUM_LETTERS = 8


class SaleOrder(models.Model):
    """The order sheet: what is in the archive, on paper. No prices."""

    _inherit = "sale.order"

    def _get_order_sheet_values(self):
        """Return what the order sheet says, as texts.

        :raise AccessError: for clients: it tells of our work on their files
        """
        self.ensure_one()
        if self.env.user.share:
            raise AccessError(self.env._("Order sheets are for the shop's staff."))
        self.check_access("read")
        # Whoever makes the work prints its sheet, without rights on money.
        order = self.sudo()
        archives = order.env["print.archive"]
        files = archives.new({"order_id": order.id, "kind": PRESS})._get_files()
        names = archives._get_names(files)
        rows = list(zip(files, names, strict=True))
        return {
            "name": order.name,
            "title": order.print_title or "",
            "client": order.partner_id.name,
            "client_code": order.partner_id.print_client_id.client_code or "",
            "reference": order.client_order_ref or "",
            "promised": order._format_promise(),
            "note": order.print_note or "",
            "printed": order._format_moment(fields.Datetime.now()),
            "barcode_url": order.print_job_ids[:1]._get_barcode_url(
                "Code128", order.name, 1200, 200
            ),
            "delivery": order.print_job_ids[:1]._get_ticket_delivery()
            if order.print_job_ids
            else None,
            "jobs": [
                {
                    "name": job.name,
                    "title": job.title or "",
                    "type": job.order_type_id.name,
                    "summary": job.summary or "",
                    "due": job._format_ticket_moment(job.date_promised),
                    "barcode_url": job._get_barcode_url("Code128", job.name, 1000, 160),
                    "files": [
                        order._get_sheet_row(file, name)
                        for file, name in rows
                        if file.job == job
                    ],
                }
                for job in order.print_job_ids.filtered(
                    lambda job: job.kind != "cancel"
                )
            ],
        }

    def _get_sheet_row(self, file, name):
        stored = file.stored
        certified_by = "certified_by_id" in stored and stored.certified_by_id
        is_certified = "is_certified" in stored and stored.is_certified
        return {
            "name": name,
            "original": stored.name,
            "content": stored._get_content_words(),
            "size": stored.size_text,
            "checksum": (stored.checksum or "")[:CHECKSUM_LETTERS],
            "certified": certified_by.name if is_certified else "",
            "is_open": file.folder == UNCERTIFIED,
        }
