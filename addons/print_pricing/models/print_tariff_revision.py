from odoo import api, fields, models
from odoo.exceptions import UserError

from ..price_sheet import GONE, NEW, find_changes

TABLES = ("grid", "column_grids")


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
    @api.depends_context("lang")
    def _compute_changes(self):
        for revision in self:
            old, new = revision.old_values or {}, revision.new_values or {}
            lines = revision._tell_prices(_read_sheet(old), _read_sheet(new))
            lines += [
                f"{self._get_label(name)}: {self._tell(name, old.get(name))}"
                f" → {self._tell(name, new[name])}"
                for name in new
                if name not in TABLES and old.get(name) != new[name]
            ]
            revision.changes = "\n".join(lines)

    @api.model
    def _tell_prices(self, old, new):
        """Return what differs between two sheets, a line for each price."""
        changes = find_changes(old, new)
        names = self._get_column_names(changes)
        return [self._tell_change(change, names) for change in changes]

    @api.model
    def _get_column_names(self, changes):
        ids = {int(change.column) for change in changes if change.column}
        choices = self.env["print.spec.value"].browse(sorted(ids)).exists()
        return {str(choice.id): choice.name for choice in choices}

    @api.model
    def _tell_change(self, change, names):
        """Return one change: ``745 × 605, from 100: 1.80 → 1.70``."""
        place = self.env._("from %s", change.amount)
        if change.column:
            place = f"{names.get(change.column, '?')}, {place}"
        words = {
            NEW: self.env._("new row"),
            GONE: self.env._("no row any more"),
        }
        if change.kind == NEW:
            return f"{place}: {words[NEW]}, {_tell_cells(change.new)}"
        if change.kind == GONE:
            return f"{place}: {_tell_cells(change.old)} → {words[GONE]}"
        return f"{place}: {_tell_cells(change.old)} → {_tell_cells(change.new)}"

    @api.model
    def _get_label(self, name):
        name = "currency_id" if name == "currency" else name
        field = self.env["print.tariff"]._fields[name]
        return field._description_string(self.env)

    @api.model
    def _tell(self, name, value):
        """Return a setting as a person reads it."""
        field = self.env["print.tariff"]._fields.get(name)
        if value in (None, False, ""):
            return "–"
        if name == "column_field_id":
            return self.env["print.spec.field"].browse(value).exists().name or "?"
        if field is not None and field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        return self.env._("yes") if value is True else str(value)

    def write(self, vals):
        """Refuse: history is added to, never rewritten."""
        if vals:
            raise UserError(self.env._("The history of a tariff is kept as it was."))
        return super().write(vals)


def _read_sheet(values):
    """Return the prices of old or new settings as ``find_changes`` takes them."""
    return values.get("column_grids") or {"": values.get("grid") or []}


def _tell_cells(cells):
    return " + ".join(cells)
