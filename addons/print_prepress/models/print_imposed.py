from odoo import SUPERUSER_ID, Command, api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.exceptions import AccessError, UserError

from ..prepress.imposition import Scheme, plan
from .print_imposition import survey_job

PREPRESS = "print_portal.group_prepress"


class PrintImposed(models.Model):
    """The sheets of a job: an imposed PDF, made by a scheme from the files of the job.

    Made in the background, see ``_make``; its bytes lie with those of artwork, where
    nobody changes them. It belongs to the very bytes and the very spec that it was made
    of: when these change it is void, and is made anew.
    """

    _name = "print.imposed"
    _inherit = ["print.stored.mixin", "print.background.mixin"]
    _description = "Imposed File"
    _order = "job_id, version desc, id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    version = fields.Integer(required=True, readonly=True, default=1)
    # Until it is made there are no bytes.
    size = BigInteger(required=False, readonly=True, help="Bytes.")
    checksum = fields.Char(required=False, readonly=True, index="btree_not_null")
    path = fields.Char(required=False, readonly=True)
    stamp = fields.Char(required=False, readonly=True)

    source_ids = fields.One2many(
        "print.imposed.source",
        "imposed_id",
        "Files",
        readonly=True,
        help="In the order of their pages.",
    )
    source_names = fields.Char("Made of", compute="_compute_source_names")
    spec_hash = fields.Char(required=True, readonly=True)
    scheme_name = fields.Char("Scheme", required=True, readonly=True)
    scheme = fields.Json(
        "Figures of the scheme",
        required=True,
        readonly=True,
        help="Its figures, on that day.",
    )
    page_count = fields.Integer("Pages", required=True, readonly=True)
    page_width = fields.Float(required=True, readonly=True)
    page_height = fields.Float(required=True, readonly=True)
    inks = fields.Json(required=True, readonly=True)
    count_words = fields.Char("Takes", compute="_compute_count_words")

    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Being imposed"),
            ("done", "Imposed"),
            ("failed", "Not imposed"),
            ("missing", "Missing on disk"),
        ],
        required=True,
        readonly=True,
        default="waiting",
    )
    progress = fields.Integer(readonly=True, help="Percent.")
    trouble = fields.Char(readonly=True, help="Why it could not be imposed.")
    job_uuid = fields.Char("Queue job", readonly=True)
    is_current = fields.Boolean(
        "Current",
        compute="_compute_is_current",
        help="Made of the files and the spec that the job has now.",
    )
    user_id = fields.Many2one(
        "res.users", "Imposed by", readonly=True, ondelete="restrict"
    )

    certified_by_id = fields.Many2one(
        "res.users", "Certified by", readonly=True, ondelete="restrict"
    )
    certified_on = fields.Datetime(readonly=True)
    certified_checksum = fields.Char(
        readonly=True, help="SHA-256 of what was certified."
    )
    is_certified = fields.Boolean("Certified", compute="_compute_is_certified")

    @api.depends("source_ids.artwork_id.name")
    def _compute_source_names(self):
        for imposed in self:
            names = imposed.source_ids.artwork_id.mapped("name")
            imposed.source_names = ", ".join(names)

    @api.depends("scheme", "page_count", "page_width", "page_height")
    @api.depends_context("lang")
    def _compute_count_words(self):
        schemes = self.env["print.imposition"]
        for imposed in self:
            found, _faults = survey_job(*imposed._get_work())
            imposed.count_words = schemes._say_counts(found)

    @api.depends(
        "state",
        "source_ids.checksum",
        "source_ids.artwork_id.checksum",
        "job_id.artwork_ids.is_current",
        "spec_hash",
        "job_id.spec_id.hash",
    )
    def _compute_is_current(self):
        for imposed in self:
            current = imposed.job_id._get_current_artwork()
            sources = imposed.source_ids
            imposed.is_current = bool(
                imposed.state == "done"
                and {(each.artwork_id, each.checksum) for each in sources}
                == {(artwork, artwork.checksum) for artwork in current}
                and imposed.job_id.spec_id.hash == imposed.spec_hash
            )

    @api.depends("certified_checksum", "checksum", "state")
    def _compute_is_certified(self):
        for imposed in self:
            imposed.is_certified = bool(
                imposed.state == "done"
                and imposed.certified_checksum
                and imposed.certified_checksum == imposed.checksum
            )

    def _get_plan(self):
        """Return how the pages come on sheets.

        :rtype: prepress.imposition.Plan
        """
        self.ensure_one()
        return plan(*self._get_work())

    def _get_work(self):
        """Return scheme, number of pages and trimmed page, in mm."""
        self.ensure_one()
        trim = (self.page_width, self.page_height)
        return Scheme.from_json(self.scheme), self.page_count, trim

    # Asked for ------------------------------------------------------------------------

    @api.model
    def _request(self, artwork, work, scheme_name, inks):
        """Have the files of a job imposed.

        :param artwork: the current ``print.artwork`` of the job, all PDFs, in the order
            of their pages
        :param work: an ``ImpositionWork``, known to have a plan
        :param inks: names of the inks of the files
        :return: the new ``print.imposed``
        """
        job = artwork.job_id
        # The sheets are the shop's own work, whoever asks for them.
        imposed_sudo = self.with_user(SUPERUSER_ID)
        # All of them are counted, and the spec is read whole, whoever asks.
        job_sudo = job.sudo()
        version = max(job_sudo.imposed_ids.mapped("version"), default=0) + 1
        imposed_sudo = imposed_sudo.create(
            {
                "job_id": job.id,
                "name": _file_name(job.name, work, version),
                "version": version,
                "source_ids": [
                    Command.create(
                        {
                            "sequence": number,
                            "artwork_id": file.id,
                            "checksum": file.checksum,
                        }
                    )
                    for number, file in enumerate(artwork, start=1)
                ],
                "spec_hash": job_sudo.spec_id.hash,
                "scheme_name": scheme_name,
                "scheme": work.scheme.to_json(),
                "page_count": work.pages,
                "page_width": work.trim[0],
                "page_height": work.trim[1],
                "inks": list(inks),
                "user_id": self.env.uid,
            }
        )
        imposed_sudo._enqueue()
        job._message_log(
            body=self.env._(
                "Being imposed by “%(scheme)s”: %(name)s, of %(files)s",
                scheme=scheme_name,
                name=imposed_sudo.name,
                files=imposed_sudo.source_names,
            )
        )
        return imposed_sudo.with_env(self.env)

    def _enqueue(self):
        self.ensure_one()
        job = self.with_delay(
            identity_key=f"print.imposed-{self.id}",
            description=self.env._("Imposition of %s", self.name),
        )._make()
        self.job_uuid = job.uuid

    # Buttons of prepress --------------------------------------------------------------

    def _check_prepress(self):
        if not self.env.user.has_group(PREPRESS):
            raise AccessError(self.env._("Pages are imposed by prepress."))
        self.job_id.check_access("write")

    def action_retry(self):
        """Impose again what could not be imposed, or stands still."""
        self._check_prepress()
        # Rows are the job's to write; the right was asked for above. So below.
        for imposed_sudo in self.with_user(SUPERUSER_ID):
            is_made = imposed_sudo.state in ("done", "missing")
            if is_made or not imposed_sudo._get_lost():
                continue
            imposed_sudo.write({"state": "waiting", "trouble": False, "progress": 0})
            imposed_sudo._enqueue()

    def action_certify(self):
        """Vouch for these sheets as they are: who, when, which bytes."""
        self._check_prepress()
        for imposed in self:
            if not imposed.is_current:
                raise UserError(
                    self.env._("%s is void: impose the job again.", imposed.name)
                )
            if not imposed._is_as_recorded():
                raise UserError(
                    self.env._("%s changed on our disk: impose again.", imposed.name)
                )
            imposed.sudo().write(  # as in action_retry
                {
                    "certified_by_id": self.env.uid,
                    "certified_on": fields.Datetime.now(),
                    "certified_checksum": imposed.checksum,
                }
            )
            imposed.job_id._message_log(
                body=self.env._(
                    "Certified: %(name)s, version %(version)s (%(checksum)s)",
                    name=imposed.name,
                    version=imposed.version,
                    checksum=imposed.checksum[:8],
                )
            )

    def action_put_out(self):
        """Let the client fetch the sheets, as a file that came out of his job."""
        self.ensure_one()
        self._check_prepress()
        if not self.is_current:
            raise UserError(self.env._("%s is void: impose the job again.", self.name))
        with (
            self._sentences(self.name),
            self._store().path(self.path).open("rb") as stream,
        ):
            self.job_id._receive_outgoing(self.name, stream, size=self.size)

    def action_download(self):
        self.ensure_one()
        return self._open_document("pdf")

    def action_ticket(self):
        self.ensure_one()
        return self._open_document("xjdf")

    def _open_document(self, kind):
        return {
            "type": "ir.actions.act_url",
            "url": f"/print/imposed/{self.id}/{kind}",
            "target": "download",
        }


def _file_name(job, work, version):
    """Return the name of the sheets: job, pages, sheet, version.

    Latin letters and digits alone, as recorders and RIPs take them.
    """
    sheet = work.scheme.sheet
    size = f"{sheet.width_mm:g}x{sheet.height_mm:g}"
    return f"{job}_p001-{work.pages:03d}_{size}_imposed_v{version}.pdf"
