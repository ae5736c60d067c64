from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

# Where an order stands in the list: the client's move first, what is over last.
RANKS = {"client": 0, "us": 1, "nobody": 2}
RANK_CANCELLED = 3


class SaleOrder(models.Model):
    """Orders as the client's pages list them."""

    _inherit = "sale.order"

    print_rank = fields.Integer(
        "Rank in lists",
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
            ``awaited``, ``ready``, ``is_late``, ``has_news``, ``total`` (empty for who
            may not see money)
        """
        sees_money = account._has_print_right("see_finance")
        self._read_for_rows()
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
            "has_news": self.print_has_talk_news,
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
        domain = self._get_list_domain() & Domain("print_account_id", "!=", False)
        # The domain of the rule itself: core's, of which it is a part, reads the whole
        # company first, which the rows of the list have cost once already.
        domain &= self.env.user._print_domain(self._name)
        groups = self.sudo()._read_group(domain, ["print_account_id"])
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
        # Accounts read no users, but whose an order is.
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
