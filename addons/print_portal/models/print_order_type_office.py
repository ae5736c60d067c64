from odoo import models


class PrintOrderType(models.Model):
    """The order form as the back office shows it."""

    _inherit = "print.order.type"

    def _get_office_sections(self):
        """Return the form for the browser of staff, as plain data.

        :return: list of dicts ``key``, ``label`` and ``fields``, see
            ``print.spec.field._get_office_values``
        """
        self.ensure_one()
        return [
            {
                "key": section["key"],
                "label": section["label"],
                "fields": [
                    field._get_office_values()
                    for field in section["fields"] + section["advanced"]
                ],
            }
            for section in self._get_form_sections()
        ]
