from functools import lru_cache

from odoo import api, fields, models
from odoo.addons.print_pricing.form import Choice
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..prepress.imposition import (
    CATALOGUE,
    FOLDED,
    Margins,
    Marks,
    NoPlan,
    Scheme,
    Sheet,
    counts,
    plan,
)

DIGITS = (9, 3)  # a creep is hundredths of a millimetre
# Of what is folded, and of what is cut apart: each in its own kind only.
FOLDED_FIGURES = ("spine", "face", "head", "foot", "creep")
CUT_FIGURES = ("columns", "rows", "gutter_x", "gutter_y")
EDGES = ("left", "bottom", "right", "top")
MARKS = ("trim", "fold", "register", "colour_bar", "collation")
# Fields that say what the sheet looks like.
FIGURES = (
    "binding",
    "fold",
    "rotation",
    "work_style",
    "sheet_width",
    "sheet_height",
    "gripper",
    "gripper_edge",
    *(f"margin_{edge}" for edge in EDGES),
    *FOLDED_FIGURES,
    *CUT_FIGURES,
    "bleed",
    "creep_by",
    *(f"mark_{mark}" for mark in MARKS),
    "slug",
    "page_width",
    "page_height",
    "page_count",
)
# What a finished work is called on the order forms, by the binding of the scheme.
FORM_BINDINGS = {"saddle": "SaddleStitch", "perfect": "SoftCover"}


