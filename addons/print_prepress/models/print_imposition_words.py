from decimal import Decimal, InvalidOperation

from odoo import api, models
from odoo.tools.misc import formatLang

PART_FIELDS = {
    "sheet.width_mm": "sheet_width",
    "sheet.height_mm": "sheet_height",
    "sheet.gripper_mm": "gripper",
    "sheet.gripper_edge": "gripper_edge",
    "sheet.margins.left": "margin_left",
    "sheet.margins.bottom": "margin_bottom",
    "sheet.margins.right": "margin_right",
    "sheet.margins.top": "margin_top",
    "marks.trim": "mark_trim",
    "marks.register": "mark_register",
    "marks.colour_bar": "mark_colour_bar",
    "marks.slug": "slug",
    "trim": "page_width",
}


class PrintImposition(models.Model):
    """What the domain says of a scheme, in words."""

    _inherit = "print.imposition"

    @api.model
    def _get_fault_field(self, fault):
        """Return the field of this model that mends a ``Fault``."""
        name = PART_FIELDS.get(fault.field, fault.field.removesuffix("_mm"))
        return name if name in self._fields else "sheet_width"

    @api.model
    def _say_fault(self, fault, name):
        """Return what a ``Fault`` says to people.

        :param str name: of the field to mend
        """
        _ = self.env._
        label = self._get_label(name)
        facts = {key: self._format_mm(value) for key, value in fault.facts.items()}
        if fault.code == "unknown":
            return _("%(field)s: choose from the list.", field=label)
        if fault.code == "range":
            return _(
                "%(field)s: enter a number from %(least)s to %(most)s.",
                field=label,
                least=facts["least"],
                most=facts["most"],
            )
        return self._get_fault_sentences()[fault.code] % {**facts, "field": label}

    @api.model
    def _get_fault_sentences(self):
        """Return the sentence for each code of ``prepress.imposition.Fault``."""
        _ = self.env._
        return {
            "no_pages": _("Pages: enter a whole number from 1."),
            "many_pages": _("Pages: at most %(most)s can be imposed at once."),
            "many_leaves": _(
                "A sheet takes at most %(most)s leaves: enter fewer columns and rows."
            ),
            "too_large": _(
                "Pages take %(need_width)s × %(need_height)s mm, the sheet has"
                " %(width)s × %(height)s mm."
            ),
            "one_sided": _(
                "A folded sheet has pages on both sides: choose another way of"
                " printing."
            ),
            "creep": _(
                "Creep moves the inner pages by %(shift)s mm, the paper has"
                " %(room)s mm."
            ),
            "blanks": _("%(pages)s pages fill %(filled)s: %(blanks)s stay empty."),
            "no_room": _("%(field)s: the sheet has no room for it."),
            "bleed_cut": _("%(field)s: of %(bleed)s mm bleed %(room)s mm are printed."),
        }

    @api.model
    def _format_mm(self, value):
        """Return a figure of the domain as the user's language writes it."""
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return str(value)
        digits = max(-number.normalize().as_tuple().exponent, 0)
        return formatLang(self.env, float(number), digits=digits)

    @api.model
    def _get_label(self, name):
        return self._fields[name]._description_string(self.env)

    @api.model
    def _get_choice_label(self, name, value):
        choices = dict(self._fields[name]._description_selection(self.env))
        return choices.get(value, "")

    def _get_facts_line(self):
        """Return what tells this scheme from others in one line."""
        self.ensure_one()
        size = " × ".join(
            self._format_mm(side) for side in (self.sheet_width, self.sheet_height)
        )
        parts = [
            self._get_choice_label("binding", self.binding),
            self.fold if self._get_scheme().is_folded() else "",
            self.env._("sheet %s mm", size),
            self._get_choice_label("work_style", self.work_style).lower(),
        ]
        return ", ".join(filter(None, parts))

    @api.model
    def _say_counts(self, counts):
        """Return what a job takes, in words.

        :param counts: ``prepress.imposition.Counts``
        """
        _ = self.env._
        parts = [
            _("printing sheets: %s", counts.sheets),
            _("sets of plates: %s", counts.plate_sets),
            _("pages on a sheet: %s", counts.pages_per_sheet),
        ]
        if counts.pieces_per_sheet > 1:
            parts.append(_("pieces from a sheet: %s", counts.pieces_per_sheet))
        if counts.blanks:
            parts.append(_("empty pages: %s", counts.blanks))
        return ", ".join(parts)
