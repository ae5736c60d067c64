from math import pi

from odoo import models
from odoo.addons.print_pricing.estimate.films import IMPOSED_BY_US
from odoo.addons.print_pricing.estimate.reading import names, number
from odoo.addons.print_pricing.estimate.spots import ink_of

from ..prepress import Ordered

INKS = {"C": "Cyan", "M": "Magenta", "Y": "Yellow", "K": "Black"}
# The kind of a paper by the first word of its code, where its data do not say it.
PAPERS = {
    **dict.fromkeys(("gloss", "matt", "gc1", "gc2", "fbb", "coated"), "coated"),
    **dict.fromkeys(("offset", "kraft", "designer", "uncoated"), "uncoated"),
    "news": "news",
}
POCKET, CUT_NONE, SPOT = "pocket", "none", "spot"
EDGES = ("top", "right", "bottom", "left")
SEAM_MM = 40  # of a pocket, beside what goes round its pole


class PrintSpec(models.Model):
    """What was ordered, in the terms of the file that is to show it."""

    _inherit = "print.spec"

    def _get_ordered(self):
        """Return what a file of this job has to be like; nothing for an outline.

        :rtype: Ordered
        """
        self.ensure_one()
        if self.is_brief:
            return Ordered()
        reading = self._get_reading()
        facts = self.order_type_id._get_facts(*reading)
        try:
            process = self.order_type_id._get_process(*reading)
            read = _READERS.get(self.order_type_id.process)
            ordered = read(process, facts) if read else {}
        except (ValueError, ArithmeticError):
            return Ordered()  # the check of the form says why
        return Ordered(ink_key=ink_of, **ordered)

    def _get_preflight_profile(self):
        """Return the ``print.preflight.profile`` that this work is judged by."""
        self.ensure_one()
        order_type = self.order_type_id
        digital = order_type.preflight_digital_profile_id
        if digital and self._is_printed_digitally():
            return digital
        return order_type.preflight_profile_id

    def _is_printed_digitally(self):
        try:
            process = self.order_type_id._get_process(*self._get_reading())
        except (ValueError, ArithmeticError):
            return False
        press = getattr(process, "press", None)
        return bool(getattr(press, "is_digital", False))


def _read_printing(job, facts):
    """A printed run: its product, its flat size, its cover spread."""
    sizes = {job.piece_mm(part) for part in job.parts}
    sizes.add((job.width_mm, job.height_mm))
    pages = sum(
        part.pages if part.colors_back or part.code != "sheet" else 1
        for part in job.parts
    )
    outer = job.outer()
    return {
        "sizes": _known(sizes),
        "bleed_mm": float(job.bleed_mm),
        "pages": pages or None,
        "colors": max(
            (max(part.colors_front, part.colors_back) for part in job.parts), default=0
        )
        or None,
        "spots": job.spots,
        "paper": _paper_kind(outer.paper.code) if outer else "",
        "rows": job.copies if job.is_variable else None,
    }


def _read_plates(job, facts):
    """Plates: what is imposed has a form for each set; the rest we impose."""
    is_imposed = bool(facts.get("imposed"))
    forms = job.set_count() // job.copies
    scheme = _read_scheme(facts)
    # Of later versions a file has only what changes: nobody can count that.
    is_plain = is_imposed and job.versions == 1
    return {
        "sheet": job.plate if is_imposed else None,
        **scheme,
        "pages": forms if is_plain else scheme.get("pages"),
        "colors": max(job.colors_front, job.colors_back) or None,
        "spots": job.spots,
        "ruling_lpi": job.screen_ruling,
        "separations": job.count() if is_plain else None,
        "copies": job.copies,
        "is_imposed": is_imposed,
    }


def _read_films(job, facts):
    scheme = _read_scheme(facts)
    is_imposed = job.is_imposed() and not scheme
    inks = tuple(INKS.get(ink, ink) for ink in job.inks)
    # Ours is still to be imposed; the client's own sheets come as they are.
    is_counted = job.imposition not in IMPOSED_BY_US
    return {
        "sizes": () if is_imposed else _known({job.page}),
        "bleed_mm": float(job.bleed_mm),
        "pages": job.units() + (0 if is_imposed else job.black_pages)
        if is_counted
        else None,
        **scheme,
        "inks": (*inks, *job.spots),
        "spots": job.spots,
        "ruling_lpi": job.screen_ruling,
        "paper": _paper_kind(facts.get("paper")),
        "separations": job.count() if is_counted else None,
        "separation_unit": "films",
        "copies": job.copies,
        "is_imposed": is_imposed,
        "is_trapped": facts.get("trap") == "in_file",
    }


def _read_proof(job, facts):
    return {
        "sheet": job.format,
        "scale": job.scale / 100,
        "pages": job.pages,
        "spots": job.spots,
        "paper": job.run_paper or job.condition_paper,
    }


def _read_area(job, facts):
    """Wide format: the visible size is ordered, edges take what lies behind it."""
    pockets = tuple(
        pi * facts[f"pocket_{edge}"] / 2 + SEAM_MM
        if job.edges.get(edge) == POCKET and facts.get(f"pocket_{edge}")
        else 0.0
        for edge in EDGES
    )
    has_cut_line = (facts.get("cut_line") or CUT_NONE) != CUT_NONE
    pages = 2 if facts.get("sides") == "2_different" else 1
    extras = ["CutContour"] if has_cut_line else []
    if facts.get("white_ink") == SPOT:
        extras.append("White")
    return {
        "sizes": _known({(job.width_mm, job.height_mm)}),
        "scale": float(number(facts.get("file_scale")) or 1),
        # Of several pieces each may show another picture.
        "pages": None if job.copies > 1 else pages,
        "extras": tuple(extras),
        "pockets": pockets,
        "has_cut_line": has_cut_line,
    }


def _read_prepress(job, facts):
    return {
        "sizes": _known({job.page_mm}),
        "bleed_mm": float(job.bleed_mm),
        "pages": job.pages,
        "spots": names(facts.get("separations")),
    }


# By ``print.order.type.process``; other work does not say what its files look like.
_READERS = {
    "press_printing": _read_printing,
    "plates": _read_plates,
    "films": _read_films,
    "digital_proof": _read_proof,
    "area": _read_area,
    "prepress": _read_prepress,
}


def _read_scheme(facts):
    """Return what single pages have to be like that we impose by a scheme."""
    work = facts.get("imposition_work")
    if not work:
        return {}
    return {
        "sizes": _known({work.trim}),
        "bleed_mm": work.scheme.bleed_mm,
        "pages": work.pages,
    }


def _known(sizes):
    """Return the sizes of which both sides are known, as millimetres."""
    return tuple(
        (float(size[0]), float(size[1]))
        for size in sorted(filter(None, sizes))
        if all(size)
    )


def _paper_kind(code):
    return PAPERS.get((code or "").partition("_")[0], "")
