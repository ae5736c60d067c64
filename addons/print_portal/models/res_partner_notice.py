from odoo import fields, models


class ResPartner(models.Model):
    """By which ways people want to hear of us, or of orders, and of what."""

    _inherit = "res.partner"

    print_phone2 = fields.Char(string="Second phone")
    # The law asks for a yes to each way: none is given by default.
    print_phone_sms = fields.Boolean(string="SMS to the phone", tracking=True)
    print_phone_call = fields.Boolean(string="Calls to the phone", tracking=True)
    print_phone2_sms = fields.Boolean(string="SMS to the second phone", tracking=True)
    print_phone2_call = fields.Boolean(
        string="Calls to the second phone", tracking=True
    )
    print_news_mail = fields.Boolean(string="News by e-mail", tracking=True)
    print_muted_ids = fields.Many2many(
        "print.notice",
        "print_muted_notice_rel",
        "partner_id",
        "notice_id",
        string="Mails not wanted",
        domain=[("is_mandatory", "=", False), ("is_asked_for", "=", False)],
        groups="base.group_user",
        help="Events of which this person does not want to be told by mail.",
    )
    print_wished_ids = fields.Many2many(
        "print.notice",
        "print_wished_notice_rel",
        "partner_id",
        "notice_id",
        string="Mails asked for",
        domain=[("is_asked_for", "=", True)],
        groups="base.group_user",
        help="Events of which others are not told, and this person wants to be.",
    )

    def _wants_tasks(self):
        """Whether this is one of the staff who is told of orders by tasks."""
        return any(
            not user.share and user.print_news_as == "task" for user in self.user_ids
        )

    def _is_spared_messages(self, of_client):
        """Whether a message of a discussion is not to be sent to this person.

        :param bool of_client: whether the client wrote it: then staff who want tasks
            get one, and who is away has a substitute
        """
        self.ensure_one()
        staff = self.user_ids.filtered(lambda user: not user.share)
        if staff:
            is_away = staff._get_stand_in() != staff if len(staff) == 1 else False
            return of_client and (is_away or self._wants_tasks())
        notices = self.env["print.notice"].search([("is_message", "=", True)])
        return not notices._is_wanted_by(self)
