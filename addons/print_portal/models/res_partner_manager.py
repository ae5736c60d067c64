from odoo import api, models
from odoo.fields import Domain

SELLERS = "sales_team.group_sale_salesman"
# What clients are shown of whom they may ask.
SHOWN = frozenset({"name", "phone", "email", "image_1920"})


class ResPartner(models.Model):
    """Whom of our staff a client may ask."""

    _inherit = "res.partner"

    # Who serves ---------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        partners.filtered("client_code")._take_client()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if vals.get("client_code"):
            self._take_client()
        if SHOWN & vals.keys() and self._is_shown_to_clients():
            self.env.registry.clear_cache()
        return result

    def _is_shown_to_clients(self):
        """Whether one of these is our staff, or the shop, which pages remember."""
        staff = Domain("user_ids.share", "=", False) | Domain(
            "ref_company_ids", "!=", False
        )
        # Who writes a contact need not read users.
        return bool(
            self.sudo()
            .with_context(active_test=False)
            .search_count(Domain("id", "in", self.ids) & staff, limit=1)
        )

    def _take_client(self):
        """Whoever of the sales makes somebody a client serves him from then on."""
        user = self.env.user
        if not self.env.su and user.has_group(SELLERS):
            self.filtered(lambda client: not client.user_id).user_id = user

    def _get_print_seller(self):
        """Return the user who serves this client, as superuser: his salesperson, else
        whoever let him in, else none.

        Who is away counts: see ``res.users._get_stand_in``.
        """
        self.ensure_one()
        client = self.commercial_partner_id.sudo()  # accounts see no staff
        if client.is_print_branch and not client.user_id.active:
            client = client.print_client_id
        if client.user_id.active:
            return client.user_id
        request = client.env["print.registration"].search(
            [("partner_id", "=", client.id), ("state", "=", "approved")],
            order="date_answered desc",
            limit=1,
        )
        return request.answered_by_id.filtered(
            lambda user: user.active and not user.share
        )

    def _get_print_manager(self):
        """Return whom this client may ask, see ``_get_print_contact``."""
        self.ensure_one()
        # This much of one of the staff is meant for clients.
        company = self.env.company.sudo()
        named = self.commercial_partner_id.sudo().user_id
        if contact := named and named._get_usual_contact(company.id):
            return dict(contact)  # as every page asks, without a look at the database
        return self._get_print_seller()._get_print_contact(company)

    def _get_print_contact(self, company, stands_in_for=None):
        """Return how to reach this person.

        :param company: the shop, whose telephone and e-mail stand in for missing ones
        :param stands_in_for: contact of whoever is away, or of this person himself
        :return: dict of ``name``, ``phone``, ``phone_link``, ``email``, ``initials``,
            ``photo`` (address of the picture, empty without one) and
            ``stands_in_for`` (name)
        """
        self.ensure_one()
        away = stands_in_for and stands_in_for != self
        phone = self.phone or company.phone or ""
        return {
            "name": self.name,
            "phone": phone,
            "phone_link": company._get_phone_link(phone),
            "email": self.email or company.email or "",
            "initials": "".join(word[0] for word in self.name.split()[:2]).upper(),
            "photo": self._get_print_photo_url() if self != company.partner_id else "",
            "stands_in_for": stands_in_for.name if away else "",
        }

    # The photo ----------------------------------------------------------------------

    def _get_print_photo_url(self):
        """Return the address of this person's picture, "" without one."""
        # The size is enough to know that there is one.
        if not self.with_context(bin_size=True).image_128:
            return ""
        stamp = int(self.write_date.timestamp())
        return f"/my/print/manager/{self.id}/photo?unique={stamp}"

    @api.model
    def _find_serving_person(self, partner_id):
        """Return the contact of a colleague who serves the user, as superuser, or none.

        He serves his client, or an order that he may see. Of other staff nothing is
        told, not even that they exist.
        """
        client = self.env.user._print_buyer()
        if not client:
            return self.browse().sudo()  # none
        seller = client._get_print_seller()
        if partner_id in (seller | seller._get_stand_in()).partner_id.ids:
            return self.sudo().browse(partner_id)  # accounts see no staff
        # Accounts see no staff; which of them serves an order, the order says.
        users = self.env["res.users"].sudo()
        person = users.search(
            Domain("partner_id", "=", partner_id) & Domain("share", "=", False)
        )
        absent = users.search([("print_substitute_id", "in", person.ids)])
        serving = (person | absent).filtered(
            lambda user: user._get_stand_in() in person
        )
        # The user's own rules say which orders count.
        seen = Domain("user_id", "in", serving.ids)
        if person and self.env["sale.order"].search_count(seen, limit=1):
            return person.partner_id
        return self.browse().sudo()
