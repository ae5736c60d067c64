from decimal import Decimal

from odoo import fields, models
from odoo.tools.misc import formatLang

from ..estimate import Client, Job, NoPrice, PriceError
from ..estimate.final import OURS, Actuals, final_prices
from ..made_price import MadeFacts, MadePrice

AS_ORDERED = MadeFacts()
# What names rows that belong to a component, see ``estimate.final``.
REMADE, EXCESS = "_remake_", "_excess"


class SaleOrderLine(models.Model):
    """What a line costs by what was made of it."""

    _inherit = "sale.order.line"

    print_asked_id = fields.Many2one(
        "print.estimate",
        "Price to accept",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
        help="What the client is asked to accept; until then the old price holds.",
    )

    print_final_id = fields.Many2one(
        "print.estimate",
        "Final price breakdown",
        readonly=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )

    def _price_made(self, facts):
        """Return what the engine makes of this line, None where it never priced it.

        The same recipe and tariffs as the estimate's, the same percentage.

        :param facts: :class:`MadeFacts`
        :return: :class:`MadePrice`
        :raise PriceError: where what was made has no price
        """
        self.ensure_one()
        if not self._has_engine_price():
            return None
        lines = self | self._get_range_siblings()
        told = [
            line._get_made_job(facts if line == self else AS_ORDERED) for line in lines
        ]
        final = final_prices(told)[0]
        estimate = self.print_estimate_id
        adjustments = estimate._get_adjustments()
        rounding = final.price.rounding
        rows = [
            {
                **row.as_dict(rounding),
                "component": _get_base_name(row.name),
                "is_remake": REMADE in row.name,
            }
            for row in final.price.rows
        ]
        net = sum((Decimal(row["net"]) for row in adjustments), final.price.net)
        pieces = told[0][1].drivers.pieces
        if facts.cause in OURS:  # what we made too much is not billed
            pieces = min(pieces, self.print_spec_id.quantity)
        return MadePrice(
            amount=float(net),
            pieces=pieces,
            rows=rows + adjustments,
            changes=[
                {
                    "component": _get_base_name(change.name),
                    "label": change.label,
                    "before": str(change.before),
                    "after": str(change.after),
                    "cause": change.cause,
                    "is_remake": REMADE in change.name,
                }
                for change in final.changes
            ],
        )

    def _has_engine_price(self):
        """Whether the price of this line was computed and may be computed again."""
        self.ensure_one()
        estimate = self.print_estimate_id
        return bool(estimate._get_rows() and self._get_price_request())

    def _get_range_siblings(self):
        """Return the lines whose quantities chose the row of a tariff with this one."""
        if not self.order_id._shares_print_prices():
            return self.browse()
        others = self.order_id.order_line.filtered("print_spec_id") - self
        return others.filtered(lambda line: line._has_engine_price())

    def _get_made_job(self, facts):
        """Return ``(LinePrice, Job, Actuals)`` of this line, see ``final_prices``.

        :raise PriceError: where the form or a currency cannot be read any more
        """
        request, estimate = self._get_price_request(), self.print_estimate_id
        spec, order_type = self.print_spec_id, self.print_order_type_id
        overs = Decimal(str(self.company_id.print_overs_percent))
        drivers, values = spec._read_made(facts.quantity, facts.delivered, overs)
        before = estimate._get_line_price()
        job = Job(
            order_type._get_recipe_of(estimate, request),
            drivers,
            values,
            client=Client(),
            order=self.order_id.id,
        )
        causes = {row.name: facts.cause for row in before.rows} if facts.cause else {}
        return before, job, Actuals(drivers, facts.remakes, causes)

    def _get_main_component(self):
        """Return the name of the component that counts the work itself.

        :raise PriceError: ``no_price`` where nothing of it was priced
        """
        rows = self.print_estimate_id._get_rows()
        unit = self.print_order_type_id._get_counted_unit()
        names = [row["component"] for row in rows if row["unit"] == unit]
        names += [row["component"] for row in rows if row["unit"] != "percent"]
        if not names:
            raise NoPrice("no_tariff")
        return names[0]

    def _say_price_error(self, error):
        """Return the sentence for what ``_price_made`` raises."""
        return self.env["print.price.words"]._say(error)

    # Prices as people agree on them --------------------------------------------------

    def _get_line_amount(self):
        """Return what this line costs now: as the product says, tax in it or not."""
        self.ensure_one()
        return self.currency_id.round(self.price_unit * self.product_uom_qty)

    def _get_untaxed(self, amount):
        """Return an amount of this line without tax, as its order shows it."""
        self.ensure_one()
        taxes = self.tax_ids.compute_all(
            amount,
            self.currency_id,
            1,
            self.product_id,
            self.order_id.partner_shipping_id,
        )
        return taxes["total_excluded"]

    def _get_agreed_amount(self):
        """Return what the client has last agreed to: by his answer, or his order."""
        self.ensure_one()
        answered = self.env["print.estimate"].search(
            [
                ("sale_line_id", "=", self.id),
                ("state", "=", "approved"),
                ("answered_by_id", "!=", False),
            ],
            limit=1,
        )
        told = answered or self.print_estimate_id
        return told.amount_net if told else self._get_line_amount()

    def _is_dearer_than_agreed(self, amount):
        """Whether the client has to be asked before this line costs ``amount``."""
        self.ensure_one()
        now, agreed = self._get_line_amount(), self._get_agreed_amount()
        if self.currency_id.compare_amounts(amount, now) <= 0:
            return False
        before, after = Decimal(str(agreed)), Decimal(str(amount))
        company = self.company_id or self.env.company
        return not company._get_print_tolerance(before).allows(before, after)

    def _format_print_number(self, number):
        return formatLang(self.env, number, digits=0 if number % 1 == 0 else 2)

    def _get_hour_price(self):
        """Return what an hour of this work costs its client, None without a rate.

        Work that people price has no price before, but may have a rate by the hour.
        """
        self.ensure_one()
        request = self._get_price_request()
        if not request or self.print_order_type_id._get_counted_unit() != "hour":
            return None
        try:
            return self.print_spec_id._price_hour(request)
        except PriceError:
            return None


def _get_base_name(name):
    """Return the component that a row of a final price belongs to."""
    return name.partition(REMADE)[0].removesuffix(EXCESS)
