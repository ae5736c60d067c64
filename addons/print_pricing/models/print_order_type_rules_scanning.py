from odoo import fields, models
from odoo.tools.misc import formatLang


class PrintOrderType(models.Model):
    """Scanning in words."""

    _inherit = "print.order.type"

    process = fields.Selection(
        selection_add=[("scanning", "Scans")], ondelete={"scanning": "set default"}
    )

    def _get_rule_sentences(self):
        _ = self.env._
        return {
            **super()._get_rule_sentences(),
            "R30": _("This enlargement needs %(need)s ppi; our scanner gives %(max)s."),
            "S01": _(
                "%(ppi)s ppi is coarse for this size: %(need)s is usual. Keep it?"
            ),
            "S02": _("JPEG holds 8 bits a channel. Choose TIFF."),
        }

    def _get_formula(self, spec):
        """Tell at which resolution is scanned, and how large the files become."""
        if self.process != "scanning":
            return super()._get_formula(spec)
        counts = self._get_process(spec.values or {}).drivers().counts
        if not counts["one_file_mb"]:
            return ""
        return self.env._(
            "%(ppi)s ppi, %(size)s MB a scan",
            ppi=formatLang(self.env, counts["scan_ppi"], digits=0),
            size=formatLang(self.env, float(counts["one_file_mb"]), digits=1),
        )

    def _get_quantity_units(self):
        return {**super()._get_quantity_units(), "scanning": self.env._("scans")}
