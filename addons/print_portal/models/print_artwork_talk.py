from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html

LONGEST_COMMENT = 2000


class PrintArtwork(models.Model):
    """Comments on a file, those of clients and those among staff well apart."""

    _inherit = "print.artwork"

    comment_ids = fields.One2many(
        "print.artwork.comment", "artwork_id", readonly=True, groups="base.group_user"
    )
    comment_count = fields.Integer(
        "Comments", compute="_compute_comment_count", groups="base.group_user"
    )

    @api.depends("comment_ids")
    def _compute_comment_count(self):
        for artwork in self:
            artwork.comment_count = len(artwork.comment_ids)

    def _comment(self, text, audience="all"):
        """Say something about this file, and tell the other side; the only door.

        Whoever sees the file may say something. A client's word is always for both.

        :param str audience: "all", or "staff" for what the client never reads
        :raise UserError: when it is empty, or longer than LONGEST_COMMENT
        """
        self.ensure_one()
        self.check_access("read")
        text = (text or "").strip()
        if not text:
            raise UserError(
                self.env._("Comment: write what is to be known of the file.")
            )
        if len(text) > LONGEST_COMMENT:
            raise UserError(
                self.env._("Comment: shorten it to %s characters.", LONGEST_COMMENT)
            )
        is_client = self.env.user.share
        # Nobody writes comments but this door; who sees the file may speak of it.
        comment = (
            self.env["print.artwork.comment"]
            .sudo()
            .create(
                {
                    "artwork_id": self.id,
                    "user_id": self.env.uid,
                    "body": text,
                    "audience": "all" if is_client else audience,
                }
            )
        )
        if is_client:
            self._tell_staff_of_comment()
        elif audience == "all":
            self._tell_client_of_comment(text)
        return comment.with_env(self.env)

    def action_comment(self):
        """Show what was said of this file, and ask for more."""
        self.ensure_one()
        return self._open_wizard("print.artwork.say", self.env._("Comments on a file"))

    def _open_wizard(self, model, title):
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_artwork_id": self.id},
        }

    def _tell_staff_of_comment(self):
        name = self.name
        self.job_id.order_id._tell_staff(
            lambda order: order.env._(
                "%(order)s: the client has commented on %(file)s.",
                order=order.name,
                file=name,
            )
        )

    def _tell_client_of_comment(self, text):
        """Write to whoever of the client follows the order."""
        # Who works on a file may not read orders; the client is told all the same.
        order = self.sudo().job_id.order_id
        for lang, people in order._get_talk_watching().grouped("lang").items():
            told = order.with_context(lang=lang)
            told.message_notify(
                author_id=order.company_id.partner_id.id,
                partner_ids=people.ids,
                subject=told.env._(
                    "%(order)s: a comment on %(file)s", order=order.name, file=self.name
                ),
                body=plaintext2html(text),
                email_layout_xmlid="mail.mail_notification_light",
            )

    def _portal_values(self):
        """A client reads what is said to him about this file."""
        # Accounts read no comments but these.
        comments = self.sudo().comment_ids.filtered(lambda said: said.audience == "all")
        return super()._portal_values() | {
            "comment_url": f"/my/print/artwork/{self.id}/comment",
            "comments": [said._portal_values() for said in comments],
        }
