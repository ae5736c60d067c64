from markupsafe import Markup

from odoo import models


class ResPartner(models.Model):
    """Who is told when a client's bank accounts change."""

    _inherit = "res.partner"

    def _tell_of_bank(self, say_staff, say_client):
        """Notify who books payments, and the client, of something about his account.

        A changed account is how money gets stolen: a person compares it by telephone,
        and a client whose password was stolen reads of it.

        :param say_staff: called with this client in the language of each receiver,
            returns the sentence for the accountants
        :param say_client: the same for the client
        """
        self.ensure_one()
        company = self.env.company
        group = self.env.ref("account.group_account_invoice")
        # Clients trigger this: they see no other users, and are not its author.
        users = group.sudo().all_user_ids.filtered(
            lambda user: not user.share and company in user.company_ids
        )
        client = self.sudo()
        for lang, receivers in users.partner_id.grouped("lang").items():
            text = say_staff(client.with_context(lang=lang))
            client._notify_of_bank(receivers, text, "")
        told = client.with_context(lang=client.lang)
        advice = told.env._("If this was not you, change your password and call us.")
        client._notify_of_bank(client, say_client(told), advice)
        self.env["sale.order"]._hurry_mail()

    def _notify_of_bank(self, receivers, text, advice):
        body = Markup("<p>%s</p><p>%s</p>") % (text, advice)
        self.with_context(mail_notify_force_send=False).message_notify(
            author_id=self.env.company.partner_id.id,
            partner_ids=receivers.ids,
            subject=text,
            body=body,
            email_layout_xmlid="mail.mail_notification_light",
        )
