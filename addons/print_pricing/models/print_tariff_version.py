from datetime import timedelta

from odoo import models
from odoo.exceptions import UserError


class PrintTariff(models.Model):
    """New prices from a day on: the old ones end the day before, and stay readable."""

    _inherit = "print.tariff"

    def action_new_version(self):
        """Ask from when on new prices count."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("New prices from a day on"),
            "res_model": "print.tariff.version",
            "view_mode": "form",
            "target": "new",
            "context": {"default_tariff_id": self.id},
        }

    def _make_version(self, day):
        """Return a copy of this tariff that counts from ``day`` on, until this ended.

        :raise UserError: when this one does not count on the day before
        """
        self.ensure_one()
        if self.date_start and day <= self.date_start:
            raise UserError(
                self.env._(
                    "From: “%(tariff)s” begins on %(day)s. Enter a later day.",
                    tariff=self.display_name,
                    day=self.date_start,
                )
            )
        if self.date_end and day > self.date_end:
            raise UserError(
                self.env._(
                    "From: “%(tariff)s” ends on %(day)s. Enter an earlier day.",
                    tariff=self.display_name,
                    day=self.date_end,
                )
            )
        until = self.date_end
        self.date_end = day - timedelta(1)
        return self.copy({"date_start": day, "date_end": until})
