from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL


class SaleOrder(models.Model):
    """What is new in a discussion since its reader was there last."""

    _inherit = "sale.order"

    print_has_talk_news = fields.Boolean(
        "New message of the client",
        compute="_compute_print_has_talk_news",
        search="_search_print_has_talk_news",
        help="The client has written since you have last looked at the discussion.",
    )

    @api.depends_context("uid")
    @api.depends("message_ids")
    def _compute_print_has_talk_news(self):
        with_news = self.browse(self._find_talk_news(self.ids))
        for order in self:
            order.print_has_talk_news = order in with_news

    def _search_print_has_talk_news(self, operator, value):
        if operator != "in":
            return NotImplemented
        news = Domain("id", "in", self._find_talk_news())
        return news if True in value else ~news

    def _find_talk_news(self, order_ids=None):
        """Return the ids of orders in which the other side wrote since the visit.

        For staff the other side is the client, for accounts our staff. Whoever was
        never there is shown what was written in the last month.

        :param order_ids: look among these only
        """
        if order_ids is not None and not order_ids:
            return []
        self.env["mail.message"].flush_model()
        self.env["print.talk.visit"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT talk.order_id
                     FROM (
                          SELECT message.id, message.author_id, message.create_date,
                                 COALESCE(job.order_id, message.res_id) AS order_id
                            FROM mail_message AS message
                       LEFT JOIN print_job AS job
                              ON message.model = 'print.job' AND job.id = message.res_id
                           WHERE message.create_date > %(from_date)s
                             AND message.model IN ('sale.order', 'print.job')
                             AND message.message_type IN ('comment', 'email')
                             AND message.subtype_id = %(comment_id)s
                             AND message.is_internal IS NOT TRUE
                          ) AS talk
                     JOIN res_partner AS author ON author.id = talk.author_id
                LEFT JOIN print_talk_visit AS visit
                       ON visit.order_id = talk.order_id AND visit.user_id = %(uid)s
                    WHERE author.partner_share = %(of_client)s
                      AND talk.create_date > COALESCE(visit.date, %(from_date)s)
                      AND %(among)s""",
                from_date=fields.Datetime.subtract(fields.Datetime.now(), months=1),
                comment_id=self.env["ir.model.data"]._xmlid_to_res_id(
                    "mail.mt_comment"
                ),
                uid=self.env.uid,
                of_client=not self.env.user.share,
                among=SQL("talk.order_id = ANY(%s)", list(order_ids))
                if order_ids is not None
                else SQL("TRUE"),
            )
        )
        return [order_id for [order_id] in rows]

    def _note_view(self):
        result = super()._note_view()
        self._note_talk_visit()
        return result

    def action_note_talk_visit(self):
        """Staff have looked at the discussion, or the notes, of an order."""
        self.check_access("read")
        for order in self:
            order._note_talk_visit()

    def _note_talk_visit(self):
        # Nobody has a right on the rows: each user writes his own by this alone.
        self.env["print.talk.visit"].sudo()._note(self.env.user, self)

    def _select_talk_seen(self, account):
        """Return the SQL of when ``account`` has last looked at this order."""
        # As above; read for who asks.
        visits_sudo = self.env["print.talk.visit"].sudo()
        query = visits_sudo._search(
            [("user_id", "=", account.id), ("order_id", "=", self.id)]
        )
        return query.select(visits_sudo._field_to_sql(query.table, "date", query))
