from odoo import fields, models


class ResPartner(models.Model):
    """By which ways a person of a client wants to hear of us, and of what."""

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
        domain=[("is_mandatory", "=", False)],
        groups="base.group_user",
        help="Events of which this person does not want to be told by mail.",
    )
