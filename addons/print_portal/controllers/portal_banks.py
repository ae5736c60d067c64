from werkzeug.exceptions import NotFound

from odoo.http import request, route

from ..models.res_partner_bank import SCHEMES
from .portal_profile import PrintProfile


class PrintBanks(PrintProfile):
    """Bank accounts of a client: his main account adds them and takes them away."""

    @route(
        f"/my/print/banks/<any({','.join(SCHEMES)}):scheme>/new",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_bank_new(self, scheme, **kw):
        """Show an empty form; keep the new bank account."""
        area, banks = self._print_area(), request.env["res.partner.bank"]
        if not banks._may_keep_banks():
            raise NotFound()
        errors = {}
        if request.httprequest.method == "POST":
            errors = banks._add_own_bank(scheme, kw)
            if not errors:
                return request.redirect(f"{area['root']}/profile#banks", code=303)
        return self._render_own_form(
            request.env._("New bank account"),
            banks._get_bank_form(scheme),
            kw,
            errors,
            intro=request.env._("We compare a new account with you by phone."),
        )

    @route(
        "/my/print/banks/<int:bank_id>/remove",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_bank_remove(self, bank_id, **kw):
        """Take a bank account off the client's list."""
        area, banks = self._print_area(), request.env["res.partner.bank"]
        bank = banks._get_own_banks().filtered(lambda bank: bank.id == bank_id)
        if not bank or not banks._may_keep_banks():
            raise NotFound()
        bank.sudo(False)._remove_own_bank()
        return request.redirect(f"{area['root']}/profile#banks", code=303)
