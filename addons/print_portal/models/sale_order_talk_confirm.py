from odoo import api, fields, models
from odoo.exceptions import UserError

from .print_confirmation import ACCEPTED, REJECTED, TEMPLATE, WAITING, WITHDRAWN
from .sale_order_page import RANK_CANCELLED, RANKS
from .sale_order_portal import YOU


class SaleOrder(models.Model):
    """Messages of staff that the client accepts or rejects."""

    _inherit = "sale.order"

    print_confirmation_ids = fields.One2many(
        "print.confirmation",
        "order_id",
        "Messages to confirm",
        readonly=True,
        groups="base.group_user",
    )
    print_confirm_count = fields.Integer(
        "Answers awaited",
        compute="_compute_print_confirm",
        store=True,
        help="Messages that the client has not accepted or rejected yet.",
    )
    print_confirm_since = fields.Datetime(
        "Confirmation asked since",
        compute="_compute_print_confirm",
        store=True,
        help="When the client was asked for the oldest answer that is missing.",
    )

    @api.depends("print_confirmation_ids.state")
    def _compute_print_confirm(self):
        for order in self:
            waiting = order.print_confirmation_ids.filtered(
                lambda asked: asked.state == WAITING
            )
            order.print_confirm_count = len(waiting)
            order.print_confirm_since = min(waiting.mapped("date"), default=False)

    # To ask --------------------------------------------------------------------------

    def _ask_to_confirm(self, message):
        """Ask the client to accept or reject a message that he reads here.

        :param message: ``mail.message`` of this order or one of its jobs
        :return: the ``print.confirmation``
        :raise UserError: for what is no message of staff to the client
        """
        self.ensure_one()
        self.check_access("read")
        order = self.sudo()  # whoever may write to the client may ask him
        known = order.env["mail.message"].search(order._get_talk_domain()).ids
        message_sudo = message.sudo()
        if message_sudo.id not in known or message_sudo.author_id.partner_share:
            raise UserError(
                self.env._("Only what staff write to the client can be confirmed.")
            )
        questions = order.env["print.confirmation"]
        asked = questions.create(
            {
                "order_id": self.id,
                "message_id": message_sudo.id,
                "text": questions._get_text(message_sudo),
                "fingerprint": questions._get_fingerprint(message_sudo),
                "user_id": self.env.uid,
            }
        )
        # Who does not want messages by mail is told that we wait for him.
        if order._get_print_contact() not in message_sudo.notified_partner_ids:
            order._send_print_mail(self.env.ref(TEMPLATE))
        return asked

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """The button in the mail of a message to confirm leads to the answer."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if self and self.env.context.get("print_asks_to_confirm"):
            for name, _is_member, data in groups:
                if name == "portal":
                    data["button_access"] = {
                        "url": f"{self.get_base_url()}{self._get_print_url()}#asked",
                        "title": self.env._("Accept or reject"),
                    }
        return groups

    def action_ask_to_confirm(self):
        """Write a message that the client has to accept or reject."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Message to confirm"),
            "res_model": "print.talk.ask",
            "view_mode": "form",
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    # What the client reads -----------------------------------------------------------

    def _get_awaited_line(self, job=None, sees_money=False):
        """What waits to be confirmed is the client's move, after what stops a job."""
        line = super()._get_awaited_line(job=job, sees_money=sees_money)
        order = self.sudo()  # whoever sees the order may know what it waits for
        if job or line["tone"] == YOU or not order.print_confirm_count:
            return line
        since = order._format_days(order.print_confirm_since)
        return {
            "tone": YOU,
            "lead": self.env._("Waiting for you: answer our message.")
            if order.print_confirm_count == 1
            else self.env._(
                "Waiting for you: answer our messages, %s.", order.print_confirm_count
            ),
            "since": since,
            "more": " ".join(filter(None, [since, line["lead"]])),
            "url": f"{self._get_print_url()}#asked",
            "label": self.env._("Answer"),
        }

    def _get_staff_line(self, job=None):
        line = super()._get_staff_line(job)
        status = self.sudo().print_status_id  # as above
        if job or not self.print_confirm_count or status.kind == "client":
            return line
        return self.env._("Client: answer our message.")

    @api.depends("print_confirm_count")
    def _compute_print_awaited(self):
        return super()._compute_print_awaited()

    @api.depends("print_confirm_count")
    def _compute_print_rank(self):
        """An order whose messages wait for an answer waits for the client."""
        result = super()._compute_print_rank()
        for order in self:
            if order.print_confirm_count and order.print_rank != RANK_CANCELLED:
                order.print_rank = RANKS["client"]
        return result

    def _get_talk_values(self, account, page=1):
        """What is to be confirmed stands above the discussion, oldest first."""
        # Accounts have no right on the rows: the order leads to them.
        asked = self.sudo()._get_asked_values(account)
        return super()._get_talk_values(account, page) | {"asked": asked}

    def _get_asked_values(self, account):
        if not self.print_confirm_count:  # most orders ask for nothing, and say so
            return []
        waiting = self.print_confirmation_ids.filtered(
            lambda asked: asked.state == WAITING
        )
        return [
            self._tell_talk_message(each.message_id, account)
            | {"fingerprint": each.fingerprint, "id": each.id}
            | {"since": self._format_days(each.date)}
            for each in waiting.sorted("id")
        ]

    def _tell_talk(self, rows, events, account):
        """Say beside each message whether it was confirmed, by whom, or rejected."""
        told = super()._tell_talk(rows, events, account)
        ids = [key for kind, key, *_rest in rows if kind == "message"]
        for asked in self.env["print.confirmation"].search(
            [("message_id", "in", ids), ("state", "!=", WITHDRAWN)]
        ):
            told["message", asked.message_id.id] |= {
                "answer": asked.state,
                "answer_words": self._get_confirmation_words(asked),
            }
        return told

    def _get_confirmation_words(self, asked):
        """Return what became of a question, in the language of this env."""
        name = asked.answered_by_id.name
        if asked.state == ACCEPTED:
            return self.env._("Accepted by %s.", name)
        if asked.state == REJECTED:
            return self.env._(
                "Rejected by %(name)s: %(reason)s", name=name, reason=asked.reason
            )
        return self.env._("Waiting for your answer.")

    def _get_open_questions(self):
        """Return what a mail says of messages that wait for an answer, oldest first."""
        waiting = self.print_confirmation_ids.filtered(
            lambda asked: asked.state == WAITING
        )
        return [
            {"text": asked.text, "since": self._format_days(asked.date)}
            for asked in waiting.sorted("id")
        ]

    def _find_asked(self, asked_id):
        """Return a question about this order, which the user sees, or none."""
        # As above.
        return self.sudo().print_confirmation_ids.filtered(
            lambda asked: asked.id == asked_id
        )
