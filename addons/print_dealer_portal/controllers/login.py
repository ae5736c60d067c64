import json

from odoo.addons.print_portal.controllers.login import PrintLogin
from odoo.exceptions import AccessDenied
from odoo.http import request, route

from ..area import DEALER_ROOT, LOGIN
from ..models.res_users_login import BY_NUMBER


class DealerLogin(PrintLogin):
    """Where dealers log in: client number, login, password."""

    # The token is checked by the page: whoever has waited too long types nothing twice.
    @route(
        LOGIN,
        auth="public",
        website=True,
        csrf=False,
        methods=["GET", "POST"],
        sitemap=False,
    )
    def dealer_login(self, redirect=None, csrf_token=None, **typed):
        user = request.env.user
        is_in = not user._is_public() and user._works_as("dealer")
        if request.httprequest.method == "GET":
            if is_in:
                return request.redirect(redirect or DEALER_ROOT)
            return self._render_dealer_login(redirect, typed)
        if not request.validate_csrf(csrf_token):
            # He has logged in meanwhile, in another tab, or his page has grown old.
            if is_in:
                return request.redirect(redirect or DEALER_ROOT)
            words = request.env._("This page has waited too long: log in once more.")
            return self._render_dealer_login(redirect, typed, words)
        try:
            return self._log_dealer_in(redirect, typed)
        except AccessDenied as error:
            return self._render_dealer_login(redirect, typed, str(error))

    def _log_dealer_in(self, redirect, typed):
        """Open the session, or begin it where a second factor is asked for.

        :raise AccessDenied: with the sentence that he is told
        """
        if _is_passkey(typed):
            names = ("type", "webauthn_response")
        else:
            names = ("type", "client_number", "login", "password")
            typed |= {"type": BY_NUMBER}
        credential = {name: typed.get(name) or "" for name in names}
        if request.env["res.users"]._should_captcha_login(credential):
            request.env["ir.http"]._verify_request_recaptcha_token("login")
        answer = request.session.authenticate(request.env, credential)
        return request.redirect(
            self._login_redirect(answer["uid"], redirect or DEALER_ROOT)
        )

    def _render_dealer_login(self, redirect, typed, error=""):
        values = {
            "redirect": redirect or "",
            "client_number": typed.get("client_number") or "",
            "login": typed.get("login") or "",
            "error": error,
            "disable_database_manager": True,
        }
        response = request.render("print_dealer_portal.login", values)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
        return response

    def _login_redirect(self, uid, redirect=None):
        """Lead a partner to his own first page, by whichever door he came."""
        # Who has just been let in: which area is his is no secret to him.
        user_sudo = request.env["res.users"].sudo().browse(uid)
        if not redirect and user_sudo.print_area == "dealer":
            redirect = DEALER_ROOT
        elif redirect == DEALER_ROOT and not user_sudo._works_as("dealer"):
            redirect = None
        return super()._login_redirect(uid, redirect=redirect)


def _is_passkey(typed):
    """Whether a browser has sent the answer of a passkey, which core can read."""
    if typed.get("type") != "webauthn":
        return False
    try:
        answer = json.loads(typed.get("webauthn_response") or "")
    except ValueError:
        return False
    return isinstance(answer, dict) and "id" in answer
