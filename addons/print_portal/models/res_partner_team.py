from psycopg2.errors import UniqueViolation

from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import email_normalize

from .. import naming

LINE_LENGTH = 200
ADDRESS_TYPES = ("delivery", "other")


class ResPartner(models.Model):
    """The accounts of a client as his main account and our coordinators run them.

    Every method asks first who is asking: see ``_check_runs_team``.
    """

    _inherit = "res.partner"

    # --- Who may ---

    def _runs_team(self):
        """Whether the user may run the accounts of this client."""
        user = self.env.user
        if user._is_internal():
            return user.has_group("print_portal.group_coordinator")
        # Whoever belongs to no client has an empty one.
        return bool(self) and user._print_client() == self and user._is_print_primary()

    def _check_runs_team(self):
        """Refuse whoever does not run the accounts of this client.

        :raise AccessError: telling who does
        """
        if not self._runs_team():
            raise AccessError(
                self.env._("Only the main account of the client runs its accounts.")
            )

    # --- Reading ---

    def _team_domain(self):
        """Accounts of colleagues: the closed ones keep a # in their login."""
        self.ensure_one()
        return (
            Domain("partner_id.print_client_id", "=", self.id)
            & Domain("partner_id", "!=", self.id)
            & Domain("share", "=", True)
            & Domain("login", "not like", "#")
        )

    def _team_sudo(self):
        """Return ``res.users`` as superuser, those without access among them.

        Core gives the portal no right on users: whoever runs them was asked before.
        """
        self._check_runs_team()
        # See above.
        return self.env["res.users"].sudo().with_context(active_test=False)

    def _find_colleague(self, account_id):
        """Return one account of a colleague, with the user's own rights, or none."""
        domain = self._team_domain() & Domain("id", "=", account_id)
        found = self._team_sudo().search(domain)
        return self.env["res.users"].browse(found.ids)

    def _get_team(self, search="", offset=0, limit=None):
        """Return a page of the colleagues' accounts, by name, and how many there are.

        :param str search: in a name, login or e-mail
        :return: ``(list of dicts, count)``, see ``res.users._get_team_rows``
        """
        users_sudo = self._team_sudo()
        domain = self._team_domain()
        if search:
            domain &= (
                Domain("name", "ilike", search)
                | Domain("login", "ilike", search)
                | Domain("partner_id.email", "ilike", search)
            )
        found = users_sudo.search(domain, offset=offset, limit=limit, order="name, id")
        # A list that fits on its first page needs no count.
        fits = not offset and limit and len(found) < limit
        count = len(found) if fits else users_sudo.search_count(domain)
        return found._get_team_rows(), count

    def _get_team_addresses(self):
        """Return ``(id, text)`` of the addresses to which an account may be held."""
        self._check_runs_team()
        # Whoever runs the accounts knows the addresses of his client.
        addresses = self.sudo().search(
            Domain("id", "=", self.id)
            | Domain("print_client_id", "=", self.id)
            & Domain("type", "in", ADDRESS_TYPES),
            order="id",
        )
        ordered = addresses.sorted(lambda address: (address != self, address.id))
        return [
            (address.id, _say_address(address))
            for address in ordered
            if address == self or not address.user_ids
        ]

    # --- Logins ---

    def _propose_login_name(self, person):
        """Return a free name before the code for somebody called ``person``."""
        self._check_runs_team()
        wanted = naming.propose_login(person or "", self.lang)
        end = f".{self.client_code}"
        # Logins of closed accounts end with their number and are free.
        users_sudo = self.env["res.users"].sudo().with_context(active_test=False)
        logins = users_sudo.search([("login", "=like", f"{wanted}%{end}")])
        taken = {login.removesuffix(end) for login in logins.mapped("login")}
        return naming.first_free(wanted, taken, joint="")

    def _check_login_name(self, name, account=None):
        """Return a sentence when ``name`` cannot stand before the code, else None."""
        if not naming.LOGIN_NAME_SHAPE.fullmatch(name):
            return self.env._("Login: use small Latin letters, digits and hyphens")
        if len(name) > naming.CODE_LENGTH:
            return self.env._(
                "Login: shorten it to %(max)s characters", max=naming.CODE_LENGTH
            )
        try:
            login = naming.account_login(name, self.client_code)
            (account or self.env["res.users"])._check_logins_free([login])
        except UserError:
            return self._say_taken(name)
        return None

    def _say_taken(self, name):
        return self.env._(
            "The login %(login)s is taken: %(free)s is free",
            login=naming.account_login(name, self.client_code),
            free=self._propose_login_name(name),
        )

    # --- Adding ---

    def _add_colleague(self, typed):
        """Open the account of a colleague and invite him.

        :param dict typed: ``name``, ``email``, ``phone``, ``login`` as typed, and a
            true value for each of ``res.users.PRINT_RIGHTS`` that he gets
        :return: ``(account, errors)``: the account, or none and {field: sentence}
        :raise AccessError: for whoever may not
        :raise UserError: for a private person
        """
        self._check_runs_team()
        self._check_may_have_colleagues()
        person, errors = self._read_person(typed)
        if not person["email"]:
            errors.setdefault("email", self._say_email())
        login = (typed.get("login") or "").strip().lower().removesuffix(
            f".{self.client_code}"
        ) or self._propose_login_name(person["name"])
        if refusal := self._check_login_name(login):
            errors["login"] = refusal
        if errors:
            order = ("name", "email", "phone", "login")
            return self.env["res.users"], {
                name: errors[name] for name in order if name in errors
            }
        rights = {
            name: bool(typed.get(name)) for name in self.env["res.users"].PRINT_RIGHTS
        }
        try:
            with self.env.cr.savepoint():
                account = self._open_colleague(person, login, rights)
        except UniqueViolation:
            # Somebody else has taken it since it was looked up.
            return self.env["res.users"], {"login": self._say_taken(login)}
        account._invite()
        return account, {}

    def _check_may_have_colleagues(self):
        if not self.is_company:
            raise UserError(
                self.env._(
                    "%(client)s is a private person: the only account is %(code)s.",
                    client=self.name,
                    code=self.client_code,
                )
            )

    def _open_colleague(self, person, login, rights):
        """Give a contact of this client, known by his e-mail or new, an account."""
        # Contacts are the office's: whoever runs the accounts was asked above.
        contacts = self.sudo()
        contact = contacts._find_bare_contact(person["email"])
        if contact:
            contact.write({key: value for key, value in person.items() if value})
        else:
            contact = contacts.create(
                {
                    **person,
                    "parent_id": self.id,
                    "type": "contact",
                    "lang": self.lang,
                    "tz": self.tz,
                }
            )
        account = contact._create_print_account(login, **rights)
        return self.env["res.users"].browse(account.id)

    def _find_bare_contact(self, email):
        """Return a contact of this client with this e-mail that never had an account.

        Called as superuser.
        """
        found = self.search(
            Domain("print_client_id", "=", self.id)
            & Domain("id", "!=", self.id)
            & Domain("type", "=", "contact")
            & Domain("is_company", "=", False)
            & Domain("email_normalized", "=", email),
            order="id",
        )
        everybody = self.env["res.users"].with_context(active_test=False)
        taken = everybody.search([("partner_id", "in", found.ids)]).partner_id
        return (found - taken)[:1]

    # --- What was typed about a person ---

    def _read_person(self, typed):
        """Return ``(values, errors)`` of the name, e-mail and phone of a colleague."""
        name = " ".join((typed.get("name") or "").split())
        email = (typed.get("email") or "").strip()
        phone = (typed.get("phone") or "").strip()
        errors = {}
        if not name:
            errors["name"] = self.env._("Enter the name of the colleague")
        elif len(name) > LINE_LENGTH:
            errors["name"] = self.env._(
                "%(field)s: shorten it to %(max)s characters.",
                field=self.env._("Person’s name"),
                max=LINE_LENGTH,
            )
        if email and not email_normalize(email):
            errors["email"] = self._say_email()
        formatted = phone and self._phone_format(
            number=phone,
            country=self.sudo().country_id,  # of his own company
            force_format="INTERNATIONAL",
        )
        if phone and not formatted:
            errors["phone"] = self.env._("Enter a phone number such as +359 2 987 6543")
        return {
            "name": name,
            "email": email_normalize(email) or False,
            "phone": formatted or False,
        }, errors

    def _say_email(self):
        return self.env._("Enter an e-mail address such as name@example.com")


def _say_address(address):
    """Return an address in one line, with the name that it goes by."""
    line = address._get_print_address()
    names = [address.name] if address.name and address.name != line else []
    return ": ".join([*names, line])
