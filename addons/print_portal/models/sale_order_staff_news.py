from markupsafe import Markup, escape

from odoo import models

TASK = "print_portal.mail_activity_news"


class SaleOrder(models.Model):
    """What our staff are told about orders: who serves them, once, as he chose.

    Each is told in his language, by a message or by a task on his list.
    """

    _inherit = "sale.order"

    # Who ----------------------------------------------------------------------------

    def _get_print_server(self):
        """Return the user who serves this order: its salesperson, else the client's.

        Asked as superuser. Who is away counts: see ``res.users._get_stand_in``.
        """
        self.ensure_one()
        return self.user_id or self.partner_id._get_print_seller()

    def _get_print_staff(self):
        """Return the contacts of who is told of this order; all of them may open it.

        Who serves it or stands in for him, else the coordinators with that right, else
        who sees all sales.
        """
        if self.user_id:
            return self.user_id._get_stand_in().partner_id
        seller = self._get_print_server()._get_stand_in()
        if seller and self.with_user(seller).has_access("read"):
            return seller.partner_id
        coordinators = self.env.ref("print_portal.group_coordinator").all_user_ids
        sellers = self.env.ref("sales_team.group_sale_salesman_all_leads").all_user_ids
        served = coordinators.filtered(
            lambda user: self.with_user(user).has_access("read")
        )
        return (served or sellers).partner_id

    # How ----------------------------------------------------------------------------

    def _tell_staff(self, say):
        """Tell who serves this order, see ``_get_print_staff``.

        :param say: called with this order in the language of each receiver, returns
            the sentence
        """
        self.ensure_one()
        # Clients trigger this: they see no other users, and are not its author.
        order = self.sudo().with_context(mail_notify_force_send=False)
        for lang, receivers in order._get_print_staff().grouped("lang").items():
            localized = order.with_context(lang=lang)
            text = say(localized)
            tasked = receivers.filtered(lambda person: person._wants_tasks())
            for user in tasked.user_ids:
                localized._add_news_task(user, text)
            if messaged := receivers - tasked:
                localized._message_staff(messaged, text)
        order._hurry_mail()

    def _message_staff(self, receivers, text):
        self.message_notify(
            author_id=self.company_id.partner_id.id,
            partner_ids=receivers.ids,
            subject=text,
            body=Markup("<p>%s</p>") % text
            + Markup("").join(
                Markup('<p><a href="%s">%s</a></p>') % (url, label)
                for label, url in self._get_news_links()
            ),
            force_record_name=self.name,
            email_layout_xmlid="mail.mail_notification_light",
        )

    def _get_news_links(self):
        """Return where news about this order lead, as ``[(label, address), ...]``."""
        return [(self.env._("Open the order"), self._get_staff_url())]

    def _add_news_task(self, user, text):
        """Put the news on the list of ``user``: one task an order, that grows."""
        kind = self.env.ref(TASK)
        note = Markup("<p>%s</p>") % escape(text)
        task = self.activity_ids.filtered(
            lambda task: task.user_id == user and task.activity_type_id == kind
        )[:1]
        if task:
            task.note = (task.note or "") + note
        else:
            # On his list he sees it: a mail about a task would tell him twice.
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                TASK, user_id=user.id, summary=text, note=note
            )

    def _get_staff_url(self):
        return f"{self.get_base_url()}/odoo/print-orders/{self.id}"

    # The discussion -------------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        """A client's message is a task for whoever wants tasks."""
        result = super()._message_post_after_hook(message, msg_vals)
        if self.print_source and message.message_type == "comment":
            order = self.sudo()  # who writes sees no staff
            if message.sudo().author_id.partner_share:
                for person in order._get_print_staff().filtered(
                    lambda person: person._wants_tasks()
                ):
                    for user in person.user_ids:
                        localized = order.with_context(lang=user.lang)
                        localized._add_news_task(
                            user, localized.env._("The client has written a message.")
                        )
        return result

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Leave out who is told otherwise, is away, or does not want messages."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        message_sudo = message.sudo()  # core hands over what is being sent
        if not self.print_source or message_sudo.message_type != "comment":
            return recipients
        # Accounts see no staff; what is asked of each is not told.
        partners = (
            self.env["res.partner"]
            .sudo()
            .browse([each["id"] for each in recipients if each["id"]])
        )
        of_client = message_sudo.author_id.partner_share
        silent = partners.filtered(lambda person: person._is_spared_messages(of_client))
        return [each for each in recipients if each["id"] not in silent.ids]
