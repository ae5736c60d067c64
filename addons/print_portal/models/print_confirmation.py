import hashlib
import json

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..typed_reason import read_reason

WAITING, ACCEPTED, REJECTED, WITHDRAWN = "waiting", "accepted", "rejected", "withdrawn"
LONGEST_REASON = 2000
REMINDERS_AFTER = (1, 3, 7)  # days
TEMPLATE = "print_portal.mail_template_confirmation"


class PrintConfirmation(models.Model):
    """A message of staff that the client is asked to accept or reject.

    Made by ``sale.order._ask_to_confirm`` and answered by ``_answer``, the only doors.
    What was asked is kept as it was: text, names and checksums of the files.
    """

    _name = "print.confirmation"
    _description = "Message to Confirm"
    _inherit = "print.question.mixin"
    _rec_name = "text"

    message_id = fields.Many2one(
        "mail.message", readonly=True, ondelete="set null", index=True
    )
    text = fields.Text("What was asked", required=True, readonly=True)
    fingerprint = fields.Char(
        required=True, readonly=True, help="SHA-256 over the message and its files."
    )
    state = fields.Selection(
        [
            (WAITING, "Waiting for the client"),
            (ACCEPTED, "Accepted"),
            (REJECTED, "Rejected"),
            (WITHDRAWN, "Withdrawn"),
        ],
        "Answer",
        required=True,
        readonly=True,
        default=WAITING,
        index=True,
    )
    reminders = fields.Integer(readonly=True, help="How often the client was reminded.")

    _message_uniq = models.UniqueIndex(
        "(message_id) WHERE state != 'withdrawn'",
        "The client is asked to confirm this message already.",
    )

    # The answer ----------------------------------------------------------------------

    def _answer(self, answer, fingerprint, reason=""):
        """Accept or reject what the page has shown; the only door of the answer.

        :param str answer: "accepted" or "rejected"
        :param str fingerprint: of the message that the user has read
        :raise AccessError: for an account that may only look
        :raise UserError: when it was answered or withdrawn already, has changed, or is
            rejected without a reason
        """
        self.ensure_one()
        order = self.order_id
        order._check_may_be_changed()
        if answer not in (ACCEPTED, REJECTED):
            raise UserError(self.env._("Message: accept or reject it."))
        reason = read_reason(self.env, reason, LONGEST_REASON, answer == REJECTED)
        # Accounts have no right on these rows; that they may answer is checked above.
        asked = self.sudo()
        asked.lock_for_update()
        asked.invalidate_recordset()
        asked._check_is_open()
        if not asked._is_unchanged() or fingerprint != asked.fingerprint:
            raise UserError(
                self.env._("The message is no longer as you read it: read it again.")
            )
        asked._close(answer, self.env.user, reason)
        asked._tell_answer()

    def _check_is_open(self):
        """Refuse to answer twice.

        :raise UserError: naming who has answered
        """
        if self.state == WITHDRAWN:
            raise UserError(self.env._("We no longer ask: the message was withdrawn."))
        if self.state != WAITING:
            raise UserError(
                self.env._("%s has answered already.", self.answered_by_id.name)
            )

    def _tell_answer(self):
        """Let the discussion say what was answered, and tell who asked."""
        order = self.order_id
        sentence = order._get_confirmation_words(self)
        order.message_post(
            body=Markup("<p>%s</p>") % sentence,
            author_id=self.answered_by_id.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.user_id.partner_id.ids,
            parent_id=self.message_id.id,
        )

    # What was asked ------------------------------------------------------------------

    @api.model
    def _get_fingerprint(self, message):
        """Return what tells whether a message is still the same."""
        said = [
            html2plaintext(message.body or ""),
            sorted((file.name, file.checksum or "") for file in message.attachment_ids),
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()

    @api.model
    def _get_text(self, message):
        """Return what is kept of a message: its words, and names of its files."""
        lines = [html2plaintext(message.body or "").strip()]
        lines += [f"{file.name}  {file.checksum}" for file in message.attachment_ids]
        return "\n".join(filter(None, lines))

    def _is_unchanged(self):
        return self._get_fingerprint(self.message_id) == self.fingerprint

    def action_withdraw(self):
        """Ask no longer; what is answered stays."""
        for asked in self:
            asked.order_id.check_access("read")
            asked._check_is_open()
        # Whoever talks with the client may take his question back.
        self.sudo().state = WITHDRAWN

    # Reminders -----------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind clients of what they have not answered, after 1, 3 and 7 days."""
        waiting = self.search([("state", "=", WAITING)])
        now = fields.Datetime.now()
        due = waiting.filtered(lambda asked: asked._is_reminder_due(now))
        for order, questions in due.grouped("order_id").items():
            order._send_print_mail(self.env.ref(TEMPLATE))
            for asked in questions:
                asked.reminders += 1
            self.env["ir.cron"]._commit_progress(len(questions))

    def _is_reminder_due(self, now):
        if self.reminders >= len(REMINDERS_AFTER):
            return False
        return (now - self.date).days >= REMINDERS_AFTER[self.reminders]
