from odoo import models

TASK = "print_dealer_portal.mail_activity_accept"


class SaleOrder(models.Model):
    """Accepting an order of the partner portal: core's confirmation, asked for once."""

    _inherit = "sale.order"

    def _announce(self):
        """Whoever serves the order gets the task of accepting it."""
        # It may have been accepted, or taken back, before anybody is told.
        if self.is_partner_portal and self.state == "sent":
            self._ask_for_acceptance()
        return super()._announce()

    def _ask_for_acceptance(self):
        """Put the order on the lists of who is told of it, see ``_get_print_staff``."""
        self.ensure_one()
        # Clients trigger this, and see neither users nor their tasks.
        order = self.sudo().with_context(mail_activity_quick_update=True)
        for user in order._get_print_staff().user_ids:
            told = order.with_context(lang=user.lang)
            told.activity_schedule(
                TASK,
                user_id=user.id,
                summary=told.env._(
                    "Accept %(order)s of %(client)s",
                    order=told.name,
                    client=told.partner_id.name,
                ),
            )

    def _add_news_task(self, user, text):
        """Who has the task of accepting an order needs no second one about it."""
        kind = self.env.ref(TASK)
        has_task = self.activity_ids.filtered(
            lambda task: task.user_id == user and task.activity_type_id == kind
        )
        return None if has_task else super()._add_news_task(user, text)

    def _close_acceptance(self):
        """The task is done, whoever did it."""
        self.sudo().activity_unlink([TASK])  # it may be a colleague's

    # Confirming --------------------------------------------------------------------

    def _prepare_confirmation_values(self):
        """Keep who said yes: of changes, who asked the client to agree to them."""
        values = super()._prepare_confirmation_values()
        if self.env.user._is_internal():
            values["print_accepted_by_id"] = self.env.user.id
        elif len(self) == 1 and self.print_change_ids:
            values["print_accepted_by_id"] = self.print_change_ids[:1].user_id.id
        return values

    def _action_confirm(self):
        result = super()._action_confirm()
        accepted = self.filtered("is_partner_portal")
        accepted._close_acceptance()
        for order in accepted:
            order._withdraw_change()
            if order.print_is_sealed:
                order._seal_agreed()
            # Of work, the client is told by the status of its jobs.
            if not order.print_job_ids:
                order._send_print_mail(
                    self.env.ref("print_dealer_portal.mail_template_order_accepted")
                )
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        cancelled = self.filtered("is_partner_portal")
        cancelled._close_acceptance()
        cancelled._withdraw_change()
        return result
