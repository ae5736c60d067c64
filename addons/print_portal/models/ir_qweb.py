from uuid import uuid4

from odoo import models
from odoo.tools import lazy


class IrQweb(models.AbstractModel):
    _inherit = "ir.qweb"

    def _prepare_frontend_environment(self, values):
        """Give every page ``print_area``, which the header and all links need.

        Forms that add something name each press by ``print_once()``: ``print.once``.

        And the page's language, which core leaves out: screen readers and the
        hyphenation of browsers go by it.
        """
        qweb = super()._prepare_frontend_environment(values)
        values["print_area"] = lazy(lambda: qweb.env["ir.http"]._get_print_area())
        values["print_once"] = _make_key
        lang = (qweb.env.lang or "").replace("_", "-")
        values.setdefault("html_data", {"lang": lang})
        return qweb


def _make_key():
    return str(uuid4())
