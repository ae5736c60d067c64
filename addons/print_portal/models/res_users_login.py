import secrets
from contextlib import contextmanager, nullcontext

from odoo import api, models, tools
from odoo.exceptions import AccessDenied, UserError

from ..login_address import coming_from, current_address


class TooManyCodes(AccessDenied):
    """Not wrong, but not looked at either."""


class ResUsers(models.Model):
    """Logging in: tries are counted for all workers, and no answer tells who exists.

    Core counts the failures of an address in each worker by itself, and refuses
    everybody behind it; this takes its place.
    """

    _inherit = "res.users"

    @api.model
    def _print_authenticate(self, login, password, address):
        """Return the user who logs in by a door of its own, such as the file server.

        An account with a second factor gives one of its API keys for a password.

        :param str address: IP address of whoever logs in
        :raise AccessDenied: with a sentence when he has to wait
        """
        credential = {"type": "password", "login": login, "password": password}
        with coming_from(address):
            answer = self.authenticate(credential, {"interactive": False})
        return self.browse(answer["uid"])

    def _login(self, credential, user_agent_env):
        """An empty password is no try: nobody is told more quickly than others."""
        wrong = self._say_wrong_login(credential)
        if credential["type"] == "password" and not credential.get("password"):
            raise AccessDenied(wrong)
        try:
            return super()._login(credential, user_agent_env=user_agent_env)
        except AccessDenied as error:
            if error.args == AccessDenied().args:
                raise AccessDenied(wrong) from error
            raise

    def _say_wrong_login(self, credential):
        """Return the one sentence for whatever is wrong in ``credential``."""
        return self.env._("Wrong login or password")

    @contextmanager
    def _assert_can_auth(self, user=None):
        """Let whoever did not fail too often try; count it when he fails.

        :param user: the login that was typed, or the id of a user
        :raise AccessDenied: with a sentence that says how long to wait
        """
        address = self._get_print_address()
        if not address:
            # A job of the system, or a test: nobody from outside.
            with self._same_time_for(user):
                yield
            return
        # Nobody else writes what is counted here.
        attempts_sudo = self.env["print.attempt"].sudo()
        login = user if isinstance(user, str) else self._get_login_of(user)
        attempt_id, wait = attempts_sudo._begin("login", login, address)
        if wait:
            raise AccessDenied(self._print_wait_words(wait))
        try:
            with self._same_time_for(user):
                yield
        except AccessDenied:
            attempts_sudo._fail(attempt_id)
            raise
        except Exception:
            # Neither right nor wrong: the request is tried again, or breaks.
            attempts_sudo._forget(attempt_id)
            raise
        attempts_sudo._succeed(attempt_id)

    @api.model
    def _get_print_address(self):
        """Return from where somebody logs in, or ``None`` when nobody does."""
        return self.env["ir.http"]._get_visitor_address() or current_address()

    def _get_login_of(self, user_id):
        """Return the login of a user, whom programs name by his id."""
        # Nobody is logged in yet.
        user_sudo = self.sudo().browse(user_id).exists()
        return user_sudo.login or str(user_id)

    def _is_login(self, login):
        domain = self._get_login_domain(login)
        return bool(self.sudo().search_count(domain, limit=1))  # as core looks for it

    # --- The same time for everybody ---

    @contextmanager
    def _same_time_for(self, user):
        """Refuse a login that does not exist as slowly as a wrong password."""
        try:
            yield
        except AccessDenied:
            if isinstance(user, str) and not self._is_login(user):
                self._spend_hash()
            raise

    def _check_credentials(self, credential, env):
        """Refuse an account that has no password as slowly as one that has.

        What is tried on an open page counts too: whoever sits down there may guess.
        """
        kind = credential["type"]
        count = kind == "password" and self.env["ir.http"]._is_logged_in()
        with self._assert_can_auth(user=self.env.uid) if count else nullcontext():
            try:
                return super()._check_credentials(credential, env)
            except TooManyCodes:
                raise
            except AccessDenied as error:
                if kind == "password" and not self._has_hashed(env):
                    self._spend_hash()
                if kind.startswith("totp"):
                    words = self.env._("Wrong code: enter the newest one.")
                    raise AccessDenied(words) from error
                raise

    def _has_hashed(self, env):
        """Whether core has compared a hash with the password that was given."""
        interactive = (env or {}).get("interactive", True)
        if not interactive and self.env.user._rpc_api_keys_only():
            return False
        self.env.cr.execute(
            "SELECT COALESCE(password, '') FROM res_users WHERE id = %s",
            [self.env.user.id],
        )
        [hashed] = self.env.cr.fetchone()
        return self._crypt_context().identify(hashed) != "plaintext"

    def _spend_hash(self):
        """Take the time that the comparison of a password takes."""
        self._crypt_context().verify("", self._get_dummy_hash())

    @tools.ormcache(cache="stable")
    def _get_dummy_hash(self):
        """Return a hash like those of passwords now, of what nobody knows."""
        return self._crypt_context().hash(secrets.token_urlsafe())

    # --- Core's words, in every language of ours ---

    def _totp_rate_limit(self, limit_type):
        try:
            return super()._totp_rate_limit(limit_type)
        except AccessDenied as error:
            words = self.env._("Too many codes: try again in an hour.")
            raise TooManyCodes(words) from error

    def _check_password_policy(self, passwords):
        shortest = self.get_password_policy()["minlength"]
        if any(password and len(password) < shortest for password in passwords):
            raise UserError(
                self.env._("Choose a password of at least %s characters.", shortest)
            )
        return super()._check_password_policy(passwords)