class PrintImposition(models.Model):
    """How pages lie on a printing sheet: a scheme of the shop, or a client's own.

    The figures of ``prepress.imposition.Scheme``, lengths in mm. A work that is ordered
    keeps the figures of that day, so that a scheme can be changed at any time.
    """

    _name = "print.imposition"
    _inherit = ["print.choice.mixin"]
    _description = "Imposition Scheme"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", help="Empty: every company of the shop offers this scheme."
    )
    client_id = fields.Many2one(
        "res.partner",
        ondelete="cascade",
        index="btree_not_null",
        domain="[('parent_id', '=', False)]",
        help="Whose scheme it is; empty: offered to every client.",
    )
    press_id = fields.Many2one(
        "print.press",
        ondelete="restrict",
        index="btree_not_null",
        help="The press for which it is made; empty: any that takes the sheet.",
    )

    binding = fields.Selection(
        [
            ("saddle", "Saddle stitch"),
            ("perfect", "Perfect binding"),
            ("loose", "Single leaves"),
            ("repeat", "Step and repeat"),
            ("stack", "Cut and stack"),
        ],
        required=True,
        default="saddle",
    )
    fold = fields.Selection(
        "_get_folds", default="F16-7", help="The sheet as the folder takes it."
    )
    columns = fields.Integer(help="Leaves side by side; 0 for as many as fit.")
    rows = fields.Integer(help="Leaves above one another; 0 for as many as fit.")
    rotation = fields.Selection(
        [("0", "Upright"), ("90", "90°"), ("180", "180°"), ("270", "270°")],
        "Pages turned by",
        required=True,
        default="0",
        help="Counter-clockwise, on the sheet.",
    )

    work_style = fields.Selection(
        [
            ("Simplex", "One-sided"),
            ("WorkAndBack", "Sheetwise"),
            ("WorkAndTurn", "Work and turn"),
            ("WorkAndTumble", "Work and tumble"),
            ("Perfecting", "Perfecting"),
        ],
        "How the sheet is printed",
        required=True,
        default="WorkAndBack",
    )
    sheet_width = fields.Float(required=True, digits=DIGITS, default=720)
    sheet_height = fields.Float(required=True, digits=DIGITS, default=520)
    gripper = fields.Float(
        digits=DIGITS, default=10, help="Edge of the sheet that cannot be printed."
    )
    gripper_edge = fields.Selection(
        [
            ("bottom", "Below"),
            ("top", "Above"),
            ("left", "On the left"),
            ("right", "On the right"),
        ],
        "Gripper edge",
        required=True,
        default="bottom",
    )
    margin_left = fields.Float("Left margin", digits=DIGITS)
    margin_bottom = fields.Float("Lower margin", digits=DIGITS)
    margin_right = fields.Float("Right margin", digits=DIGITS)
    margin_top = fields.Float("Upper margin", digits=DIGITS)

    spine = fields.Float("Milled off the spine", digits=DIGITS)
    face = fields.Float("Trim at the face", digits=DIGITS, default=3)
    head = fields.Float("Trim at the head", digits=DIGITS, default=3)
    foot = fields.Float("Trim at the foot", digits=DIGITS, default=3)
    gutter_x = fields.Float("Gap between columns", digits=DIGITS)
    gutter_y = fields.Float("Gap between rows", digits=DIGITS)
    bleed = fields.Float(digits=DIGITS, default=3)
    creep = fields.Float(
        "Creep of a leaf",
        digits=DIGITS,
        help="What each leaf pushes those nested in it outwards: its thickness.",
    )
    creep_by = fields.Selection(
        [("shift", "Moving the pages"), ("scale", "Narrowing the pages")],
        "Creep is met by",
        required=True,
        default="shift",
    )

    mark_trim = fields.Boolean("Trim marks", default=True)
    mark_fold = fields.Boolean("Fold marks", default=True)
    mark_register = fields.Boolean("Register marks", default=True)
    mark_colour_bar = fields.Boolean("Colour bar", default=True)
    mark_collation = fields.Boolean("Collation marks", default=True)
    slug = fields.Char(
        "Line of text",
        help="At the gripper edge. {sheet}, {sheets}, {side}, {signature} and {ink} are"
        " filled in.",
    )

    page_width = fields.Float(
        "Page width",
        required=True,
        digits=DIGITS,
        default=148,
        help="Trimmed page for which it is made; an order may bring another one.",
    )
    page_height = fields.Float("Page height", required=True, digits=DIGITS, default=210)
    page_count = fields.Integer(
        "Pages of the example",
        required=True,
        default=16,
        help="For the picture of the scheme; an order brings its own.",
    )

    _name_uniq = models.UniqueIndex(
        "((name->>'en_US'), COALESCE(client_id, 0), COALESCE(company_id, 0))"
        " WHERE active",
        "There is a scheme of this name already: choose another name.",
    )

    @api.model
    def _get_folds(self):
        """Return the fold catalogue: codes of CIP4, with pages and grid."""
        return [
            (
                code,
                self.env._(
                    "%(code)s: %(pages)s pages, %(columns)s × %(rows)s",
                    code=code,
                    pages=len(pattern.pages()),
                    columns=pattern.columns,
                    rows=pattern.rows,
                ),
            )
            for code, pattern in CATALOGUE.items()
        ]

    # The scheme as the domain knows it ------------------------------------------------

    def _get_scheme(self):
        """Return these figures as the domain takes them.

        :rtype: Scheme
        """
        self.ensure_one()
        is_folded = self.binding in FOLDED
        figures = FOLDED_FIGURES if is_folded else CUT_FIGURES
        lengths = {
            name if name in ("columns", "rows") else f"{name}_mm": self[name]
            for name in figures
        }
        return Scheme(
            sheet=self._get_sheet(),
            binding=self.binding,
            work_style=self.work_style,
            fold=self.fold or "" if is_folded else "",
            rotation=int(self.rotation),
            bleed_mm=self.bleed,
            creep_by=self.creep_by,
            marks=Marks(
                **{mark: self[f"mark_{mark}"] for mark in MARKS}, slug=self.slug or ""
            ),
            **lengths,
        )

    def _get_sheet(self):
        margins = Margins(**{side: self[f"margin_{side}"] for side in EDGES})
        return Sheet(
            self.sheet_width,
            self.sheet_height,
            self.gripper,
            self.gripper_edge,
            margins,
        )

    def _get_plan(self):
        """Return the example of this scheme as it comes on sheets.

        :rtype: prepress.imposition.Plan
        :raise NoPlan: with what is to be mended
        """
        self.ensure_one()
        return plan(*self._get_example())

    def _get_example(self):
        """Return scheme, number of pages and trimmed page, in mm."""
        self.ensure_one()
        trim = (self.page_width, self.page_height)
        return self._get_scheme(), self.page_count, trim

    # What may be entered ----------------------------------------------------------

    @api.constrains(*FIGURES)
    def _check_figures(self):
        for scheme in self:
            if errors := scheme._get_figure_errors():
                raise ValidationError("\n".join(errors.values()))

    def _get_figure_errors(self):
        """Return what is wrong with the figures, as a sentence for each field."""
        self.ensure_one()
        found, faults = survey_job(*self._get_example())
        errors = {}
        for fault in () if found else faults:
            name = self._get_fault_field(fault)
            errors.setdefault(name, self._say_fault(fault, name))
        return errors

    @api.constrains("press_id", "client_id")
    def _check_press(self):
        for scheme in self:
            owner = scheme.press_id.client_id
            if owner and owner != scheme.client_id:
                raise ValidationError(
                    self.env._(
                        "%(press)s is the press of another client.",
                        press=scheme.press_id.display_name,
                    )
                )

    # What forms ask, as of presses ------------------------------------------------

    def _to_choice(self):
        self.ensure_one()
        return Choice(
            str(self.id),
            self.display_name,
            {"scheme": self._get_scheme().to_json()},
            self._get_fills(),
            self.active,
        )

    def _get_fills(self):
        """Return what this scheme decides, by the codes of form fields."""
        self.ensure_one()
        whole = {
            "sheet_width": self.sheet_width,
            "sheet_height": self.sheet_height,
            "gripper": self.gripper,
            "bleed": self.bleed,
        }
        fills = {
            "work_style": self.work_style,
            "binding": FORM_BINDINGS.get(self.binding, "LooseBinding"),
            "creep": bool(self.creep) if self.binding == "saddle" else None,
            "press": str(self.press_id.id) if self.press_id else None,
            # Forms ask for whole millimetres.
            **{name: int(mm) for name, mm in whole.items() if mm == int(mm)},
        }
        return {code: value for code, value in fills.items() if value is not None}

    # Who uses it --------------------------------------------------------------------

    def _is_used(self):
        """Whether a work that somebody has described is imposed by one of these."""
        codes = [str(scheme_id) for scheme_id in self.ids]
        self.env["print.spec"].flush_model(["values"])
        rows = self.env.execute_query(
            SQL(
                "SELECT 1 FROM print_spec WHERE values->>'scheme' IN %s LIMIT 1",
                tuple(codes),
            )
        )
        return bool(rows)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        for scheme in self:
            if scheme._is_used():
                raise UserError(
                    self.env._(
                        "%s is used by an order: archive it instead.", scheme.name
                    )
                )


@lru_cache(maxsize=1024)
def survey_job(scheme, page_count, trim):
    """Return what a job takes, and what is to be said of it.

    Forms ask for the same job several times; what is kept of it is small.

    :return: ``(Counts, faults)``; no counts if there is no plan, for the faults say why
    """
    try:
        planned = plan(scheme, page_count, trim)
    except NoPlan as refusal:
        return None, refusal.faults
    return counts(planned), planned.faults
