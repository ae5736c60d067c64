from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """An order of the partner portal that the shop does not take, and why."""

    _inherit = "sale.order"

    print_refusal_id = fields.Many2one(
        "print.reason",
        "Refused because",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    print_refusal_note = fields.Text(
        "Beside the reason",
        readonly=True,
        copy=False,
        help="What the client reads beside the reason.",
    )

    def _is_refused(self):
        """Whether the shop has refused this order."""
        self.ensure_one()
        return self.state == "cancel" and bool(self.print_refusal_id)

    def _refuse(self, reason, note=""):
        """Refuse this order: it is cancelled, and the client is told why.

        :param reason: ``print.reason`` of the kind "refuse"
        :param note: beside it, in words for the client
        :raise UserError: for an order that does not wait for acceptance
        """
        self.ensure_one()
        self.check_access("write")
        if not self._is_to_accept():
            raise UserError(
                self.env._("%s does not wait for acceptance any more.", self.name)
            )
        self.write(
            {
                "print_refusal_id": reason.id,
                "print_refusal_note": (note or "").strip(),
            }
        )
        self._action_cancel()
        self._message_log(body=self._get_refusal_words())
        self._send_print_mail(
            self.env.ref("print_dealer_portal.mail_template_order_refused")
        )

    def _get_refusal_words(self):
        """Return the reason as a sentence for the client."""
        return self.env._("Refused: %s", self.print_refusal_id.client_sentence)

    def action_draft(self):
        """What is opened again is not refused any more."""
        result = super().action_draft()
        self.write({"print_refusal_id": False, "print_refusal_note": False})
        return result
