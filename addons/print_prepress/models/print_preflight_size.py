from odoo import api, fields, models


class PrintPreflight(models.Model):
    """What of a file is said in one breath, kept apart from all that is known of it."""

    _inherit = "print.preflight"

    width_mm = fields.Float(
        compute="_compute_size", store=True, digits=(16, 1), help="Of its first page."
    )
    height_mm = fields.Float(compute="_compute_size", store=True, digits=(16, 1))

    @api.depends("facts")
    def _compute_size(self):
        for preflight in self:
            facts = preflight._get_facts()
            pages = facts.pages if facts else ()
            box = (pages[0].trim or pages[0].crop or pages[0].media) if pages else None
            preflight.width_mm = box[2] - box[0] if box else 0
            preflight.height_mm = box[3] - box[1] if box else 0
