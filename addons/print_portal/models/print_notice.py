from odoo import api, fields, models


class PrintNotice(models.Model):
    """An event of which clients are told by mail.

    The one place that says which mail tells of what: mails whose template is named by
    no notice always go out. A template that tells of several events (the status mail)
    is named by several notices; the status of the order decides between them, and the
    notice without statuses takes the rest.
    """

    _name = "print.notice"
    _description = "Notice to Clients"
    _order = "sequence, id"

    name = fields.Char(
        required=True, translate=True, help="What the client reads beside the tick."
    )
    hint = fields.Char(
        translate=True,
        help="What the mail is for; of a mandatory one, why it is always sent.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_mandatory = fields.Boolean(
        string="Always sent", help="Clients cannot switch it off, and read why."
    )
    is_asked_for = fields.Boolean(
        string="Only if asked for", help="Not sent until a client ticks it."
    )
    is_money = fields.Boolean(
        string="About money", help="Offered to accounts that may see prices."
    )
    template_ids = fields.Many2many("mail.template", string="Mails")
    status_ids = fields.Many2many(
        "print.status", string="At these statuses", help="Empty: at all others."
    )
    is_message = fields.Boolean(
        string="Messages in discussions",
        help="What staff write in the discussion of an order.",
    )

    @api.model
    def _find(self, template, status):
        """Return the notice that ``template`` is about, or none.

        :param status: ``print.status`` of the order, or none
        """
        notices = self.search([("template_ids", "in", template.ids)])
        exact = notices.filtered(lambda notice: status & notice.status_ids)
        return (exact or notices.filtered(lambda notice: not notice.status_ids))[:1]

    def _is_wanted_by(self, contact):
        """Whether ``contact`` is to be told of this; of no notice, always.

        :param contact: ``res.partner``, as superuser
        """
        may_be_off = self.filtered(lambda notice: not notice.is_mandatory)
        asked_for = may_be_off.filtered("is_asked_for")
        if asked_for - contact.print_wished_ids:
            return False
        return not (may_be_off - asked_for) & contact.print_muted_ids
