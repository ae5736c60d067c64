from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PrintTariff(models.Model):
    """A tariff of several columns: one ladder for each choice of a field.

    As printed price lists have it: quantities down, plate sizes or materials across.
    A choice without prices is on request, or has a tariff of its own.
    """

    _inherit = "print.tariff"

    column_field_id = fields.Many2one(
        "print.spec.field",
        "Columns",
        domain="[('order_type_id', '=', order_type_id), ('kind', '=', 'selection')]",
        ondelete="restrict",
        index="btree_not_null",
        help="Each choice of this field has prices of its own. Empty: one column.",
    )
    column_grids = fields.Json(
        default=lambda self: {},
        help="Rows as in the grid, by the id of the choice whose column they are.",
    )
    column_choices = fields.Json(
        compute="_compute_column_choices", help="Id and name of each possible column."
    )
    prices = fields.Char(
        compute="_compute_prices", help="The lowest and the highest one."
    )

    @api.depends("column_field_id")
    @api.depends_context("lang")
    def _compute_column_choices(self):
        for tariff in self:
            choices = tariff.column_field_id.value_ids | tariff._get_column_choices()
            tariff.column_choices = [
                [str(choice.id), choice.name] for choice in choices.sorted("sequence")
            ]

    @api.depends("grid", "column_grids", "column_field_id")
    def _compute_prices(self):
        """Tell a table by its lowest and highest price."""
        for tariff in self:
            rows = [row for _choice, rows in tariff._get_tables() for row in rows]
            numbers = [float(row[1]) for row in rows if _is_number(row[1:2])]
            ends = dict.fromkeys((min(numbers), max(numbers))) if numbers else ()
            tariff.prices = " – ".join(f"{number:g}" for number in ends)

    def _get_column_choices(self):
        """Return the choices that have a column in any of these tariffs."""
        ids = {int(key) for tariff in self for key in tariff.column_grids or ()}
        return self.env["print.spec.value"].browse(sorted(ids)).exists()

    def _get_tables(self):
        """Return ``[(choice, rows), ...]``; of a single column the choice is empty."""
        self.ensure_one()
        choices = self._get_column_choices()
        if not self.column_field_id:
            return [(choices.browse(), self.grid or [])]
        return [
            (choice, self.column_grids[str(choice.id)])
            for choice in choices.sorted(lambda each: (each.sequence, each.id))
        ]

    @api.model
    def _read_tables(self, settings):
        """Return the tables of an old revision as ``_get_tables`` has those of today.

        A choice that the form has no more prices nothing.
        """
        choices = self.env["print.spec.value"]
        if not settings.get("column_grids"):
            return [(choices, settings["grid"] or [])]
        grids = settings["column_grids"].items()
        return [
            (choice, rows)
            for key, rows in grids
            if (choice := choices.browse(int(key)).exists())
        ]

    def _get_sheet(self):
        """Return all prices as ``{id of the choice, or nothing: rows}``."""
        return {str(choice.id or ""): rows for choice, rows in self._get_tables()}

    def _set_sheet(self, sheet):
        """Take all prices anew, told as ``_get_sheet`` tells them."""
        self.ensure_one()
        if self.column_field_id:
            self.column_grids = sheet
        else:
            self.grid = sheet[""]

    def _say_column(self, choice, sentence):
        """Return ``sentence`` with the column that it is about."""
        if not choice:
            return sentence
        return self.env._(
            "%(column)s: %(sentence)s", column=choice.name, sentence=sentence
        )

    @api.onchange("order_type_id")
    def _onchange_order_type(self):
        if self.column_field_id.order_type_id != self.order_type_id:
            self.column_field_id = False

    @api.onchange("column_field_id")
    def _onchange_columns(self):
        """Begin anew: what stood under one choice says nothing of another's."""
        if self._get_column_choices().field_id != self.column_field_id:
            self.column_grids = {}

    @api.model
    def _take_price(self, vals):
        """Keep the one table that counts: of a single column, or of several."""
        vals = super()._take_price(vals)
        if vals.get("column_field_id"):
            return {**vals, "grid": []}
        if "column_field_id" in vals or vals.get("grid"):
            return {**vals, "column_field_id": False, "column_grids": {}}
        return vals

    @api.constrains("column_field_id", "column_grids", "order_type_id", "value_ids")
    def _check_columns(self):
        for tariff in self.filtered("column_field_id"):
            field = tariff.column_field_id
            if field.kind != "selection" or field.order_type_id != tariff.order_type_id:
                raise ValidationError(
                    self.env._(
                        "Columns: choose a list of %s.", tariff.order_type_id.name
                    )
                )
            if tariff._get_column_choices().field_id - field:
                raise ValidationError(
                    self.env._("Columns: take choices of “%s” only.", field.name)
                )
            if field in tariff.value_ids.field_id:
                raise ValidationError(
                    self.env._(
                        "Applies to: the choices of “%s” have columns already.",
                        field.name,
                    )
                )


def _is_number(cells):
    try:
        float(cells[0])
    except (IndexError, TypeError, ValueError):
        return False
    return True
