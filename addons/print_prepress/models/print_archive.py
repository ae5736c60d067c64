from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words
from odoo.tools import SQL
from odoo.tools.misc import format_date

PRESS, CLIENT = "press", "client"
# Files come one after another: what comes within this time is packed together.
GATHER = timedelta(minutes=5)
PRIORITY = 40  # behind checks and pictures, which somebody waits for
MIB = 1 << 20


class PrintArchive(models.Model):
    """The files of an order in one, to be fetched at once.

    Two of an order at most: for the press, with everything that makes the work; for the
    client, with what is his. Made in the background, kept on disk for a time, and made
    anew when what belongs into it is something else by then: ``fingerprint`` tells.
    """

    _name = "print.archive"
    _inherit = ["print.background.mixin"]
    _description = "Order Archive"
    _order = "date_built desc, id desc"

    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [(PRESS, "For the press"), (CLIENT, "For the client")],
        "For whom",
        required=True,
        readonly=True,
    )
    name = fields.Char(compute="_compute_name", compute_sudo=True)
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="order_id.partner_id.commercial_partner_id", string="Client", store=True
    )
    state = fields.Selection(
        [
            ("waiting", "Waiting"),
            ("running", "Being packed"),
            ("ready", "Ready"),
            ("failed", "Not packed"),
            ("empty", "No files yet"),
            ("removed", "Removed"),
        ],
        required=True,
        readonly=True,
        default="waiting",
        index=True,
    )
    progress = fields.Integer(readonly=True, help="Percent.")
    trouble = fields.Char(
        readonly=True, groups="base.group_user", help="Why it could not be packed."
    )
    size = BigInteger(readonly=True, help="Bytes.")
    size_text = fields.Char("Size in words", compute="_compute_size_text")
    size_mb = fields.Float(
        "MB", readonly=True, digits=(16, 1), groups="base.group_user"
    )
    file_count = fields.Integer("Files", readonly=True)
    path = fields.Char(
        readonly=True,
        groups="base.group_user",
        help="Below the root of the client files.",
    )
    fingerprint = fields.Char(
        readonly=True,
        groups="base.group_user",
        help="Of all that is in it: another one means that it has to be packed anew.",
    )
    date_built = fields.Datetime("Packed on", readonly=True)
    duration_s = fields.Float(
        "Seconds", readonly=True, digits=(9, 1), groups="base.group_user"
    )
    kept_until = fields.Date(
        compute="_compute_kept_until",
        compute_sudo=True,
        help="The last day on which it lies ready; later it is packed anew on demand."
        " Empty while the order is in work.",
    )
    is_news = fields.Boolean(
        readonly=True,
        groups="base.group_user",
        help="Staff are told of the new order when this is ready.",
    )
    date_asked = fields.Datetime(readonly=True, groups="base.group_user")
    asked_by_id = fields.Many2one(
        "res.users",
        "Asked for by",
        readonly=True,
        ondelete="set null",
        groups="base.group_user",
        help="Is told when it is ready.",
    )
    job_uuid = fields.Char("Queue job", readonly=True, groups="base.group_user")
    download_ids = fields.One2many(
        "print.archive.download",
        "archive_id",
        string="Downloads",
        readonly=True,
        groups="print_portal.group_prepress,sales_team.group_sale_salesman",
    )

    _kind_uniq = models.UniqueIndex(
        "(order_id, kind)", "This order has this archive already."
    )

    @api.depends("order_id.name")
    def _compute_name(self):
        for archive in self:
            archive.name = f"{archive.order_id.name}.zip"

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for archive in self:
            archive.size_text = size_words(self.env, archive.size)

    @api.depends("date_built", "order_id.print_job_ids.kind")
    def _compute_kept_until(self):
        for archive in self:
            over, built = archive.order_id._get_print_date_over(), archive.date_built
            days = timedelta(days=archive.company_id.print_archive_days)
            archive.kept_until = over and built and (max(over, built) + days).date()

    # What is wanted -----------------------------------------------------------------

    @api.model
    def _want(self, orders, kind=PRESS, after=timedelta(0), asked_by=None):
        """Have the archives of ``orders`` packed, each of them once.

        One that lies ready and is as it should be stays.

        :param orders: ``sale.order``, found by the rights of who asks
        :param after: time in which more may come that belongs into it
        :param asked_by: ``res.users`` to tell when it is ready
        :return: the archives, as the shop's own
        """
        archives_sudo = self._of_the_shop()
        archives_sudo._insert(orders, kind)
        archives_sudo = archives_sudo.search(
            [("order_id", "in", orders.ids), ("kind", "=", kind)]
        )
        if asked_by:
            archives_sudo.asked_by_id = asked_by
        for archive_sudo in archives_sudo:
            if archive_sudo._is_fresh():
                archive_sudo._tell_ready()
            else:
                archive_sudo._enqueue(after)
        return archives_sudo

    def _of_the_shop(self):
        """Return these archives as the shop's own work, in its language."""
        archives_sudo = self.with_user(SUPERUSER_ID)
        lang = archives_sudo.env.company.partner_id.lang
        return archives_sudo.with_context(lang=lang)

    def _insert(self, orders, kind):
        """Make the rows that are missing; two requests at once make them once."""
        if not orders:
            return
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "INSERT INTO print_archive (order_id, kind, company_id, partner_id,"
                " state, progress, size, size_mb, file_count, create_uid, create_date)"
                " SELECT orders.id, %s, orders.company_id,"
                " client.commercial_partner_id, 'waiting', 0, 0, 0, 0, %s, %s"
                " FROM sale_order orders"
                " JOIN res_partner client ON client.id = orders.partner_id"
                " WHERE orders.id IN %s ON CONFLICT (order_id, kind) DO NOTHING",
                kind,
                SUPERUSER_ID,
                self.env.cr.now(),
                orders._ids,
            )
        )
        orders.invalidate_recordset(["print_archive_ids"])

    def _enqueue(self, after=timedelta(0)):
        """Put the packing into the queue, or move it forward there."""
        self.ensure_one()
        now = fields.Datetime.now()
        job = self.with_delay(
            priority=PRIORITY,
            eta=now + after if after else None,
            identity_key=self._get_identity_key(),
            description=self.env._("Archive of %s", self.order_id.name),
        )._build()
        queued = self.env["queue.job"].search([("uuid", "=", job.uuid)])
        if not after and queued.eta:
            queued.eta = False  # somebody waits for it now
        self.write({"job_uuid": job.uuid, "date_asked": now})
        if self.state != "running":
            self.state = "waiting"

    def _get_identity_key(self):
        return f"print.archive-{self.id}"

    # What is there -------------------------------------------------------------------

    def _is_fresh(self):
        """Whether this archive lies ready and has in it what it should have now."""
        self.ensure_one()
        # Whoever may see the archive need not read all that is in it.
        archive_sudo = self._of_the_shop()
        return (
            archive_sudo.state == "ready"
            and archive_sudo.fingerprint == archive_sudo._get_fingerprint()
            and archive_sudo._is_on_disk()
        )

    def _is_on_its_way(self):
        self.ensure_one()
        return self.state in ("waiting", "running")

    def _format_kept(self):
        """Return until which day it is kept; "" while the order is in work."""
        if not self.kept_until:
            return ""
        return format_date(self.env, self.kept_until, date_format="d MMMM")

    def _get_url(self):
        return f"/my/print/archives/{self.id}/download"

    def action_download(self):
        """Button of staff: fetch it, or have it packed anew first."""
        self.ensure_one()
        return self.order_id._fetch_archive(self.kind)

    def action_pack(self):
        """Button of staff: pack it anew, as after a failure."""
        self.check_access("read")
        for kind, archives in self.grouped("kind").items():
            self._want(archives.order_id, kind, asked_by=self.env.user)
        return self.env["sale.order"]._tell_packing()
