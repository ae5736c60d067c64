from odoo import api, models


class PrintCachedMixin(models.AbstractModel):
    """Records from which it follows what an account may open, which is cached."""

    _name = "print.cached.mixin"
    _description = "Read Through a Cache"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env.registry.clear_cache()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env.registry.clear_cache()
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache()
        return result
