from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        """Scripts of the client's pages say something as well."""
        return super()._get_translation_frontend_modules_name() + ["print_prepress"]
