from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# The status of goods of which some have left the shop, and some have not.
PARTLY = "partly_delivered"


class SaleOrder(models.Model):
    """An order of print work, from wherever it came, up to its delivery.

    Baskets, what pages show of an order, and its mails are in files of their own.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "print.guard.mixin"]

    _PRINT_STAFF_FIELDS = frozenset(
        {
            "access_token",
            "access_url",
            "access_warning",
            "campaign_id",
            "duplicated_order_ids",
            "internal_note",
            "medium_id",
            # Searching these would tell what notes say.
            "message_follower_ids",
            "message_ids",
            "message_partner_ids",
            "website_message_ids",
            "origin",
            "partner_credit_warning",
            "preferred_payment_method_line_id",
            "print_is_late",
            "pricelist_id",
            "sale_warning_text",
            "source_id",
            "tag_ids",
            "team_id",
            "warehouse_id",
        }
    )
    _PRINT_MONEY_FIELDS = frozenset(
        {
            "amount_invoiced",
            "amount_paid",
            "currency_rate",
            "prepayment_percent",
            "pricelist_id",
            "print_payment_status",
            "tax_totals",
        }
    )

    print_account_id = fields.Many2one(
        "res.users",
        string="Account",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The client's account that made this order. Empty for office orders.",
    )
    is_basket = fields.Boolean(
        string="Basket",
        copy=False,
        help="Still being filled by the client; not sent to us yet.",
    )
    print_source = fields.Selection(
        [
            ("web", "Website"),
            ("office", "Office"),
            ("api", "API"),
            ("app", "App"),
            ("dealer", "Partner portal"),
        ],
        string="Order source",
        copy=False,
        help="Where the order came from.",
    )
    print_kind = fields.Selection(
        [
            ("normal", "Normal"),
            ("digital", "Digital"),
            ("quick", "Quick order"),
            ("free_form", "Free-form"),
            ("top_up", "Account top-up"),
        ],
        string="Kind of order",
        compute="_compute_print_kind",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        help="What the order is; a digital one needs no delivery.",
    )
    print_external_ref = fields.Char(
        string="External number",
        copy=False,
        index="btree_not_null",
        help="Number of this order in another system.",
    )
    print_recipient_name = fields.Char("Recipient")
    print_recipient_phone = fields.Char("Recipient's phone")
    print_payment_method = fields.Selection(
        [("invoice", "By invoice"), ("online", "Online"), ("cash", "On collection")],
        string="Pays",
        default="invoice",
    )
    print_note = fields.Text("Client's note")
    print_job_ids = fields.One2many("print.job", "order_id", string="Jobs")
    print_job_count = fields.Integer(
        "Number of jobs", compute="_compute_print_job_count"
    )
    print_title = fields.Char(
        "Title", compute="_compute_print_title", store=True, index="trigram"
    )
    print_status_id = fields.Many2one(
        "print.status",
        string="Print status",
        compute="_compute_print_status",
        store=True,
        index="btree_not_null",
    )
    print_status_kind = fields.Selection(
        related="print_status_id.kind", string="Status kind"
    )
    print_awaited_from = fields.Selection(
        [("client", "The client"), ("us", "Us"), ("nobody", "Nobody")],
        string="Awaited from",
        compute="_compute_print_status",
        store=True,
    )
    print_awaited_since = fields.Datetime(
        "Awaited since", compute="_compute_print_status", store=True
    )
    print_awaited = fields.Char("Awaited", compute="_compute_print_awaited")
    print_date_promised = fields.Datetime(
        "Due",
        compute="_compute_print_date_promised",
        store=True,
        help="When all of it is promised: its last job, else the delivery date.",
    )
    print_is_late = fields.Boolean(
        "Late", compute="_compute_print_is_late", search="_search_print_is_late"
    )
    print_date_submitted = fields.Datetime("Sent on", readonly=True, copy=False)
    print_confirmed_total = fields.Monetary(
        "Total when confirmed",
        readonly=True,
        copy=False,
        help="What was agreed to at the start, tax included.",
    )

    _print_name_uniq = models.UniqueIndex(
        "(company_id, name) WHERE name LIKE 'i-%' OR name LIKE 'o-%'",
        "This order number is taken.",
    )
    _print_basket_idx = models.Index("(print_account_id) WHERE is_basket")
    _print_client_idx = models.Index(
        "(partner_id, date_order DESC) WHERE NOT is_basket"
    )

    @api.depends("print_job_ids")
    def _compute_print_job_count(self):
        for order in self:
            order.print_job_count = len(order.print_job_ids)

    @api.depends("order_line.print_spec_id.title", "order_line.sequence")
    def _compute_print_title(self):
        for order in self:
            specs = order.order_line.print_spec_id
            order.print_title = next(filter(None, specs.mapped("title")), False)

    @api.depends(
        "print_job_ids.status_id",
        "print_job_ids.awaited_from",
        "print_job_ids.awaited_since",
        "print_source",
        "is_basket",
        "state",
        "picking_ids.state",
    )
    def _compute_print_status(self):
        """An order stands where the job stands that speaks for it.

        Goods from the shelf make no jobs: they stand where their deliveries are, and
        services, which nobody delivers, where ``sale_order_services`` says.
        """
        statuses = self.env["print.status"]
        for order in self:
            job = order._get_speaking_job()
            code = None if job else order._get_code_without_jobs()
            order.print_status_id = statuses._get(code) if code else job.status_id
            order.print_awaited_from = job.awaited_from
            order.print_awaited_since = job.awaited_since
            if not job and order._is_offer():
                order.print_awaited_from = "client"
                order.print_awaited_since = fields.Datetime.now()

    def _get_code_without_jobs(self):
        """Return the code of the status of an order of goods, None before its start."""
        self.ensure_one()
        if not self.print_source or self.state not in ("sale", "cancel"):
            return None
        if self.state == "cancel":
            return "cancelled"
        if self._are_services_done():
            return "closed"
        pickings = self.picking_ids.filtered(lambda picking: picking.state != "cancel")
        if not pickings or any(picking.state != "done" for picking in pickings):
            return PARTLY if self._get_notes_of_delivery() else "started"
        return "shipped" if self._is_carried() else "delivered"

    def _get_speaking_job(self):
        """Return the job whose status is the order's, empty without jobs.

        One that waits for the client wins, then one on hold, else the least
        advanced; cancelled jobs speak only when there is no other.
        """
        self.ensure_one()
        if self.is_basket:  # it has none, and is asked at each click
            return self.env["print.job"]
        jobs = self.print_job_ids.filtered(lambda job: job.kind != "cancel")
        jobs = jobs or self.print_job_ids
        return jobs.sorted(
            lambda job: (
                job.awaited_from != "client",
                job.status_id.kind not in ("client", "hold"),
                job.status_id.sequence,
                job.id,
            )
        )[:1]

    @api.depends("print_status_id", "print_awaited_from", "is_basket")
    @api.depends_context("lang")
    def _compute_print_awaited(self):
        for order in self:
            order.print_awaited = order._get_staff_line()

    @api.depends("print_job_ids.date_promised", "commitment_date", "is_basket")
    def _compute_print_date_promised(self):
        for order in self:
            # A basket has no jobs, and is asked at each click.
            jobs = order.print_job_ids if not order.is_basket else ()
            dates = [job.date_promised for job in jobs]
            order.print_date_promised = max(
                filter(None, dates), default=order.commitment_date
            )

    @api.depends("print_job_ids.is_late")
    def _compute_print_is_late(self):
        for order in self:
            order.print_is_late = any(order.print_job_ids.mapped("is_late"))

    def _search_print_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("print_job_ids", "any", self.print_job_ids._get_late_domain())

    def _get_lang(self):
        """Who has an account is not the public user, as core asks for each new line."""
        if self.print_account_id and self.partner_id.lang:
            return self.partner_id.lang
        return super()._get_lang()

    @api.depends("company_id", "print_source")
    def _compute_require_signature(self):
        """Print orders are checked by a person: no signature confirms them."""
        print_orders = self.filtered("print_source")
        print_orders.require_signature = False
        return super(SaleOrder, self - print_orders)._compute_require_signature()

    @api.depends("company_id", "print_source")
    def _compute_require_payment(self):
        """Money alone does not start a print order: its files are checked first."""
        print_orders = self.filtered("print_source")
        print_orders.require_payment = False
        return super(SaleOrder, self - print_orders)._compute_require_payment()

    def _compute_access_url(self):
        """Lead every link, in mails and in the discussion, to our own page."""
        result = super()._compute_access_url()
        for order in self.filtered("print_source"):
            order.access_url = order._get_print_url()
        return result

    def _get_print_url(self):
        """Return the path of this order's page in the client's area."""
        self.ensure_one()
        return f"/my/print/orders/{self.id}"

    @api.model_create_multi
    def create(self, vals_list):
        """Number the orders that staff write: ``o-``, at once."""
        if self.env.user._is_internal() and not self.env.su:
            sequence = self.env["ir.sequence"]
            for vals in vals_list:
                if vals.get("name") or vals.get("print_source"):
                    continue
                company = vals.get("company_id") or self.env.company.id
                vals["print_source"] = "office"
                vals["name"] = sequence.with_company(company).next_by_code(
                    "print.order.office"
                )
        return super().create(vals_list)

    # Confirming --------------------------------------------------------------------

    def _confirmation_error_message(self):
        """Refuse a basket, and an order whose jobs are still with the client."""
        if message := super()._confirmation_error_message():
            return message
        if self.is_basket:
            return self.env._(
                "This basket is still being filled: the client sends it himself."
            )
        stopped = self.print_job_ids.filtered(
            lambda job: job.status_id.kind in ("client", "hold")
        )
        if stopped:
            return self.env._(
                "Not possible yet: %s",
                ", ".join(f"{job.name} ({job.status_id.name})" for job in stopped),
            )
        return False

    def _action_confirm(self):
        """Confirming starts the jobs; an office order gets them here."""
        result = super()._action_confirm()
        for order in self.filtered("print_source"):
            order.print_confirmed_total = order.amount_total
            new_jobs = order._create_print_jobs()
            starting = order._get_starting_jobs(new_jobs)
            if starting:
                # A consequence of confirming, not a right of whoever confirms.
                starting.sudo()._move_to("started")
            elif new_jobs:
                # Nothing can start: the client learns what is awaited.
                new_jobs._notify_client()
        return result

    def _get_starting_jobs(self, new_jobs):
        """Return the jobs that confirming this order starts.

        :param new_jobs: those of them that confirming has just made
        """
        self.ensure_one()
        return self.print_job_ids.filtered(lambda job: job.kind == "check")

    def _action_cancel(self):
        result = super()._action_cancel()
        open_jobs = self.print_job_ids.filtered_domain(
            self.env["print.job"]._get_open_domain()
        )
        # A consequence of cancelling, not a right of whoever cancels.
        open_jobs.sudo()._move_to("cancelled")
        return result

    def _create_print_jobs(self):
        """Create the missing jobs of this order, to be checked or waiting for files.

        :return: the new jobs
        """
        self.ensure_one()
        lines = self.order_line.filtered("print_spec_id")
        lines -= self.print_job_ids.line_id
        if not lines:  # goods, or all are there
            return self.env["print.job"].sudo()
        lines.print_spec_id._freeze()
        statuses = {
            code: self.env["print.status"]._get(code)
            for code in ("checking", "awaiting_files")
        }
        start = len(self.print_job_ids) + 1
        # Jobs are a consequence of the order, not a right of who sends it.
        return (
            self.env["print.job"]
            .sudo()
            .create(
                [
                    {
                        "number": number,
                        "order_id": self.id,
                        "line_id": line.id,
                        "spec_id": line.print_spec_id.id,
                        "status_id": statuses[
                            line.print_spec_id._get_first_status()
                        ].id,
                    }
                    for number, line in enumerate(lines, start)
                ]
            )
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_submitted(self):
        if any(order.print_job_ids for order in self):
            raise UserError(
                self.env._("An order with jobs is kept: cancel it instead.")
            )

    def action_open_print_jobs(self):
        """Show the jobs of these orders."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_portal.print_job_action"
        )
        action["domain"] = [("order_id", "in", self.ids)]
        action["context"] = {}
        if len(self.print_job_ids) == 1:
            action.update(
                res_id=self.print_job_ids.id, views=[(False, "form")], domain=[]
            )
        return action
