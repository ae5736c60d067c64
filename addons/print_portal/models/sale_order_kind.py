from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..first_words import get_first_words

DIGITAL, FREE_FORM = "digital", "free_form"


class SaleOrder(models.Model):
    """What sets the kinds of orders apart; see ``print_kind``.

    Digital: files are what is delivered. Quick: outlined by the client, described by
    staff. Free-form: told in words, answered with an offer.
    """

    _inherit = "sale.order"

    print_file_ids = fields.Many2many(
        "print.file",
        string="Client's files",
        copy=False,
        help="What the client sent along with a request in his own words.",
    )
    print_date_offered = fields.Datetime(
        "Offered on",
        readonly=True,
        copy=False,
        help="When a request in the client's own words was answered with an offer.",
    )

    @api.depends("order_line.product_id")
    def _compute_print_kind(self):
        for order in self:
            order.print_kind = order._get_print_kind()

    def _get_print_kind(self):
        """Return ``digital`` for nothing but digital work, until staff say otherwise.

        The other kinds are told when an order begins, and stay.
        """
        self.ensure_one()
        kind = self.print_kind or "normal"
        if kind not in ("normal", DIGITAL) or self.state not in ("draft", "sent"):
            return kind
        lines = self._get_portal_lines()
        is_digital = lines and all(line._is_digital() for line in lines)
        return DIGITAL if is_digital else "normal"

    @api.constrains("print_kind")
    def _check_print_kind(self):
        if "top_up" in self.mapped("print_kind"):
            raise ValidationError(
                self.env._("Account top-ups are not taken yet: pay by invoice.")
            )

    @api.depends("print_kind", "print_note")
    def _compute_print_title(self):
        """A request without work is called by its first words."""
        result = super()._compute_print_title()
        for order in self:
            if not order.print_title and order.print_kind == FREE_FORM:
                order.print_title = get_first_words(order.print_note)
        return result

    # Digital: no delivery ------------------------------------------------------------

    def _is_digital(self):
        """Whether files are all that is delivered."""
        self.ensure_one()
        return self.print_kind == DIGITAL

    def _is_carried(self):
        return super()._is_carried() and not self._is_digital()

    def _get_basket_carriers(self):
        carriers = super()._get_basket_carriers()
        return carriers.browse() if self._is_digital() else carriers

    def _refresh_delivery(self):
        """What became digital is not delivered any more."""
        if self.is_basket and self._is_digital():
            self._remove_delivery_line()
            self.carrier_id = False
            return
        super()._refresh_delivery()

    def _get_delivery_values(self, sees_money):
        values = super()._get_delivery_values(sees_money)
        if self._is_digital():
            values["carrier"] = self.env._("As files, into your folder")
        return {**values, "is_digital": self._is_digital()}

    # Where it stands -----------------------------------------------------------------

    def _is_being_quoted(self):
        """Whether the client waits for our offer to what he told in words."""
        self.ensure_one()
        return (
            self.print_kind == FREE_FORM
            and self.state == "sent"
            and not self.is_basket
            and not self.print_date_offered
        )

    def _is_offer(self):
        """The answer to a request in words is accepted like a quotation of ours."""
        is_answer = (
            self.print_kind == FREE_FORM
            and self.print_date_offered
            and self.state == "sent"
            and not self.print_job_ids
        )
        return bool(is_answer) or super()._is_offer()

    @api.depends("print_kind", "is_basket", "print_date_offered")
    def _compute_print_status(self):
        return super()._compute_print_status()

    def _get_code_without_jobs(self):
        if self._is_being_quoted():
            return "quoting"
        return super()._get_code_without_jobs()

    def _get_portal_lines(self):
        """An offer is shown when it is made, not while it is being written."""
        lines = super()._get_portal_lines()
        return lines.browse() if self._is_being_quoted() else lines

    def _is_unpriced(self):
        """Whether nobody has said yet what the work of this order is, nor its price."""
        self.ensure_one()
        if self._is_being_quoted():
            return True
        specs = self.order_line.print_spec_id
        return bool(specs) and all(specs.mapped("is_brief"))

    def _get_total_values(self):
        return None if self._is_unpriced() else super()._get_total_values()

    def _portal_row(self, sees_money):
        row = super()._portal_row(sees_money)
        return {**row, "total": ""} if self._is_unpriced() else row

    def _get_awaited_words(self, status, reason):
        _ = self.env._
        if status.code == "quoting":
            return (
                _("We are preparing an offer."),
                _("You get it by mail, with the price and the date."),
                "",
            )
        if status.code == "checking" and self.print_job_ids.spec_id.filtered(
            "is_brief"
        ):
            return (
                _("We are working out what you need."),
                _("You get the description and the price by mail."),
                "",
            )
        if status.code == "ready" and self._is_digital():
            return _("Ready: the result is in your files."), "", ""
        return super()._get_awaited_words(status, reason)

    def _get_staff_words(self, reason):
        _ = self.env._
        words = {"quoting": _("Us: make an offer.")}
        if self.print_job_ids.spec_id.filtered("is_brief"):
            words["checking"] = _("Us: describe the work on its line.")
        if self._is_digital():
            words["ready"] = _("Ready: the result is in the client's files.")
        return super()._get_staff_words(reason) | words

    # Staff ---------------------------------------------------------------------------

    def _confirmation_error_message(self):
        """Refuse what nobody has described yet."""
        if message := super()._confirmation_error_message():
            return message
        if self.print_kind == FREE_FORM and not self._get_work_lines():
            return self.env._("Add the work that is offered first.")
        brief = self.print_job_ids.filtered("spec_id.is_brief")
        if brief:
            return self.env._(
                "Describe the work first, with the button on the line: %s",
                ", ".join(brief.mapped("name")),
            )
        return False

    def _get_work_lines(self):
        return self.order_line.filtered(
            lambda line: line.product_id and not line.is_delivery
        )

    def message_post(self, **kwargs):
        """The mail with the offer ends the client's waiting for it."""
        message = super().message_post(**kwargs)
        if self.env.context.get("mark_so_as_sent"):
            for order in self.filtered(lambda order: order._is_being_quoted()):
                order.print_date_offered = fields.Datetime.now()
                order._close_quote_activities()
        return message

    def action_quotation_send(self):
        """Refuse an empty answer to a client's request."""
        for order in self:
            if order._is_being_quoted() and not order._get_work_lines():
                raise UserError(self.env._("Add the work that is offered first."))
        return super().action_quotation_send()

    def _ask_for_quote(self):
        """Give who serves this order the task of describing and pricing it."""
        self.ensure_one()
        # Clients trigger this, and see neither users nor their tasks.
        order = self.sudo()
        group = self.env.ref("print_portal.group_coordinator")
        for user in order.user_id._get_stand_in() or group.sudo().user_ids:
            told = order.with_context(lang=user.lang)
            told.activity_schedule(
                "print_portal.mail_activity_quote",
                user_id=user.id,
                summary=told.env._(
                    "Answer %(client)s: %(title)s",
                    client=told.partner_id.name,
                    title=told.print_title,
                ),
            )

    def _close_quote_activities(self):
        """The task is done, whoever did it."""
        # Activities belong to colleagues too.
        self.sudo().activity_unlink(["print_portal.mail_activity_quote"])

    def _ask_for_prices(self):
        """An outline has a task of its own: to describe and price it."""
        outlined = self.filtered(
            lambda order: any(order.order_line.print_spec_id.mapped("is_brief"))
        )
        return super(SaleOrder, self - outlined)._ask_for_prices()
