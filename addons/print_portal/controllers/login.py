from odoo.addons.portal.controllers.web import Home
from odoo.http import request


class PrintLogin(Home):
    def _login_redirect(self, uid, redirect=None):
        """Show a client his account's language, whatever his browser asked for before.

        Until he logs in, the pages speak the browser's language and remember it in a
        cookie and in the address. From here on both follow the account, until he
        chooses another one in the language selector.
        """
        # Who has just been let in reads his own language.
        user = request.env["res.users"].sudo().browse(uid)
        if user.lang and user._print_client():
            request.future_response.set_cookie("frontend_lang", user.lang)
            redirect = _without_lang(redirect)
        return super()._login_redirect(uid, redirect=redirect)


def _without_lang(path):
    """Return ``path`` without the language that it may begin with."""
    head, _slash, rest = (path or "").removeprefix("/").partition("/")
    codes = {lang.url_code for lang in request.env["res.lang"]._get_frontend().values()}
    return f"/{rest}" if (path or "").startswith("/") and head in codes else path
