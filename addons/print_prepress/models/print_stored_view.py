import re

from odoo import models

from .print_preview import LARGE, PAGE, PLATE, PRIORITY_WATCHED, THUMB

PLATES = "plates"
ASKED_AT_ONCE = 60  # pictures that one page asks for
WAITING_MOST = 200  # pictures of one file that wait: nobody looks at more
DONE, WAITING, NONE = "done", "waiting", "none"
_KEY = re.compile(rf"({THUMB}|{PAGE}|{LARGE}|{PLATES})-(\d{{1,6}})")
# Digits of a checksum that tell a browser that a picture is another one.
_VERSION_DIGITS = 12


class PrintStoredMixin(models.AbstractModel):
    """Every page of a file may be looked at: drawn when somebody turns to it."""

    _inherit = "print.stored.mixin"

    # What a viewer calls a file of this kind, and where its pictures are.
    _view_letter = ""
    _view_folder = ""

    def _get_view_url(self):
        self.ensure_one()
        return self.env["ir.http"]._get_print_url(f"/{self._view_folder}/{self.id}")

    def _get_view_key(self):
        """Return by what stages and addresses know this file."""
        self.ensure_one()
        return f"{self._view_letter}{self.id}"

    def _get_view_file(self, url=None):
        """Return this file as the template ``print_prepress.viewer`` shows it.

        Called when the user was found to have the right to see this file.

        :param url: where its pictures are, if the reader has no account: below it are
            ``/page/<number>``, ``/page/<number>/<kind>`` and ``/pictures``
        :return: dict of ``key``, ``name``, ``url``, ``version``, ``count`` and
            ``pages``: runs of like pages, each a dict of ``count``, ``width`` and
            ``height`` (mm, None if unknown), ``trim``, ``bleed``, ``safe`` (left, top,
            width, height in percent of the page from its upper left corner, None if
            unknown), ``bleed_mm``, ``safe_mm``, ``has_plates``. ``count`` is 0 while
            the file is checked, and for good where there is nothing to be shown.
        """
        self.ensure_one()
        # Of bytes that the reader may see, only what they look like.
        preflight_sudo = self.sudo().preflight_id
        safe_mm = self._get_safe_mm()
        pages = [
            _view_run(run, safe_mm) for run in preflight_sudo._get_shown_geometry()
        ]
        return {
            "key": self._get_view_key(),
            "name": self.name,
            "url": url or self._get_view_url(),
            "version": (self.checksum or "")[:_VERSION_DIGITS],
            "count": sum(run["count"] for run in pages),
            "pages": pages,
        }

    def _get_safe_mm(self):
        """Return how far from the edge text has to stay in this work, 0 if unknown."""
        return 0.0

    def _get_view_page(self, page, back, pins=()):
        """Return what the page of the viewer shows, whatever kind of file it is.

        :param int page: to begin with
        :param back: dict of ``url`` and ``name``: where the reader came from
        :param pins: see ``print.finding._get_pins``
        """
        shown = self._get_view_file()
        number = min(max(page, 1), max(shown["count"], 1))
        return {
            "view": {
                "files": [shown],
                "pins": list(pins),
                "file": shown["key"],
                "page": number,
                "can_pin": False,
                "back": back,
                "title": self.name,
            },
            "check": self._get_check_values(),
            "words": self._get_content_words(),
            "download": f"{self._get_view_url()}/download",
            "findings": [],
            "order_url": "",
            "is_staff": self.env.user._is_internal(),
        }

    # Pictures on demand

    def _ask_pictures(self, keys):
        """Return how far pictures are, and have drawn what is missing.

        Called when the user was found to have the right to see this file.

        :param keys: such as ``page-14``, ``thumb-14``, ``large-14``, ``plates-14``, the
            most urgent first
        :return: by key ``"done"``, ``"waiting"`` or ``"none"`` if it cannot be drawn;
            of plates that are done a list of dicts ``name`` and ``colour``
        """
        self.ensure_one()
        previews = self.env["print.preview"]
        geometry = self.sudo().preflight_id._get_shown_geometry()  # as above
        wanted = {
            key: self._get_wanted_pictures(key, geometry)
            for key in keys[:ASKED_AT_ONCE]
            if isinstance(key, str)
        }
        rows = list(dict.fromkeys(row for each in wanted.values() for row in each))
        known = previews._find_known(rows) if rows else {}
        missing = [row for row in rows if row not in known]
        if missing:
            room = WAITING_MOST - previews._count_waiting(self.checksum)
            # Drawn last comes first: what is most urgent goes in at the end.
            previews._request(missing[: max(room, 0)][::-1], PRIORITY_WATCHED)
        return {key: _state_of(each, known) for key, each in wanted.items()}

    def _get_wanted_pictures(self, key, geometry):
        """Return the pictures behind a key, see ``print.preview._request``."""
        match = _KEY.fullmatch(key)
        number = int(match[2]) if match else 0
        page = _page_of(geometry, number)
        if not page:
            return []
        if match[1] == PLATES:
            return [(self.checksum, PLATE, number, ink) for ink in page["inks"]]
        return [(self.checksum, match[1], number, None)]

    def _get_picture_stream(self, kind, number, ink=None):
        """Return the picture of a page, or of one plate of it; None if there is none.

        Called when the user was found to have the right to see this file.

        :param kind: thumb, page, large or plate
        :rtype: odoo.http.Stream | None
        """
        self.ensure_one()
        if kind not in (THUMB, PAGE, LARGE, PLATE) or (kind == PLATE) != bool(ink):
            return None
        wanted = (self.checksum, kind, number, ink)
        preview = self.env["print.preview"]._find([wanted]).get(wanted)
        return preview._get_stream() if preview else None


