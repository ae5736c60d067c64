from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..estimate import Component, PriceError, Surcharge, TariffChoice, compile_formula

FORMULAS = ("quantity_formula", "range_formula", "condition_formula")


class PrintComponent(models.Model):
    """One part of a price of an order type: a process, or a percentage on others.

    Formulas know the fields of the form by their code, what the work's process counts,
    ``quantity`` (what is billed) and ``pieces`` (what the line counts).
    """

    _name = "print.component"
    _inherit = "print.price.part.mixin"
    _description = "Component of a Print Price"
    _order = "order_type_id, sequence, id"

    name = fields.Char(
        required=True, translate=True, help="As a client may read it: Plates, Hemming."
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="order_type_id.company_id")
    kind = fields.Selection(
        [("tariff", "By tariff"), ("percent", "Percentage of other components")],
        required=True,
        default="tariff",
    )
    process = fields.Selection(
        [
            ("ContentCheck", "Content check"),
            ("Layout", "Layout and design"),
            ("Scanning", "Scanning"),
            ("ImageSetting", "Image setting"),
            ("DigitalPrinting", "Digital printing"),
            ("ConventionalPrinting", "Conventional printing"),
            ("Media", "Media"),
            ("Cutting", "Cutting"),
            ("Creasing", "Creasing"),
            ("Folding", "Folding"),
            ("Stitching", "Stitching"),
            ("Binding", "Binding"),
            ("Laminating", "Laminating"),
            ("Varnishing", "Varnishing"),
            ("Embossing", "Embossing"),
            ("HoleMaking", "Hole making"),
            ("ShapeCutting", "Shape cutting"),
            ("Assembling", "Assembling"),
            ("BoxPacking", "Packing"),
            ("Delivery", "Delivery"),
        ],
        help="The step of production, in the words of XJDF.",
    )
    price_type = fields.Selection(
        [
            ("Product", "Product"),
            ("Handling", "Handling"),
            ("Shipping", "Shipping"),
            ("Markup", "Markup"),
            ("Other", "Other"),
        ],
        required=True,
        default="Product",
    )
    quantity_formula = fields.Char(
        help="Units to bill, such as plates + remakes. Empty: what the work counts."
    )
    range_formula = fields.Char(
        help="What chooses the row of the tariff, where that is not what is billed."
    )
    condition_formula = fields.Char(
        help='Charged where this holds, such as laminate != "none". Empty: always.'
    )
    percent = fields.Float(digits=(16, 4), help="Of the base.")
    base = fields.Selection(
        [
            ("net", "Net price of all above"),
            ("subtotal", "Price of all above, before discount"),
            ("components", "Price of all components, before discount"),
            ("chosen", "Chosen components"),
        ],
        required=True,
        default="net",
    )
    base_ids = fields.Many2many(
        "print.component",
        "print_component_base_rel",
        "component_id",
        "base_id",
        string="Base components",
        domain="[('order_type_id', '=', order_type_id), ('id', '!=', id)]",
    )
    minimum_price = fields.Float(
        "Minimum",
        min_display_digits="Product Price",
        help="A percentage charges at least this, in the company's currency.",
    )
    is_discountable = fields.Boolean(
        "Discount counts",
        default=True,
        help="Discounts of the client and of his pricelist count here, too.",
    )
    tariff_ids = fields.One2many("print.tariff", "component_id")

    def _get_step(self):
        """Return this as ``estimate.Component`` without tariffs, or as ``Surcharge``.

        :raise PriceError: for a formula that is none
        """
        self.ensure_one()
        common = {
            "name": str(self.id),
            "process": self.process or "",
            "label": self.name or "",
            "condition": _compile(self.condition_formula),
            "price_type": self.price_type,
            "is_discountable": self.is_discountable,
        }
        if self.kind == "percent":
            chosen = tuple(str(base.id) for base in self.base_ids)
            return Surcharge(
                percent=Decimal(str(self.percent)),
                base=chosen if self.base == "chosen" else self.base,
                minimum_price=Decimal(str(self.minimum_price)),
                **common,
            )
        return Component(
            tariffs=TariffChoice.of(()),
            quantity=_compile(self.quantity_formula),
            range_quantity=_compile(self.range_formula),
            **common,
        )

    @api.constrains(*FORMULAS)
    def _check_formulas(self):
        """Show what is wrong with a formula, and at which character."""
        for component in self:
            known = component.order_type_id._get_price_names()
            for name in FORMULAS:
                try:
                    formula = _compile(component[name])
                    if formula and known:
                        formula.check_names(known)
                except PriceError as error:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(error)s",
                            field=self._fields[name]._description_string(self.env),
                            error=self.env["print.price.words"]._say(error, component),
                        )
                    ) from error

    @api.constrains("kind", "percent", "base", "base_ids", "minimum_price", "sequence")
    def _check_surcharge(self):
        for order_type in self.order_type_id:
            try:
                order_type._get_recipe_steps()
            except PriceError as error:
                words = self.env["print.price.words"]
                raise ValidationError(words._say(error, self[:1])) from error

    @api.constrains("name", "order_type_id")
    def _check_base_type(self):
        for component in self:
            if component.base_ids.order_type_id - component.order_type_id:
                raise ValidationError(
                    self.env._("Base components: choose those of the same work.")
                )


def _compile(text):
    """Return the compiled formula, None where none was written."""
    return compile_formula(text) if (text or "").strip() else None
