from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

PROOFS = ("print.proof", "print.proof.file", "print.proof.approver")


class ResUsers(models.Model):
    """Which proofs an account sees, and who decides while it is away."""

    _inherit = "res.users"

    can_approve = fields.Boolean(
        string="Approves baskets and proofs",
        help="Approves baskets of colleagues that are over their limits, and the proofs"
        " of all orders that it sees.",
    )
    proof_away_until = fields.Date(
        "Away until",
        copy=False,
        help="Until the end of this day somebody else is asked about proofs, too.",
    )
    proof_stand_in_id = fields.Many2one(
        "res.users",
        "Decides on proofs meanwhile",
        copy=False,
        ondelete="set null",
        domain=[("share", "=", True)],
        help="An account of the same client.",
    )

    def _print_client_domain(self, model_name, client):
        """Proofs go with the orders; whom we asked sees the one he was asked about."""
        if model_name not in PROOFS:
            return super()._print_client_domain(model_name, client)
        path = "" if model_name == "print.proof" else "proof_id."
        of_order = Domain(f"{path}order_id", "any", self._print_domain("sale.order"))
        # Whoever is asked by name looks at it, and at nothing else of the order.
        return of_order | (
            Domain(f"{path}approver_ids.user_id", "=", self.id)
            & self._print_place_domain(client, f"{path}partner_id")
        )

    def _print_executor_domain(self, model_name):
        if model_name in PROOFS:
            path = "" if model_name == "print.proof" else "proof_id."
            return Domain(f"{path}job_id.executor_id", "=", self.id)
        return super()._print_executor_domain(model_name)

    def _say_right(self, name, is_on):
        if name != "can_approve":
            return super()._say_right(name, is_on)
        if is_on:
            return self.env._("%(who)s approves baskets and proofs now", who=self.name)
        return self.env._(
            "%(who)s no longer approves baskets and proofs", who=self.name
        )

    # Absence --------------------------------------------------------------------------

    def _get_proof_stand_in(self):
        """Return who decides on proofs in place of this account today, or nobody."""
        self.ensure_one()
        account = self.sudo()  # whom he has named is asked, whoever sends a proof
        until = account.proof_away_until
        if not until or until < fields.Date.context_today(account):
            return self.browse()
        stand_in = account.proof_stand_in_id
        is_near = stand_in.active and stand_in._print_client() == self._print_client()
        return stand_in.with_env(self.env) if is_near else self.browse()

    def _find_proof_colleague(self, email):
        """Return the other account of the same client that has this address, or none.

        Whoever does not know it learns no name: accounts do not see one another.
        """
        self.ensure_one()
        client, address = self._print_client(), email_normalize(email or "")
        if not client or not address:
            return self.browse()
        # An account sees no other one; who knows its address may name it.
        found = self.sudo().search(
            Domain("share", "=", True)
            & Domain("id", "!=", self.id)
            & Domain("partner_id.print_client_id", "=", client.id)
            & Domain("partner_id.email_normalized", "=", address),
            order="id",
            limit=1,
        )
        return found.with_env(self.env)

    def _set_proof_absence(self, until, email=""):
        """Name who decides on proofs while this account is away; nothing ends it.

        Who waits for a decision of it already is told at once.

        :param date until: the last day, or None to be back
        :param str email: address of a colleague's account
        :raise UserError: naming the field
        """
        self.ensure_one()
        account = self.sudo()  # an account has no right on users; this is its own
        if not until:
            account.write({"proof_away_until": False, "proof_stand_in_id": False})
            return
        if until < fields.Date.context_today(self):
            raise UserError(self.env._("Away until: choose today or a later day."))
        stand_in = self._find_proof_colleague(email)
        if not stand_in:
            raise UserError(
                self.env._("Decides meanwhile: enter a colleague's e-mail.")
            )
        account.write({"proof_away_until": until, "proof_stand_in_id": stand_in.id})
        waiting = account.env["print.proof.approver"]._search_waiting(account)
        waiting.proof_id._call_in_stand_ins(is_told=True)
