from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .print_proof import WAITING

MOST_STAND_INS = 3  # of one person: each of them gets a mail


class PrintProofApprover(models.Model):
    """Passing a decision on to somebody else."""

    _inherit = "print.proof.approver"

    @api.model
    def _search_waiting(self, account):
        """Return the rows in which ``account`` is awaited."""
        return self.search(
            Domain("user_id", "=", account.id)
            & Domain("state", "=", WAITING)
            & Domain("proof_id.state", "=", WAITING)
        )

    def _pass_on(self, person):
        """Let ``person`` decide in place of this one, who may still do so himself.

        :param person: as ``print.job._send_proof`` takes people
        :return: the new row
        :raise UserError: with the way out
        """
        self.ensure_one()
        row = self.sudo()  # who passes it on was asked for by the caller's door
        row.proof_id._check_open()
        if row.state != WAITING:
            raise UserError(self.env._("You have decided on this proof already."))
        if len(row.stand_in_ids) >= MOST_STAND_INS:
            raise UserError(
                self.env._("Passed on to enough people: wait for one of them.")
            )
        added = row._add_stand_in(person)
        row.proof_id.job_id._message_log(
            body=self.env._(
                "Proof %(version)s: %(who)s lets %(other)s decide.",
                version=row.proof_id.version,
                who=row.name,
                other=added.name,
            )
        )
        added._tell()
        return added

    def _add_stand_in(self, person):
        vals = self._prepare_person(person)
        others = self.proof_id.approver_ids
        is_known = others.filtered(
            lambda each: (
                each.user_id.id == vals["user_id"]
                if vals.get("user_id")
                else each.email == vals["email"]
            )
        )
        if is_known:
            raise UserError(self.env._("%s is asked already.", vals["name"]))
        return self.create(
            {
                "proof_id": self.proof_id.id,
                "stands_for_id": (self.stands_for_id or self).id,
                **vals,
            }
        )

    def _get_represented(self):
        """Return those rows that the word of this person settles, too."""
        self.ensure_one()
        waiting = self.proof_id.approver_ids.filtered(
            lambda each: each.state == WAITING and each != self
        )
        account = self.user_id
        return waiting.filtered(
            lambda each: (
                each == self.stands_for_id
                or (
                    account
                    and each.user_id
                    and each.user_id._get_proof_stand_in() == account
                )
            )
        )
