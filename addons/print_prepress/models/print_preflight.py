import re

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..prepress import FileFacts
from ..prepress.sandbox import ENGINE

# Lower goes first: what a job waits for, then what lies in a folder.
PRIORITY_JOB, PRIORITY_FOLDER = 10, 20
FILE_MODELS = ("print.artwork", "print.file")


class PrintPreflight(models.Model):
    """What is in the bytes of a file, whoever sent it and whatever was ordered.

    One row per checksum and engine, so the same bytes are read once. Asked for by
    ``_request``, worked off by the job ``_check`` and read through ``_get_facts``.
    Whether that fits an order is another question, and ``print.artwork._judge`` asks
    it.
    """

    _name = "print.preflight"
    _inherit = ["print.background.mixin"]
    _description = "Check of a File"
    _order = "id desc"

    checksum = fields.Char(
        required=True, readonly=True, index=True, help="SHA-256 of the bytes."
    )
    engine = fields.Integer(
        required=True, readonly=True, help="Version of what reads the files."
    )
    name = fields.Char("File", compute="_compute_files", compute_sudo=True)
    size_text = fields.Char("Size", compute="_compute_files", compute_sudo=True)
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Being checked"),
            ("done", "Checked"),
            ("failed", "Not checked"),
        ],
        required=True,
        readonly=True,
        index=True,
        default="waiting",
    )
    progress = fields.Integer(readonly=True, help="Percent.")
    facts = fields.Json(readonly=True, prefetch=False)
    page_count = fields.Integer("Pages", readonly=True)
    attempts = fields.Integer(readonly=True, help="How often the check was begun.")
    trouble = fields.Char(readonly=True, help="Why the file could not be checked.")
    job_uuid = fields.Char("Queue job", readonly=True, index="btree_not_null")
    date_requested = fields.Datetime(
        "Asked for", required=True, readonly=True, default=fields.Datetime.now
    )
    date_started = fields.Datetime("Begun", readonly=True)
    date_done = fields.Datetime("Checked on", readonly=True)
    duration_s = fields.Float(
        "Seconds", readonly=True, digits=(9, 1), help="From the last start to the end."
    )

    _checksum_engine_uniq = models.UniqueIndex(
        "(checksum, engine)", "These bytes have a check already."
    )

    def _compute_files(self):
        """Name each check after a file that has its bytes."""
        found = {}
        for model in FILE_MODELS:
            domain = [("checksum", "in", self.mapped("checksum"))]
            for record in self.env[model].search_fetch(
                domain, ["checksum", "name", "size"]
            ):
                found[record.checksum] = record
        for preflight in self:
            record = found.get(preflight.checksum)
            preflight.name = record.name if record else preflight.checksum[:12]
            preflight.size_text = record.size_text if record else ""

    @api.depends("checksum")
    def _compute_display_name(self):
        for preflight in self:
            preflight.display_name = preflight.name

    @api.model
    def _request(self, records, priority=PRIORITY_JOB):
        """Have the bytes of ``records`` checked, each of them once.

        Bytes that were checked stay as they are; a check that failed begins anew.

        :param records: of a model with ``print.stored.mixin``
        :return: the ``print.preflight`` of their bytes, in no order
        """
        preflights_sudo = self._of_the_shop()
        checksums = sorted(set(records.mapped("checksum")) - {False, ""})
        if not checksums:
            return preflights_sudo
        preflights_sudo._insert(checksums)
        preflights_sudo = preflights_sudo._find(checksums)
        for preflight_sudo in preflights_sudo:
            preflight_sudo._start(priority)
        return preflights_sudo

    def _of_the_shop(self):
        """Return these checks as the shop's own work: it goes on where the account that
        asked is gone, and what it tells is in the language of the shop.
        """
        preflights_sudo = self.with_user(SUPERUSER_ID)
        lang = preflights_sudo.env.company.partner_id.lang
        return preflights_sudo.with_context(lang=lang)

    @api.model
    def _find(self, checksums):
        """Return the checks that today's engine makes of these bytes."""
        return self.search([("checksum", "in", checksums), ("engine", "=", ENGINE)])

    def _insert(self, checksums):
        """Make the rows that are missing; two requests at once make them once."""
        row = SQL("%s, 'waiting', 0, 0, 0, %s", ENGINE, self.env.cr.now())
        rows = [SQL("(%s, %s)", checksum, row) for checksum in checksums]
        self.env.cr.execute(
            SQL(
                "INSERT INTO print_preflight (checksum,"
                " engine, state, progress, attempts, inked_pages, date_requested)"
                " VALUES %s ON CONFLICT (checksum, engine) DO NOTHING",
                SQL(", ").join(rows),
            )
        )

    def _get_facts(self):
        """Return what is known of the bytes.

        :rtype: FileFacts | None
        """
        self.ensure_one()
        # Facts say nothing about who sent the bytes, nor what they cost.
        facts = self.sudo().facts
        return FileFacts.from_json(facts) if facts else None

    @api.model
    def _get_progress(self, keys):
        """Return by key what ``_get_check_values`` says of each file, as far as the
        user may see it.
        """
        progress = dict.fromkeys(keys)
        for model in FILE_MODELS:
            ids = [
                int(key.rpartition("-")[2])
                for key in keys
                if re.fullmatch(rf"{re.escape(model)}-\d{{1,9}}", key)
            ]
            for record in self.env[model].search([("id", "in", ids)]):
                values = record._get_check_values()
                if values:
                    progress[values["key"]] = values
        return progress

    def _get_progress_sentence(self, env):
        """Return how far this check is, in the language of ``env``."""
        if self.state == "waiting":
            return env._("Waiting for the check")
        return env._("Being checked, %s %%", self.progress)

    def action_retry(self):
        """Button of staff: check again what could not be checked, stands, or looks
        wrong: a busy machine may call a file too slow.
        """
        if not self.env.user.has_group("print_portal.group_prepress"):
            raise AccessError(self.env._("Only prepress may check files again."))
        # Rows are the job's to write; the right was asked for above.
        for preflight_sudo in self._of_the_shop():
            preflight_sudo._restart()
