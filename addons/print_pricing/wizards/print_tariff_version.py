from datetime import timedelta

from odoo import fields, models


class PrintTariffVersion(models.TransientModel):
    """The day from which a tariff has other prices."""

    _name = "print.tariff.version"
    _description = "New Prices from a Day on"

    tariff_id = fields.Many2one("print.tariff", required=True, readonly=True)
    date = fields.Date(
        "From",
        required=True,
        default=lambda self: fields.Date.context_today(self) + timedelta(1),
        help="First day of the new prices; the old ones end the day before.",
    )

    def _get_tariff_action(self, tariff):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tariffs"),
            "res_model": "print.tariff",
            "res_id": tariff.id,
            "view_mode": "form",
        }

    def action_make(self):
        """Make the new version, and show it to be filled in."""
        self.ensure_one()
        return self._get_tariff_action(self.tariff_id._make_version(self.date))
