from odoo.http import Controller, request, route


class DealerPassword(Controller):
    """A link to set the password, for who knows his client number and login."""

    @route(
        "/dealer/password",
        auth="public",
        website=True,
        methods=["GET", "POST"],
        sitemap=False,
    )
    def dealer_password(self, client_number="", login="", **kw):
        """Ask for a link by mail: the answer is the same for everybody."""
        if request.httprequest.method == "GET":
            return self._render_dealer_password(client_number, login)
        refusal = request.env["res.users"]._ask_dealer_password(client_number, login)
        if refusal:
            return self._render_dealer_password(
                client_number, login, refusal, status=422
            )
        return request.redirect("/print/activate/sent", code=303)

    def _render_dealer_password(self, client_number, login, refusal="", **response):
        values = {"client_number": client_number, "login": login, "refusal": refusal}
        return request.render("print_dealer_portal.password", values, **response)
