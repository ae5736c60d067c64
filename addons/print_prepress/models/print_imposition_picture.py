from markupsafe import Markup

from odoo import api, fields, models

from ..prepress.imposition import NoPlan, counts, plan
from ..prepress.imposition.drawing import draw
from .print_imposition import FIGURES

SIDES_AT_MOST = 200  # to choose from; nobody looks at more
LONGEST_MM = 3000


class PrintImposition(models.Model):
    """Pictures of schemes: the side of a sheet, drawn from the very plan."""

    _inherit = "print.imposition"

    picture = fields.Html(compute="_compute_picture", sanitize=False)
    count_words = fields.Char("The example takes", compute="_compute_picture")
    trouble = fields.Char(compute="_compute_picture")

    @api.depends(*FIGURES)
    @api.depends_context("lang")
    def _compute_picture(self):
        for scheme in self:
            errors = scheme._get_figure_errors()
            shown = {} if errors else scheme._show_plan(scheme._get_plan())
            scheme.picture = shown.get("svg", False)
            scheme.count_words = shown.get("words", False)
            scheme.trouble = " ".join(errors.values())

    @api.model
    def _preview(self, typed):
        """Return what a scheme that is being typed looks like.

        :param typed: texts by field name; ``shown`` is the side to look at, such as
            ``2-back``
        :return: dict of ``errors`` (sentences by field), ``svg``, ``words`` (what a job
            takes), ``remarks`` (sentences about what is no error), ``sides`` (``code``
            and ``label`` of each) and ``shown``
        """
        scheme, errors = self._draft(typed)
        nothing = {
            "svg": "",
            "words": "",
            "remarks": [],
            "sides": [],
            "shown": "",
            "errors": errors,
        }
        if errors:
            return nothing
        return nothing | self._show_plan(scheme._get_plan(), typed.get("shown"))

    @api.model
    def _show_plan(self, planned, shown=""):
        """Return a plan as pages show it, see ``_preview``."""
        sides = self._list_sides(planned)
        codes = [side["code"] for side in sides]
        code = shown if shown in codes else codes[0]
        return {
            "svg": Markup(self._draw(planned, code)),  # text in it is escaped there
            "words": self._say_counts(counts(planned)),
            "remarks": [
                self._say_fault(fault, self._get_fault_field(fault))
                for fault in planned.faults
            ],
            "sides": sides,
            "shown": code,
        }

    @api.model
    def _try_plan(self, scheme, page_count, trim):
        """Return a job as ``_show_plan`` does, or in ``words`` why there is no plan."""
        try:
            return self._show_plan(plan(scheme, page_count, trim))
        except NoPlan as refusal:
            sentences = [
                self._say_fault(fault, self._get_fault_field(fault))
                for fault in refusal.faults
            ]
            return {"words": " ".join(sentences), "svg": ""}

    @api.model
    def _list_sides(self, planned):
        words = {"front": self.env._("front"), "back": self.env._("back")}
        return [
            {
                "code": f"{sheet.number}-{side.name}",
                "label": self.env._(
                    "Sheet %(number)s, %(side)s",
                    number=sheet.number,
                    side=words[side.name],
                ),
            }
            for sheet in planned.sheets
            for side in sheet.sides
        ][:SIDES_AT_MOST]

    @api.model
    def _draw(self, planned, code):
        number, _dash, name = code.partition("-")
        [title] = [s["label"] for s in self._list_sides(planned) if s["code"] == code]
        words = {"blank": self.env._("blank"), "grip": self.env._("gripper")}
        return draw(planned, int(number), name, title, words)

    def _get_picture(self, asked):
        """Return the picture of a side as SVG; None if there is none.

        :param asked: texts of an address: ``pages``, ``width`` and ``height`` of the
            job, in mm, by default the example's, and ``shown``, see ``_preview``
        """
        self.ensure_one()
        pages, width, height = (
            _read_size(asked.get(name)) for name in ("pages", "width", "height")
        )
        trim = (width or self.page_width, height or self.page_height)
        try:
            planned = plan(self._get_scheme(), pages or self.page_count, trim)
        except NoPlan:
            return None
        codes = [side["code"] for side in self._list_sides(planned)]
        shown = asked.get("shown")
        return self._draw(planned, shown if shown in codes else codes[0])


def _read_size(text):
    text = str(text or "")
    return min(int(text), LONGEST_MM) if text.isdecimal() and len(text) < 6 else 0
