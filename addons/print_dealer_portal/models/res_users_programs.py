from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessDenied, UserError
from odoo.tools.misc import format_date, format_datetime

from ..quick_lines import clean
from .res_users_apikeys import SCOPE

KEYS_AT_MOST = 10
LONGEST_NAME = 60
# Days that a key is good for.
PERIODS = (90, 365)


class ResUsers(models.Model):
    """The keys with which a dealer's programs act in his name."""

    _inherit = "res.users"

    def _get_program_keys(self):
        """Return the keys of this user's programs, newest first; never the secret.

        :return: list of dicts ``id``, ``name``, ``created``, ``used`` ("" for never)
            and ``until``, as texts
        """
        return [
            {
                "id": key.id,
                "name": key.name,
                "created": format_date(self.env, key.create_date),
                "used": key.print_last_use
                and format_datetime(self.env, key.print_last_use, dt_format="short")
                or "",
                "until": format_date(self.env, key.expiration_date),
            }
            for key in self._find_program_keys()
        ]

    def _find_program_keys(self):
        self.ensure_one()
        # Of his own alone, and for this door alone.
        keys_sudo = self.env["res.users.apikeys"].sudo()
        domain = [("user_id", "=", self.id), ("scope", "=", SCOPE)]
        return keys_sudo.search(domain, order="id desc")

    def _create_program_key(self, name, days, password):
        """Return a new key for a program of this user, which is shown this once.

        :param str name: what he calls the program
        :param int days: one of PERIODS
        :param str password: his own, so that nobody does it at a screen left open
        :raise UserError: naming the field
        """
        self.ensure_one()
        name = clean(name or "")
        if not name:
            raise UserError(self.env._("Name: enter what the program is called."))
        if len(name) > LONGEST_NAME:
            raise UserError(
                self.env._("Name: shorten it to %s characters.", LONGEST_NAME)
            )
        if days not in PERIODS:
            raise UserError(self.env._("Good for: choose one of the periods shown."))
        if len(self._find_program_keys()) >= KEYS_AT_MOST:
            raise UserError(
                self.env._("Keys: at most %s. Revoke one first.", KEYS_AT_MOST)
            )
        self._check_program_password(password)
        until = fields.Datetime.now() + timedelta(days=days)
        # How long keys of accounts live is decided here, not by core's groups.
        return self.env["res.users.apikeys"].sudo()._generate(SCOPE, name, until)

    def _check_program_password(self, password):
        """Let go on who knows the password; tries are counted as those of a login.

        :raise UserError: with a sentence
        """
        credential = {"type": "password", "login": self.login, "password": password}
        if not password:
            raise UserError(self.env._("Password: enter the one you log in with."))
        try:
            with self._assert_can_auth(user=self.login):
                self._check_credentials(credential, {"interactive": True})
        except AccessDenied as error:
            is_plain = error.args == AccessDenied().args
            wrong = self.env._("Password: this is not the one you log in with.")
            raise UserError(wrong if is_plain else str(error)) from error

    def _revoke_program_key(self, key_id):
        """Let a key open nothing any more; one that is not his is left alone."""
        self._find_program_keys().filtered(lambda key: key.id == key_id)._remove()
