from decimal import Decimal

from odoo import fields, models, tools

from ..estimate import Recipe
from ..price_book import PriceBook
from .print_price_part_mixin import new_stamp


class PrintOrderType(models.Model):
    """What work of a type is priced with: its components and tariffs, kept ready."""

    _inherit = "print.order.type"

    component_ids = fields.One2many("print.component", "order_type_id")
    price_stamp = fields.Char(
        readonly=True,
        copy=False,
        default=lambda self: new_stamp(),
        help="Changes with every change of tariffs and components.",
    )

    def _stamp_prices(self):
        """Let everybody price with what has just been changed."""
        # Whoever may change a tariff changes what the type costs.
        for order_type in self.sudo().exists():
            order_type.price_stamp = new_stamp()

    def _get_recipe(self, pricelist, company, currency, day):
        """Return the ``estimate.Recipe`` of this work.

        :param pricelist: whose own tariffs come first
        :param currency: all amounts are in it, converted at the rate of ``day``
        :return: ``(recipe, name of a currency without rate)``; one of the two is None
        """
        self.ensure_one()
        # Whoever may order may have it priced; tariffs themselves he does not see.
        self_sudo = self.sudo()
        book = self_sudo._get_price_book(self_sudo.price_stamp)
        own = pricelist.id if pricelist and book.has_own(pricelist.id) else 0
        sources = self.env["res.currency"].sudo().browse(sorted(book.currency_ids))
        rates = {}
        for source in sources:
            rate = source._get_print_rate(currency, company, day)
            if rate is None:
                return None, source.name
            rates[source.id] = rate
        recipe = self_sudo._get_kept_recipe(
            self_sudo.price_stamp,
            own,
            company.id,
            currency.id,
            currency.rounding,
            book.period(day),
            day,
            tuple(rates.items()),
        )
        return recipe, None

    def _counts_orders(self):
        """Whether a price of this work may depend on the other lines of its order."""
        self.ensure_one()
        # Accounts read no tariffs; this says nothing of their figures.
        return self.sudo()._get_price_book(self.sudo().price_stamp).counts_orders

    @tools.ormcache("self.id", "stamp")
    def _get_price_book(self, stamp):
        """Return the :class:`PriceBook` of this type, built once for each stamp.

        Four queries, however many tariffs there are.
        """
        tariffs = self.env["print.tariff"].search_fetch(
            [("order_type_id", "=", self.id)]
        )
        choices = tariffs.value_ids | tariffs._get_column_choices()
        choices.fetch(["code", "field_id"])
        return PriceBook(
            tuple(dated for tariff in tariffs for dated in tariff._get_dated()),
            self._get_recipe_steps().steps,
        )

    def _get_recipe_steps(self):
        """Return the components as a recipe without tariffs.

        :raise PriceError: where a percentage counts on what does not stand above it
        """
        self.ensure_one()
        components = self.component_ids.filtered("active").sorted("sequence")
        return Recipe(tuple(component._get_step() for component in components))

    @tools.ormcache(
        "self.id",
        "stamp",
        "own",
        "company_id",
        "currency_id",
        "rounding",
        "period",
        "rates",
    )
    def _get_kept_recipe(
        self, stamp, own, company_id, currency_id, rounding, period, day, rates
    ):
        """Return the recipe of the ``period`` of ``day``, see ``PriceBook.recipe``."""
        return self._get_price_book(stamp).recipe(
            day, dict(rates), Decimal(str(rounding)), own, company_id
        )

    def _get_price_names(self):
        """Return what formulas of this type may name, empty when nobody can tell.

        Fields of the form, and what the process counts on the form's own defaults.
        """
        self.ensure_one()
        codes = set(self._get_field_index().places)
        drivers = self._get_default_drivers()
        return drivers and codes | set(drivers.counts) | {"quantity", "pieces"}

    def _get_counted_unit(self):
        """Return the unit that the process counts in, empty when nobody can tell."""
        drivers = self and self._get_default_drivers()
        return drivers.unit if drivers else ""

    def _get_default_drivers(self):
        """Return what the form's own defaults count, None where they are not enough."""
        try:
            return self._get_process(self._get_default_values()).drivers()
        except (ValueError, ArithmeticError):
            return None
