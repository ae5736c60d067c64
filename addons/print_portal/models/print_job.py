from odoo import api, fields, models
from odoo.addons.print_pricing.spec_error import stopping
from odoo.exceptions import UserError
from odoo.fields import Domain

# Statuses in which the client mends files and form, then sends the job again.
CLIENT_MENDS = ("returned", "awaiting_files")
YOU = "you"  # the tone of the client's move
# Only the doors below hold this: nobody can put it into a context by RPC.
_MOVING = object()
# What a door of the job writes, and nobody types.
_MOVED_FIELDS = frozenset(
    {
        "awaited_since",
        "line_id",
        "number",
        "order_id",
        "reason_id",
        "reason_note",
        "resume_status_id",
        "spec_id",
        "status_id",
    }
)
# The reason that a status asks for.
_REASON_KINDS = {"returned": "return", "on_hold": "hold"}


class PrintJob(models.Model):
    """One submitted order line on its way through production."""

    _name = "print.job"
    _description = "Print Job"
    _inherit = ["mail.thread", "mail.activity.mixin", "print.guard.mixin"]
    _order = "date_promised, id"
    _mail_post_access = "read"

    _PRINT_STAFF_FIELDS = frozenset(
        {
            "blocker",
            "board_color",
            "control_level",
            "date_files",
            "date_reason",
            "date_told",
            "delivered_quantity",
            "deviation_cause",
            "deviation_note",
            "estimate",
            "executor_id",
            "final_price",
            "hold_user_id",
            "is_date_manual",
            "has_delivered",
            "is_late",
            "made_quantity",
            "made_unit",
            "message_follower_ids",
            "message_ids",
            "message_partner_ids",
            "website_message_ids",
            "note_internal",
            "note_production",
            "ordered_words",
            "override_ids",
            "remake_ids",
            "step_name",
            "turnaround_id",
            "way_ids",
        }
    )

    name = fields.Char(compute="_compute_name", store=True, index="trigram")
    number = fields.Integer(required=True, readonly=True, help="Within its order.")
    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "sale.order.line", required=True, readonly=True, ondelete="restrict", index=True
    )
    spec_id = fields.Many2one(
        "print.spec", required=True, readonly=True, ondelete="restrict"
    )
    order_type_id = fields.Many2one(
        related="spec_id.order_type_id", store=True, index=True
    )
    title = fields.Char(related="spec_id.title", store=True)
    summary = fields.Char(related="spec_id.summary")
    facts_html = fields.Html(related="spec_id.facts_html")
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    partner_id = fields.Many2one(
        related="order_id.partner_id.commercial_partner_id",
        string="Client",
        store=True,
        index=True,
    )
    user_id = fields.Many2one(
        related="order_id.user_id", string="Salesperson", store=True
    )
    status_id = fields.Many2one(
        "print.status",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    kind = fields.Selection(
        related="status_id.kind",
        string="Stage",
        store=True,
        index=True,
        group_expand="_group_expand_kind",
    )
    resume_status_id = fields.Many2one(
        "print.status",
        readonly=True,
        ondelete="restrict",
        help="Where the job goes on after a hold.",
    )
    reason_id = fields.Many2one("print.reason", readonly=True, ondelete="restrict")
    reason_note = fields.Text(
        readonly=True, help="What the client reads beside the reason."
    )
    awaited_from = fields.Selection(
        [("client", "The client"), ("us", "Us"), ("nobody", "Nobody")],
        compute="_compute_awaited_from",
        store=True,
    )
    awaited_since = fields.Datetime(readonly=True)
    next_status_id = fields.Many2one(
        "print.status", compute="_compute_next_status", help="The next usual step."
    )
    blocker = fields.Char(
        compute="_compute_next_status", help="What stands in the way of that step."
    )
    executor_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Who works on it.",
    )
    date_promised = fields.Datetime(
        "Due",
        compute="_compute_date_promised",
        store=True,
        readonly=False,
        tracking=True,
        help="When the work is ready: the delivery date of the order, else what follows"
        " from its turnaround, until it is set by hand.",
    )
    note_internal = fields.Text(
        "Internal note",
        help="For the office: neither the client nor the ticket has it.",
    )
    move_ids = fields.One2many("print.job.move", "job_id", readonly=True)

    _number_uniq = models.UniqueIndex("(order_id, number)")
    _line_uniq = models.UniqueIndex("(line_id)", "This line already has its job.")

    @api.depends("order_id.name", "number")
    def _compute_name(self):
        for job in self:
            job.name = f"{job.order_id.name}-{job.number}"

    @api.depends("status_id", "reason_id")
    def _compute_awaited_from(self):
        for job in self:
            job.awaited_from = job._get_awaited_from()

    def _get_awaited_from(self):
        self.ensure_one()
        if self.status_id.kind == "hold":
            return self.reason_id.awaited_from or "us"
        return {"client": "client", "done": "nobody", "cancel": "nobody"}.get(
            self.status_id.kind, "us"
        )

    @api.depends("status_id", "resume_status_id", "order_id.state")
    def _compute_next_status(self):
        for job in self:
            job.next_status_id = job._get_next_status()
            job.blocker = " ".join(job._get_blockers(job.next_status_id)) or False

    def _get_next_status(self):
        """Return the next step of the usual way, empty when staff have none."""
        self.ensure_one()
        if self.status_id.kind == "hold":
            return self.resume_status_id
        return self._get_usual_next(self.status_id)

    def _get_reached_status(self):
        """Return how far this job has come: a stopped one goes on from there."""
        self.ensure_one()
        return self.resume_status_id or self.status_id

    @api.model
    def _get_usual_next(self, status):
        """Return the step that usually follows ``status``, empty at the end.

        Forward only; what was with the client goes back to where we take it up.
        """
        ahead = status.next_ids.filtered(
            lambda step: (
                step.kind in ("check", "work", "ready", "done")
                and (step.sequence > status.sequence or status.kind == "client")
            )
        )
        return ahead[:1]

    # The one door for a job's movement --------------------------------------------

    def _move_to(self, code, reason=None, note=None):
        """Move every job to the status ``code``, or none of them.

        Who, when and why are kept; clients are told where the status says so.

        :param str code: of a ``print.status``
        :param reason: ``print.reason``, required for a return or a hold
        :param str note: what the client reads beside the reason
        :raise UserError: naming the jobs that cannot get there, and why
        """
        status = self.env["print.status"]._get(code)
        self._check_move(status, reason)
        origins = {job: job.status_id for job in self}
        for job in self.with_context(print_moving=_MOVING):
            job.write(job._prepare_move(status, reason, note))
        # The history is a consequence of the step, not a right of who makes it.
        self.env["print.job.move"].sudo().create(
            [
                {
                    "job_id": job.id,
                    "from_id": origins[job].id,
                    "to_id": status.id,
                    "user_id": self.env.uid,
                    "reason_id": reason.id if reason else False,
                    "note": note,
                }
                for job in self
            ]
        )
        if status.is_client_told:
            self._notify_client()

    def _check_move(self, status, reason):
        """Refuse a step that is not declared, has no reason, or is blocked."""
        stuck = self.filtered(lambda job: status not in job._get_allowed_statuses())
        if stuck:
            raise UserError(
                self.env._(
                    "%(status)s is not possible from where they are now: %(jobs)s",
                    status=status.name,
                    jobs=", ".join(
                        f"{job.name} ({job.status_id.name})" for job in stuck
                    ),
                )
            )
        reason_kind = _REASON_KINDS.get(status.code)
        if reason_kind and not (reason and reason.kind == reason_kind):
            raise UserError(self.env._("Choose a reason: the client will read it."))
        blockers = [
            f"{job.name}: {sentence}"
            for job in self
            for sentence in job._get_blockers(status)
        ]
        if blockers:
            raise UserError("\n".join(blockers))

    def _get_allowed_statuses(self):
        """Return where this job may go from here."""
        self.ensure_one()
        return self.status_id.next_ids | self.resume_status_id

    def _get_blockers(self, status):
        """Return what stands between this job and ``status``, as sentences.

        Add-ons above add their gates by super.
        """
        self.ensure_one()
        # Who moves jobs may not read orders.
        is_confirmed = self.order_id.sudo().state == "sale"
        if status.kind in ("work", "ready", "done") and not is_confirmed:
            return [self.env._("Confirm the order first.")]
        return []

    def _prepare_move(self, status, reason, note):
        is_hold = status.kind == "hold"
        return {
            "status_id": status.id,
            "resume_status_id": self.status_id.id if is_hold else False,
            "reason_id": reason.id if reason else False,
            "reason_note": note,
            "awaited_since": fields.Datetime.now(),
        }

    @api.model_create_multi
    def create(self, vals_list):
        """Jobs come from a submitted order, and start their history there."""
        jobs = super().create(
            [{"awaited_since": fields.Datetime.now(), **vals} for vals in vals_list]
        )
        # The history is a consequence of the order, not a right of who sends it.
        self.env["print.job.move"].sudo().create(
            [
                {"job_id": job.id, "to_id": job.status_id.id, "user_id": self.env.uid}
                for job in jobs
            ]
        )
        return jobs

    def write(self, vals):
        """Refuse to set by hand what only a move may set."""
        is_moving = self.env.context.get("print_moving") is _MOVING
        if not is_moving and _MOVED_FIELDS & set(vals):
            raise UserError(
                self.env._("Use the buttons to move a job: a status is never typed.")
            )
        return super().write(vals)

    # Buttons -----------------------------------------------------------------------

    def action_next(self):
        """Take the next usual step.

        The form says from where, so that two who press at once take one step.
        """
        self.check_access("write")
        self._check_seen_status()
        for status, jobs in self.grouped("next_status_id").items():
            if not status:
                raise UserError(
                    self.env._(
                        "No next step from here: %s",
                        ", ".join(f"{job.name} ({job.status_id.name})" for job in jobs),
                    )
                )
            jobs._move_to(status.code)

    def _check_seen_status(self):
        """Refuse to go on from a status that is no longer what was seen."""
        seen = self.env.context.get("print_seen_status_id")
        moved = self.filtered(lambda job: seen and job.status_id.id != seen)
        if moved:
            raise UserError(
                self.env._(
                    "%(job)s is at %(status)s by now: look again, then go on.",
                    job=moved[0].name,
                    status=moved[0].status_id.name,
                )
            )

    def action_return(self):
        """Ask for the reason, then send the job back to the client."""
        return self._open_stop_wizard("return", self.env._("Return to the client"))

    def action_hold(self):
        """Ask for the reason, then stop the job."""
        return self._open_stop_wizard("hold", self.env._("Put on hold"))

    def action_cancel(self):
        """Take the job out of production."""
        self.check_access("write")
        self._move_to("cancelled")

    def _open_stop_wizard(self, kind, title):
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "print.job.stop",
            "view_mode": "form",
            "target": "new",
            "context": {"default_job_ids": self.ids, "default_kind": kind},
        }

    # The client's answer -------------------------------------------------------------

    def _resubmit(self, note=None):
        """Send returned jobs back to us, mended by the client.

        :raise UserError: when one is not with the client, or its spec has errors
        """
        self._check_is_with_client()
        for job in self:
            if errors := stopping(job.spec_id._check()):
                raise UserError(
                    "\n".join(f"{job.title}: {error.message}" for error in errors)
                )
        # Clients have no right to write jobs: this is their only step.
        self.sudo()._move_to("checking", note=note)
        for order in self.order_id:
            order._tell_staff(
                lambda order: order.env._(
                    "%s was mended and sent again by the client.", order.name
                )
            )

    def _check_is_with_client(self):
        """Refuse to mend what the client was not asked to mend."""
        waiting = self.filtered(lambda job: job.status_id.code in CLIENT_MENDS)
        if waiting != self:
            raise UserError(
                self.env._(
                    "%s is not waiting for you any more.",
                    ", ".join((self - waiting).mapped("name")),
                )
            )

    def _revise_spec(self, spec):
        """Point this job, and its line, to the next version of what is asked for."""
        self.ensure_one()
        self.with_context(print_moving=_MOVING).spec_id = spec
        self.line_id.print_spec_id = spec

    def _notify_client(self):
        """Tell the clients where these jobs are now, one mail an order.

        Who made the step himself knows.
        """
        template = self.env.ref("print_portal.mail_template_order_status")
        # Mail is a consequence of the step, whoever makes it.
        for order in self.order_id.sudo():
            if order.print_account_id != self.env.user:
                order._send_print_mail(template)

    @api.model
    def _get_open_domain(self):
        """Return the domain of jobs that are neither finished nor cancelled."""
        return Domain("kind", "not in", ("done", "cancel"))

    def _portal_values(self):
        """Return what a client may see of this job.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "status": self.status_id._get_client_name(self.order_id._is_carried()),
            "tone": YOU if self.awaited_from == "client" else self.status_id.tone,
            "reason": self.reason_id.client_sentence or "",
            "note": self.reason_note or "",
            "is_returned": self.status_id.code in CLIENT_MENDS,
        }
