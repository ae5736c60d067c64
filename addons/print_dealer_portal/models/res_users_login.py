from odoo import api, models
from odoo.exceptions import AccessDenied

from ..naming import stored_login

BY_NUMBER = "client_number"


class ResUsers(models.Model):
    """Dealers log in with client number, login and password.

    The three name one stored login, and everything else is core's and print_portal's:
    the password, the second factor, tries that are counted, one time for everybody.
    """

    _inherit = "res.users"

    def _login(self, credential, user_agent_env):
        """Find the stored login of whoever logs in by a client number.

        It stays in ``credential``: the session, and tries, go by it.
        """
        if credential["type"] == BY_NUMBER:
            if not credential.get("password"):
                raise AccessDenied(self._say_wrong_login(credential))
            credential["login"] = self._get_login_by_number(
                credential.get("client_number"), credential.get("login")
            )
        return super()._login(credential, user_agent_env)

    @api.model
    def _get_login_by_number(self, number, login):
        """Return the login that is stored for an account of a dealer.

        :param str number: client number, as typed
        :param str login: the account's own name or its whole stored login, as typed
        :return: a login that nobody has where no dealer has this number
        """
        number, login = _fold(number), _fold(login)
        # Nobody is logged in yet: which code belongs to the number is not told.
        clients_sudo = self.env["res.partner"].sudo()
        dealer_sudo = clients_sudo.search(
            [("client_number", "=", number or False), ("is_dealer", "=", True)], limit=1
        )
        return stored_login(login, dealer_sudo.client_code or f"{number}/")

    def _check_credentials(self, credential, env):
        """Let in by number only who works as a partner, once the password is right."""
        if credential["type"] != BY_NUMBER:
            return super()._check_credentials(credential, env)
        answer = super()._check_credentials(credential | {"type": "password"}, env)
        if not self.env.user._works_as("dealer"):
            raise AccessDenied()
        return answer

    def _say_wrong_login(self, credential):
        if credential["type"] == BY_NUMBER:
            return self.env._("Wrong client number, login or password")
        return super()._say_wrong_login(credential)

    def _should_captcha_login(self, credential):
        as_password = credential | {"type": "password"}
        is_by_number = credential["type"] == BY_NUMBER
        return super()._should_captcha_login(
            as_password if is_by_number else credential
        )


def _fold(text):
    return (text or "").strip().lower()
