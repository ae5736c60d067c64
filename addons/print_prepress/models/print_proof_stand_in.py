from odoo import models
from odoo.exceptions import AccessError


class PrintProof(models.Model):
    """Whoever is away has somebody who decides for him."""

    _inherit = "print.proof"

    def _call_in_stand_ins(self, is_told=False):
        """Ask those who stand in for approvers that are away now.

        :param bool is_told: whether they are written to at once
        """
        for row in self.sudo().approver_ids:  # a consequence of the absence
            if not row.user_id or not row._is_awaited() or row.stand_in_ids:
                continue
            stand_in = row.user_id._get_proof_stand_in()
            known = row.proof_id.approver_ids.user_id
            if stand_in and stand_in not in known:
                added = row._add_stand_in(stand_in)
                if is_told:
                    added._tell()

    def _pass_on(self, name, email, approver=None):
        """Let somebody else decide in place of the one who reads, who still may, too.

        :param str name: of that person
        :param str email: his address; one of an account of the client means the account
        :param approver: ``print.proof.approver`` who reads by his link, by default the
            user by his account
        :return: the row of that person
        :raise AccessError: for whoever is not asked himself
        :raise UserError: with the way out
        """
        self.ensure_one()
        proof = self.sudo()  # who is asked himself is found here
        row = approver and approver.sudo()
        row = row or proof.approver_ids.filtered(
            lambda each: each.user_id == self.env.user
        )
        if row.proof_id != proof:
            raise AccessError(
                self.env._("You may look at this proof: others decide on it.")
            )
        proof._lock()
        return row._pass_on(proof._find_person(name, email))

    def _find_person(self, name, email):
        """Return the account of the client with this address, else the person."""
        account = self.env.user._find_proof_colleague(email)
        return account or {"name": name, "email": email, "lang": self.partner_id.lang}
