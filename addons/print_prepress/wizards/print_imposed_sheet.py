from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintImposedSheet(models.TransientModel):
    """Asks of which sheet the ink preview is wanted."""

    _name = "print.imposed.sheet"
    _description = "Ink Preview of a Sheet"

    imposed_id = fields.Many2one("print.imposed", required=True, ondelete="cascade")
    sheet = fields.Integer(required=True, default=1)
    sheet_count = fields.Integer("Of", compute="_compute_sheet_count")

    @api.depends("imposed_id")
    def _compute_sheet_count(self):
        for wizard in self:
            imposed = wizard.imposed_id
            wizard.sheet_count = len(imposed._get_plan().sheets) if imposed else 0

    def action_fetch(self):
        self.ensure_one()
        if not 1 <= self.sheet <= self.sheet_count:
            raise UserError(
                self.env._("Sheet: enter a number from 1 to %s.", self.sheet_count)
            )
        return self.imposed_id._open_document(f"ppf/{self.sheet}")
