from odoo import api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words
from odoo.tools import SQL


class PrintFtpUsage(models.Model):
    """How much room the files of each client take."""

    _name = "print.ftp.usage"
    _description = "Room of Client Files"
    _auto = False
    _log_access = False
    _order = "size desc, id"
    _rec_name = "partner_id"

    partner_id = fields.Many2one("res.partner", "Client", readonly=True)
    file_count = fields.Integer("Files", readonly=True)
    unsure_count = fields.Integer(
        "To look at", readonly=True, help="Files that nobody has called complete yet."
    )
    ready_count = fields.Integer(
        "Put out", readonly=True, help="Files of ours that the client may fetch."
    )
    size = BigInteger("Bytes", readonly=True, aggregator="sum")
    size_text = fields.Char("Room", compute="_compute_size_text")
    own_size = BigInteger("Bytes of his own", readonly=True)
    free_text = fields.Char(
        "Free room",
        compute="_compute_free_text",
        help="What the client may add until his quota is full; what is on its way is"
        " taken already. Empty without a quota.",
    )
    date_last = fields.Datetime("Last file", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT partner_id AS id,
                   partner_id,
                   COUNT(*) AS file_count,
                   COUNT(*) FILTER (WHERE state IN ('received', 'suspect'))
                       AS unsure_count,
                   COUNT(outgoing_job_id) AS ready_count,
                   SUM(size)::bigint AS size,
                   COALESCE(
                       SUM(size) FILTER (WHERE outgoing_job_id IS NULL), 0
                   )::bigint AS own_size,
                   MAX(date_received) AS date_last
              FROM print_file
             WHERE state != 'missing'
             GROUP BY partner_id
            """
        )

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for usage in self:
            usage.size_text = size_words(self.env, usage.size)

    @api.depends("own_size")
    @api.depends_context("lang")
    def _compute_free_text(self):
        # Who sees the room of clients need not see our settings.
        quota = float(
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("print_portal.files_quota_gb")
            or 0
        )
        # Nor the uploads on their way: no more than their sum is told.
        coming = dict(
            self.env["print.upload"]
            .sudo()
            ._read_group(
                [("partner_id", "in", self.partner_id.ids), ("file_id", "=", False)],
                ["partner_id"],
                ["size:sum"],
            )
        )
        for usage in self:
            taken = usage.own_size + coming.get(usage.partner_id, 0)
            free = max(int(quota * (1 << 30)) - taken, 0)
            usage.free_text = size_words(self.env, free) if quota else ""

    def action_open_files(self):
        """Button: show the files of these clients."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_portal.print_file_action"
        )
        return action | {"domain": [("partner_id", "in", self.partner_id.ids)]}
