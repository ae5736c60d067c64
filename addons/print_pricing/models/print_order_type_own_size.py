from odoo import models

from ..estimate.product import OWN_FORMAT, read_size


class PrintOrderType(models.Model):
    """Sizes that are no format of the list."""

    _inherit = "print.order.type"

    def _get_summary_labels(self, values):
        """Say the size itself where the client typed his own."""
        labels = super()._get_summary_labels(values)
        width, height = read_size(values)
        if values.get("finished_format") == OWN_FORMAT and width and height:
            labels["finished_format"] = f"{width} × {height} mm"
        return labels
