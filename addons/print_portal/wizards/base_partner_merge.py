from odoo import models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merge no two clients: each has logins, files and rights of his own."""
        partners = self.env["res.partner"].browse(partner_ids).exists()
        self._check_clients(partners, dst_partner)
        users = partners.with_context(active_test=False).user_ids
        result = super()._merge(
            partner_ids, dst_partner=dst_partner, extra_checks=extra_checks
        )
        # Users changed their contact by SQL, past constraints and cached rules.
        self.env.invalidate_all()
        # Who was below a contact that is no more stands below another one now.
        everybody = self.env["res.partner"].with_context(active_test=False)
        below = everybody.search([("id", "child_of", partners.exists().ids)])
        self.env.add_to_compute(below._fields["print_client_id"], below)
        users._check_print_login()
        self.env.registry.clear_cache()
        return result

    def _check_clients(self, partners, dst_partner):
        """Refuse a merge over two clients, or of a client into what is none.

        :raise UserError: with the way out
        """
        clients = partners.print_client_id
        if len(clients) > 1:
            raise UserError(
                self.env._(
                    "%(clients)s have client codes of their own: merge contacts of one"
                    " client only.",
                    clients=", ".join(clients.mapped("name")),
                )
            )
        client = clients & partners
        destination = dst_partner or self._get_ordered_partner(partners.ids)[-1]
        if client and client != destination:
            raise UserError(
                self.env._(
                    "%(client)s has a client code: keep it as the destination contact.",
                    client=client.name,
                )
            )
