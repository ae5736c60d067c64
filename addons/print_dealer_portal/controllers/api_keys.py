from odoo.addons.print_portal.controllers.portal import PrintPortal
from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import UserError
from odoo.http import request, route

from ..models.res_users_programs import LONGEST_NAME, PERIODS


class DealerApiKeys(PrintPortal):
    @route("/dealer/api", auth="user", website=True, methods=["GET"], readonly=True)
    def dealer_api_keys(self, **kw):
        """Show the keys of the user's programs, and how one is made."""
        self._print_area()
        return self._render_keys()

    @route("/dealer/api", auth="user", website=True, methods=["POST"])
    def dealer_api_keys_post(self, revoke="", name="", days="", password="", **kw):
        """Make a key, which is shown this once, or revoke one."""
        area, user = self._print_area(), request.env.user
        if revoke:
            user._revoke_program_key(read_id(revoke))
            return request.redirect(f"{area['root']}/api", code=303)
        try:
            key = user._create_program_key(name, read_id(days), password)
        except UserError as refusal:
            return self._render_keys(str(refusal), {"name": name, "days": days})
        return self._render_keys(key=key)

    def _render_keys(self, refusal="", typed=None, key=""):
        """Render the page; what was typed stays, but for the password."""
        values = {
            "keys": request.env.user._get_program_keys(),
            "periods": PERIODS,
            "longest": LONGEST_NAME,
            "typed": typed or {"name": "", "days": str(PERIODS[-1])},
            "refusal": refusal,
            "key": key,
        }
        # A key on the screen is not kept by the browser.
        headers = {"Cache-Control": "no-store"}
        response = request.render(
            "print_dealer_portal.api_keys", values, headers=headers
        )
        if refusal:
            response.status_code = 422
        return response