def _page_of(geometry, number):
    """Return the run that a page belongs to, None if there is no such page."""
    if number < 1:
        return None
    for run in geometry:
        if number <= run["count"]:
            return run
        number -= run["count"]
    return None


def _state_of(rows, known):
    """Return what a viewer is told of pictures."""
    if not rows:
        return NONE
    found = [known.get(row) for row in rows]
    if any(not preview or preview.state == WAITING for preview in found):
        return WAITING
    drawn = [preview for preview in found if preview.state == DONE]
    if not drawn:
        return NONE
    if drawn[0].kind == PLATE:
        return [{"name": each.place, "colour": each.colour} for each in drawn]
    return DONE


def _view_run(run, safe_mm):
    """Return a run of pages for the browser, which counts from the upper left."""
    width, height, trim = run["width"], run["height"], run["trim"]
    safe = trim and safe_mm and _inset(trim, safe_mm)
    return {
        "count": run["count"],
        "width": width,
        "height": height,
        "trim": _percent(trim, width, height),
        "bleed": _percent(run["bleed"], width, height),
        "safe": _percent(safe, width, height),
        "bleed_mm": _bleed_mm(trim, run["bleed"], width, height),
        "safe_mm": safe_mm if safe else 0,
        "has_plates": bool(run["inks"]),
    }


def _inset(box, length):
    left, bottom, right, top = box
    if right - left <= 2 * length or top - bottom <= 2 * length:
        return None
    return (left + length, bottom + length, right - length, top - length)


def _percent(box, width, height):
    """Return a box as left, top, width and height in percent of the page."""
    if not (box and width and height):
        return None
    left, bottom, right, top = box
    return [
        round(100 * share, 3)
        for share in (
            left / width,
            (height - top) / height,
            (right - left) / width,
            (top - bottom) / height,
        )
    ]


def _bleed_mm(trim, bleed, width, height):
    """Return how much there is outside the trim at its poorest edge, in mm."""
    if not trim:
        return 0
    outer = bleed or (0, 0, width, height)
    room = (
        trim[0] - outer[0],
        trim[1] - outer[1],
        outer[2] - trim[2],
        outer[3] - trim[3],
    )
    return max(round(min(room), 1), 0)
