from odoo import models
from odoo.fields import Command

LAYOUT = "print_portal.mail_layout"
CHOICES = "/my/print/profile/notices"


class SaleOrder(models.Model):
    """What the client and our staff are told about an order, each in his language.

    Mail goes out from Odoo's queue: a mail server that is down holds nobody up.
    """

    _inherit = "sale.order"

    # The client --------------------------------------------------------------------

    def _send_print_mail(self, template, contact=None):
        """Queue a mail about this order to a person of the client, who wants it.

        :param template: ``mail.template`` over ``sale.order``; ``print.notice`` says
            what it tells of, and whether it may be switched off
        :param contact: ``res.partner``, by default whoever ordered
        """
        self.ensure_one()
        contact = contact or self._get_print_contact()
        # What a client wants is asked whoever makes the step.
        notice = (
            self.env["print.notice"].sudo()._find(template, self.sudo().print_status_id)
        )
        if not notice._is_wanted_by(contact.sudo()):
            return
        seller = self.sudo()._get_print_server()._get_stand_in()
        sender = seller.partner_id or self.company_id.partner_id
        # Mail is a consequence of a step: who makes it may not read the whole order.
        order = self.sudo().with_context(print_mail_contact=contact.id)
        template.sudo().with_env(order.env).send_mail(
            order.id,
            email_values={
                "author_id": sender.id,
                # An answer reaches who is there.
                **({"email_from": sender.email_formatted} if sender.email else {}),
                "recipient_ids": [Command.set(contact.ids)],
            },
            email_layout_xmlid=LAYOUT,
        )
        self._hurry_mail()

    def _hurry_mail(self):
        """Let the queue run as soon as this is committed, not at its next hour."""
        cron = self.env.ref("mail.ir_cron_mail_scheduler_action")
        cron.sudo()._trigger()  # who makes a step may not start jobs of the system

    def _get_print_contact(self):
        """Return the person who ordered; the client for office orders.

        An account without an e-mail address is told at the client's.
        """
        self.ensure_one()
        contact = self.print_account_id.partner_id or self.partner_id
        return contact if contact.email else contact.commercial_partner_id

    def _get_money_contact(self):
        """Return who is told about money: who ordered, else the main account."""
        self.ensure_one()
        contact = self._get_print_contact()
        if self._is_money_shown_to(contact):
            return contact
        return contact.commercial_partner_id

    def _is_money_shown_to(self, contact):
        """Whether a mail to ``contact`` may carry amounts.

        Who has no account at all is the client whom the office serves.
        """
        accounts = contact.user_ids
        return not accounts or accounts[0]._has_print_right("see_finance")

    def _get_mail_contact(self):
        """Return whom the mail goes to that is being written."""
        contact_id = self.env.context.get("print_mail_contact")
        contact = self.env["res.partner"].browse(contact_id or ())
        return contact or self._get_print_contact()

    def _get_mail_subject(self, what):
        """Return the subject of a mail: number, what happened, the client's title."""
        self.ensure_one()
        return " · ".join(filter(None, [self.name, what, self.print_title]))

    def _get_mail_values(self):
        """Return what a mail about this order says, in the language of this env.

        :return: dict of ``awaited`` and ``lines`` as the pages have them, ``stops``
            (dicts ``title``, ``sentence``, ``note``), ``coming``, ``totals`` (None for
            whoever may not see money), ``delivery``, ``contact``, and ``url`` and
            ``label`` of the button
        """
        self.ensure_one()
        # The reader's rights count here, not those of who lets the mail go out.
        order = self.sudo()
        sees_money = order._is_money_shown_to(order._get_mail_contact())
        awaited = order._get_awaited_line(sees_money=sees_money)
        return {
            "awaited": awaited,
            "stops": order._get_mail_stops(),
            "lines": [
                line._portal_values(sees_money) for line in order._get_portal_lines()
            ],
            "coming": order._get_coming_words(),
            "delivery": order._get_delivery_values(sees_money),
            "totals": order._get_total_values() if sees_money else None,
            "contact": order._get_contact_values(),
            "url": order.get_base_url() + (awaited["url"] or order._get_print_url()),
            "label": awaited["label"] or order.env._("See the order"),
        }

    def _get_mail_choices_url(self):
        """Return where the reader chooses his mails; "" for whoever has no account."""
        # The reader's accounts are looked up, whoever lets the mail go out.
        if not self.sudo()._get_mail_contact().user_ids:
            return ""
        return self.get_base_url() + CHOICES

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Mails of a discussion lead accounts to the choice, too."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if self and self.print_source:
            for name, _is_member, data in groups:
                if name == "portal":
                    data["print_choices_url"] = self.get_base_url() + CHOICES
        return groups

    def _get_mail_stops(self):
        """Return what stops which job, when more than the first sentence is to say."""
        stopped = self.print_job_ids.filtered("reason_id")
        return [
            {
                "title": job.title,
                "sentence": job.reason_id.client_sentence,
                "note": job.reason_note or "",
            }
            for job in stopped
        ]

    def _get_coming_words(self):
        """Return what comes next, with the date as it stands now."""
        promise = self._format_promise_end()
        kind = self.print_status_id.kind
        if kind in ("check", "client"):
            if promise:
                return self.env._(
                    "Then production starts. As it stands now, ready %s.", promise
                )
            return self.env._("Then production starts, and you get the date.")
        if kind == "hold":
            return self.env._("We write as soon as it goes on, with the date.")
        if kind == "work":
            if self._is_print_late():
                return self.env._("We write as soon as there is a new date.")
            if promise:
                return self.env._("As it stands now, ready %s.", promise)
            return self.env._("We write when it is ready.")
        if kind == "ready" and self._is_carried():
            return self.env._("We write when it leaves the shop.")
        return ""
