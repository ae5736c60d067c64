from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintPrivacyRequest(models.Model):
    """An account asks to be deleted; a coordinator blanks it, or says why not."""

    _name = "print.privacy.request"
    _description = "Deletion Request"
    _inherit = ["mail.thread", "mail.activity.mixin", "print.asked.mixin"]
    _order = "id desc"
    _rec_name = "login"

    state = fields.Selection(
        [("open", "To answer"), ("done", "Blanked"), ("withdrawn", "Withdrawn")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    user_id = fields.Many2one(
        "res.users", string="Account", required=True, readonly=True, index=True
    )
    login = fields.Char(related="user_id.login")
    partner_id = fields.Many2one(related="user_id.partner_id", string="Contact")
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    comment = fields.Text(readonly=True)
    date_answered = fields.Datetime(string="Answered on", readonly=True)
    answered_by_id = fields.Many2one("res.users", string="Answered by", readonly=True)
    date_kept = fields.Date(
        string="Name kept until",
        readonly=True,
        help="Invoices name the contact until then; then it is blanked by itself.",
    )

    COMMENT_LENGTH = 1000

    _open_uniq = models.UniqueIndex(
        "(user_id) WHERE state = 'open'", "This account has asked already."
    )

    @api.model
    def _find_own(self):
        """Return the open request of the current user, as superuser, or none."""
        # Accounts have no right on requests; whose it is is asked here.
        return self.sudo().search(
            [("user_id", "=", self.env.user.id), ("state", "=", "open")]
        )

    @api.model
    def _ask(self, comment):
        """Keep that the current user wants to be deleted; asking twice is asking once.

        :param str comment: as typed
        """
        user = self.env.user
        client = user._print_client()
        if not client or self._find_own():
            return
        # Accounts ask through this door, and have no right on requests.
        asked_sudo = self.sudo().create(
            {
                "user_id": user.id,
                "client_id": client.id,
                "comment": (comment or "")
                .replace("\0", "")
                .strip()[: self.COMMENT_LENGTH],
            }
        )
        asked_sudo._put_to_coordinators(
            "print_portal.mail_activity_privacy",
            lambda env: env._("Delete the data of %s", user.login),
        )

    @api.model
    def _withdraw(self):
        """Take the current user's open request back."""
        asked_sudo = self._find_own()
        asked_sudo.activity_ids.unlink()
        asked_sudo.state = "withdrawn"

    def action_blank(self):
        self._check_open()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_portal.print_privacy_blank_action"
        )
        return action | {"context": {"default_request_id": self.id}}

    def _check_open(self):
        self.ensure_one()
        if self.state != "open":
            raise UserError(self.env._("This request is answered: reload the page."))

    def _answer(self):
        """Close the account and blank its data, for good.

        :raise UserError: when something is in the way, see ``_check_print_blank``
        """
        self.check_access("write")
        self.lock_for_update()
        self._check_open()
        kept = self.user_id._blank_print_account()
        # Activities belong to colleagues, too.
        self.sudo().activity_ids.unlink()
        self.write(
            {
                "state": "done",
                "comment": False,
                "answered_by_id": self.env.user.id,
                "date_answered": fields.Datetime.now(),
                "date_kept": kept,
            }
        )

    @api.autovacuum
    def _gc_kept_names(self):
        """Blank what only invoices still asked for, once the law no longer does."""
        # The clean-up is nobody's in particular.
        due = self.sudo().search(
            [("state", "=", "done"), ("date_kept", "<", fields.Date.today())], limit=100
        )
        for asked in due:
            asked.date_kept = asked.user_id.partner_id._blank_print_contact()
