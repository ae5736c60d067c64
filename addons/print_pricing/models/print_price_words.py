from odoo import api, models

from ..estimate import FormulaError


class PrintPriceWords(models.AbstractModel):
    """Says in the user's language what ``estimate`` tells by a code."""

    _name = "print.price.words"
    _description = "Sentences about Prices"

    @api.model
    def _say(self, error, owner=None):
        """Return the sentence for a ``PriceError``.

        :param owner: record whose fields the error names; their labels are shown
        """
        params = self._name_params(error, owner)
        sentence = self._get_sentences().get(error.code)
        text = sentence % params if sentence else str(error)
        if isinstance(error, FormulaError) and error.position is not None:
            text = self.env._(
                "Character %(n)s: %(error)s", n=error.position + 1, error=text
            )
        return text

    @api.model
    def _name_params(self, error, owner):
        """Return the params of ``error`` as people read them."""
        params = {name: _plain(value) for name, value in error.params.items()}
        code = params.get("field", "")
        if owner is not None and code in owner._fields:
            params["field"] = owner._fields[code]._description_string(self.env)
        # A row says more than the column's own name.
        params["where"] = (
            self.env._("Row %s", params["row"])
            if "row" in params
            else params.get("field", "")
        )
        return params

    @api.model
    def _get_sentences(self):
        """Return the sentence for each code, with its placeholders."""
        _ = self.env._
        return {
            # A table and its rules
            "grid_empty": _("Grid: enter at least one row with quantity and price."),
            "grid_not_rising": _(
                "Row %(row)s: quantity %(amount)s must be more than %(before)s."
            ),
            "price_negative": _("%(where)s: enter a price of 0 or more."),
            "amount_negative": _("%(where)s: enter a quantity of 0 or more."),
            "total_needs_amount": _(
                "Row %(row)s: a total price needs a quantity above 0."
            ),
            "row_length": _("Row %(row)s: enter a quantity and a price."),
            "mode_needs_rates": _(
                "Grid: slices need unit prices. Untick the total prices."
            ),
            "mode_needs_one_unit": _(
                "Range unit: this way of reading needs the unit that is billed."
            ),
            "choice_unknown": _("%(field)s: choose from the list."),
            "not_a_number": _("%(where)s: enter a number."),
            "too_large": _("The number is too large: enter less than a billion."),
            "too_precise": _("%(where)s: enter at most 12 decimals."),
            "key_twice": _("Another tariff is for the very same jobs and days."),
            "percent_out_of_range": _("%(field)s: enter a percentage from 0 to 100."),
            "name_twice": _("Two components have the same name: rename one."),
            "base_unknown": _("Base: choose components that stand above this one."),
            # A formula
            "empty": _("enter a formula."),
            "too_long": _("shorten the formula to %(limit)s characters."),
            "too_complex": _("the formula is too long: split it into components."),
            "syntax": _("this is not a formula that can be read."),
            "decimal_comma": _("write decimals with a point: 1.5"),
            "not_allowed": _("“%(what)s” is not allowed here."),
            "function_unknown": _(
                "“%(name)s” is unknown. Use min, max, ceil, floor or round."
            ),
            "arguments": _("“%(name)s” takes another number of values."),
            "number": _("write this number in digits, such as 1000 or 0.5"),
            "text_alone": _("a text can only be compared with a field."),
            "name_unknown": _("“%(name)s” is not counted for this work."),
            "value_not_a_number": _("“%(name)s” is no number: compare it with a text."),
            "division_by_zero": _("the formula divides by zero."),
            # A job
            "no_tariff": _("No tariff fits these choices."),
            "below_first_rung": _("The tariff begins at %(limit)s."),
            "above_last_rung": _("The tariff ends at %(limit)s."),
            "not_a_rung": _("The tariff has no row for this quantity."),
            "quantity_negative": _("The quantity is below zero."),
            "currency_differs": _("The tariff is in another currency."),
            # What only a database knows
            "by_hand": _("This work is priced by hand."),
            "no_spec": _("Nobody has described the work yet."),
            "no_rule": _("The client's pricelist has no rule for print tariffs."),
            "no_rate": _("There is no rate for the currency %(currency)s."),
            "form_unreadable": _("The form of this work cannot be counted."),
        }

    @api.model
    def _say_remark(self, remark):
        """Return what is odd about a table, which can be priced with all the same."""
        params = {name: _plain(value) for name, value in remark.params.items()}
        if remark.code == "total_falls":
            return self.env._(
                "%(amount)s costs less than %(less)s: %(total)s, not %(less_total)s.",
                **params,
            )
        return self.env._(
            "From %(amount)s one costs more than from %(lower)s: %(price)s,"
            " not %(lower_price)s.",
            **params,
        )


def _plain(value):
    return f"{value.normalize():f}" if hasattr(value, "normalize") else value
