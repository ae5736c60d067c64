import dataclasses
import time

from odoo import fields, models

from ..prepress.sandbox import measure_ink

PAGES = 16  # measured before the figures are kept
# Ink of more pages is not worth an hour of computing: of a book the first ones tell.
MOST_PAGES = 400
# Why no page can be measured; any other trouble is that of some pages.
FOR_ALL_PAGES = ("no_ghostscript", "not_separated", "too_slow")
# A job of the queue runs in a web worker, which has its time limits.
JOB_S = 45
READING_SHARE = 10  # percent of the progress, of a file whose ink is measured


class PrintPreflight(models.Model):
    _inherit = "print.preflight"

    inked_pages = fields.Integer(
        readonly=True, help="Pages whose ink was measured, or could not be."
    )

    def _measure_ink(self):
        """Measure the ink of the pages that are left, as far as the time of a job goes.

        :return: whether all is measured; if not, another job goes on
        """
        ends = time.monotonic() + JOB_S
        path, facts = self._get_path(), self._get_facts()
        count = min(len(facts.pages), MOST_PAGES)
        while self.inked_pages < count and facts.ink_trouble not in FOR_ALL_PAGES:
            if time.monotonic() > ends:
                self.attempts = 0  # it gets on
                self._enqueue()
                return False
            begin, end = self.inked_pages, min(self.inked_pages + PAGES, count)
            facts = self._with_ink(path, facts, begin, end, count)
            self._save(facts=facts.to_json(), inked_pages=end)
        if count < len(facts.pages) and not facts.ink_trouble:
            facts = dataclasses.replace(facts, ink_trouble="too_large")
            self._save(facts=facts.to_json())
        return True

    def _with_ink(self, path, facts, begin, end, count):
        """Return the facts with the ink of the pages from ``begin`` up to ``end``."""
        part = dataclasses.replace(facts, pages=facts.pages[begin:end])
        tell = self._teller(READING_SHARE, 100)
        measured = measure_ink(
            path, part, tell=lambda done, total: tell(begin + done, count)
        )
        pages = (*facts.pages[:begin], *measured.pages, *facts.pages[end:])
        trouble = facts.ink_trouble or measured.ink_trouble
        return dataclasses.replace(facts, pages=pages, ink_trouble=trouble)
