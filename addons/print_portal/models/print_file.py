from odoo import fields, models


class PrintFile(models.Model):
    """A file in a client's folder."""

    _name = "print.file"
    _description = "Client File"
    _order = "id desc"

    name = fields.Char(required=True)
    partner_id = fields.Many2one("res.partner", required=True, index=True)
    user_id = fields.Many2one("res.users", index="btree_not_null")
    state = fields.Selection(
        [("settled", "Complete"), ("suspect", "Looks incomplete")], default="settled"
    )
    size = fields.Float(digits=(18, 0))

    def _portal_values(self):
        """Return what a client may see of this file."""
        self.ensure_one()
        return {"id": self.id, "name": self.name, "state": self.state}
