import base64
import time

from odoo import SUPERUSER_ID, api, fields, models, modules
from odoo.tools import SQL

from ..prepress.sandbox import SandboxError, draw_page, draw_place
from .print_preflight_check import LIVE

# Goes up when pictures are to look otherwise: those of before are drawn again.
DRAWING = 1
FIRST, PAGE, PLACE = "first", "page", "place"
LONGEST = {FIRST: 240, PAGE: 1200, PLACE: 480}  # pixels of the longer side
# Documents that nobody else can open, but that carry a small picture of themselves.
CARRY_THEIR_OWN = ("indd", "cdr")
PRIORITY = 30  # behind the checks that jobs wait for
JOB_S = 45  # a job of the queue runs in a web worker, which has its time limits
UNUSED_PER_RUN = 1000


class PrintPreview(models.Model):
    """A picture of a page, or of a place on one, as the bytes of a file have it.

    Drawn once for the same bytes, by a job of the queue; kept by checksum, so it says
    nothing of who may see it: whoever shows it has found a file with these bytes by
    the rights of the user, see ``print.stored.mixin._get_preview_stream``.
    """

    _name = "print.preview"
    _description = "Picture of a File"
    _order = "checksum, kind, page, id"

    checksum = fields.Char(
        required=True, readonly=True, help="SHA-256 of the bytes of the file."
    )
    drawing = fields.Integer(
        required=True, readonly=True, help="Version of what draws the pictures."
    )
    kind = fields.Selection(
        [(FIRST, "First page, small"), (PAGE, "Page"), (PLACE, "Place on a page")],
        required=True,
        readonly=True,
    )
    page = fields.Integer(required=True, readonly=True)
    place = fields.Char(
        required=True, readonly=True, help="Left, bottom, right and top of it, in mm."
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Drawn"), ("none", "Cannot be drawn")],
        required=True,
        readonly=True,
        default="waiting",
    )
    image = fields.Binary("Picture", readonly=True, attachment=True)
    job_uuid = fields.Char("Queue job", readonly=True)

    _picture_uniq = models.UniqueIndex(
        "(checksum, drawing, kind, page, place)", "This place is drawn already."
    )
    # Which are lost is asked every few minutes.
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    # What is wanted

    @api.model
    def _request(self, wanted):
        """Have pictures drawn, each of them once.

        :param wanted: set of ``(checksum, kind, page, box)``; box in mm, None for pages
        """
        rows = {
            (checksum, kind, page, _place_of(box))
            for checksum, kind, page, box in wanted
        }
        for checksum in self._insert(sorted(rows)):
            self._enqueue(checksum)

    def _insert(self, rows):
        """Make the rows that are missing; return their checksums."""
        if not rows:
            return []
        now = self.env.cr.now()
        values = [
            SQL("(%s, %s, %s, %s, %s, 'waiting', %s, %s)", *row, SUPERUSER_ID, now)
            for row in ((row[0], DRAWING, *row[1:]) for row in rows)
        ]
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO print_preview (checksum, drawing, kind, page, place,"
                " state, create_uid, create_date)"
                " VALUES %s ON CONFLICT (checksum, drawing, kind, page, place)"
                " DO NOTHING RETURNING checksum",
                SQL(", ").join(values),
            )
        )
        return sorted({checksum for [checksum] in inserted})

    @api.model
    def _enqueue(self, checksum):
        """Put into the queue what is to be drawn of one file."""
        # The picture is the shop's own work, whoever asks for it.
        previews_sudo = self.with_user(SUPERUSER_ID)
        job = previews_sudo.with_delay(
            priority=PRIORITY,
            identity_key=f"print.preview-{checksum}",
            description=self.env._("Pictures of a file"),
        )._draw(checksum)
        waiting_sudo = previews_sudo.search(self._waiting_domain(checksum))
        waiting_sudo.job_uuid = job.uuid

    def _waiting_domain(self, checksum):
        return [
            ("checksum", "=", checksum),
            ("drawing", "=", DRAWING),
            ("state", "=", "waiting"),
        ]

    @api.model
    def _resume_lost(self):
        """Put back into the queue what waits, and stands in it no more."""
        waiting = self.search([("state", "=", "waiting"), ("drawing", "=", DRAWING)])
        uuids = [uuid for uuid in set(waiting.mapped("job_uuid")) if uuid]
        live = self.env["queue.job"].search(
            [("uuid", "in", uuids), ("state", "in", LIVE)]
        )
        alive = set(live.mapped("uuid"))
        lost = waiting.filtered(lambda preview: preview.job_uuid not in alive)
        for checksum in sorted(set(lost.mapped("checksum"))):
            self._enqueue(checksum)

    # Drawing

    def _draw(self, checksum):
        """Job: draw what waits of one file; run again, it goes on.

        It commits after each picture: what is drawn is seen, and never drawn twice.
        """
        ends = time.monotonic() + JOB_S
        for preview in self.search(self._waiting_domain(checksum)):
            if time.monotonic() > ends:
                self._enqueue(checksum)
                return
            preview._draw_one()
            if not modules.module.current_test:
                self.env.cr.commit()  # pylint: disable=invalid-commit

    def _draw_one(self):
        self.ensure_one()
        try:
            content = self._get_picture()
        except (SandboxError, OSError):
            # The file is gone, or this machine is short of something. A picture is
            # only help: it is not worth a second try.
            content = None
        self.write(
            {
                "state": "done" if content else "none",
                "image": base64.b64encode(content) if content else False,
            }
        )

    def _get_picture(self):
        """Return the picture as PNG; None if these bytes cannot be drawn."""
        preflight = self.env["print.preflight"]._find([self.checksum])
        facts = preflight._get_facts() if preflight else None
        if not facts:
            return None
        path, longest = preflight._get_path(), LONGEST[self.kind]
        if self.kind != PLACE:
            return draw_page(path, facts.format, self.page, longest)
        pages = [page for page in facts.pages if page.number == self.page]
        if not pages:
            return None
        box = tuple(map(float, self.place.split()))
        return draw_place(path, facts.format, pages[0], box, longest)

    # Showing

    @api.model
    def _find(self, wanted):
        """Return the pictures that are there already.

        :param wanted: as for ``_request``
        :return: ``{(checksum, kind, page, box): print.preview}``
        """
        wanted = list(wanted)
        domain = [
            ("checksum", "in", list({each[0] for each in wanted})),
            ("kind", "in", list({each[1] for each in wanted})),
            ("page", "in", list({each[2] for each in wanted})),
            ("drawing", "=", DRAWING),
            ("state", "=", "done"),
        ]
        # Whose pictures they are was settled when their files were found.
        found_sudo = self.sudo().search_fetch(
            domain, ["checksum", "kind", "page", "place"]
        )
        by_row = {
            (each.checksum, each.kind, each.page, each.place): each
            for each in found_sudo
        }
        return {
            each: by_row[row]
            for each in wanted
            if (row := (*each[:3], _place_of(each[3]))) in by_row
        }

    def _get_stream(self):
        """Return the picture for the browser.

        :rtype: odoo.http.Stream
        """
        self.ensure_one()
        return self.env["ir.binary"]._get_stream_from(
            self, "image", filename=f"{self.kind}-{self.page}.png", mimetype="image/png"
        )

    @api.autovacuum
    def _gc_unused(self):
        """Delete pictures of bytes that no file has any more, or drawn as of old."""
        query = SQL(
            "SELECT preview.id FROM print_preview preview"
            " LEFT JOIN print_file file ON file.checksum = preview.checksum"
            " LEFT JOIN print_artwork artwork ON artwork.checksum = preview.checksum"
            " WHERE (file.id IS NULL AND artwork.id IS NULL) OR drawing < %s"
            " LIMIT %s",
            DRAWING,
            UNUSED_PER_RUN,
        )
        self.env.flush_all()
        unused = self.browse([row[0] for row in self.env.execute_query(query)])
        unused.unlink()
        return len(unused), len(unused) == UNUSED_PER_RUN


def _place_of(box):
    """Return a box as it is kept: tenths of a millimetre are as fine as it is drawn."""
    return " ".join(f"{side:.1f}" for side in box) if box else ""
