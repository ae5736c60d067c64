from odoo import models


class AccountMove(models.Model):
    _name = "account.move"
    _inherit = ["account.move", "print.guard.mixin"]

    _PRINT_STAFF_FIELDS = frozenset(
        {
            "campaign_id",
            "medium_id",
            "message_main_attachment_id",
            "source_id",
            "team_id",
        }
    )

    def _post(self, soft=True):
        """An invoice of print orders takes what its client has paid online before.

        Core does so only while the payment waits for a bank statement.
        """
        posted = super()._post(soft)
        for invoice in posted.filtered(lambda move: move.move_type == "out_invoice"):
            for line in invoice._get_online_prepayments():
                invoice.js_assign_outstanding_line(line.id)
        return posted

    def _get_online_prepayments(self):
        """Return the receivable lines of online payments that no invoice has taken."""
        self.ensure_one()
        orders = self.line_ids.sale_line_ids.order_id.filtered("print_source")
        # Who posts invoices may not read how an order was paid online.
        payments = orders.sudo().transaction_ids.payment_id
        return payments.move_id.line_ids.filtered(
            lambda line: (
                line.account_type == "asset_receivable"
                and line.parent_state == "posted"
                and not line.reconciled
            )
        )

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Lead a client's accounts to his invoices, where they log in."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if not self or not self.partner_id.print_client_id:
            return groups
        for name, _is_member, data in groups:
            if name == "portal":
                data["button_access"] = {
                    "url": f"{self.get_base_url()}/my/print/invoices/{self.id}",
                    "title": self.env._("See the invoice"),
                }
        return [group for group in groups if group[0] != "portal_customer"]
