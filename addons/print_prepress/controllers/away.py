from odoo.addons.print_portal.controllers.portal_profile import PrintProfile
from odoo.http import request, route


class PrintAway(PrintProfile):
    """Who decides on proofs while an account is away."""

    @route("/my/print/profile/away", auth="user", website=True, methods=["GET", "POST"])
    def print_away(self, **kw):
        """Show who decides meanwhile, and until when; keep what is chosen."""
        area, user = self._print_area(), request.env.user
        title = request.env._("While you are away")
        form = user._get_away_form()
        if request.httprequest.method == "GET":
            return self._render_own_form(title, form, user._get_away_typed())
        if errors := user._save_away(kw):
            return self._render_own_form(title, form, kw, errors)
        return request.redirect(f"{area['root']}/profile?saved=1", code=303)
