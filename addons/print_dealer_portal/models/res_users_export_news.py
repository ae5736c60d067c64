from odoo import models
from odoo.tools import html2plaintext


class ResUsers(models.Model):
    """What an account wrote beside its orders, and was answered, in its export."""

    _inherit = "res.users"

    def _get_print_export(self, whole_client):
        yield from super()._get_print_export(whole_client)
        yield "partner_messages", self._export_talk()

    def _export_talk(self):
        """Its own alone: colleagues' are not the main account's to read either."""
        talk_sudo = self.env["print.talk"]._of(self.env.user)
        messages_sudo = talk_sudo.env["mail.message"]
        for message in messages_sudo.search(talk_sudo._get_talk_domain(), order="id"):
            yield {
                "author": message.author_id.name,
                "date": message.create_date,
                "text": html2plaintext(message.body or ""),
            }
