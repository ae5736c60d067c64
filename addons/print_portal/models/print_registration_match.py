from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, email_normalize

from .. import naming, tax_number

SHOWN = 10  # contacts for each reason
LIKENESS = 0.55  # of names, 1 for the same


class PrintRegistration(models.Model):
    """Whom we know already: contacts that may be the one who asks, and why.

    Only the staff is told. The applicant gets the same answer in either case.
    """

    _inherit = "print.registration"

    similar_partner_ids = fields.Many2many(
        "res.partner",
        compute="_compute_similar_partner_ids",
        string="Known contacts",
        help="Contacts with the same tax number, phone or e-mail, or a name like it.",
    )
    similar_words = fields.Html(
        compute="_compute_similar_partner_ids", string="Why", sanitize=False
    )

    @api.depends("email", "vat", "phone", "phone2", "name", "country_id")
    @api.depends_context("uid", "lang")
    def _compute_similar_partner_ids(self):
        for registration in self:
            found = registration._find_similar()
            registration.similar_partner_ids = [partner.id for partner in found]
            registration.similar_words = registration._describe_similar(found)

    def _find_similar(self):
        """Return {contact: reasons}, those of more weight first.

        Reasons are "tax", "phone", "email"; "name" alone is a hint. Archived contacts
        count: a client may come back.
        """
        self.ensure_one()
        partners = self.env["res.partner"].with_context(active_test=False)
        found = defaultdict(list)
        for reason, domain in self._get_similar_domains():
            for partner in partners.search(domain, limit=SHOWN):
                found[partner].append(reason)
        for partner in self._find_alike(partners):
            found[partner].append("name")
        found.pop(self.partner_id, None)
        return dict(sorted(found.items(), key=lambda item: -len(item[1])))

    def _get_similar_domains(self):
        """Yield each reason with a domain on contacts; none for what was not given."""
        if key := tax_number.make_key(self.vat, self.country_id.code):
            # Contacts without a country have the bare number.
            keys = {key, key.removeprefix(self.country_id.code or "")}
            yield "tax", Domain("print_tax_key", "in", list(keys))
        given = filter(None, (self.phone, self.phone2))
        country = self.country_id
        phones = {
            self._phone_format(number=phone, country=country, force_format="E164")
            for phone in given
        }
        if phones - {False}:
            yield "phone", Domain("phone_sanitized", "in", list(phones - {False}))
        if email := email_normalize(self.email):
            yield "email", Domain("email_normalized", "=", email)

    def _find_alike(self, partners):
        """Return clients and companies of a like name, in whatever letters."""
        key = naming.name_key(self.name or "")
        if not key:
            return partners
        root = Domain("parent_id", "=", False)
        if not self.env.registry.has_trigram:
            return partners.search(
                root & Domain("print_name_key", "=", key), limit=SHOWN
            )
        partners.flush_model(["print_name_key"])
        column = self.env.registry.unaccent(SQL.identifier("print_name_key"))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id FROM res_partner
                 WHERE %(column)s %% %(key)s
                   AND similarity(print_name_key, %(key)s) >= %(least)s
                   AND parent_id IS NULL
              ORDER BY similarity(print_name_key, %(key)s) DESC, id
                 LIMIT %(most)s
                """,
                column=column,
                key=key,
                least=LIKENESS,
                most=SHOWN,
            )
        )
        # Once more through the rules of whoever looks.
        return partners.search(root & Domain("id", "in", [row[0] for row in rows]))

    def _describe_similar(self, found):
        """Return a list as HTML: who it is, and why it may be the same."""
        rows = Markup().join(
            Markup('<li><a href="/odoo/res.partner/%s">%s</a>%s: %s</li>')
            % (
                partner.id,
                partner.display_name or "",
                self._describe_contact(partner),
                ", ".join(self._get_reason_words(reasons)),
            )
            for partner, reasons in found.items()
        )
        return rows and Markup("<ul>%s</ul>") % rows

    def _describe_contact(self, partner):
        """Return client code, city and whether it is archived, in brackets."""
        facts = [
            partner.print_client_id.client_code,
            partner.city,
            not partner.active and self.env._("archived"),
        ]
        text = ", ".join(fact for fact in facts if fact)
        return f" ({text})" if text else ""

    def _get_reason_words(self, reasons):
        _ = self.env._
        words = {
            "tax": _("same tax number"),
            "phone": _("same phone"),
            "email": _("same e-mail"),
            "name": _("name alike"),
        }
        return [words[reason] for reason in reasons]
