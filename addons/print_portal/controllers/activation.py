from odoo.addons.auth_signup.controllers.main import AuthSignupHome
from odoo.addons.web.controllers.utils import _get_login_redirect_url
from odoo.exceptions import AccessDenied
from odoo.http import Controller, request, route


class PrintActivationController(Controller):
    """Access for who has none yet, or has forgotten his password."""

    @route("/print/activate", auth="public", website=True, methods=["GET", "POST"])
    def print_activate(self, typed="", **kw):
        """Ask for a link by mail: the answer is the same for everybody."""
        if request.httprequest.method == "GET":
            return self._render_activation(typed)
        # The public may ask, and see nothing of what others asked.
        refusal = (
            request.env["print.activation"]
            .sudo()
            ._ask(typed, request.httprequest.remote_addr)
        )
        if refusal:
            return self._render_activation(typed, refusal, status=422)
        return request.redirect("/print/activate/sent", code=303)

    @route("/print/activate/sent", auth="public", website=True, readonly=True)
    def print_activate_sent(self, **kw):
        """Say where to look; a reload asks nothing again."""
        company = request.env.company.sudo()  # how to reach the shop is public
        values = {"phone": company.phone, "email": company.email}
        return request.render("print_portal.activation_sent", values)

    @route("/print/password", auth="public", website=True, methods=["GET", "POST"])
    def print_password(self, token="", **typed):
        """Set the password of whom a link was mailed to, and let him in."""
        # Whoever holds the link is who it was mailed to: that is all it proves.
        contacts_sudo = request.env["res.partner"].sudo()
        if request.httprequest.method == "GET":
            return self._render_password(token)
        try:
            login, errors = contacts_sudo._set_password_by_token(token, typed)
        except AccessDenied:
            return self._render_password("")
        if errors:
            return self._render_password(token, errors, status=422)
        request.session.logout(keep_db=True)
        credential = {
            "type": "password",
            "login": login,
            "password": typed["password"],
        }
        auth = request.session.authenticate(request.env, credential)
        return request.redirect(_get_login_redirect_url(auth["uid"], "/my"), code=303)

    def _render_activation(self, typed, refusal="", **response):
        values = {"typed": typed, "refusal": refusal}
        return request.render("print_portal.activation", values, **response)

    def _render_password(self, token, errors=None, **response):
        # Whoever holds the link is who it was mailed to.
        contact_sudo = request.env["res.partner"].sudo()._find_by_password_token(token)
        values = {
            "token": token,
            "login": contact_sudo and contact_sudo._get_password_login(),
            "errors": errors or {},
            "password_help": contact_sudo._say_password_rule(),
        }
        page = request.render("print_portal.activation_password", values, **response)
        # The address is a secret: no other site and no cache gets it.
        page.headers["Referrer-Policy"] = "no-referrer"
        page.headers["Cache-Control"] = "no-store"
        page.headers["X-Frame-Options"] = "SAMEORIGIN"
        return page


class PrintResetPassword(AuthSignupHome):
    @route()
    def web_auth_reset_password(self, *args, **kw):
        """Core tells whether a login exists: only its links work, we take the rest."""
        if kw.get("token") or request.session.get("auth_signup_token"):
            return super().web_auth_reset_password(*args, **kw)
        return request.redirect("/print/activate", code=303)
