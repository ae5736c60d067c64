from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    print_moves = fields.Html(
        compute="_compute_print_moves", sanitize=False, string="What moves"
    )

    @api.depends("partner_ids", "dst_partner_id")
    def _compute_print_moves(self):
        for wizard in self:
            sources = wizard.partner_ids - wizard.dst_partner_id
            lines = wizard._get_print_moves(sources) if wizard.dst_partner_id else []
            wizard.print_moves = lines and Markup("<ul>%s</ul>") % Markup().join(
                Markup("<li>%s</li>") % line for line in lines
            )

    def _get_print_moves(self, sources):
        """Return a line for each thing that the destination gets: logins, then counts.

        :param sources: the contacts that vanish
        """
        _ = self.env._
        # Who merges contacts need not see each order, invoice or user.
        sudo = self.sudo().with_context(active_test=False).env
        lines = [
            _(
                "Login %(login)s, now of %(contact)s",
                login=user.login,
                contact=owner.name,
            )
            for owner in sources
            for user in sudo["res.users"].search([("partner_id", "=", owner.id)])
        ]
        counts = (
            (_("Orders"), "sale.order"),
            (_("Invoices"), "account.move"),
            (_("Deliveries"), "stock.picking"),
            (_("Registration requests"), "print.registration"),
        )
        for label, model in counts:
            count = sudo[model].search_count([("partner_id", "in", sources.ids)])
            if count:
                lines.append(f"{label}: {count}")
        return lines

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        """Merge no two clients: each has logins, files and rights of his own."""
        partners = self.env["res.partner"].browse(partner_ids).exists()
        # Nobody opens an account, or moves one, while its contact goes elsewhere.
        (partners | partners.commercial_partner_id).lock_for_update()
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
        self._check_folders(partners - destination)

    def _check_folders(self, sources):
        """Refuse to merge a contact away while a folder of files has his number.

        :raise UserError: naming who has files
        """
        # A former client, whose code is gone, still has his folder.
        files_sudo = self.env["print.file"].sudo()
        held = files_sudo.search([("partner_id", "in", sources.ids)]).partner_id
        if held:
            raise UserError(
                self.env._(
                    "%s has files in his folder: keep it as the destination contact.",
                    ", ".join(held.mapped("name")),
                )
            )
