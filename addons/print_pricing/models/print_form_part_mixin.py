from odoo import api, models


class PrintFormPartMixin(models.AbstractModel):
    """What order forms are built of: a change of it is a change of the form.

    Forms are kept built, see ``print.order.type._get_form``; every worker forgets
    them when one of these records changes.
    """

    _name = "print.form.part.mixin"
    _description = "Part of a Print Order Form"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

    def _update_field_translations(self, field_name, translations, *args, **kwargs):
        self.env.registry.clear_cache()
        return super()._update_field_translations(
            field_name, translations, *args, **kwargs
        )
