from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from .sale_order_basket_approval import WAITING

LONGEST_NAME = 60


class SaleOrder(models.Model):
    """Several baskets of an account: their names, the current one, the list of them."""

    _inherit = "sale.order"

    print_basket_name = fields.Char(
        "Name of the basket", copy=False, help="As its owner calls it."
    )

    # One basket ---------------------------------------------------------------------

    def _get_basket_label(self):
        """Return what a basket is called: its name, its first job, or its day."""
        self.ensure_one()
        if label := self.print_basket_name or self.print_title:
            return label
        day = format_date(self.env, self.create_date, date_format="d MMMM")
        return self.env._("Basket of %s", day)

    def _name_basket(self, name):
        """Call this basket what its owner likes; an empty name is none.

        :raise UserError: when it is longer than LONGEST_NAME
        """
        self._check_is_owner()
        name = " ".join((name or "").split())
        if len(name) > LONGEST_NAME:
            raise UserError(
                self.env._("Name: shorten it to %s characters.", LONGEST_NAME)
            )
        self.print_basket_name = name

    def _make_current(self):
        """Let the user's next jobs go into this basket.

        :raise UserError: when he may not fill it
        """
        user = self.env.user
        if not self._may_be_filled_by(user):
            raise UserError(self.env._("You cannot add jobs to this basket now."))
        user.sudo().print_basket_id = self.id  # the pointer is not his to write

    def _delete_basket(self):
        """Delete this basket with all that was asked in it.

        :return: what brings it back, see ``_restore_basket``
        :raise AccessError: for whoever does not own it
        :raise UserError: when it is sent, or waits for approval
        """
        self._check_is_owner()
        self._check_is_basket()
        undo = {
            "title": self._get_basket_label(),
            "name": self.print_basket_name or "",
            "fields": {
                name: self._get_basket_field(name)
                for name in sorted(self._get_basket_fields())
            },
            "jobs": [line._get_undo_values() for line in self._get_portal_lines()],
        }
        specs = self.order_line.print_spec_id
        self.unlink()
        specs.unlink()
        return undo

    @api.model
    def _restore_basket(self, undo):
        """Return a new basket of this user, as superuser, like the one he deleted.

        :param undo: what ``_delete_basket`` returned
        :raise SpecErrors: when a job of it cannot be ordered any more
        """
        basket_sudo = self._create_basket()
        basket_sudo.print_basket_name = undo["name"]
        basket_sudo._restore_print_jobs(undo["jobs"])
        # The address decides which carriers there are.
        for name in sorted(undo["fields"], key=lambda name: name == "carrier_id"):
            basket_sudo._restore_field(name, undo["fields"][name])
        return basket_sudo

    def _restore_field(self, name, value):
        """Say again what the client has said, unless it is gone by now."""
        try:
            with self.env.cr.savepoint():
                if value:
                    self._write_basket({name: value})
        except UserError:
            return

    def _portal_values(self, account):
        values = super()._portal_values(account)
        # The rows were checked by whoever found the basket.
        basket = self.sudo()
        return values | {
            "basket_name": basket.print_basket_name or "",
            "owner_words": basket._get_owner_words() if basket.is_basket else {},
        }

    def _get_owner_words(self):
        """Return what others read about the owner of this basket, by what they do."""
        _, owner = self.env._, self.print_account_id.name
        return {
            "fills": _("%s sends this basket. You may change it.", owner),
            "looks": _("%s shows you this basket. You may look, not change it.", owner),
            "visits": _("%s shows you this basket.", owner),
            "decides": _(
                "The order is sent in the name of %s, and says that you approved it.",
                owner,
            ),
        }

    # The list -----------------------------------------------------------------------

    @api.model
    def _find_baskets(self):
        """Return all baskets that the user may see, his own first, then the newest."""
        user = self.env.user
        found = self.search(Domain("is_basket", "=", True), order="id desc")
        return found.sorted(lambda basket: basket.print_account_id != user)

    def _get_basket_rows(self, account):
        """Return these baskets as rows of a list.

        Batched: no query depends on their number.

        :return: list of dicts ``id``, ``label``, ``jobs`` (how many), ``state`` of the
            approval, ``words`` and ``tone`` for it, ``owner``, ``total`` (empty for who
            may not see money), ``is_own``, ``is_current``, ``may_fill``,
            ``may_approve`` and ``day``
        """
        sees_money = account._has_print_right("see_finance")
        current = self._get_basket()
        # The baskets were found by the account's own rights.
        baskets = self.sudo()
        waiting = baskets.filtered(
            lambda basket: basket.print_approval_state == WAITING
        )
        approvable = waiting._filter_approvable(account)
        return [
            {
                **basket._get_basket_row(account, sees_money, basket in approvable),
                "is_current": basket == current,
            }
            for basket in baskets
        ]

    def _get_basket_row(self, account, sees_money, may_approve):
        words = {
            WAITING: (self.env._("Waits for approval"), "run"),
            "returned": (self.env._("Sent back: change it"), "you"),
        }
        said, tone = words.get(self.print_approval_state, ("", "off"))
        is_own = self.print_account_id == account
        if not is_own and may_approve:
            said, tone = self.env._("Waiting for you: approve it"), "you"
        lines = self._get_portal_lines()
        return {
            "id": self.id,
            "label": self._get_basket_label(),
            "title": self.print_title or "",
            "jobs": len(lines),
            "state": self.print_approval_state or "",
            "words": said,
            "tone": tone,
            "owner": self.print_account_id.name,
            "total": self._get_basket_total() if sees_money and lines else "",
            "is_own": is_own,
            "may_fill": self._may_be_filled_by(account),
            "may_approve": may_approve,
            "day": format_date(self.env, self.create_date, date_format="d MMMM"),
        }

    def _get_basket_total(self):
        """Return what this basket costs with tax, as a text."""
        if self._is_price_open():
            return self.env._("on request")
        return self.currency_id.format(self.amount_total)

    # The first page -----------------------------------------------------------------

    @api.model
    def _get_approval_rows(self, account):
        """Return the baskets that wait for ``account``, as rows of the first page.

        His own that were sent back, and those of colleagues that he may approve; as
        ``_portal_rows`` has orders.
        """
        returned = Domain("print_account_id", "=", account.id)
        returned &= Domain("print_approval_state", "=", "returned")
        if account._has_print_right("can_approve"):
            returned |= Domain("print_approval_state", "=", WAITING)
        found = self.search(Domain("is_basket", "=", True) & returned, order="id")
        # The rows were found by the account's own rights.
        baskets = found.sudo()
        waiting = baskets.filtered(
            lambda basket: basket.print_approval_state == WAITING
        )
        baskets -= waiting - waiting._filter_approvable(account)
        return [basket._get_approval_row(account) for basket in baskets]

    def _get_approval_row(self, account):
        step = self.print_approval_ids[-1:]
        who = step.account_id.name or ""
        waits = self.print_approval_state == WAITING
        lead = (
            self.env._("Waiting for you: approve the basket of %s.", who)
            if waits
            else self.env._("Waiting for you: change the basket, %s sent it back.", who)
        )
        since = self._format_days(step.date) if step else ""
        return {
            **self._portal_row(account._has_print_right("see_finance")),
            "name": self.env._("Basket"),
            "title": self._get_basket_label(),
            "words": lead.rstrip("."),
            "tone": "you",
            "awaited": {
                "tone": "you",
                "lead": lead,
                "since": since,
                "more": since,
                "url": f"/my/print/baskets/{self.id}",
                "label": self.env._("See the basket"),
            },
        }
