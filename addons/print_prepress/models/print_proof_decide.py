from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from .print_proof import ALL, APPROVED, CHANGES, COUNT, VOID, WAITING
from .print_proof_approver import LINK, LOGIN, OVERRIDE

OVERRIDE_RIGHT = "print_portal.group_gate_override"
LONGEST_REASON = 2000
DECISIONS = {"approve": APPROVED, "changes": CHANGES}
LOGGED_LETTERS = 8  # of a checksum


class PrintProof(models.Model):
    """What people decide on a proof, and what follows from it."""

    _inherit = "print.proof"

    def _decide(self, decision, reason="", approver=None):
        """Approve this version, or ask for changes: the only door for both.

        One who asks for changes stops the version for all; approved it is once as many
        have approved as its rule asks for. Pressing twice is deciding once.

        :param str decision: "approve" or "changes"
        :param str reason: what to change; may be empty where comments say it
        :param approver: the ``print.proof.approver`` whose link was used; by default
            the user decides by his account
        :return: this proof
        :raise AccessError: for whoever may only look
        :raise UserError: when it takes no decisions any more, or says nothing
        """
        self.ensure_one()
        state = DECISIONS[decision]
        reason = self._check_reason(reason)
        proof = self.sudo()  # nobody writes proofs; who decides is asked here
        proof._lock()
        row = approver and approver.sudo()
        if not row:
            row = proof._get_row_of(self.env.user)
        elif row.proof_id != proof:
            raise AccessError(self.env._("This link is for another proof."))
        if row and row.state == state:
            return self  # pressed twice
        proof._check_open()
        if row and row.state != WAITING:
            raise UserError(self.env._("You have decided on this proof already."))
        if state == CHANGES and not reason and not proof._has_open_comments():
            raise UserError(
                self.env._("Changes: say what to change, or add a comment to the page.")
            )
        row = row or proof._add_row(self.env.user)
        row._settle(state, reason, LINK if approver else LOGIN)
        proof._conclude(row)
        return self

    def _override(self, decision, reason):
        """Decide in place of the client, for a reason: agreed to by telephone, say.

        :raise AccessError: without the right to open gates
        :raise UserError: without a reason, or when it takes no decisions any more
        """
        self.ensure_one()
        if not self.env.user.has_group(OVERRIDE_RIGHT):
            raise AccessError(
                self.env._("Proofs are decided on by the client: ask your manager.")
            )
        self.job_id.check_access("write")
        reason = self._check_reason(reason)
        if not reason:
            raise UserError(
                self.env._(
                    "Say why you decide for the client: it stays with the proof."
                )
            )
        proof = self.sudo()  # as in ``_decide``; the right was asked above
        proof._lock()
        proof._check_open()
        row = proof._add_row(self.env.user)
        row._settle(DECISIONS[decision], reason, OVERRIDE)
        proof._conclude(row)
        return self

    def _check_reason(self, reason):
        reason = (reason or "").strip()
        if len(reason) > LONGEST_REASON:
            raise UserError(
                self.env._("Changes: shorten it to %s characters.", LONGEST_REASON)
            )
        return reason

    def _check_open(self):
        """Refuse a decision that nobody waits for any more.

        :raise UserError: saying what became of it
        """
        self.ensure_one()
        if self._is_open():
            return
        _ = self.env._
        values = {"version": self.version}
        if self.state == APPROVED:
            raise UserError(_("Proof %(version)s is approved already.", **values))
        if self.state == CHANGES:
            raise UserError(
                _(
                    "Changes are asked for in proof %(version)s: a new one comes.",
                    **values,
                )
            )
        if self.state == VOID:
            raise UserError(self._get_void_words())
        raise UserError(_("The work is stopped for now: decide as soon as it goes on."))

    def _has_open_comments(self):
        """Whether comments on the pages of this version say what to change.

        Whoever brings comments answers here, by super.
        """
        self.ensure_one()
        return False

    # Who ------------------------------------------------------------------------------

    def _get_row_of(self, account):
        """Return the row of ``account`` among the approvers, empty if he may add one.

        :raise AccessError: when he may only look
        """
        self.ensure_one()
        row = self.approver_ids.filtered(lambda each: each.user_id == account)
        if not row and not self._may_join(account):
            raise AccessError(
                self.env._(
                    "You may look at this proof: it waits for %s.",
                    self.awaited_names or self.partner_id.name,
                )
            )
        return row

    def _may_join(self, account):
        """Whether ``account`` may decide although nobody asked him.

        The main account may, and whoever approves for the client and sees the order.
        """
        self.ensure_one()
        if not account.share or not account._print_client():
            return False
        if not account._has_print_right("can_approve"):
            return False
        seen = account._print_domain("sale.order")
        return bool(self.sudo().order_id.filtered_domain(seen))  # his right was asked

    def _may_be_decided_by(self, account):
        """Whether ``account`` may decide on this version now."""
        self.ensure_one()
        proof = self.sudo()  # who is asked, is asked of everybody who sees the proof
        if not proof._is_open():
            return False
        row = proof.approver_ids.filtered(lambda each: each.user_id == account)
        return row.state == WAITING if row else proof._may_join(account)

    def _add_row(self, account):
        """Return the row of ``account``, who decides without having been asked."""
        approvers = self.env["print.proof.approver"]
        known = self.approver_ids.filtered(lambda each: each.user_id == account)
        return known or approvers.create(
            {"proof_id": self.id, **approvers._prepare_person(account)}
        )

    # What follows ---------------------------------------------------------------------

    def _conclude(self, row):
        """Draw the consequences of the decision in ``row``.

        :param row: ``print.proof.approver``, settled just now
        """
        self.ensure_one()
        approved = self._count_approvals()
        # Written whatever comes of it: see the field.
        self.approved_count = approved
        if row.state == CHANGES:
            self.write({"state": CHANGES, "date_decided": fields.Datetime.now()})
        elif row.how == OVERRIDE or self._is_enough(approved):
            self.write({"state": APPROVED, "date_decided": fields.Datetime.now()})
        self._log_decision(row)
        if self.state == CHANGES:
            self.job_id._stop_for_changes(self, row.reason)
        elif self.state == APPROVED:
            self.job_id._go_on_after_proof()
        self._tell_decision(row)

    def _count_approvals(self):
        return len(
            self.approver_ids._get_principals().filtered(
                lambda each: each.state == APPROVED
            )
        )

    def _is_enough(self, approved):
        """Whether so many approvals are what the rule of this version asks for."""
        self.ensure_one()
        asked = len(self.approver_ids._get_principals())
        needed = {ALL: asked, COUNT: min(self.quorum, asked)}.get(self.rule, 1)
        return approved >= needed

    def _log_decision(self, row):
        """Keep on the job who has decided what, on which bytes."""
        author = row.user_id.partner_id
        facts = {
            "version": self.version,
            "who": row.name,
            "how": dict(row._fields["how"]._description_selection(self.env))[row.how],
            "files": ", ".join(
                f"{file.name} ({file.checksum[:LOGGED_LETTERS]})"
                for file in self.file_ids
            ),
        }
        if row.state == APPROVED:
            text = self.env._(
                "Proof %(version)s approved by %(who)s (%(how)s): %(files)s", **facts
            )
        else:
            text = self.env._(
                "Proof %(version)s: %(who)s asks for changes (%(how)s): %(files)s",
                **facts,
            )
        self.job_id._message_log(
            body=" ".join(filter(None, [text, row.reason])),
            author_id=(author or self.company_id.partner_id).id,
        )
