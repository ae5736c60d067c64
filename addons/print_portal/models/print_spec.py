from odoo import fields, models
from odoo.fields import Command


class PrintSpec(models.Model):
    _inherit = "print.spec"

    file_ids = fields.Many2many(
        "print.file", string="Files", help="What the client gave for this job."
    )
    is_brief = fields.Boolean(
        "Outline",
        readonly=True,
        help="A quick order: only told in a few words, staff fill in the form.",
    )

    def _revise(self, values, accepted_rules=()):
        """Whoever fills in the whole form turns an outline into a description."""
        spec = super()._revise(values, accepted_rules)
        spec.is_brief = False
        return spec

    def _check(self):
        """Nobody has filled in the form of an outline yet."""
        return [] if self.is_brief else super()._check()

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
        """Return the code of the status in which a job for this spec begins.

        An outline begins with us, with files or without.
        """
        self.ensure_one()
        is_whole = self.file_ids or self.is_brief
        waits = self.order_type_id.needs_files and not is_whole
        return "awaiting_files" if waits else "checking"
