from odoo import api, fields, models
from odoo.tools import SQL

WAITING, APPROVED, CHANGES, VOID = "waiting", "approved", "changes", "void"
# Why a proof holds no more.
NEWER, FILE, SPEC, STOPPED, WITHDRAWN = (
    "newer",
    "file",
    "spec",
    "stopped",
    "withdrawn",
)
ANY, ALL, COUNT = "any", "all", "count"
RULES = [
    (ANY, "One of them is enough"),
    (ALL, "All of them"),
    (COUNT, "A number of them"),
]
# What a client never reads: who of the staff withdrew it, and why.
_STAFF_FIELDS = frozenset({"void_note"})


class PrintProof(models.Model):
    """A version of a job that was shown to the client for approval.

    Made by ``print.job._send_proof`` alone, and decided by ``_decide`` alone. What is
    approved are these bytes for this spec: both are kept here, and compared with what
    goes to the press. An older version is never changed any more.
    """

    _name = "print.proof"
    _description = "Proof"
    _order = "job_id desc, version desc, id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    order_id = fields.Many2one(related="job_id.order_id", store=True, index=True)
    partner_id = fields.Many2one(
        related="job_id.partner_id", string="Client", store=True, index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    title = fields.Char(related="job_id.title")
    version = fields.Integer(required=True, readonly=True, help="Counts within a job.")
    state = fields.Selection(
        [
            (WAITING, "Waits for approval"),
            (APPROVED, "Approved"),
            (CHANGES, "Changes wanted"),
            (VOID, "Void"),
        ],
        required=True,
        readonly=True,
        default=WAITING,
        index=True,
    )
    spec_id = fields.Many2one(
        "print.spec", required=True, readonly=True, ondelete="restrict"
    )
    spec_hash = fields.Char(
        "Fingerprint of the order",
        required=True,
        readonly=True,
        help="SHA-256 of what was asked for when this was sent.",
    )
    date = fields.Datetime(
        "Sent on", required=True, readonly=True, default=fields.Datetime.now
    )
    sender_id = fields.Many2one(
        "res.users", "Sent by", required=True, readonly=True, ondelete="restrict"
    )
    note = fields.Text("To the client", readonly=True)
    date_due = fields.Date(
        "Answer until", readonly=True, help="What the client is asked for."
    )
    rule = fields.Selection(
        RULES, "Who has to approve", required=True, readonly=True, default=ANY
    )
    quorum = fields.Integer("How many", readonly=True, default=1)
    file_ids = fields.One2many("print.proof.file", "proof_id", "Files", readonly=True)
    approver_ids = fields.One2many(
        "print.proof.approver", "proof_id", "Approvers", readonly=True
    )
    approved_count = fields.Integer(
        "Approvals",
        readonly=True,
        help="How many have approved; written at each decision, so that of two at once"
        " the second counts the first.",
    )
    date_decided = fields.Datetime("Decided on", readonly=True)
    date_void = fields.Datetime("Void since", readonly=True)
    void_reason = fields.Selection(
        [
            (NEWER, "A newer version was sent"),
            (FILE, "A file changed"),
            (SPEC, "The order changed"),
            (STOPPED, "The job was stopped"),
            (WITHDRAWN, "Withdrawn"),
        ],
        "Why void",
        readonly=True,
    )
    void_note = fields.Char("Why withdrawn", readonly=True)
    is_newest = fields.Boolean(compute="_compute_is_newest")
    is_open = fields.Boolean(compute="_compute_is_open", help="Takes decisions now.")
    awaited_names = fields.Char(
        "Waits for", compute="_compute_awaited_names", compute_sudo=True
    )
    days_waiting = fields.Integer("Days", compute="_compute_days_waiting")

    _version_uniq = models.UniqueIndex("(job_id, version)")
    _waiting_uniq = models.UniqueIndex(
        "(job_id) WHERE state = 'waiting'", "This job has a proof that waits already."
    )
    _quorum_positive = models.Constraint("CHECK (quorum > 0)")

    @api.depends("job_id", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for proof in self:
            proof.display_name = self.env._(
                "%(job)s, proof %(version)s",
                job=proof.job_id.name,
                version=proof.version,
            )

    @api.depends("job_id.proof_ids.version")
    def _compute_is_newest(self):
        for proof in self:
            proof.is_newest = proof == proof.job_id._get_newest_proof()

    @api.depends("state", "job_id.status_id")
    def _compute_is_open(self):
        for proof in self:
            proof.is_open = proof._is_open()

    @api.depends("approver_ids.state", "state")
    def _compute_awaited_names(self):
        for proof in self:
            awaited = proof.approver_ids.filtered(lambda each: each._is_awaited())
            proof.awaited_names = ", ".join(awaited.mapped("name"))

    @api.depends("date", "state")
    def _compute_days_waiting(self):
        now = fields.Datetime.now()
        for proof in self:
            is_waiting = proof.state == WAITING
            proof.days_waiting = (now - proof.date).days if is_waiting else 0

    def _has_field_access(self, field, operation):
        if not super()._has_field_access(field, operation):
            return False
        is_client = self.env.user.share and not self.env.su
        return not (is_client and field.name in _STAFF_FIELDS)

    def _is_open(self):
        """Whether somebody may decide on this version now."""
        self.ensure_one()
        # Who is asked about a proof may see nothing else of its job.
        job_sudo = self.job_id.sudo()
        return self.state == WAITING and job_sudo.status_id.code == "awaiting_proof"

    def _get_url(self):
        """Return the path of the page on which an account looks at this proof."""
        self.ensure_one()
        return f"/my/print/proofs/{self.id}"

    def _lock(self):
        """Let nobody else decide on these proofs, or change their files, meanwhile.

        Whoever waited here for another one is asked again by the database, with what
        that one has done in sight.
        """
        for table, records in (("print_job", self.job_id), ("print_proof", self)):
            self.env.execute_query(
                SQL(
                    "SELECT id FROM %s WHERE id IN %s ORDER BY id FOR UPDATE",
                    SQL.identifier(table),
                    tuple(records.ids),
                )
            )
        self.invalidate_recordset()

    def action_override(self):
        """Ask why staff decide for the client."""
        return self.job_id._open_proof_wizard(
            "print.proof.override",
            self.env._("Decide for the client"),
            default_proof_id=self.id,
        )

    def action_withdraw(self):
        """Ask why it is taken back."""
        return self.job_id._open_proof_wizard(
            "print.proof.withdraw",
            self.env._("Withdraw the proof"),
            default_job_id=self.job_id.id,
        )

    # Does it still hold? --------------------------------------------------------------

    def _get_difference(self):
        """Return what has changed since this version was sent, "" if nothing has.

        :return: ``"spec"``, ``"file"`` or ``""``
        """
        self.ensure_one()
        job = self.job_id
        if job.spec_id.hash != self.spec_hash:
            return SPEC
        shown = sorted(self.file_ids.mapped("checksum"))
        if shown != sorted(job._get_current_artwork().mapped("checksum")):
            return FILE
        return ""

    def _get_changed_file(self):
        """Return a file of the job that this version did not show, else any of it."""
        self.ensure_one()
        current = self.job_id._get_current_artwork()
        shown = set(self.file_ids.mapped("checksum"))
        other = current.filtered(lambda file: file.checksum not in shown)
        return (other or self.file_ids.artwork_id or current)[:1]

    def _void(self, reason, note=""):
        """Let these versions hold no more; what was decided on them is kept.

        :param str reason: of ``void_reason``
        :param str note: for staff
        """
        living = self.filtered(lambda proof: proof.state in (WAITING, APPROVED))
        # A consequence of what was done, not a right of who did it.
        living.sudo().write(
            {
                "state": VOID,
                "void_reason": reason,
                "void_note": note or False,
                "date_void": fields.Datetime.now(),
            }
        )
        # The next version may wait at once: only one of a job does.
        living.flush_recordset(["state"])
        return living

    def _get_void_words(self):
        """Return why this version holds no more, as a sentence for both sides."""
        self.ensure_one()
        _ = self.env._
        return {
            NEWER: _("A newer version was sent."),
            FILE: _("The files have changed since then."),
            SPEC: _("The order has changed since then."),
            STOPPED: _("The work was stopped."),
            WITHDRAWN: _("We have withdrawn it."),
        }.get(self.void_reason, "")
