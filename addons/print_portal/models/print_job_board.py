from odoo import api, fields, models
from odoo.fields import Domain

# What the board shows even when it is empty, from left to right.
STAGES = ("check", "client", "hold", "work", "ready")
# Of Odoo's palette of cards: no colour, red, amber.
PLAIN, RED, AMBER = 0, 1, 3


class PrintJob(models.Model):
    """What staff see of a job: whose move it is, the next button, money."""

    _inherit = "print.job"

    is_returnable = fields.Boolean(compute="_compute_open_ways")
    is_holdable = fields.Boolean(compute="_compute_open_ways")
    is_cancellable = fields.Boolean(compute="_compute_open_ways")
    awaited = fields.Char(
        compute="_compute_awaited",
        compute_sudo=True,
        help="Whose move it is, said from our side.",
    )
    step_name = fields.Char(
        compute="_compute_step_name", help="What the button of the next step says."
    )
    way_ids = fields.Many2many(
        "print.status",
        compute="_compute_way_ids",
        help="The usual way of this job, with the stops it has made.",
    )
    is_late = fields.Boolean(
        "Late",
        compute="_compute_is_late",
        search="_search_is_late",
        help="Promised for a moment that has passed, while the client owes us nothing.",
    )
    board_color = fields.Integer(
        compute="_compute_board_color",
        help="Red: late or stopped by us. Amber: the client's move.",
    )
    is_order_readable = fields.Boolean(
        compute="_compute_is_order_readable",
        help="Whether the user may open the order.",
    )
    note_client = fields.Text(related="order_id.print_note", string="Client's note")
    currency_id = fields.Many2one(related="order_id.currency_id")
    estimate = fields.Monetary(
        compute="_compute_money", help="Price when the order was sent, tax excluded."
    )
    final_price = fields.Monetary(
        compute="_compute_money", help="Price after the work, tax excluded."
    )

    @api.depends("status_id", "reason_id", "awaited_from")
    @api.depends_context("lang")
    def _compute_awaited(self):
        for job in self:
            job.awaited = job.order_id._get_staff_line(job)

    @api.depends("status_id")
    def _compute_open_ways(self):
        """Say which ways off the main line the statuses of the shop declare."""
        for job in self:
            codes = set(job.status_id.next_ids.mapped("code"))
            job.is_returnable = "returned" in codes
            job.is_holdable = "on_hold" in codes
            job.is_cancellable = "cancelled" in codes

    @api.depends("next_status_id")
    @api.depends_context("lang")
    def _compute_step_name(self):
        for job in self:
            job.step_name = job.next_status_id.step_name or job.next_status_id.name

    @api.depends("status_id", "move_ids")
    def _compute_way_ids(self):
        for job in self:
            passed = job.move_ids.to_id.filtered(lambda status: status.kind in STAGES)
            ahead = step = job._get_reached_status()
            while step := self._get_usual_next(step):
                ahead |= step
            job.way_ids = (passed | job.status_id | ahead).sorted("sequence")

    @api.depends("date_promised", "kind", "awaited_from")
    def _compute_is_late(self):
        late = self.filtered_domain(self._get_late_domain())
        for job in self:
            job.is_late = job in late

    @api.depends("is_late", "kind", "awaited_from")
    def _compute_board_color(self):
        for job in self:
            stopped = job.kind == "hold" and job.awaited_from == "us"
            job.board_color = (
                RED
                if job.is_late or stopped
                else AMBER
                if job.awaited_from == "client"
                else PLAIN
            )

    def _search_is_late(self, operator, value):
        return self._get_late_domain() if operator == "in" else NotImplemented

    @api.model
    def _get_late_domain(self):
        """Return the domain of jobs that should have been ready by now."""
        return (
            Domain("date_promised", "<", fields.Datetime.now())
            & Domain("kind", "in", ("check", "work", "hold"))
            & Domain("awaited_from", "=", "us")
        )

    @api.depends_context("uid")
    def _compute_is_order_readable(self):
        readable = self.order_id._filtered_access("read")
        for job in self:
            job.is_order_readable = job.order_id in readable

    @api.depends("line_id.price_subtotal", "line_id.print_price_locked")
    @api.depends_context("uid")
    def _compute_money(self):
        """Show the price to whoever may read the order, but not to production."""
        self.estimate = self.final_price = False
        if not self.env.user._has_print_right("see_finance"):
            return
        readable = self.order_id._filtered_access("read")
        for job in self.filtered(lambda job: job.order_id in readable):
            line = job.line_id
            job.estimate = line.print_estimated_subtotal
            job.final_price = line.print_price_locked and line.price_subtotal

    @api.model
    def _group_expand_kind(self, kinds, domain):
        """Keep the columns of the board in their place, empty or not."""
        others = [kind for kind in kinds if kind not in STAGES]
        return [*STAGES, *others]
