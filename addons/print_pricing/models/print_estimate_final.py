from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..estimate import LinePrice, Row, Terms, shows_amounts
from ..estimate.final import LINE_UNITS

ADJUSTMENT = "adjustment"  # the row for what a person made of a price
NUMBERS = (
    *("quantity", "unit_price", "gross", "discount", "discount_percent"),
    "setup",
)


class PrintEstimate(models.Model):
    """Prices that a client is asked for, or that stand after the work, with reasons."""

    _inherit = "print.estimate"

    pieces = fields.Float(
        "Billed", digits="Product Unit", help="What the order line counts then."
    )
    note = fields.Char("Reason", help="What the client reads beside the price.")
    amount_before = fields.Monetary(
        "Before", help="What the work cost before this price."
    )
    changes = fields.Json(help="Each component whose amount moved: before, after, why.")
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, ondelete="restrict"
    )
    answered_at = fields.Datetime("Answered on", readonly=True)
    answer_note = fields.Text("Client's reason", readonly=True)

    @api.model
    def _get_free_fields(self):
        return super()._get_free_fields() | {
            "answered_by_id",
            "answered_at",
            "answer_note",
        }

    def write(self, vals):
        """An answer is given once."""
        if "answered_by_id" in vals and any(each.answered_by_id for each in self):
            raise UserError(self.env._("This price has been answered already."))
        return super().write(vals)

    # What was told, for the engine ---------------------------------------------------

    def _get_line_price(self):
        """Return this estimate as an ``estimate.LinePrice``, without adjustments."""
        self.ensure_one()
        rows = tuple(
            Row(
                name=row["component"],
                drivers=row["drivers"],
                range_quantity=row["range_quantity"] and Decimal(row["range_quantity"]),
                rung=row["rung"] and Decimal(row["rung"]),
                is_minimum=row["minimum_applied"],
                **{
                    name: row[name]
                    for name in (
                        *("process", "price_type", "label", "unit"),
                        *("tariff", "tariff_rev"),
                    )
                },
                **{name: Decimal(row[name]) for name in NUMBERS},
            )
            for row in self._get_rows()
        )
        percent = max((row.discount_percent for row in rows), default=Decimal(0))
        rounding = Decimal(str(self.currency_id.rounding))
        return LinePrice(rows, 1, rounding, Terms(percent))

    def _get_rows(self):
        return [row for row in self.breakdown or () if row["component"] != ADJUSTMENT]

    def _get_adjustments(self):
        """Return the rows of what people made of the price: they stay as agreed."""
        return [row for row in self.breakdown or () if row["component"] == ADJUSTMENT]

    # Keeping -------------------------------------------------------------------------

    @api.model
    def _keep_asked(self, line, kind, amount, before, state, made=None, **reason):
        """Keep a price that is set by staff, or follows from what was made.

        :param kind: ``final`` or ``quote``
        :param float amount: of the whole line, in its currency, tax as the product says
        :param float before: the same, as it was agreed to
        :param made: :class:`MadePrice` where the engine has counted what was made
        :param reason: ``note``, ``deviation_cause``, ``expires``
        """
        rows = made.rows if made else []
        net = sum((Decimal(row["net"]) for row in rows), Decimal(0))
        difference = line.currency_id.round(amount - float(net))
        if difference:
            label = self.env._("Set by hand")
            rows = [*rows, self._get_adjustment(line, difference, label)]
        last = self.search([("sale_line_id", "=", line.id), ("kind", "=", kind)])[:1]
        return self.create(
            {
                "sale_line_id": line.id,
                "spec_id": line.print_spec_id.id,
                "kind": kind,
                "version": last.version + 1,
                "state": state,
                "currency_id": line.currency_id.id,
                "pieces": made.pieces if made else line.product_uom_qty,
                "amount_gross": sum(float(row["gross"]) for row in rows),
                "amount_discount": sum(float(row["discount"]) for row in rows),
                "amount_net": amount,
                "amount_before": before,
                "breakdown": rows,
                "changes": made.changes if made else [],
                "computed_at": fields.Datetime.now(),
                "tariff_revisions": {
                    str(row["tariff"]): row["tariff_rev"]
                    for row in rows
                    if row["tariff"]
                },
                **reason,
            }
        )

    def _answer(self, state, note=False):
        """Note who has accepted or refused these prices, when, and with which words."""
        self.write(
            {
                "state": state,
                "answered_by_id": self.env.uid,
                "answered_at": fields.Datetime.now(),
                "answer_note": note,
            }
        )

    # What a client may see -----------------------------------------------------------

    def _get_client_rows(self):
        """Return what this price is made of, see ``_describe_rows``."""
        self.ensure_one()
        return self._describe_rows(self.breakdown or (), self.spec_id.order_type_id)

    @api.model
    def _describe_rows(self, breakdown, order_type):
        """Return what a price is made of, in short and in the client's language.

        No list price, discount, percentage or tariff, nor amounts that tell them.

        :param breakdown: rows as estimates keep them
        :return: list of dicts ``name``, ``quantity`` (text with unit, or empty),
            ``is_remake``, ``has_setup`` and ``amount`` (net, None where it would tell
            more)
        """
        rows = [row for row in breakdown if float(row["net"])]
        shows = shows_amounts(rows)
        names = self._get_component_names(order_type)
        units = self._get_unit_names() | {
            unit: order_type._get_quantity_unit() for unit in LINE_UNITS
        }
        return [
            {
                "name": names.get(row["component"]) or row["label"],
                "quantity": self._format_counted(row, units),
                "is_remake": row.get("is_remake", False),
                "has_setup": bool(float(row["setup"])),
                "amount": float(row["net"]) if shows else None,
            }
            for row in rows
            if row["component"] != ADJUSTMENT
        ]

    @api.model
    def _get_unit_names(self):
        """Return how units are written behind any number, one as well as many."""
        _ = self.env._
        return {
            "piece": _("pcs"),
            "film_cm2": _("cm²"),
            "m2": _("m²"),
            "running_m": _("m"),
            "sheet": _("sheets"),
            "click": _("impr."),
            "impression": _("impr."),
            "thousand": _("thousand"),
            "page": _("p."),
            "hour": _("h"),
            "kg": _("kg"),
        }

    @api.model
    def _format_counted(self, row, units):
        """Return what is counted, such as ``8 plates``; nothing for surcharges."""
        if row["unit"] not in units:
            return ""
        number = self.env["sale.order.line"]._format_print_number(
            float(row["quantity"])
        )
        return f"{number} {units[row['unit']]}"

    def _get_client_changes(self):
        """Return what moved: dicts ``name``, ``cause``, ``before``, ``after``.

        Amounts are left out where they would tell more than what the client pays.
        """
        self.ensure_one()
        if not shows_amounts(self.breakdown or ()):
            return []
        names = self._get_labels()
        causes = dict(self._fields["deviation_cause"]._description_selection(self.env))
        return [
            {
                "name": names.get(change["component"]) or change["label"],
                "is_remake": change["is_remake"],
                "cause": causes.get(change["cause"], ""),
                "before": float(change["before"]),
                "after": float(change["after"]),
            }
            for change in self.changes or ()
        ]
