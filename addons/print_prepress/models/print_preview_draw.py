import base64
import contextlib
import time

from odoo import models, modules
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.tools import SQL

from ..prepress.sandbox import SandboxError, draw_pages, draw_place, draw_plates
from .print_preview import LARGE, PAGE, PLACE, PLATE, THUMB

LONGEST = {THUMB: 240, PAGE: 1200, LARGE: 3600, PLATE: 1200, PLACE: 480}  # pixels
PAGES_AT_ONCE = 8  # drawn by one process, which reads the file once
# What somebody looks at comes before what he may look at next.
URGENCY = {PAGE: 0, PLACE: 1, LARGE: 1, PLATE: 1, THUMB: 2}
JOB_S = 45  # a job of the queue runs in a web worker, which has its time limits


class PrintPreview(models.Model):
    """The job that draws: page by page, what was asked for last comes first."""

    _inherit = "print.preview"

    def _draw(self, checksum):
        """Job: draw what waits of one file; run again, it goes on.

        It commits after each picture: what is drawn is seen, and never drawn twice.
        Whatever is asked for meanwhile is drawn as well.
        """
        ends = time.monotonic() + JOB_S
        self._take_turn(checksum)
        while waiting := self._next_waiting(checksum):
            if time.monotonic() > ends:
                self._enqueue(checksum)
                return
            waiting._draw_together()
            self._take_turn(checksum)

    def _take_turn(self, checksum):
        """Be the only one that draws this file, until the next commit.

        Who asked while another job is at it may have asked too late for that one.
        """
        query = SQL(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))",
            f"print.preview-{checksum}",
        )
        [[is_mine]] = self.env.execute_query(query)
        if not is_mine:
            raise RetryableJobError("This file is drawn.", seconds=1, ignore_retry=True)

    def _next_waiting(self, checksum):
        """Return what one process is to draw next; empty if nothing waits."""
        waiting = self.search(self._waiting_domain(checksum), order="id desc")
        if not waiting:
            return waiting
        waiting = waiting.sorted(lambda each: URGENCY[each.kind])
        kind = waiting[0].kind
        alike = waiting.filtered(lambda each: each.kind == kind)
        if kind == PLATE:
            return alike.filtered(lambda each: each.page == alike[0].page)
        return alike[: PAGES_AT_ONCE if kind in (THUMB, PAGE) else 1]

    def _draw_together(self):
        """Draw these, which one process can draw, and keep what comes of it."""
        first = self[0]
        # The file may be gone, or this machine short of something.
        with contextlib.suppress(SandboxError, OSError):
            self._draw_pictures()
        if first.state == "waiting":
            # It has stopped the process, or could not be drawn; the others have their
            # turn. A picture is only help: it is not worth a second try.
            first._keep(None)

    def _draw_pictures(self):
        """Keep what can be drawn of these, each as soon as it is there."""
        preflight = self.env["print.preflight"]._find([self[0].checksum])
        known = preflight._get_sketch(self[0].page) if preflight else None
        if not known:
            return
        form, page = known
        path, kind, longest = preflight._get_path(), self[0].kind, LONGEST[self[0].kind]
        if kind in (THUMB, PAGE, LARGE):
            asked = [(each.page, longest) for each in self]
            draw_pages(path, form, asked, lambda at, drawn: self[at]._keep(drawn))
        elif page and kind == PLATE:
            plates = draw_plates(path, form, page, longest)
            for each in self:
                each._keep(*plates.get(each.place, (None,)))
        elif page:
            box = tuple(map(float, self.place.split()))
            self._keep(draw_place(path, form, page, box, longest))

    def _keep(self, content, colour=False):
        """Keep a picture, or that there is none, for others to see at once."""
        self.write(
            {
                "state": "done" if content else "none",
                "image": base64.b64encode(content) if content else False,
                "colour": colour,
            }
        )
        if not modules.module.current_test:
            self.env.cr.commit()  # pylint: disable=invalid-commit
