from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied


class ResUsers(models.Model):
    """Who comes in at the file server, and into whose folder.

    Accounts of clients enter their client's. Dealers, staff and accounts that were long
    unused come in as far as the settings of the shop let them.
    """

    _inherit = "res.users"

    @api.model
    def _ftp_authenticate(self, login, password, address):
        """Return the account that logs in at the file server, and whose folder it
        enters.

        Staff name the client behind their login: ``anna+hillside``.

        :raise AccessDenied: also for whoever has no folder there
        """
        self._check_ftp_open()
        login, named = self._split_ftp_login(login)
        # Asked first: this login will be the last one.
        last = self.search([("login", "=", login.strip().lower())]).login_date
        user = self._print_authenticate(login, password, address)
        client = user._get_ftp_client(named)
        user._check_ftp_used(last)
        return user, client

    @api.model
    def _ftp_authenticate_key(self, login, blob):
        """Return the account that logs in by one of its keys, and its client.

        :param bytes blob: of the public key whose owner it is
        :raise AccessDenied: also for whoever has no folder there
        """
        self._check_ftp_open()
        user = self.env["print.ftp.key"]._find_user(login, blob)
        client = user._get_ftp_client()
        user._check_ftp_used(user.login_date)
        return user, client

    def _check_ftp_open(self):
        """Refuse everybody in a copy for trials: see ``data/neutralize.sql``."""
        if self._get_ftp_setting("is_closed"):
            raise AccessDenied(self.env._("This is a copy for trials."))

    @api.model
    def _get_ftp_setting(self, name):
        # Settings are not for accounts to read.
        return self.env["ir.config_parameter"].sudo().get_param(f"print_ftp.{name}")

    @api.model
    def _split_ftp_login(self, login):
        """Return a login without the client that is named behind it, and that client.

        No code of a client has a ``+`` in it; logins of staff may.
        """
        clients = self.env["res.partner"]
        name, plus, code = login.strip().rpartition("+")
        if plus and self._get_ftp_setting("staff"):
            client = clients.search([("client_code", "=", code.lower())])
            if client:
                return name, client
        return login, clients

    def _get_ftp_client(self, named=None):
        """Return whose folder this account enters.

        :param named: the client that staff have named, if they have
        :raise AccessDenied: in the same words as for a wrong password: who exists is
            nobody's business
        """
        client = self._find_ftp_client(named) if self.active else None
        if not client:
            raise AccessDenied(self.env._("Wrong login or password"))
        return client

    def _find_ftp_client(self, named):
        if self._is_internal():
            # Who has a group of the shop reads files in the back office, too.
            is_of_shop = self._is_production() or self._is_of_office()
            return is_of_shop and self._get_ftp_setting("staff") and named
        client = self._print_client()
        if named and named != client or not self._has_ftp_folder():
            return None
        return client

    def _has_ftp_folder(self):
        """Whether this account of a client has its folder at the file server."""
        client_sudo = self._print_client().sudo()  # no account reads what it is for us
        is_dealer = client_sudo.is_dealer
        return bool(client_sudo) and (
            not is_dealer or bool(self._get_ftp_setting("dealers"))
        )

    def _check_ftp_used(self, last):
        """Refuse an account that nobody has used for long, until its owner logs in.

        :param last: when somebody has logged in before
        :raise AccessDenied: with the way out; he knows the password
        """
        days = int(self._get_ftp_setting("idle_days") or 0)
        if not days:
            return
        if (last or self.create_date) < fields.Datetime.now() - timedelta(days=days):
            raise AccessDenied(
                self.env._(
                    "Log in to our pages first: this login has not been used for a long"
                    " time."
                )
            )
