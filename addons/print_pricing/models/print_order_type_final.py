from dataclasses import replace
from decimal import Decimal

from odoo import models

from ..estimate import NoPrice, Recipe, Surcharge, TariffChoice


class PrintOrderType(models.Model):
    """What work was priced with when it was ordered."""

    _inherit = "print.order.type"

    def _get_recipe_of(self, estimate, request):
        """Return the ``estimate.Recipe`` by which ``estimate`` was computed.

        Its tariffs count as they were then, and its surcharges with their percents;
        what came to the work afterwards is priced by the tariffs of that day.

        :param estimate: ``print.estimate`` of this work
        :param request: :class:`PriceRequest` of its line
        :raise NoPrice: ``no_rate`` (currency)
        """
        self.ensure_one()
        # Whoever settles a price needs no right to the tables behind it.
        self_sudo = self.sudo()
        day = estimate.computed_at.date()
        recipe, unknown = self_sudo._get_recipe(
            request.pricelist, request.company, request.currency, day
        )
        if unknown:
            raise NoPrice("no_rate", currency=unknown)
        rows = {row["component"]: row for row in estimate._get_rows()}
        steps = [
            self_sudo._freeze_step(
                step, rows.get(step.name), request, day, recipe.rounding
            )
            for step in recipe.steps
        ]
        return Recipe(tuple(steps), recipe.rounding)

    def _freeze_step(self, step, row, request, day, rounding):
        """Return a step of the recipe as the estimate's ``row`` has it.

        Surcharges are those of the order: a day that has passed makes no rush.
        """
        if isinstance(step, Surcharge):
            if row:
                return replace(step, percent=Decimal(row["quantity"]), condition=None)
            return replace(step, percent=Decimal(0), minimum_price=Decimal(0))
        if not row:
            return step
        tariff = self.env["print.tariff"].browse(row["tariff"] or ()).exists()
        if not tariff:
            return step
        tables = tariff._get_tables_at(row["tariff_rev"], request, day, rounding)
        return replace(step, tariffs=TariffChoice.of(tables))

    def _get_made_unit(self):
        """Return in what staff count what was made, empty where pieces say it all."""
        self.ensure_one()
        unit = self._get_counted_unit()
        if unit == "m2":
            return self.env._("m²")
        if unit == "hour":
            return self.env._("hours")
        return "" if unit in ("", "piece") else self._get_quantity_unit()

    def _has_delivered_pieces(self):
        """Whether finished pieces are counted beside, or instead of, what was made."""
        self.ensure_one()
        codes = self._get_field_index().places
        return self._get_counted_unit() in ("piece", "m2") and "copies" in codes
