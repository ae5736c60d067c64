from odoo import models

CHECKSUM_LETTERS = 8


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _prepare_invoice_line(self, **optional_values):
        """Name print work on the invoice as it was ordered, the product not twice."""
        values = super()._prepare_invoice_line(**optional_values)
        if self.print_spec_id:
            values["name"] = self.name
        return values

    def _get_document_values(self):
        """Return what papers say of a line of print work, in the document's language.

        :rtype: dict
        """
        self.ensure_one()
        spec = self.print_spec_id
        artwork = self.print_job_ids._get_current_artwork()
        title = spec.title or self.product_id.name
        words = self.name.splitlines()
        return {
            "title": title,
            # Staff may have put it otherwise on this line: their words stand.
            "words": [text for text in words if text.strip() and text != title],
            "facts": "; ".join(
                f"{field.name}: {text}"
                for field, text in spec._get_work_answers()
                if field.section not in ("title", "more")
            ),
            "files": [
                {
                    "name": file.name,
                    "version": file.version,
                    "checksum": (file.checksum or "")[:CHECKSUM_LETTERS],
                }
                for file in artwork
            ],
            "quantity": self._format_quantity(self.product_uom_qty),
            "unit": self._get_unit_label(),
            "is_on_request": self.print_is_on_request,
        }
