from odoo import api, fields, models

from ..prepress import FileFacts
from .print_preview import CARRY_THEIR_OWN

# A hostile file may name inks as it likes.
INK_LETTERS, MOST_INKS = 200, 32


class PrintPreflight(models.Model):
    """What a viewer needs of all pages: their facts may be megabytes, this is not."""

    _inherit = "print.preflight"

    geometry = fields.Json(
        compute="_compute_geometry",
        store=True,
        prefetch=False,
        help="Runs of pages that are alike: how many, width and height in mm, trim and"
        " bleed as left, bottom, right and top in mm from the lower left corner, and"
        " the inks that were measured.",
    )

    @api.depends("facts")
    def _compute_geometry(self):
        for preflight in self:
            pages = (preflight.facts or {}).get("pages") or ()
            runs = []
            for page in map(_read_page, pages):
                if runs and runs[-1] == {**page, "count": runs[-1]["count"]}:
                    runs[-1]["count"] += 1
                else:
                    runs.append({**page, "count": 1})
            preflight.geometry = runs

    def _get_sketch(self, number):
        """Return what is needed to draw a page.

        :return: kind of the file, and ``PageFacts`` of the page or None if there is no
            such page; None while nothing is known
        """
        self.ensure_one()
        facts = self.facts
        if not facts:
            return None
        # Of a book only this page is made of what is known: the rest takes seconds.
        pages = [page for page in facts["pages"] if page["number"] == number]
        known = FileFacts.from_json({"format": facts["format"], "pages": pages})
        return known.format, next(iter(known.pages), None)

    def _get_shown_geometry(self):
        """Return ``geometry``; of a document that only carries a picture of itself one
        page of unknown size.

        Empty where there is nothing to be shown, or not known yet.
        """
        if self.geometry or not self or self.state != "done":
            return self.geometry or []
        if self.facts["format"] not in CARRY_THEIR_OWN:
            return []
        return [
            {
                "count": 1,
                "width": None,
                "height": None,
                "trim": None,
                "bleed": None,
                "inks": [],
            }
        ]


def _read_page(page):
    inks = page["ink"]["inks"] if page["ink"] else []
    left, bottom, right, top = page["media"]
    return {
        "width": right - left,
        "height": top - bottom,
        "trim": page["trim"],
        "bleed": page["bleed"],
        "inks": [ink for ink in inks if len(ink) <= INK_LETTERS][:MOST_INKS],
    }
