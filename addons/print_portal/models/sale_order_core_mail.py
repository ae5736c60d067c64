from odoo import api, models


class SaleOrder(models.Model):
    """What core would tell a client, and how: our mails and our page instead.

    Core's mails carry amounts for everybody, links that open the order to whoever holds
    them, and a PDF that is made while a payment waits.
    """

    _inherit = "sale.order"
    _mail_post_access = "read"  # whoever sees an order may write about it

    def _send_order_confirmation_mail(self):
        """The start of the jobs has told the client; goods have no such step."""
        print_orders = self.filtered("print_source")
        template = self.env.ref("print_portal.mail_template_order_status")
        for order in print_orders.filtered(lambda order: not order.print_job_ids):
            order._send_print_mail(template)
        return super(SaleOrder, self - print_orders)._send_order_confirmation_mail()

    def _send_payment_succeeded_for_order_mail(self):
        print_orders = self.filtered("print_source")
        template = self.env.ref("print_portal.mail_template_order_payment")
        for order in print_orders:
            order._send_print_mail(template, order._get_money_contact())
        return super(
            SaleOrder, self - print_orders
        )._send_payment_succeeded_for_order_mail()

    def _find_mail_template(self):
        """Offer our own words when staff press Send."""
        self.ensure_one()
        if self.print_source and not self.env.context.get("proforma"):
            return self.env.ref("print_portal.mail_template_order_offer")
        return super()._find_mail_template()

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Lead accounts to our page, where they log in; nobody gets a token."""
        is_print_order = bool(self) and bool(self.print_source)
        # An account that writes may not read the token, from which core makes a link.
        order = self.sudo() if is_print_order else self
        groups = super(SaleOrder, order)._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if not is_print_order:
            return groups
        for name, _is_member, data in groups:
            if name == "portal":
                data["button_access"] = {
                    "url": self.get_base_url() + self._get_print_url(),
                    "title": self.env._("See the order"),
                }
        return [group for group in groups if group[0] != "portal_customer"]

    def _notify_by_email_prepare_rendering_context(self, message, **kwargs):
        """Leave the amount out of the head of mails: some readers may not see it."""
        # Core reads the amount for it, which not every author may.
        order = self.sudo() if self.print_source else self
        context = super(SaleOrder, order)._notify_by_email_prepare_rendering_context(
            message, **kwargs
        )
        if self.print_source:
            context["subtitles"] = [self._get_mail_subject("")]
        return context

    @api.model
    def _get_thread_with_access(
        self, thread_id, *, hash=None, pid=None, token=None, **kwargs
    ):
        """A link is no key to the discussion of a print order."""
        # Only which of two ways leads to it is asked.
        if self.browse(thread_id).sudo().exists().print_source:
            hash = pid = token = None
        return super()._get_thread_with_access(
            thread_id, hash=hash, pid=pid, token=token, **kwargs
        )
