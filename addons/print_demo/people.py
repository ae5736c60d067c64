import time

from .house import PASSWORD, hash_password
from .names import known, name_it
from .story import CLIENTS, REGISTRATIONS

COUNTRIES = {"bg": "base.bg", "fr": "base.fr"}


class People:
    """Clients with their accounts, and those who ask to become clients."""

    def __init__(self, env, clock, days):
        self.env = env
        self.clock = clock
        self.days = days
        self.sales = known(env, "user_sales")
        self.coordinator = known(env, "user_coordinator")

    def come(self, password_hash):
        for client in CLIENTS:
            if known(self.env, f"client_{client['code']}"):
                continue
            with self.clock.at(self.days.moment(client["since"], "10:00")):
                self._welcome(client, password_hash)
        for request in REGISTRATIONS:
            if not known(self.env, f"registration_{request['key']}"):
                self._answer(request)

    def _welcome(self, client, password_hash):
        """Make a client with his accounts: by the form, or by the coordinator."""
        if "password" in client:
            password_hash = hash_password(self.env, client["password"])
        if client.get("registers"):
            partner = self._register(client)
        else:
            partner = self.env["res.partner"].create(self._prepare_client(client))
            self._open_account(partner, password_hash)
        name_it(partner, f"client_{client['code']}")
        partner.property_payment_term_id = self.env.ref(client["terms"])
        if "credit_limit" in client:
            self.env.company.account_use_credit_limit = True
            partner.credit_limit = client["credit_limit"]
        if client.get("pricelist"):
            partner.property_product_pricelist = self.env.ref(client["pricelist"])
        if client.get("end_pricelist"):
            partner.end_customer_pricelist_id = self.env.ref(client["end_pricelist"])
        for account in client.get("accounts", ()):
            contact = self._add_contact(partner, account["partner"], "contact")
            rights = dict.fromkeys(account["rights"], True) | account.get("limits", {})
            is_invited = "invited" in account
            opened = self._open_account(
                contact,
                None if is_invited else password_hash,
                account["name"],
                **rights,
            )
            self._come_in(opened, account)
        for press in client.get("presses", ()):
            self.env["print.press"].create(
                {**press, "client_id": partner.id, "is_confirmed": True}
            )
        for scheme in client.get("impositions", ()):
            self.env["print.imposition"].create({**scheme, "client_id": partner.id})
        for bank in client.get("banks", ()):
            self.env["res.partner.bank"].create({**bank, "partner_id": partner.id})
        for address in client.get("addresses", ()):
            self._add_contact(partner, address, "delivery")

    def _register(self, client):
        """Let a client ask by the form, and the coordinator agree."""
        form = {"kind": "person", **client["partner"]}
        request = self._send_form(form, client["lang"], client["country"])
        partner = request.with_user(self.coordinator)._approve(
            client["code"], self.sales
        )
        return partner.with_env(self.env)

    def _prepare_client(self, client):
        return {
            **client["partner"],
            "client_code": client["code"],
            "client_number": client.get("number"),
            "is_dealer": "number" in client,
            "lang": client["lang"],
            "tz": "Europe/Paris" if client["country"] == "fr" else "Europe/Sofia",
            "country_id": self._country(client["country"]).id,
            "user_id": known(self.env, client.get("seller", "user_sales")).id,
        }

    def _add_contact(self, partner, values, kind):
        return self.env["res.partner"].create(
            {
                "country_id": partner.country_id.id,
                "lang": partner.lang,
                "tz": partner.tz,
                **values,
                "parent_id": partner.id,
                "type": kind,
            }
        )

    def _open_account(self, contact, password_hash, login_name=None, **rights):
        coordinator = contact.with_user(self.coordinator)
        account = coordinator._create_print_account(
            login_name, password_hash=password_hash, **rights
        )
        return account.with_env(self.env)

    def _come_in(self, account, told):
        """Let an account have been seen, or have been invited and not come yet.

        :param dict told: of the story, with ``seen`` or ``invited``: day and time
        """
        if "invited" in told:
            with self.clock.at(self.days.moment(*told["invited"])):
                account._mail_invitation(
                    account._print_client()._print_primary_account()
                )
        if "seen" in told:
            with self.clock.at(self.days.moment(*told["seen"])):
                # As core does when somebody logs in.
                self.env["res.users.log"].with_user(account).sudo().create({})

    def _answer(self, request):
        """Let somebody ask to become a client, and refuse him where the story does."""
        with self.clock.at(self.days.moment(request["day"], request["at"])):
            asked = self._send_form(
                request["form"], request["lang"], request["country"]
            )
            name_it(asked, f"registration_{request['key']}")
        if answer := request.get("rejected"):
            with self.clock.at(self.days.moment(answer["day"], answer["at"])):
                asked.with_user(self.coordinator)._reject(answer["reason"])

    def _send_form(self, form, lang, country):
        """Send the registration form as a visitor does.

        :raise ValueError: when the form refuses what the story says
        """
        registrations = self.env["print.registration"].with_context(lang=lang)
        typed = {
            **{name: text for name, text in form.items() if isinstance(text, str)},
            "country_id": str(self._country(country).id),
            "password": PASSWORD,
            "password_repeat": PASSWORD,
            "consent": str(self.env["print.consent"]._get_current().id or ""),
        }
        # A person takes a while to fill it in, and then opens the mail.
        typed["opened"] = registrations._make_stamp(int(time.time()) - 240)
        request, errors = registrations._receive(typed)
        if errors:
            raise ValueError(f"The registration form refuses {form['name']}: {errors}")
        request._confirm()
        return request

    def _country(self, code):
        return self.env.ref(COUNTRIES[code])
