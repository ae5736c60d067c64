from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .print_background_mixin import LIVE

# Goes up when pictures are to look otherwise: those of before are drawn again.
DRAWING = 1
THUMB, PAGE, LARGE, PLATE, PLACE = "thumb", "page", "large", "plate", "place"
# Documents that nobody else can open, but that carry a small picture of themselves.
CARRY_THEIR_OWN = ("indd", "cdr")
# Lower goes first: behind the checks that jobs wait for, or before somebody's eyes.
PRIORITY, PRIORITY_WATCHED = 30, 5
UNUSED_PER_RUN = 1000
# Days after which what was drawn for a look is drawn again for the next one.
KEPT_DAYS = {LARGE: 7, PLATE: 7, PAGE: 60, THUMB: 60}


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
        [
            (THUMB, "Page, small"),
            (PAGE, "Page"),
            (LARGE, "Page, large"),
            (PLATE, "Plate of a page"),
            (PLACE, "Place on a page"),
        ],
        required=True,
        readonly=True,
    )
    page = fields.Integer(required=True, readonly=True)
    place = fields.Char(
        required=True,
        readonly=True,
        help="Left, bottom, right and top of it, in mm; of a plate its ink.",
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("done", "Drawn"), ("none", "Cannot be drawn")],
        required=True,
        readonly=True,
        default="waiting",
    )
    image = fields.Binary("Picture", readonly=True, attachment=True)
    colour = fields.Char(readonly=True, help="Of the ink of a plate, such as #00aeef.")

    _picture_uniq = models.UniqueIndex(
        "(checksum, drawing, kind, page, place)", "This place is drawn already."
    )
    # Which are lost is asked every few minutes.
    _waiting_idx = models.Index("(id) WHERE state = 'waiting'")

    # What is wanted

    @api.model
    def _request(self, wanted, priority=PRIORITY):
        """Have pictures drawn, each of them once.

        :param wanted: ``(checksum, kind, page, place)`` of each, the most urgent last;
            place is a box in mm, the name of an ink, or None for pages
        """
        rows = dict.fromkeys(
            (checksum, kind, page, _place_of(place))
            for checksum, kind, page, place in wanted
        )
        for checksum in self._insert(rows):
            self._enqueue(checksum, priority)

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
    def _enqueue(self, checksum, priority=PRIORITY):
        """Put into the queue what is to be drawn of one file."""
        # The picture is the shop's own work, whoever asks for it.
        previews_sudo = self.with_user(SUPERUSER_ID)
        job = previews_sudo.with_delay(
            priority=priority,
            identity_key=_queue_key(checksum),
            description=self.env._("Pictures of a file"),
        )._draw(checksum)
        # It may have been there before, for something that nobody waits for.
        less_urgent = [
            ("uuid", "=", job.uuid),
            ("state", "=", "pending"),
            ("priority", ">", priority),
        ]
        previews_sudo.env["queue.job"].search(less_urgent).priority = priority

    def _waiting_domain(self, checksum):
        return [
            ("checksum", "=", checksum),
            ("drawing", "=", DRAWING),
            ("state", "=", "waiting"),
        ]

    @api.model
    def _count_waiting(self, checksum):
        # Whose picture it is was settled when the file was found.
        return self.sudo().search_count(self._waiting_domain(checksum))

    @api.model
    def _resume_lost(self):
        """Put back into the queue what waits, and stands in it no more."""
        waiting = self._read_group(
            [("state", "=", "waiting"), ("drawing", "=", DRAWING)], ["checksum"]
        )
        keys = {_queue_key(checksum): checksum for [checksum] in waiting}
        queued = self.env["queue.job"].search(
            [("identity_key", "in", list(keys)), ("state", "in", LIVE)]
        )
        for key in sorted(keys.keys() - set(queued.mapped("identity_key"))):
            self._enqueue(keys[key])

    # Showing

    @api.model
    def _find(self, wanted):
        """Return the pictures that are there already.

        :param wanted: as for ``_request``
        :return: ``{(checksum, kind, page, place): print.preview}``
        """
        known_sudo = self._find_known(wanted)
        return {
            each: preview_sudo
            for each, preview_sudo in known_sudo.items()
            if preview_sudo.state == "done"
        }

    @api.model
    def _find_known(self, wanted):
        """Return the pictures that were asked for already, whatever became of them.

        :return: as ``_find``
        """
        wanted = list(wanted)
        domain = [
            ("checksum", "in", list({each[0] for each in wanted})),
            ("kind", "in", list({each[1] for each in wanted})),
            ("page", "in", list({each[2] for each in wanted})),
            ("drawing", "=", DRAWING),
        ]
        # Whose pictures they are was settled when their files were found.
        found_sudo = self.sudo().search_fetch(
            domain, ["checksum", "kind", "page", "place", "state"]
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
            self, "image", filename=f"{self.kind}-{self.page}"
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

    @api.autovacuum
    def _gc_looked_at(self):
        """Delete what was drawn because somebody turned to a page, some time ago.

        The first page stays as long as its file: lists show it.
        """
        now = fields.Datetime.now()
        domain = Domain.OR(
            Domain("kind", "=", kind) & Domain("create_date", "<", now - days)
            for kind, days in (
                (kind, timedelta(days=count)) for kind, count in KEPT_DAYS.items()
            )
        )
        domain &= Domain("page", ">", 1) | Domain("kind", "in", (LARGE, PLATE))
        old = self.search(domain, limit=UNUSED_PER_RUN)
        old.unlink()
        return len(old), len(old) == UNUSED_PER_RUN


def _queue_key(checksum):
    return f"print.preview-{checksum}"


def _place_of(place):
    """Return a place as it is kept: tenths of a mm are as fine as it is drawn."""
    if not place or isinstance(place, str):
        return place or ""
    return " ".join(f"{side:.1f}" for side in place)
