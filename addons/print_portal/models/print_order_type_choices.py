from dataclasses import replace
from decimal import Decimal

from odoo import models
from odoo.addons.print_pricing.estimate import find_bargain
from odoo.addons.print_pricing.models.print_order_type_dates import BY_DATE

FEWEST = 3  # quantities that make a ladder


class PrintOrderType(models.Model):
    """What the work on the form would cost otherwise: more of it, or sooner."""

    _inherit = "print.order.type"

    def _get_choices(self, spec, line):
        """Price the work in other quantities and turnarounds, all by one call.

        :param spec: of the form, in memory
        :param line: its order line, priced; empty where no price may be seen
        :return: dict of ``ladder``, see ``_get_ladder_texts``, ``turnaround_prices``,
            the total with tax by code, and ``turnaround_ranks``, the codes with the
            cheapest first; None where there is none
        """
        nothing = dict.fromkeys(("ladder", "turnaround_prices", "turnaround_ranks"))
        request = line._get_price_request() if line else None
        if not request:
            return nothing
        # Neither quantity nor speed is one of the order's other lines.
        request = replace(request, order=None)
        field = self._get_quantity_field()
        quantities = spec._get_ladder(request, field)
        codes = self._get_speeds()
        values = self._get_charged_values(spec, request)
        forms = [values]
        forms += [{**values, field.code: quantity} for quantity in quantities]
        forms += [{**values, "turnaround": code} for code in codes]
        base, *prices = self.env["print.spec"]._price_many(
            [replace(request, values=form) for form in forms]
        )
        if base.refusal:
            return nothing
        amounts = [line._get_amounts(price, base) for price in prices]
        ladder, speeds = amounts[: len(quantities)], amounts[len(quantities) :]
        return {
            "ladder": self._get_ladder_texts(line, field, quantities, ladder),
            **self._get_turnaround_texts(line, values, codes, speeds),
        }

    def _get_speeds(self):
        """Return the codes of the turnarounds that the form offers, no needed date."""
        question = self._get_form().questions.get("turnaround")
        choices = question.choices.values() if question else ()
        return [
            choice.code
            for choice in choices
            if choice.is_offered and choice.code != BY_DATE
        ]

    def _get_charged_values(self, spec, request):
        """Return the form's values, a needed date as the turnaround it comes to."""
        values = spec.values or {}
        if values.get("turnaround") != BY_DATE:
            return values
        speed = spec._get_charged_speed(values, company=request.company)
        return {**values, "turnaround": speed}

    def _get_ladder_texts(self, line, field, quantities, amounts):
        """Return the ladder as the page shows it, None where it is none.

        :param amounts: of each of ``quantities``, see ``_get_amounts`` of lines
        :return: dict of ``code`` of the field, ``unit`` of what is counted,
            ``bargain``, a sentence or empty, and ``steps``: dicts of ``quantity`` (of
            the field), ``count``, ``unit_price``, ``work``, ``is_current``
        """
        steps = [
            (quantity, amount)
            for quantity, amount in zip(quantities, amounts, strict=True)
            if amount
        ]
        if len(steps) < FEWEST:
            return None
        order = line.order_id
        asked = line.print_spec_id.values[field.code]
        return {
            "code": field.code,
            "unit": self._get_quantity_unit(),
            "bargain": self._say_bargain(line, asked, steps),
            "steps": [
                {
                    "quantity": quantity,
                    "count": line._format_quantity(amount["pieces"]),
                    "unit_price": line._format_unit_price(amount),
                    "work": order._format_plain(amount["net"]),
                    "is_current": quantity == asked,
                }
                for quantity, amount in steps
            ],
        }

    def _say_bargain(self, line, asked, steps):
        """Return the sentence about a larger quantity that costs little, or less."""
        current = [quantity for quantity, _amount in steps].index(asked)
        totals = [
            (amount["pieces"], Decimal(str(amount["net"]))) for _q, amount in steps
        ]
        bargain = find_bargain(totals, current)
        if not bargain:
            return ""
        index, extra = bargain
        more = {
            "count": line._format_quantity(totals[index][0] - totals[current][0]),
            "unit": self._get_quantity_unit(),
            "price": line.order_id.currency_id.format(abs(float(extra))),
        }
        if extra > 0:
            return self.env._("+%(count)s %(unit)s cost only %(price)s more.", **more)
        if extra < 0:
            return self.env._("+%(count)s %(unit)s cost %(price)s less in all.", **more)
        return self.env._("+%(count)s %(unit)s cost nothing more.", **more)

    def _get_turnaround_texts(self, line, charged, codes, amounts):
        """Return what the whole job costs with each turnaround, see ``_get_choices``.

        :param charged: see ``_get_charged_values``: a needed date costs what the
            turnaround costs that it comes to
        """
        totals = {
            code: amount["total"]
            for code, amount in zip(codes, amounts, strict=True)
            if amount
        }
        currency = line.order_id.currency_id
        prices = {code: currency.format(total) for code, total in totals.items()}
        asked = (line.print_spec_id.values or {}).get("turnaround")
        if asked == BY_DATE and charged["turnaround"] in prices:
            prices[BY_DATE] = prices[charged["turnaround"]]
        return {
            "turnaround_prices": prices,
            "turnaround_ranks": sorted(totals, key=totals.get),
        }
