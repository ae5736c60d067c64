from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    """What holds for dealers of whom nothing else is said."""

    _inherit = "res.config.settings"

    print_minimum_order = fields.Monetary(
        "Smallest order",
        compute="_compute_print_minimum_order",
        inverse="_inverse_print_minimum_order",
        readonly=False,
    )

    @api.depends("company_id")
    def _compute_print_minimum_order(self):
        field = self.env["res.partner"]._fields["print_minimum_order"]
        for setting in self:
            partners = self.env["res.partner"].with_company(setting.company_id)
            setting.print_minimum_order = field.get_company_dependent_fallback(partners)

    def _inverse_print_minimum_order(self):
        for setting in self:
            self.env["ir.default"].set(
                "res.partner",
                "print_minimum_order",
                setting.print_minimum_order,
                company_id=setting.company_id.id,
            )
