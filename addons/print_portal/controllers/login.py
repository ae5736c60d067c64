from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.portal.controllers.web import Home
from odoo.http import request

BROWSER_COOKIE = "print_browser"
COOKIE_S = 400 * 86_400  # no browser keeps one for longer


class PrintLogin(AuthSignupHome, Home):
    def _login_redirect(self, uid, redirect=None):
        """Show a client his account's language, whatever his browser asked for before.

        Until he logs in, the pages speak the browser's language and remember it in a
        cookie and in the address. From here on both follow the account, until he
        chooses another one in the language selector.
        """
        # Who has just been let in reads his own language.
        user = request.env["res.users"].sudo().browse(uid)
        if user._print_client():
            if user.lang:
                request.future_response.set_cookie("frontend_lang", user.lang)
                redirect = _without_lang(redirect)
            # Without his second factor he is not in yet.
            if request.session.uid:
                self._meet_browser(user)
        return super()._login_redirect(uid, redirect=redirect)

    def _meet_browser(self, user_sudo):
        """Let the account know its browsers by a cookie that no script reads."""
        key = user_sudo._meet_print_browser(request.cookies.get(BROWSER_COOKIE))
        request.future_response.set_cookie(
            BROWSER_COOKIE,
            key,
            max_age=COOKIE_S,
            httponly=True,
            samesite="Lax",
            secure=request.httprequest.scheme == "https",
        )

    def do_signup(self, qcontext, do_login=True):
        """Whoever accepts an invitation goes on with the login that he was given.

        Core goes on with what he typed, an e-mail address, and would mail its greeting
        to whomever that belongs to.
        """
        result = super().do_signup(qcontext, do_login)
        login = request.session.login or request.session.get("pre_login")
        if do_login and login != qcontext.get("login"):
            request.params["login"] = login
            qcontext["login"] = ""
        return result

    def get_auth_signup_qcontext(self):
        """Core tells anybody the login that belongs to an e-mail address: not here."""
        qcontext = super().get_auth_signup_qcontext()
        qcontext.pop("signup_email", None)
        return qcontext


def _without_lang(path):
    """Return ``path`` without the language that it may begin with."""
    head, _slash, rest = (path or "").removeprefix("/").partition("/")
    codes = {lang.url_code for lang in request.env["res.lang"]._get_frontend().values()}
    return f"/{rest}" if (path or "").startswith("/") and head in codes else path
