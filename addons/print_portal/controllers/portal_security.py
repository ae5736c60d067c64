from odoo.http import request, route

from ..typed_ids import read_id
from .portal import PrintPortal


class PrintSecurity(PrintPortal):
    @route()
    def security(self, **post):
        return self._add_devices(super().security(**post))

    @route()
    def deactivate_account(self, validation, password, **post):
        return self._add_devices(
            super().deactivate_account(validation, password, **post)
        )

    def _add_devices(self, response):
        if response.is_qweb and request.env["ir.http"]._get_print_area():
            response.qcontext["print_devices"] = request.env.user._get_print_devices()
        return response

    @route(
        "/my/print/devices",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_devices(self, device=None, **_post):
        """Log the account out in one place, or everywhere else."""
        self._print_area()
        user = request.env.user
        if not device:
            user._end_print_sessions()
        elif device_id := read_id(device):
            user._end_print_session(device_id)
        return request.redirect("/my/security#devices")
