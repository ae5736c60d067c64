from odoo import models


class IrHttp(models.AbstractModel):
    """What our scripts say on the pages of dealers is translated, too."""

    _inherit = "ir.http"

    @classmethod
    def _get_translation_frontend_modules_name(cls):
        names = super()._get_translation_frontend_modules_name()
        return [*names, "print_dealer_portal"]
