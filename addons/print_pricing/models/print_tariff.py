from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..estimate import NoPrice, PriceError, Tariff, TariffKey
from ..price_book import MAIN, DatedTariff
from ..price_sheet import plain

# What a price depends on: a change of it is a new revision.
NUMBERS = ("setup_price", "minimum_price", "minimum_quantity", "quantity_step")
CHOICES = (
    *("billing_unit", "range_unit", "quantity_principle", "break_mode"),
    *("overflow", "underflow"),
)
UNITS = [
    ("piece", "piece"),
    ("plate", "plate"),
    ("film", "film"),
    ("film_cm2", "cm² of film"),
    ("m2", "m²"),
    ("running_m", "running metre"),
    ("sheet", "sheet"),
    ("click", "click"),
    ("impression", "impression"),
    ("thousand", "thousand"),
    ("page", "page"),
    ("hour", "hour"),
    ("kg", "kg"),
    ("order", "order"),
]
TABLES = ("grid", "column_field_id", "column_grids")
SETTINGS = (*TABLES, "grid_is_total", "is_exact", *CHOICES, *NUMBERS)
WHERE = (
    *("order_type_id", "component_id", "value_ids", "range_ids", "pricelist_id"),
    *("currency_id", "company_id", "date_start", "date_end", "active"),
    *("column_field_id", "column_grids"),
)
# Kept in the history beside the prices: from when to when they count.
DATES = ("date_start", "date_end")


