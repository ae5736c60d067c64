from odoo import api, fields, models


class PrintJobImposeFile(models.TransientModel):
    """A file that is to be imposed, in its place among the others."""

    _name = "print.job.impose.file"
    _description = "File to Impose"
    _order = "sequence, id"

    impose_id = fields.Many2one(
        "print.job.impose", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(required=True)
    artwork_id = fields.Many2one("print.artwork", "File", required=True)
    page_count = fields.Integer("Pages", compute="_compute_page_count")

    @api.depends("artwork_id")
    def _compute_page_count(self):
        facts = self.artwork_id._get_file_facts()
        for file in self:
            found = facts.get(file.artwork_id)
            file.page_count = found.page_count if found else 0
