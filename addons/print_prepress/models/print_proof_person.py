from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize


class PrintProofPerson(models.Model):
    """Somebody whom a client has named to approve its proofs."""

    _name = "print.proof.person"
    _description = "Approver of a Client"
    _inherit = "print.proof.person.mixin"
    _order = "sequence, id"

    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    user_id = fields.Many2one(
        domain="[('share', '=', True), ('partner_id', 'child_of', partner_id)]"
    )
    name = fields.Char(required=True)
    order_type_id = fields.Many2one(
        "print.order.type",
        "For",
        ondelete="cascade",
        help="Empty: for all kinds of work that have no approver of their own.",
    )

    @api.constrains("user_id", "email")
    def _check_person(self):
        """An account of another client would see what is none of its business."""
        for person in self:
            if not person.user_id and not email_normalize(person.email or ""):
                raise ValidationError(
                    self.env._("E-mail: enter an address such as anna@example.com.")
                )
            client = person.partner_id.print_client_id
            if person.user_id and person.user_id._print_client() != client:
                raise ValidationError(
                    self.env._(
                        "%(who)s is no account of %(client)s: choose another one.",
                        who=person.user_id.name,
                        client=person.partner_id.name,
                    )
                )

    def _choose_for(self, order_type):
        """Return those who are named for this kind of work, else those for all."""
        living = self.filtered(
            lambda person: not person.user_id or person.user_id.active
        )
        own = living.filtered(lambda person: person.order_type_id == order_type)
        return own or living.filtered(lambda person: not person.order_type_id)

    def _get_person_client(self):
        return self.partner_id
