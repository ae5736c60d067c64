from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import plaintext2html
from odoo.tools.misc import format_datetime

# Where an order stands in the list: the client's move first, what is over last.
RANKS = {"client": 0, "us": 1, "nobody": 2}
RANK_CANCELLED = 3
LONGEST_MESSAGE = 5000


class SaleOrder(models.Model):
    """Orders as the client's pages list and discuss them."""

    _inherit = "sale.order"

    print_rank = fields.Integer(
        compute="_compute_print_rank",
        store=True,
        help="Order of the client's list: waiting for him, in work, over, cancelled.",
    )
    print_date_ready = fields.Datetime(
        "Ready on",
        compute="_compute_print_date_ready",
        store=True,
        help="When the last job in work is promised.",
    )

    @api.depends("state", "print_awaited_from", "print_status_id")
    def _compute_print_rank(self):
        for order in self:
            is_cancelled = (
                order.state == "cancel" or order.print_status_id.kind == "cancel"
            )
            order.print_rank = (
                RANK_CANCELLED
                if is_cancelled
                else RANKS.get(order.print_awaited_from, RANKS["us"])
            )

    @api.depends("print_job_ids.date_promised", "print_job_ids.kind")
    def _compute_print_date_ready(self):
        for order in self:
            jobs = order.print_job_ids.filtered(
                lambda job: job.date_promised and job.kind not in ("done", "cancel")
            )
            order.print_date_ready = max(jobs.mapped("date_promised"), default=False)

    # The list ----------------------------------------------------------------------

    @api.model
    def _get_list_domain(self, words="", account_id=0, ranks=()):
        """Return the domain of a client's list.

        :param str words: see ``_get_words_domain``
        :param int account_id: only orders of this account, 0 for all
        :param ranks: only orders of these ranks
        """
        domain = Domain("is_basket", "=", False) & Domain("state", "!=", "draft")
        if ranks:
            domain &= Domain("print_rank", "in", list(ranks))
        if account_id:
            domain &= Domain("print_account_id", "=", account_id)
        if words:
            domain &= self._get_words_domain(words)
        return domain

    def _portal_rows(self, account):
        """Return these orders as rows of a list, see ``_portal_values``.

        Batched: no query depends on their number.

        :return: list of dicts ``id``, ``name``, ``title``, ``words``, ``tone``,
            ``awaited``, ``ready``, ``is_late``, ``total`` (empty for who may not see
            money)
        """
        sees_money = account._has_print_right("see_finance")
        # The rows were found by the account's own rights.
        orders = self.sudo()
        # Read at once what each row would ask for alone.
        jobs = orders.print_job_ids
        (jobs.status_id | orders.print_status_id).mapped("client_name")
        jobs.reason_id.mapped("client_sentence")
        return [order._portal_row(sees_money) for order in orders]

    def _portal_row(self, sees_money):
        awaited = self._get_awaited_line(sees_money=sees_money)
        status = self._get_status_values()
        is_clients_move = awaited["tone"] == "you"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.print_title or "",
            "words": awaited["lead"].rstrip(".")
            if is_clients_move
            else status["label"],
            "tone": awaited["tone"],
            "awaited": awaited,
            "ready": self._format_promise(),
            "is_late": self._is_print_late(),
            "total": self._get_row_total() if sees_money else "",
            "symbol": self.currency_id.symbol if sees_money else "",
        }

    def _get_row_total(self):
        if self._is_price_open():
            return self.env._("on request")
        return self._format_plain(self.amount_total)

    @api.model
    def _get_list_accounts(self):
        """Return ``[(id, name), ...]`` of accounts whose orders the user may see."""
        groups = self._read_group(
            self._get_list_domain() & Domain("print_account_id", "!=", False),
            ["print_account_id"],
        )
        # A colleague's name stands on his orders anyway.
        return sorted(
            ((account.id, account.sudo().name) for [account] in groups),
            key=lambda pair: pair[1],
        )

    # What a client does with a sent order -------------------------------------------

    def _may_be_changed_by(self, account):
        """Whether ``account``, which sees this order, may also act on it.

        Its owner and the main account may; on an office order, whoever sends orders.
        """
        self.ensure_one()
        owner = self.sudo().print_account_id
        if account._is_print_primary() or owner == account:
            return True
        return not owner and account._has_print_right("can_submit")

    def _check_may_be_changed(self):
        """Refuse an account that may only look.

        :raise AccessError: naming who may
        """
        if not self._may_be_changed_by(self.env.user):
            raise AccessError(
                self.env._(
                    "%(order)s belongs to %(account)s: ask there, or the main account.",
                    order=self.name,
                    account=self.sudo().print_account_id.name
                    or self.env._("the office"),
                )
            )

    # Discussion ----------------------------------------------------------------------

    def _get_talk_values(self, account):
        """Return what client and staff wrote to one another, newest first.

        Notes among staff, and mails that only announce a step, are no part of it.

        :return: list of dicts ``author``, ``initials``, ``is_us``, ``date``, ``body``
            (sanitized), ``files`` (``name``, ``url``)
        """
        comment_id = self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_comment")
        # The order was found by the account's own rights; its messages go with it.
        messages = self.sudo().message_ids.filtered(
            lambda message: (
                message.message_type in ("comment", "email")
                and message.subtype_id.id == comment_id
                and not message.is_internal
                and (message.body or message.attachment_ids)
            )
        )
        client = account._print_client()
        return [
            {
                "author": message.author_id.name or message.email_from or "",
                "initials": _initials(
                    message.author_id.name or message.email_from or ""
                ),
                "is_us": message.author_id.print_client_id != client,
                "date": format_datetime(
                    self.env, message.date, dt_format="d MMMM, HH:mm"
                ),
                "body": message.body,
                "files": [
                    {
                        "name": attachment.name,
                        "url": f"/web/content/{attachment.id}?download=1&access_token="
                        f"{attachment._get_raw_access_token()}",
                    }
                    for attachment in message.attachment_ids
                ],
            }
            for message in messages.sorted("id", reverse=True)
        ]

    def _say(self, text):
        """Add what the user wrote to the discussion, and tell who serves the order.

        :raise UserError: when it is longer than LONGEST_MESSAGE
        """
        self.ensure_one()
        text = (text or "").strip()
        if not text:
            return
        if len(text) > LONGEST_MESSAGE:
            raise UserError(
                self.env._("Message: shorten it to %s characters.", LONGEST_MESSAGE)
            )
        # Accounts may not write orders; whoever sees one may write about it.
        self.sudo().message_post(
            body=plaintext2html(text),
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            partner_ids=self.sudo()._get_print_staff().ids,
        )


def _initials(name):
    return "".join(word[0] for word in name.split()[:2]).upper()
