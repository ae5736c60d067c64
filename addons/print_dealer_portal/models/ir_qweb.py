from odoo import models

from ..area import CLIENT_ROOT, to_twin

LINKS = ("href", "action", "src")


class IrQweb(models.AbstractModel):
    """Links of records, which mails have too, stay among the pages of dealers."""

    _inherit = "ir.qweb"

    def _prepare_frontend_environment(self, values):
        qweb = super()._prepare_frontend_environment(values)
        if qweb.env["ir.http"]._is_dealer_area():
            qweb = qweb.with_context(print_twins=True)
        return qweb

    def _post_processing_att(self, tagName, atts):
        """A record has one address for everybody; a page of dealers shows its twin."""
        atts = super()._post_processing_att(tagName, atts)
        if self.env.context.get("print_twins"):
            for name in LINKS:
                link = atts.get(name)
                if link and str(link).startswith(f"{CLIENT_ROOT}/"):
                    atts[name] = to_twin(str(link))
        return atts
