from odoo import models

from .print_finding import OPEN, TONES
from .print_stored_view import _page_of, _percent


class PrintFinding(models.Model):
    """Findings stand where they were found, and in a list beside it."""

    _inherit = "print.finding"

    def _get_view_key(self):
        self.ensure_one()
        return f"f{self.id}"

    def _get_view_place_url(self):
        """Return where the viewer shows the page of this finding, "" without one."""
        self.ensure_one()
        if not (self.id and self.artwork_id and self.page):
            return ""
        address = f"{self.artwork_id._get_view_url()}/view?page={self.page}"
        return f"{address}&pin={self._get_view_key()}" if self.box else address

    def _portal_values(self):
        """Add ``view``: where its page is shown, "" without one."""
        return {**super()._portal_values(), "view": self._get_view_place_url()}

    def _get_pins(self):
        """Return these as pins of ``print_prepress.viewer``; only those with a place.

        They are numbered through, so that the list beside may say the same numbers.

        :return: list of dicts ``id``, ``number``, ``kind``, ``state``, ``file``,
            ``page``, ``left`` and ``top`` (percent), ``box`` (left, top, width and
            height in percent) and ``label``
        """
        pins = []
        for number, finding in enumerate(self, 1):
            box = finding._get_view_box()
            if not box:
                continue
            left, top, width, height = box
            pins.append(
                {
                    "id": finding._get_view_key(),
                    "number": number,
                    "kind": "finding",
                    "state": finding._get_pin_state(),
                    "file": finding.artwork_id._get_view_key(),
                    "page": finding.page,
                    "left": min(max(left + width / 2, 0), 100),
                    "top": min(max(top + height / 2, 0), 100),
                    "box": box,
                    "label": self.env._(
                        "Finding %(number)s: %(sentence)s",
                        number=number,
                        sentence=finding._get_line(),
                    ),
                }
            )
        return pins

    def _get_pin_state(self):
        if self.state != OPEN:
            return "done"
        return TONES.get(self.severity, "run")

    def _get_view_box(self):
        """Return the place of this finding in percent of its page, or None."""
        self.ensure_one()
        if not (self.artwork_id and self.page and self.box):
            return None
        # Of a file whose findings the user may read, only the size of a page.
        geometry = self.artwork_id.sudo().preflight_id._get_shown_geometry()
        page = _page_of(geometry, self.page)
        return page and _percent(self.box, page["width"], page["height"])

    def _get_view_rows(self):
        """Return these as rows beside the viewer, numbered as their pins are."""
        return [
            {
                **finding._portal_values(),
                "key": finding._get_view_key(),
                "number": number,
                "page": finding.page,
                "has_place": bool(finding._get_view_box()),
                "state": finding._get_pin_state(),
            }
            for number, finding in enumerate(self, 1)
        ]
