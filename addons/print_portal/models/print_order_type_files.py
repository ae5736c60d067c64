from odoo import models
from odoo.addons.print_pricing.spec_error import SpecError


class PrintOrderType(models.Model):
    _inherit = "print.order.type"

    def _check_rules(self, spec):
        """Ask about chosen files that may not be whole, before the order is sent."""
        errors = super()._check_rules(spec)
        doubtful = spec.file_ids.filtered(lambda file: file.state != "settled")
        if doubtful:
            errors.append(
                SpecError(
                    "R01",
                    "artwork",
                    self.env._(
                        "Look at %s under Files: say that it is right, or replace it.",
                        ", ".join(doubtful.mapped("name")),
                    ),
                )
            )
        return errors
