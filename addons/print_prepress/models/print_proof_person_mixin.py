from odoo import api, fields, models


class PrintProofPersonMixin(models.AbstractModel):
    """Somebody who decides on proofs: an account, or a name with an address."""

    _name = "print.proof.person.mixin"
    _description = "Approver"

    user_id = fields.Many2one(
        "res.users",
        "Account",
        ondelete="cascade",
        help="Empty: he gets a link by mail, and needs no login.",
    )
    name = fields.Char(
        compute="_compute_person", store=True, readonly=False, precompute=True
    )
    email = fields.Char(
        "E-mail", compute="_compute_person", store=True, readonly=False, precompute=True
    )

    @api.depends("user_id")
    def _compute_person(self):
        for person in self.filtered("user_id"):
            contact = person.user_id.sudo().partner_id  # its name and address alone
            person.name, person.email = contact.name, contact.email

    def _get_person(self):
        """Return him as ``print.job._send_proof`` takes him."""
        self.ensure_one()
        if self.user_id:
            return self.user_id
        lang = self._get_person_client().lang
        return {"name": self.name, "email": self.email, "lang": lang}

    def _get_person_client(self):
        """Return the client whose approver he is: it says which language he reads."""
        raise NotImplementedError
