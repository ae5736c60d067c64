import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..form import Choice

GAUGE = re.compile(r"0\.\d\d")
LONGEST_MM = 3000
# Pairs of lengths that go together: both known, or neither.
SIZES = ("plate", "sheet_min", "sheet_max", "image_max")
LIMITS = {
    **{
        f"{size}_{side}": (0, LONGEST_MM)
        for size in SIZES
        for side in ("width", "height")
    },
    "gripper": (0, 30),
    "plate_to_paper": (0, 150),
    "units": (0, 16),
    "max_ruling": (0, 400),
}


class PrintPress(models.Model):
    """A printing press: the plate it takes, the sheets it prints, how it is fed.

    The shop keeps those of its trade; a client keeps his own. Lengths are in mm, 0
    stands for what is not known.
    """

    _name = "print.press"
    _inherit = ["print.choice.mixin"]
    _description = "Printing Press"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    maker = fields.Char()
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", help="Empty: every company of the shop knows this press."
    )
    client_id = fields.Many2one(
        "res.partner",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('parent_id', '=', False)]",
        help="Whose press it is; empty: offered to every client.",
    )
    is_confirmed = fields.Boolean(
        "Confirmed",
        help="Somebody who works at this press has confirmed these figures.",
    )
    plate_width = fields.Integer()
    plate_height = fields.Integer()
    gauges = fields.Char(
        help="Plate gauges that it takes, in mm, separated by commas: 0.15, 0.30."
    )
    gripper = fields.Integer(help="Edge of the sheet that cannot be printed, in mm.")
    plate_to_paper = fields.Integer(
        "Plate edge to paper edge", help="From the edge of the plate, in mm."
    )
    punch = fields.Selection(
        [
            ("none", "None"),
            ("bacher", "Bacher"),
            ("protocol", "Protocol"),
            ("heidelberg", "Heidelberg"),
            ("komori", "Komori"),
            ("kba", "KBA"),
            ("ryobi", "Ryobi"),
        ],
        "Punching",
    )
    bend = fields.Boolean("Bent plates")
    sheet_min_width = fields.Integer("Smallest sheet, width")
    sheet_min_height = fields.Integer("Smallest sheet, height")
    sheet_max_width = fields.Integer("Largest sheet, width")
    sheet_max_height = fields.Integer("Largest sheet, height")
    image_max_width = fields.Integer("Largest image, width")
    image_max_height = fields.Integer("Largest image, height")
    units = fields.Integer("Printing units", help="Inks in one pass.")
    can_perfect = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        "Perfecting",
        help="Whether it turns the sheet and prints both sides in one pass.",
    )
    max_ruling = fields.Integer("Finest ruling", help="In lines per inch.")
    curve = fields.Selection(
        [
            ("shop", "Ours"),
            ("linear", "Linear"),
            ("iso_a", "ISO 12647-2 A"),
            ("iso_b", "ISO 12647-2 B"),
            ("iso_c", "ISO 12647-2 C"),
            ("iso_d", "ISO 12647-2 D"),
            ("iso_e", "ISO 12647-2 E"),
            ("client", "The client's"),
        ],
        help="Tone curve with which its plates are made.",
    )

    _name_uniq = models.UniqueIndex(
        "(name, COALESCE(maker, ''), COALESCE(client_id, 0), COALESCE(company_id, 0))"
        " WHERE active",
        "There is a press of this name already: choose another name.",
    )

    @api.depends("name", "maker")
    def _compute_display_name(self):
        for press in self:
            press.display_name = " ".join(filter(None, [press.maker, press.name]))

    # What may be entered ----------------------------------------------------------

    @api.constrains(*LIMITS, "gauges", "client_id")
    def _check_figures(self):
        for press in self:
            if errors := press._get_figure_errors():
                raise ValidationError("\n".join(errors.values()))

    def _get_figure_errors(self):
        """Return what is wrong with the figures, as a sentence for each field."""
        self.ensure_one()
        errors = {}
        for name, (lowest, highest) in LIMITS.items():
            if not lowest <= self[name] <= highest:
                errors[name] = self.env._(
                    "%(field)s: enter a whole number from %(min)s to %(max)s.",
                    field=self._get_label(name),
                    min=lowest,
                    max=highest,
                )
        for size in SIZES:
            width, height = self._get_size(size)
            if bool(width) != bool(height):
                missing = f"{size}_height" if width else f"{size}_width"
                errors.setdefault(
                    missing,
                    self.env._(
                        "%(field)s: enter both sides, or neither.",
                        field=self._get_label(missing),
                    ),
                )
        if not self._is_min_below_max():
            errors.setdefault(
                "sheet_min_width",
                self.env._("The smallest sheet is larger than the largest one."),
            )
        if not all(GAUGE.fullmatch(gauge) for gauge in self._get_gauges()):
            errors["gauges"] = self.env._(
                "%(field)s: write them like 0.15, 0.30.",
                field=self._get_label("gauges"),
            )
        return errors

    def _is_min_below_max(self):
        smallest, largest = self._get_size("sheet_min"), self._get_size("sheet_max")
        if not (all(smallest) and all(largest)):
            return True
        pairs = zip(sorted(smallest), sorted(largest), strict=True)
        return all(low <= high for low, high in pairs)

    def _get_label(self, name):
        return self._fields[name]._description_string(self.env)

    # What forms and rules ask -------------------------------------------------------

    @api.model
    def _get_client(self):
        """Return the client for whom a form is filled, by the context; or none.

        Add-ons that know the clients' accounts extend this.
        """
        partner = self.env["res.partner"].browse(
            self.env.context.get("print_client_id")
        )
        return partner.commercial_partner_id

    def _to_choice(self):
        self.ensure_one()
        return Choice(
            str(self.id),
            self.display_name,
            self._get_facts(),
            self._get_fills(),
            self.active,
        )

    def _get_facts(self):
        """Return what rules ask of this press, see ``estimate.plates.Press``."""
        self.ensure_one()
        sheet_min, sheet_max = self._get_size("sheet_min"), self._get_size("sheet_max")
        known = {"yes": True, "no": False}
        return {
            "press": self.display_name,
            "plate_format": self._get_plate_format(),
            "sheet_min": sheet_min if all(sheet_min) else None,
            "sheet_max": sheet_max if all(sheet_max) else None,
            "gauges": self._get_gauges(),
            "units": self.units or None,
            "can_perfect": known.get(self.can_perfect),
            "max_ruling": self.max_ruling or None,
        }

    def _get_fills(self):
        """Return what this press decides about plates, by the codes of form fields."""
        self.ensure_one()
        gauges = self._get_gauges()
        fills = {
            "plate_format": self._get_plate_format(),
            "plate_thickness": gauges[0] if len(gauges) == 1 else None,
            "gripper": self.gripper or None,
            "plate_to_paper": self.plate_to_paper or None,
            "punch": self.punch or None,
            "bend": self.bend or None,
            "curve": self.curve or None,
        }
        return {code: value for code, value in fills.items() if value is not None}

    def _get_plate_format(self):
        """Return the size of the plate as lists of forms write it, such as 510x400."""
        width, height = self._get_size("plate")
        return f"{width}x{height}" if width and height else None

    def _get_size(self, size):
        return [self[f"{size}_width"], self[f"{size}_height"]]

    def _get_gauges(self):
        return [
            gauge.strip() for gauge in (self.gauges or "").split(",") if gauge.strip()
        ]
