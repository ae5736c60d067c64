from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from ..form_field import form_field, tidy_line
from ..typed_ids import read_id

TEXTS = {
    "address": ("name", "print_recipient", "street", "street2", "zip", "city"),
    "contact": ("name", "function", "email"),
}
TYPES = {"address": ("delivery", "other"), "contact": ("contact",)}


class ResPartner(models.Model):
    """Delivery addresses and people of a client, as he keeps them himself.

    Both are contacts below the client. Addresses are shared by all of his accounts,
    which may have favourites of their own; people without an account are kept by the
    main one.
    """

    _inherit = "res.partner"

    print_recipient = fields.Char(
        string="Recipient", help="Who takes deliveries in at this address."
    )
    print_delivery_id = fields.Many2one(
        "res.partner",
        string="Usual delivery address",
        ondelete="set null",
        index="btree_not_null",
        help="Where a new basket of this person is sent, unless he says otherwise.",
    )

    def _get_print_address(self):
        """Return this address in one line, as a client reads it."""
        self.ensure_one()
        parts = [self.city, self.street, self.street2]
        return ", ".join(filter(None, parts)) or self.name or ""

    # Who may ------------------------------------------------------------------------

    @api.model
    def _get_own_children(self, kind):
        """Return what the user's client keeps of a kind, as superuser, archived last.

        :param str kind: "address" or "contact"
        """
        user = self.env.user
        client = user._print_buyer()
        domain = (
            Domain("commercial_partner_id", "=", client.id)
            & Domain("id", "!=", client.id)
            & Domain("type", "in", TYPES[kind])
            & Domain("user_ids", "=", False)
        )
        if not client or (kind == "contact" and not user._is_print_primary()):
            domain = Domain.FALSE
        # Archived ones are found by nobody else; what he may see is asked above.
        children = self.sudo().with_context(active_test=False).search(domain)
        return children.sorted(lambda child: (not child.active, child.name or ""))

    @api.model
    def _may_keep(self, kind):
        """Whether the user may add and change addresses, or people, of his client.

        Whoever may deliver to some addresses only does not change where they are.
        """
        user = self.env.user
        client = user._print_buyer()
        if kind == "contact":
            return client.is_company and user._is_print_primary()
        # Limits are not the account's to read.
        return bool(client) and not user.sudo().allowed_address_ids

    def _check_may_keep(self, kind):
        if not self._may_keep(kind) or self - self._get_own_children(kind):
            raise AccessError(self.env._("Your main account keeps this list."))

    # The form -----------------------------------------------------------------------

    @api.model
    def _get_child_form(self, kind, child=None):
        """Return the groups of fields of a form, see ``form_field``."""
        _ = self.env._
        phone = form_field(
            "phone", _("Phone"), kind="tel", width="16rem", is_optional=True
        )
        if kind == "contact":
            job = form_field("function", _("Position"), is_optional=True)
            email = form_field("email", _("E-mail"), kind="email", is_optional=True)
            name = form_field("name", _("First and last name"))
            return [("", [name, job, phone, email])]
        country = (child or self).country_id or self.env.user._print_buyer().country_id
        # Names of countries and regions are nobody's secret.
        countries = self.env["res.country"].sudo().search([("code", "!=", False)])
        regions = country.sudo().state_ids
        region = form_field(
            "state_id",
            _("Region"),
            kind="select",
            choices=[("", ""), *[(str(one.id), one.name) for one in regions]],
            is_optional=not country.state_required,
        )
        return [
            (
                "",
                [
                    form_field(
                        "name",
                        _("Name of the address"),
                        help=_("As you call it: workshop, office, store."),
                    ),
                    form_field(
                        "print_recipient",
                        _("Recipient"),
                        help=_("Who takes the goods in. A basket begins with it."),
                        is_optional=True,
                    ),
                    {**phone, "label": _("Recipient's phone")},
                ],
            ),
            (
                _("Address"),
                [
                    form_field(
                        "country_id",
                        _("Country"),
                        kind="select",
                        choices=[(str(one.id), one.name) for one in countries],
                    ),
                    *([region] if regions else []),
                    form_field("city", _("City")),
                    form_field("street", _("Street and number")),
                    form_field(
                        "street2", _("Building, floor, entrance"), is_optional=True
                    ),
                    form_field("zip", _("Postal code"), width="8rem"),
                ],
            ),
        ]

    def _get_child_typed(self, kind):
        """Return this contact as the texts that its form holds."""
        texts = {name: self[name] or "" for name in (*TEXTS[kind], "phone")}
        if kind == "address":
            texts["country_id"] = str(self.country_id.id or "")
            texts["state_id"] = str(self.state_id.id or "")
        return texts

    @api.model
    def _get_new_child_typed(self, kind):
        """Return what the form of a new one begins with."""
        country = self.env.user._print_buyer().country_id
        return {"country_id": str(country.id or "")} if kind == "address" else {}

    # Saving -------------------------------------------------------------------------

    @api.model
    def _save_child(self, kind, typed, child=None):
        """Keep what the user typed about an address or a person of his client.

        :param child: the one that is changed, none for a new one
        :return: ``(contact, errors)``, errors are sentences by field name
        :raise AccessError: when it is not his to change
        """
        (child or self.browse())._check_may_keep(kind)
        values, errors = self._read_child(kind, typed)
        if errors:
            return child, errors
        client = self.env.user._print_buyer()
        # Accounts write contacts through this door only; what they may is checked.
        if child:
            child.sudo().write(values)
            return child, {}
        return self.sudo().create(
            {
                **values,
                "parent_id": client.id,
                "type": TYPES[kind][0],
                "lang": self.env.lang,
                "company_id": client.sudo().company_id.id,  # closed to accounts
            }
        ), {}

    @api.model
    def _read_child(self, kind, typed):
        """Return ``(values, errors)`` of what was typed."""
        _ = self.env._
        values = {name: tidy_line(typed.get(name)) for name in TEXTS[kind]}
        errors = {}
        country = self.browse().country_id
        if kind == "address":
            country = self._read_id("res.country", typed.get("country_id"))
            errors = self._check_address(values, country, typed)
            state = self._read_id("res.country.state", typed.get("state_id"))
            values["country_id"] = country.id
            values["state_id"] = state.id if state.country_id == country else False
        elif values["email"]:
            email = email_normalize(values["email"])
            if not email:
                errors["email"] = _("Enter an e-mail address such as name@example.com")
            values["email"] = email
        if not values["name"]:
            errors["name"] = (
                _("Give the address a name, such as: workshop")
                if kind == "address"
                else _("Enter the person's name")
            )
        values["phone"], error = self._read_phone(typed.get("phone"), country)
        if error:
            errors["phone"] = error
        return values, errors

    def _check_address(self, values, country, typed):
        _ = self.env._
        errors = {}
        if not country:
            errors["country_id"] = _("Choose a country")
        if not values["city"]:
            errors["city"] = _("Enter the city")
        if not values["street"]:
            errors["street"] = _("Enter the street and number")
        if country.zip_required and not values["zip"]:
            errors["zip"] = _("Enter the postal code")
        if country.state_required and not typed.get("state_id"):
            errors["state_id"] = _("Choose a region")
        return errors

    def _read_id(self, model, text):
        """Return the country or region that was chosen, or none."""
        # Which countries there are is no secret.
        return self.env[model].sudo().search([("id", "=", read_id(text))])

    @api.model
    def _read_phone(self, text, country=None):
        """Return ``(number, error)`` of a telephone number that may be left out.

        :param country: whose numbers need no country code; by default the client's
        """
        text = tidy_line(text, 40)
        if not text:
            return False, ""
        client = self.env.user._print_buyer()
        # Where the shop is stands on its papers.
        home = client.country_id or self.env.company.sudo().country_id
        number = self._phone_format(
            number=text, country=country or home, force_format="INTERNATIONAL"
        )
        if number:
            return number, ""
        return text, self.env._("Enter a phone number such as +359 2 987 6543")

    # Putting away -------------------------------------------------------------------

    def _put_child_away(self, kind):
        """Delete this one if nothing was ever sent there, else archive it.

        Baskets that were to go there go to the client's own address.

        :return: whether it is gone for good
        """
        self.ensure_one()
        self._check_may_keep(kind)
        contact = self.sudo()  # checked above
        baskets = contact.env["sale.order"].search(
            [("partner_shipping_id", "=", contact.id), ("is_basket", "=", True)]
        )
        baskets.with_context(
            tracking_disable=True
        ).partner_shipping_id = contact.commercial_partner_id
        if contact._is_used():
            contact.action_archive()
            return False
        contact.unlink()
        return True

    def _is_used(self):
        """Whether a document names this contact; asked as superuser."""
        self.ensure_one()
        named = {
            "sale.order": ("partner_id", "partner_shipping_id", "partner_invoice_id"),
            "account.move": ("partner_id", "partner_shipping_id"),
            "stock.picking": ("partner_id",),
        }
        return any(
            self.env[model].search_count(
                Domain.OR(Domain(name, "=", self.id) for name in names), limit=1
            )
            for model, names in named.items()
        )

    def _use_child_again(self, kind):
        """Offer an archived one again."""
        self.ensure_one()
        self._check_may_keep(kind)
        self.sudo().action_unarchive()  # checked above

    # The usual address --------------------------------------------------------------

    @api.model
    def _get_usual_address(self):
        """Return where the user's baskets are sent, as superuser: his own choice, else
        his main account's, else core's: the first address for deliveries."""
        user = self.env.user.sudo()  # choices are kept on contacts
        client = user._print_buyer()
        allowed = user.allowed_address_ids
        core = client.browse(client.address_get(["delivery"])["delivery"])
        choices = user.partner_id.print_delivery_id, client.print_delivery_id, core
        for address in (*choices, *allowed):
            is_own = address.active and address.commercial_partner_id == client
            if is_own and (not allowed or address in allowed):
                return address
        return client

    def _make_usual(self):
        """Send the user's next baskets to this address.

        :raise UserError: for an address that he may not use
        """
        self.ensure_one()
        user = self.env.user
        offered = self._get_own_children("address").filtered("active")
        allowed = user.sudo().allowed_address_ids  # limits are not his to read
        if self not in (offered | user._print_buyer()) or (
            allowed and self not in allowed
        ):
            raise UserError(self.env._("Delivery address: choose one of your own."))
        user.sudo().partner_id.print_delivery_id = self  # the choice is his own

    def _get_recipient_values(self):
        """Return what a basket takes over from this address.

        At the client's own address whoever orders takes the goods in.
        """
        is_other = self != self.commercial_partner_id
        values = {
            "partner_shipping_id": self.id,
            "print_recipient_name": is_other and self.print_recipient,
            "print_recipient_phone": is_other and self.phone,
        }
        return {name: value for name, value in values.items() if value}

    def _get_invoice_addresses(self):
        """Return where invoices of this client go beside his own address, for his
        main account; as superuser."""
        self.ensure_one()
        if not self.env.user._is_print_primary():
            return self.browse().sudo()  # none
        # He sees all contacts of his company; their parts are shown on the page.
        return self.sudo().search(
            Domain("commercial_partner_id", "=", self.id)
            & Domain("type", "=", "invoice")
            & Domain("id", "!=", self.id)
            & Domain("user_ids", "=", False)
        )