class PrintTariff(models.Model):
    """A table of prices: what one plate, square metre or piece of a work costs.

    The nearest tariff that fits a job counts: one of the client's own pricelist, then
    one of the company, then the one with the most matching choices.
    """

    _name = "print.tariff"
    _inherit = "print.price.part.mixin"
    _description = "Print Tariff"
    _order = "order_type_id, component_id, id"

    name = fields.Char(help="Such as the heading in the shop's price list.")
    active = fields.Boolean(default=True)
    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    component_id = fields.Many2one(
        "print.component",
        domain="[('order_type_id', '=', order_type_id), ('kind', '=', 'tariff')]",
        ondelete="cascade",
        index="btree_not_null",
        help="The part of the work that this prices. Empty: the work as a whole.",
    )
    value_ids = fields.Many2many(
        "print.spec.value",
        string="Applies to",
        domain="[('field_id.order_type_id', '=', order_type_id)]",
        help="Choices of the form that the job must have; of one field, any of them."
        " Empty: any job.",
    )
    range_ids = fields.One2many(
        "print.tariff.range",
        "tariff_id",
        string="Applies within",
        copy=True,
        help="Numbers of the form that the job must keep to.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: for every pricelist.",
    )
    company_id = fields.Many2one(
        "res.company",
        default=lambda self: self.env.company,
        help="Empty: every company of the shop charges this.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    date_start = fields.Date("From", help="First day of these prices. Empty: always.")
    date_end = fields.Date("Until", help="Last day of these prices. Empty: for good.")

    price = fields.Float(
        compute="_compute_price",
        inverse="_inverse_price",
        min_display_digits="Product Price",
        help="Of one unit that is billed; empty where the grid has several rows. As the"
        " product's taxes say: tax excluded, unless the tax is part of the price.",
    )
    grid = fields.Json(
        default=lambda self: [],
        help="Rows of [quantity, price, set-up, further quantity, further price]; the"
        " last three may be left out. Empty where there are several columns.",
    )
    grid_is_total = fields.Boolean(
        "Total prices", help="Prices in the grid are for the row's whole quantity."
    )
    break_mode = fields.Selection(
        [
            ("lookup", "Only the quantities of the grid"),
            ("all_units", "Rate of the reached row for all"),
            ("next_rung_cap", "The same, never dearer than a larger row"),
            ("incremental", "Each slice at its own rate"),
            ("interpolate_total", "Between the totals of two rows"),
            ("interpolate_unit", "Between the unit prices of two rows"),
        ],
        required=True,
        default="all_units",
    )
    billing_unit = fields.Selection(
        UNITS,
        required=True,
        compute="_compute_billing_unit",
        precompute=True,
        store=True,
        readonly=False,
        help="What the price multiplies.",
    )
    range_unit = fields.Selection(
        UNITS, help="What chooses the row. Empty: what is billed."
    )
    quantity_principle = fields.Selection(
        [
            ("line", "This line"),
            ("order_same_tariff", "All lines of the order with this tariff"),
        ],
        required=True,
        default="line",
        help="Whose quantity chooses the row.",
    )
    is_exact = fields.Boolean(
        "Nothing in between",
        help="Quantities between the rows are on request, not rounded up.",
    )
    setup_price = fields.Float(
        "Set-up", min_display_digits="Product Price", help="Charged once per job."
    )
    minimum_price = fields.Float(
        "Minimum", min_display_digits="Product Price", help="Charged at least."
    )
    minimum_quantity = fields.Float(digits=(16, 6), help="Billed at least.")
    quantity_step = fields.Float(
        digits=(16, 6), help="Quantities are rounded up to a multiple of it."
    )
    overflow = fields.Selection(
        [
            ("last_rate", "Rate of the last row"),
            ("extrapolate", "Run-on price of the last two rows"),
            ("refuse", "On request"),
        ],
        "Above the grid",
        required=True,
        default="last_rate",
    )
    underflow = fields.Selection(
        [
            ("first_rate", "Rate of the first row"),
            ("first_total", "Price of the whole first row"),
            ("refuse", "On request"),
        ],
        "Below the grid",
        required=True,
        default="first_rate",
    )
    revision = fields.Integer(
        default=1, readonly=True, copy=False, help="Counts the changes of its prices."
    )
    revision_ids = fields.One2many(
        "print.tariff.revision", "tariff_id", string="History"
    )
    warning = fields.Text(
        compute="_compute_warning", help="What a client would laugh at."
    )

    @api.depends("name", "order_type_id", "component_id", "value_ids")
    def _compute_display_name(self):
        for tariff in self:
            words = [
                tariff.component_id.name or tariff.order_type_id.name,
                *tariff.value_ids.mapped("name"),
            ]
            tariff.display_name = tariff.name or ", ".join(filter(None, words))

    @api.depends("order_type_id")
    def _compute_billing_unit(self):
        """Begin with what the work itself is counted in."""
        for tariff in self:
            unit = tariff.order_type_id._get_counted_unit()
            tariff.billing_unit = unit if unit in dict(UNITS) else "piece"

    # The grid ----------------------------------------------------------------------

    @api.depends("grid", "grid_is_total")
    def _compute_price(self):
        for tariff in self:
            is_flat = len(tariff.grid or ()) == 1 and not tariff.grid_is_total
            tariff.price = is_flat and _as_float(tariff.grid[0][1:2])

    def _inverse_price(self):
        """Make a flat rate of the price that was entered."""
        for tariff in self:
            tariff.grid = _flat(tariff.price)

    @api.model_create_multi
    def create(self, vals_list):
        tariffs = super().create([self._take_price(vals) for vals in vals_list])
        tariffs._tell_warnings()
        return tariffs

    def write(self, vals):
        vals = self._take_price(vals)
        before = {tariff: tariff._get_settings() for tariff in self}
        result = super().write(vals)
        if {*SETTINGS, *DATES, "currency_id"} & set(vals):
            self._keep_revisions(before)
        return result

    @api.model
    def _take_price(self, vals):
        """Return ``vals`` with a flat rate as the grid that it is."""
        if "price" not in vals:
            return vals
        vals = dict(vals)
        price = vals.pop("price")
        if not vals.get("grid"):
            vals["grid"] = _flat(price)
        return vals

    def _keep_revisions(self, before):
        """Count a change of prices, and keep who made it."""
        changed = self.filtered(lambda tariff: tariff._get_settings() != before[tariff])
        for tariff in changed:
            tariff.revision += 1
        # History is written by nobody: it follows from the change.
        self.env["print.tariff.revision"].sudo().create(
            [
                {
                    "tariff_id": tariff.id,
                    "number": tariff.revision,
                    "user_id": self.env.uid,
                    "old_values": before[tariff],
                    "new_values": tariff._get_settings(),
                }
                for tariff in changed
            ]
        )
        changed._tell_warnings()

    def _tell_warnings(self):
        """Tell whoever saves what a client would laugh at; it is saved all the same."""
        for tariff in self.filtered("warning"):
            self.env.user._bus_send(
                "simple_notification",
                {
                    "type": "warning",
                    "title": tariff.display_name,
                    "message": tariff.warning,
                },
            )

    def _get_settings(self):
        """Return all that makes the price, as plain data."""
        self.ensure_one()
        settings = {name: self[name] for name in SETTINGS}
        dates = {name: self[name] and str(self[name]) for name in DATES}
        columns = {"column_field_id": self.column_field_id.id}
        return {**settings, **columns, **dates, "currency": self.currency_id.name}

    # The domain's tariff -------------------------------------------------------------

    def _get_keywords(self, rows, settings=None):
        """Return the keyword arguments of ``estimate.Tariff.of``, without rounding.

        :param rows: of one table of this tariff, see ``_get_tables``
        :param settings: of another revision, see ``_get_settings``
        """
        self.ensure_one()
        told = settings or self
        return {
            "grid": rows,
            "grid_is_total": told["grid_is_total"],
            "is_exact": told["is_exact"],
            **{name: told[name] or "" for name in CHOICES},
            **{name: told[name] for name in NUMBERS},
            "key": self.id,
            "revision": self.revision,
        }

    def _get_tables_at(self, revision, request, day, rounding):
        """Return each table that this tariff had at a ``revision``, as ``TariffKey``.

        Of several columns each is for its choice; nothing else is asked of a job.

        :param request: :class:`PriceRequest` with company and currency
        :param day: of the rate of currencies
        :raise NoPrice: ``no_rate`` (currency)
        """
        self.ensure_one()
        tables, settings, currency = self._get_tables(), None, self.currency_id
        later = self.revision_ids.filtered(lambda each: each.number == revision + 1)
        if later:
            settings = later.old_values
            tables = self._read_tables(settings)
            if settings["currency"] != currency.name:
                currency = currency.with_context(active_test=False).search(
                    [("name", "=", settings["currency"])], limit=1
                )
        rate = currency._get_print_rate(request.currency, request.company, day)
        if rate is None:
            raise NoPrice("no_rate", currency=currency.name)
        return [
            TariffKey(
                DatedTariff(
                    {**self._get_keywords(rows, settings), "revision": revision}
                ).tariff(rate, rounding),
                {choice.field_id.code: choice.code} if choice else {},
            )
            for choice, rows in tables
        ]

    def _get_dated(self):
        """Return each table of this tariff as a ``DatedTariff``."""
        self.ensure_one()
        values, ranges = self._get_key_values(), self.range_ids._get_ranges()
        return [
            DatedTariff(
                settings=self._get_keywords(rows),
                component=str(self.component_id.id or MAIN),
                values={**values, choice.field_id.code: [choice.code]}
                if choice
                else values,
                ranges=ranges,
                currency_id=self.currency_id.id,
                pricelist_id=self.pricelist_id.id or 0,
                company_id=self.company_id.id or 0,
                date_start=self.date_start or None,
                date_end=self.date_end or None,
            )
            for choice, rows in self._get_tables()
        ]

    def _get_key_values(self):
        """Return the codes that a job must have, by field; of a field any of them.

        A field of several choices is asked for each of them: see
        ``print.spec._get_price_values``.
        """
        wanted = {}
        for choice in self.value_ids:
            field = choice.field_id
            if field.kind == "multi":
                wanted[f"{field.code}.{choice.code}"] = ["yes"]
            else:
                wanted.setdefault(field.code, []).append(choice.code)
        return wanted

    @api.depends(*SETTINGS)
    def _compute_warning(self):
        for tariff in self:
            tariff.warning = "\n".join(
                sentence
                for choice, rows in tariff._get_tables()
                for sentence in tariff._get_remarks(choice, rows)
            )

    def _get_remarks(self, choice, rows):
        """Return what is odd about one table of this tariff, as sentences."""
        try:
            remarks = list(Tariff.of(**self._get_keywords(rows)).remarks())
        except PriceError:
            return []  # said when it is saved
        words = self.env["print.price.words"]
        return [
            self._say_column(choice, words._say_remark(remark)) for remark in remarks
        ]

    # What is refused -----------------------------------------------------------------

    @api.constrains(*SETTINGS)
    def _check_tariff(self):
        words = self.env["print.price.words"]
        for tariff in self:
            nothing = [(self.env["print.spec.value"], [])]
            for choice, rows in tariff._get_tables() or nothing:
                try:
                    Tariff.of(**tariff._get_keywords(rows))
                except PriceError as error:
                    sentence = words._say(error, tariff)
                    raise ValidationError(
                        tariff._say_column(choice, sentence)
                    ) from error

    @api.constrains("date_start", "date_end")
    def _check_dates(self):
        for tariff in self:
            if (
                tariff.date_start
                and tariff.date_end
                and tariff.date_end < tariff.date_start
            ):
                raise ValidationError(
                    self.env._("Until: enter a day after %s.", tariff.date_start)
                )

    @api.constrains("component_id", "order_type_id", "value_ids")
    def _check_order_type(self):
        for tariff in self:
            types = tariff.value_ids.field_id.order_type_id
            types |= tariff.component_id.order_type_id
            if types - tariff.order_type_id:
                raise ValidationError(
                    self.env._(
                        "Applies to: take choices and components of %s only.",
                        tariff.order_type_id.name,
                    )
                )

    @api.constrains(*WHERE)
    def _check_overlap(self):
        """Refuse a second tariff for the very same jobs on the same days."""
        for tariff in self.filtered("active"):
            other = tariff._get_rivals().filtered(tariff._overlaps)[:1]
            if other:
                raise ValidationError(
                    self.env._(
                        "From: “%s” counts for the same jobs on these days. End it"
                        " first.",
                        other.display_name,
                    )
                )

    def _get_rivals(self):
        """Return the tariffs that stand where this one does, in one search."""
        self.ensure_one()
        places = ("order_type_id", "component_id", "pricelist_id", "company_id")
        domain = [(place, "=", self[place].id) for place in places]
        if self.date_end:
            domain += ["|", ("date_start", "=", False)]
            domain += [("date_start", "<=", self.date_end)]
        if self.date_start:
            domain += ["|", ("date_end", "=", False)]
            domain += [("date_end", ">=", self.date_start)]
        return self.search([*domain, ("id", "!=", self.id)])

    def _overlaps(self, other):
        """Whether some job is equally well for this tariff and for ``other``."""
        theirs = other._get_dated()
        return any(
            _compete(one, another) for one in self._get_dated() for another in theirs
        )


def _compete(mine, theirs):
    """Whether two ``DatedTariff``s of the same place and days fit the same job."""
    if set(mine.ranges) != set(theirs.ranges):
        return False
    taken = theirs.combinations()
    is_same = any(each in taken for each in mine.combinations())
    return is_same and all(
        _meet(mine.ranges[name], theirs.ranges[name]) for name in mine.ranges
    )


def _as_float(cells):
    """Return the price of a row, 0 while somebody is typing it."""
    try:
        return float(cells[0]) if cells else 0.0
    except (TypeError, ValueError):
        return 0.0


def _flat(price):
    """Return the grid of one rate for every quantity."""
    return [["1", plain(price or 0)]]


def _meet(one, other):
    """Whether two ranges have a number in common; None is open."""
    low = max(Decimal("-Infinity") if r[0] is None else r[0] for r in (one, other))
    high = min(Decimal("Infinity") if r[1] is None else r[1] for r in (one, other))
    return low <= high
