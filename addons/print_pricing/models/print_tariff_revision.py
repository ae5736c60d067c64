from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintTariffRevision(models.Model):
    """One change of a tariff: who made it, when, what the prices were before."""

    _name = "print.tariff.revision"
    _description = "Revision of a Print Tariff"
    _order = "id desc"
    _rec_name = "number"

    tariff_id = fields.Many2one(
        "print.tariff", required=True, readonly=True, ondelete="cascade", index=True
    )
    number = fields.Integer("Revision", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Changed by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(
        "Changed on", required=True, readonly=True, default=fields.Datetime.now
    )
    old_values = fields.Json(readonly=True)
    new_values = fields.Json(readonly=True)
    changes = fields.Text(compute="_compute_changes")

    @api.depends("old_values", "new_values")
    def _compute_changes(self):
        for revision in self:
            old, new = revision.old_values or {}, revision.new_values or {}
            revision.changes = "\n".join(
                f"{self._get_label(name)}: {_tell(old.get(name))} → {_tell(new[name])}"
                for name in new
                if old.get(name) != new[name]
            )

    @api.model
    def _get_label(self, name):
        name = "currency_id" if name == "currency" else name
        field = self.env["print.tariff"]._fields[name]
        return field._description_string(self.env)

    def write(self, vals):
        """Refuse: history is added to, never rewritten."""
        if vals:
            raise UserError(self.env._("The history of a tariff is kept as it was."))
        return super().write(vals)


def _tell(value):
    """Return a setting as a person reads it: a grid as ``100: 1.80; 200: 1.20``."""
    if isinstance(value, list):
        return "; ".join(
            f"{row[0]}: {' '.join(str(cell) for cell in row[1:])}" for row in value
        )
    return "–" if value in (None, False, "") else str(value)
