import re

from odoo import models

# What browsers leave out of an address, and what no header may hold.
_UNSEEN = re.compile(r"[\t\r\n]+")


class IrHttp(models.AbstractModel):
    """No address that somebody sends in a link leads from our login to another site."""

    _inherit = "ir.http"

    @classmethod
    def _redirect(cls, location, code=303):
        return super()._redirect(_stay_here(location), code)


def _stay_here(location):
    """Return an address as a browser reads it; one of a page stays one.

    Core keeps to this site by what stands at the beginning, tabs and line ends too.

    >>> _stay_here("/\\t/evil.example"), _stay_here("/my?a=1#talk")
    ('/evil.example', '/my?a=1#talk')
    >>> _stay_here("https://pay.example/x\\n")
    'https://pay.example/x'
    """
    seen = _UNSEEN.sub("", location)
    return "/" + seen.lstrip("/\\") if seen.startswith("/") else seen
