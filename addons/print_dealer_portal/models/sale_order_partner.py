from odoo import api, fields, models
from odoo.addons.print_portal.models.sale_order import PARTLY

# Where an order of goods stands before the shop has said yes, and when it said no.
TO_ACCEPT, TO_AGREE, REFUSED = "awaiting_acceptance", "awaiting_change", "refused"


class SaleOrder(models.Model):
    """Orders of the partner portal: in the register of all orders, and marked.

    Whatever makes them, the pages of dealers or a program, they wait for a person of
    the shop, who accepts, changes or refuses them. Nothing of them begins before.
    """

    _inherit = "sale.order"

    is_partner_portal = fields.Boolean(
        "Partner portal",
        compute="_compute_is_partner_portal",
        store=True,
        precompute=True,
        copy=False,
        help="The order was made in the partner portal.",
    )
    print_accepted_by_id = fields.Many2one(
        "res.users", "Accepted by", readonly=True, copy=False, ondelete="restrict"
    )

    _print_to_accept_idx = models.Index(
        "(company_id, id) WHERE is_partner_portal AND state = 'sent'"
    )

    @api.depends("print_source")
    def _compute_is_partner_portal(self):
        """What a dealer has begun in his portal stays marked, however he sends it."""
        for order in self:
            order.is_partner_portal = (
                order.is_partner_portal or order.print_source == "dealer"
            )

    def _is_to_accept(self):
        """Whether this order waits for the shop to say yes."""
        self.ensure_one()
        return (
            self.is_partner_portal
            and self.state == "sent"
            and not self.is_basket
            and not self._is_offer()
            and not self._is_being_quoted()
        )

    # Where it stands -----------------------------------------------------------------

    def _get_speaking_job(self):
        """Work speaks for the order once it is accepted, or while the client is to act.

        Until then, and while a change is asked for, the order as a whole waits.
        """
        job = super()._get_speaking_job()
        if not job:
            return job
        is_waiting = self._is_to_accept() or self._is_change_asked()
        is_silent = is_waiting and job.awaited_from != "client"
        return job.browse() if is_silent or self._is_refused() else job

    def _is_change_asked(self):
        """Whether the client is asked about a change of this accepted order."""
        is_accepted = self.is_partner_portal and self.state == "sale"
        return is_accepted and bool(self._get_open_change())

    def _get_code_without_jobs(self):
        if self._is_refused():
            return REFUSED
        if self._is_to_accept():
            return TO_AGREE if self._get_open_change() else TO_ACCEPT
        if self._is_change_asked():
            return TO_AGREE
        return super()._get_code_without_jobs()

    @api.depends("is_partner_portal", "print_change_ids.state", "print_refusal_id")
    def _compute_print_status(self):
        """Say, too, whose move it is on goods, which have no jobs that would."""
        result = super()._compute_print_status()
        for order in self.filtered("print_source"):
            if order._get_speaking_job() or order.print_awaited_from == "client":
                continue
            order.print_awaited_from, order.print_awaited_since = order._get_awaited()
        return result

    def _get_awaited(self):
        """Return who is awaited, and since when, for an order without a job."""
        status = self.print_status_id
        if status.code == TO_AGREE:
            return "client", self._get_open_change().date
        if status.code == TO_ACCEPT:
            return "us", self.print_date_submitted
        if status.kind in ("done", "cancel"):
            return "nobody", False
        return self.print_awaited_from, self.print_awaited_since

    # Money -------------------------------------------------------------------------

    def _is_price_final(self):
        """Goods cost what was agreed; there is no work that would show otherwise."""
        lines = self._get_portal_lines()
        has_only_goods = bool(lines) and not lines.print_spec_id
        return has_only_goods or super()._is_price_final()

    def _is_payable_by_client(self):
        """What may still change is not paid before both sides have agreed."""
        return super()._is_payable_by_client() and not (
            self.is_partner_portal and self._get_changes()
        )

    # Words ---------------------------------------------------------------------------

    def _get_awaited_words(self, status, reason):
        _ = self.env._
        if status.code == TO_ACCEPT:
            return (
                _("We have your order and are looking at it."),
                _("You get our answer by mail; nothing begins before."),
                "",
            )
        if status.code == REFUSED:
            return self._get_refusal_words(), self.print_refusal_note or "", ""
        if status.code == "started" and not self.print_job_ids:
            if self._is_print_late():
                return super()._get_awaited_words(status, reason)
            ready = self._format_promise_end()
            return (
                _("Started: we are getting the goods ready."),
                _("Ready %s.", ready) if ready else "",
                "",
            )
        return super()._get_awaited_words(status, reason)

    def _get_coming_words(self):
        """Goods are not produced: they leave the shop."""
        if not self.is_partner_portal or self.print_job_ids:
            return super()._get_coming_words()
        if self.print_status_id.kind in ("check", "client"):
            return ""
        if self._is_carried():
            if self.print_status_id.code == "started":
                return self.env._("We write when it leaves the shop.")
            if self.print_status_id.code == PARTLY:
                return self.env._("We write when the rest leaves the shop.")
        return super()._get_coming_words()

    def _get_staff_words(self, reason):
        _ = self.env._
        return super()._get_staff_words(reason) | {
            TO_ACCEPT: _("Us: accept the order."),
            TO_AGREE: _("Client: accept the changes."),
        }

    def _get_status_values(self):
        """Goods are not produced: what is confirmed has started."""
        values = super()._get_status_values()
        if values["code"] == "started" and not self.print_job_ids:
            return {**values, "label": self.env._("Started")}
        return values

    def _get_step_started(self, sees_money):
        """Approval: by whom, beside the date and the amount."""
        step = super()._get_step_started(sees_money)
        if not self.is_partner_portal:
            return step
        return step | {
            "label": self.env._("Started"),
            "note": self.env._("accepted by %s", self.print_accepted_by_id.name)
            if step["raw_date"] and self.print_accepted_by_id
            else "",
        }

    def _get_step_present(self):
        """That goods have started is told by the step of that name."""
        step = super()._get_step_present()
        is_told = not self.print_job_ids and self.print_status_id.code == "started"
        return None if is_told else step
