from decimal import Decimal

from odoo import api, fields, models
from odoo.addons.print_pricing.estimate.final import Remake
from odoo.addons.print_pricing.made_price import MadeFacts
from odoo.exceptions import UserError, ValidationError
from odoo.tools.misc import formatLang

FACTS = frozenset(
    {
        "made_quantity",
        "delivered_quantity",
        "remake_ids",
        "deviation_cause",
        "deviation_note",
    }
)


class PrintJob(models.Model):
    """What was really made: production notes it, and sees no money by that."""

    _inherit = "print.job"

    made_quantity = fields.Float(
        "Made",
        digits=(16, 3),
        copy=False,
        tracking=True,
        help="Billed by; remakes are noted apart. 0: as ordered.",
    )
    made_unit = fields.Char(compute="_compute_made_unit")
    ordered_words = fields.Char("Ordered", compute="_compute_made_unit")
    has_delivered = fields.Boolean(compute="_compute_made_unit")
    delivered_quantity = fields.Integer(
        "Delivered pieces",
        copy=False,
        tracking=True,
        help="Overs above the tolerance are not billed. 0: as ordered.",
    )
    remake_ids = fields.One2many("print.job.remake", "job_id", "Made again")
    deviation_cause = fields.Selection(
        [
            ("ContentMismatch", "The file is not what was ordered"),
            ("Production", "Another quantity"),
            ("Efficiency", "Our work took more or less"),
            ("Quality", "Our fault"),
            ("Other", "Other"),
        ],
        "Why it differs",
        copy=False,
        help="Our work and our fault never raise the price.",
    )
    deviation_note = fields.Char(
        "What the client reads", copy=False, help="Why more, or less, was made."
    )

    @api.depends("order_type_id", "spec_id")
    @api.depends_context("lang")
    def _compute_made_unit(self):
        # Who makes the work may not read prices: these are counts.
        for job in self.sudo():
            order_type = job.order_type_id
            job.made_unit = order_type._get_made_unit()
            job.has_delivered = order_type._has_delivered_pieces()
            job.ordered_words = job._format_ordered()

    def _format_ordered(self):
        """Return what was ordered in the units of the facts, such as ``8 plates``."""
        try:
            drivers, values = self.spec_id._read_made()
        except (ValueError, ArithmeticError):
            return ""
        words = []
        if self.made_unit:
            words.append(f"{self._format_count(drivers.quantity)} {self.made_unit}")
        if self.has_delivered and values.get("copies"):
            words.append(self.env._("%s pieces", self._format_count(values["copies"])))
        return ", ".join(words)

    def _format_count(self, number):
        number = float(number)
        return formatLang(self.env, number, digits=0 if number % 1 == 0 else 2)

    @api.constrains("made_quantity", "delivered_quantity")
    def _check_facts(self):
        for job in self:
            if job.made_quantity < 0 or job.delivered_quantity < 0:
                raise ValidationError(
                    self.env._("What was made: enter quantities of 0 or more.")
                )

    def write(self, vals):
        """What was billed stays as it was noted."""
        if FACTS & set(vals):
            # Production may not read order lines.
            billed = self.filtered(lambda job: job.sudo().line_id.qty_invoiced)
            if billed:
                raise UserError(
                    self.env._(
                        "%s is invoiced: correct the invoice by a credit note.",
                        ", ".join(billed.mapped("name")),
                    )
                )
        return super().write(vals)

    def _get_made_facts(self):
        """Return what was noted of this job as :class:`MadeFacts`.

        :raise PriceError: where a remake names work that was not priced
        """
        self.ensure_one()
        main = self.remake_ids and self.line_id._get_main_component()
        return MadeFacts(
            quantity=_exact(self.made_quantity),
            delivered=self.delivered_quantity or None,
            remakes=tuple(
                Remake(
                    str(remake.component_id.id or main),
                    _exact(remake.quantity),
                    remake.cause,
                )
                for remake in self.remake_ids
            ),
            cause=self.deviation_cause or "",
        )

    def _get_made_words(self):
        """Return what was noted of this job in a line, for who settles its price."""
        self.ensure_one()
        words = []
        if self.made_quantity:
            made = f"{self._format_count(self.made_quantity)} {self.made_unit or ''}"
            words.append(self.env._("made: %s", made.strip()))
        if self.delivered_quantity:
            words.append(
                self.env._("delivered: %s", self._format_count(self.delivered_quantity))
            )
        cause = self.env["print.job.remake"]._fields["cause"]
        causes = dict(cause._description_selection(self.env))
        words += [
            self.env._(
                "made again: %(count)s (%(cause)s)",
                count=self._format_count(remake.quantity),
                cause=causes[remake.cause],
            )
            for remake in self.remake_ids
        ]
        return ", ".join(words) or self.env._("as ordered")


def _exact(number):
    """Return a typed number as it was typed, None for none."""
    return Decimal(f"{number:.3f}").normalize() if number else None
