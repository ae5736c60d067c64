from odoo import models
from odoo.exceptions import UserError

from ..talk_thread import TalkThread


class MailMessage(models.Model):
    """A note among staff stays one, and no client reads it by any door."""

    _inherit = "mail.message"

    def _is_staff_note(self):
        """Whether this message stands in a client's discussion, for staff alone."""
        self.ensure_one()
        if not isinstance(self.env.get(self.model), TalkThread):
            return False
        # What is sent to chosen people, beside the discussion, is theirs to read.
        if self.message_type == "user_notification":
            return False
        return self.is_internal or not self.subtype_id or self.subtype_id.internal

    def _get_forbidden_access(self, operation):
        """Core hides notes from clients by search, but reads some of them out by id.

        Those that came by mail, logs, and those a client was named in by mistake.
        """
        forbidden = super()._get_forbidden_access(operation)
        if self.env.user._is_internal():
            return forbidden
        # Whether it is a note decides whether the user may read it.
        rest_sudo = (self - forbidden).sudo()
        notes_sudo = rest_sudo.filtered(lambda message: message._is_staff_note())
        return forbidden + notes_sudo.with_env(self.env)

    def write(self, vals):
        """Refuse to open a note; keep people of clients out of it.

        :raise UserError: for a note that is to become a message
        """
        if not vals.keys() & {"is_internal", "subtype_id", "partner_ids"}:
            return super().write(vals)
        # What is a note is asked of every message, also of those one may not read.
        notes = self.sudo().filtered(lambda message: message._is_staff_note())
        if any(note._is_opened_by(vals) for note in notes):
            raise UserError(
                self.env._("A note for staff stays one: write a new message instead.")
            )
        result = super().write(vals)
        for note in notes:
            # Whom a mail was addressed to is none of its readers here.
            if strangers := note.partner_ids.filtered("partner_share"):
                note.partner_ids -= strangers
        return result

    def _is_opened_by(self, vals):
        subtype = self.subtype_id
        if "subtype_id" in vals:
            subtype = subtype.browse(vals["subtype_id"] or ())
        is_internal = vals.get("is_internal", self.is_internal)
        return bool(subtype) and not subtype.internal and not is_internal
