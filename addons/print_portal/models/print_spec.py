from odoo import fields, models
from odoo.fields import Command


class PrintSpec(models.Model):
    _inherit = "print.spec"

    file_ids = fields.Many2many(
        "print.file", string="Files", help="What the client gave for this job."
    )

    def _set_files(self, file_ids):
        """Take ``file_ids`` as the files of this job, those that the user may use."""
        self.ensure_one()
        self.file_ids = [Command.set(self.order_type_id._check_files(file_ids))]

    def _get_file_ids(self):
        self.ensure_one()
        return self.file_ids.ids

    def _get_work_answers(self):
        """Return the answers that ask for something: neither none of it, nor 0."""
        self.ensure_one()
        return [
            (field, text)
            for field, text in self._get_answers()
            if field.code != "files_later"
            and self.values.get(field.code) not in ("none", 0)
        ]

    def _get_first_status(self):
        """Return the code of the status in which a job for this spec begins."""
        self.ensure_one()
        waits = self.order_type_id.needs_files and not self.file_ids
        return "awaiting_files" if waits else "checking"
