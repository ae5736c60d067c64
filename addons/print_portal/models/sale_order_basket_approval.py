import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..file_facts import get_file_facts
from .print_approval import APPROVED, ASKED, RETURNED, TAKEN_BACK

WAITING = "waiting"
LONGEST_COMMENT = 1000


class SaleOrder(models.Model):
    """A basket that somebody of the client's company approves before it is sent.

    Who is over his limits asks for it. Then the basket rests: nobody changes it, its
    owner may take it back. The main account and whoever has the right approve, which
    sends it in its owner's name, or send it back with a comment. An approver never
    decides on a basket of his own, nor on one above his own limit for one order; his
    limit for a month is for what he orders himself.
    """

    _inherit = "sale.order"

    print_approval_state = fields.Selection(
        [
            (WAITING, "Waits for approval"),
            (RETURNED, "Sent back"),
            (APPROVED, "Approved"),
        ],
        string="Approval",
        readonly=True,
        copy=False,
        index="btree_not_null",
        help="Inside the client's company; empty for a basket that is being filled.",
    )
    print_approver_id = fields.Many2one(
        "res.users",
        string="Approved by",
        ondelete="restrict",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    print_approval_seal = fields.Char(
        "Sealed for approval",
        readonly=True,
        copy=False,
        groups="base.group_system",
        help="What was approved: see _get_approval_seal.",
    )
    print_approval_ids = fields.One2many(
        "print.approval",
        "order_id",
        string="Approvals",
        readonly=True,
        groups="base.group_user",
    )

    # Who ----------------------------------------------------------------------------

    def _get_approvers(self):
        """Return the accounts that may decide on this basket, as superuser."""
        self.ensure_one()
        # A branch's account does not read its head office.
        client = self.print_account_id._print_client().sudo()
        # Who it is, whoever asks, is told by name alone.
        accounts_sudo = self.env["res.users"].sudo()
        found = accounts_sudo.search(
            Domain("partner_id.print_client_id", "=", client.id)
            & Domain("share", "=", True)
            & (
                Domain("can_approve", "=", True)
                | Domain("login", "=", client.client_code)
            ),
            order="name, id",
        )
        return found.filtered(self._may_be_approved_by)

    def _may_be_approved_by(self, account):
        """Whether ``account`` may decide on this basket."""
        self.ensure_one()
        return bool(self._filter_approvable(account))

    def _filter_approvable(self, account):
        """Return those of these baskets, as superuser, that ``account`` may decide on.

        No query depends on their number.
        """
        orders_sudo = self.sudo()  # sums count, also for who may not see them
        client = account._print_client()
        if not client or not account._has_print_right("can_approve"):
            return orders_sudo.browse()
        place = account._print_place_domain(client, "partner_id")
        found_sudo = orders_sudo.filtered_domain(place)
        if account._is_print_primary():
            return found_sudo
        return found_sudo.filtered(
            lambda order: (
                order.print_account_id != account and order._is_approvable_with(account)
            )
        )

    def _is_approvable_with(self, account):
        """Whether this basket is not above what ``account`` may order at once."""
        limit = account.sudo().order_limit  # colleagues are not told one another's
        if not limit:
            return True
        currency = self.company_id.currency_id
        return not self._has_unknown_price() and (
            currency.compare_amounts(self._get_limited_total(), limit) <= 0
        )

    def _check_is_owner(self):
        if self.env.user != self.print_account_id:
            raise AccessError(
                self.env._(
                    "The basket belongs to %s: ask there.", self.print_account_id.name
                )
            )

    # What ---------------------------------------------------------------------------

    def _get_approval_seal(self):
        """Return a fingerprint of all that is approved: jobs, files, address, price."""
        self.ensure_one()
        address = self.partner_shipping_id
        facts = {
            "jobs": [
                line._get_sealed_facts()
                for line in self.order_line.sorted(
                    lambda each: (each.sequence, each.id)
                )
            ],
            "files": get_file_facts(self.print_file_ids),
            "delivery": [
                self.carrier_id.id,
                address.id,
                address._get_print_address(),
                self.print_recipient_name,
                self.print_recipient_phone,
            ],
            "papers": self._get_sealed_papers(),
            "total": [self.currency_id.name, f"{self.amount_total:.6f}"],
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def _get_sealed_papers(self):
        """Return what is approved of payment, papers and words."""
        return [self.print_payment_method, self.client_order_ref, self.print_note]

    def _is_approved(self):
        """Whether this basket is still exactly what somebody approved."""
        self.ensure_one()
        return (
            self.print_approval_state == APPROVED
            and self.print_approval_seal == self._get_approval_seal()
        )

    def _check_is_basket(self):
        """A basket that waits for an approval rests: what is read stays what it is."""
        result = super()._check_is_basket()
        if self.print_approval_state == WAITING:
            raise UserError(
                self.env._("The basket waits for approval: take it back to change it.")
            )
        return result

    def _check_may_be_filled(self):
        """Not even staff fill a basket; see ``_check_is_basket`` for who waits."""
        result = super()._check_may_be_filled()
        if self.is_basket:
            self._check_is_basket()
        return result

    # Steps --------------------------------------------------------------------------

    def _ask_approval(self, comment=""):
        """Send this basket to those who may approve it; a second time changes nothing.

        :param str comment: to them, at most LONGEST_COMMENT characters
        :raise AccessError: for whoever does not own it
        :raise UserError: with what has to be mended first, or when nobody may approve
        """
        self.ensure_one()
        self._check_is_owner()
        if self.print_approval_state == WAITING and self.is_basket:
            return
        self._check_is_basket()
        comment = self._check_comment(comment)
        self._price_for_today()
        self._refresh_delivery()
        self._check_submission()
        if not self._get_approvers():
            raise UserError(self._get_nobody_sentence())
        self.print_approval_state = WAITING
        self._rest()
        self._add_approval_step(ASKED, comment)

    def _get_nobody_sentence(self):
        return self.env._(
            "Nobody can approve baskets now: ask the main account of %s.",
            self.print_account_id._print_client().name,
        )

    def _rest(self):
        """What waits is nobody's current basket: the next job goes elsewhere."""
        # Pointers of all who fill it are cleared, whoever asks.
        users_sudo = self.env["res.users"].sudo()
        users_sudo.search([("print_basket_id", "=", self.id)]).print_basket_id = False

    def _take_back(self):
        """Let the owner fill his basket again.

        :raise AccessError: for whoever does not own it
        :raise UserError: when it waits for no approval any more
        """
        self._check_is_owner()
        self._check_waits()
        self.print_approval_state = False
        self._add_approval_step(TAKEN_BACK)

    def _refresh_waiting(self):
        """Give a basket that waits the prices of today, for its approver to read."""
        if self.is_basket and self.print_approval_state == WAITING:
            self._price_for_today()
            self._refresh_delivery()

    def _approve_basket(self, seal, comment=""):
        """Send this basket in its owner's name, as the user who approves it.

        :param str seal: fingerprint of what he has read, see ``_get_approval_seal``
        :return: the order
        :raise AccessError: when it is not his to approve
        :raise UserError: when it is another one by now, or cannot be sent
        """
        self._check_approver()
        comment = self._check_comment(comment)
        self._refresh_waiting()
        if seal != self._get_approval_seal():
            raise UserError(
                self.env._("The basket or its price has changed: look at it again.")
            )
        self.write(
            {
                "print_approval_state": APPROVED,
                "print_approver_id": self.env.uid,
                "print_approval_seal": seal,
            }
        )
        self._add_approval_step(APPROVED, comment)
        self._submit_basket()
        if self.print_kind == "quick":
            self._ask_for_quote()
        return self

    def _return_basket(self, comment):
        """Give this basket back to its owner, with the reason.

        :raise AccessError: when it is not the user's to decide on
        :raise UserError: without a reason
        """
        self._check_approver()
        comment = self._check_comment(comment)
        if not comment:
            raise UserError(self.env._("Comment: say in a few words what to change."))
        self.print_approval_state = RETURNED
        self._add_approval_step(RETURNED, comment)

    def _check_waits(self):
        if not (self.is_basket and self.print_approval_state == WAITING):
            raise UserError(self.env._("The basket waits for no approval any more."))

    def _check_approver(self):
        self._check_waits()
        if not self._may_be_approved_by(self.env.user):
            raise AccessError(
                self.env._(
                    "The basket is not yours to approve: it waits for %s.",
                    self._get_approver_names(),
                )
            )

    def _check_comment(self, comment):
        """Return a typed comment as it is kept.

        :raise UserError: when it is longer than LONGEST_COMMENT
        """
        comment = (comment or "").strip()
        if len(comment) > LONGEST_COMMENT:
            raise UserError(
                self.env._("Comment: shorten it to %s characters.", LONGEST_COMMENT)
            )
        return comment

    def _add_approval_step(self, kind, comment=""):
        # Accounts have no right on steps: what they may do is checked before.
        self.env["print.approval"].sudo().create(
            {
                "order_id": self.id,
                "kind": kind,
                "account_id": self.env.uid,
                "comment": comment,
                "is_told": kind not in (ASKED, RETURNED),
            }
        )

    # Sending ------------------------------------------------------------------------

    def _check_sender(self):
        """Refuse an account that neither owns nor approves what it wants to send."""
        if self.env.user.share and not self._is_approved():
            self._check_is_owner()

    def _prepare_submission(self):
        """An older answer is no approval of what is sent."""
        values = super()._prepare_submission()
        if not self._is_approved():
            values |= {"print_approval_state": False, "print_approver_id": False}
        return values

    def _get_sent_words(self):
        """Say in the discussion who approved what was sent."""
        if not self.print_approver_id:
            return super()._get_sent_words()
        return self.env._(
            "Sent by %(account)s, approved by %(approver)s.",
            account=self.print_account_id.name,
            approver=self.print_approver_id.name,
        )

    # What is told -------------------------------------------------------------------

    def _get_approver_names(self):
        return ", ".join(self._get_approvers().mapped("name"))

    def _get_approval_need(self, account):
        """Return why ``account`` does not send this basket by himself, None if he may.

        :return: dict of ``sentence``, ``approvers`` (names), and ``nobody``, a sentence
            for when there are none
        """
        self.ensure_one()
        reason = self._get_limit_reason() if self.order_line else ""
        if not reason:
            return None
        return {
            "sentence": self._get_limit_sentence(reason, account),
            "approvers": self._get_approver_names(),
            "nobody": self._get_nobody_sentence(),
        }

    def _get_approval_values(self, account):
        """Return how this basket, or what was sent of it, stands with its approval.

        :param account: ``res.users`` that reads
        :return: None for what nobody was asked about, else dict of ``state``, ``steps``
            (see ``print.approval``, the oldest first), ``comment`` of the last one
            and when it was ``asked``, ``lead`` (a sentence), ``approvers`` (names),
            ``approver`` (who did), ``seal``, ``can_answer`` and ``can_take_back``
        """
        self.ensure_one()
        order = self.sudo()  # whoever may see the basket may read where it stands
        steps = order.print_approval_ids
        if not steps:
            return None
        state = order.print_approval_state
        waits = order.is_basket and state == WAITING
        return {
            "state": state or "",
            "steps": [step._get_values() for step in steps],
            "comment": steps[-1].comment or "",
            "lead": order._get_approval_lead(account) if order.is_basket else "",
            "asked": steps[-1]._get_values()["date"],
            "approvers": order._get_approver_names() if waits else "",
            "nobody": order._get_nobody_sentence() if waits else "",
            "approver": order.print_approver_id.name or "",
            "seal": order._get_approval_seal() if waits else "",
            "can_answer": waits and order._may_be_approved_by(account),
            "can_take_back": waits and order.print_account_id == account,
        }

    def _get_approval_lead(self, account):
        """Return whose move it is with this basket, as a sentence for ``account``."""
        _ = self.env._
        step = self.print_approval_ids[-1:]
        if self.print_approval_state == RETURNED:
            return _("Sent back by %s.", step.account_id.name)
        if self.print_approval_state != WAITING:
            return ""
        if self._may_be_approved_by(account):
            return _(
                "Waiting for you: approve the basket of %s.", self.print_account_id.name
            )
        return _("Waits for approval.")

    def _portal_values(self, account):
        values = super()._portal_values(account)
        return values | {"approval": self._get_approval_values(account)}

    @api.depends("print_approval_state")
    def _compute_print_awaited(self):
        return super()._compute_print_awaited()

    def _get_staff_line(self, job=None):
        """Staff learn why a full basket is not sent; it is nothing for them to do."""
        if self.is_basket and self.print_approval_state == WAITING:
            return self.env._("The client's company approves it.")
        return super()._get_staff_line(job)
