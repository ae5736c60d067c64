from werkzeug.exceptions import Unauthorized

from odoo import models
from odoo.http import request


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Core forgets the words of its own dialogs under "Password and security"."""
        return super()._get_translation_frontend_modules_name() + [
            "auth_passkey_portal",
            "auth_totp_portal",
        ]

    @classmethod
    def _auth_method_bearer(cls):
        """Answer a network slowly that sends one wrong API key after another."""
        try:
            return super()._auth_method_bearer()
        except Unauthorized:
            if request.httprequest.headers.get("Authorization"):
                address = request.httprequest.remote_addr
                request.env["res.users"]._print_throttle("", address, "key")
            raise
