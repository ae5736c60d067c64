from werkzeug.datastructures import ImmutableMultiDict

from odoo import models
from odoo.http import request

OURS = ("/my", "/print")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class IrHttp(models.AbstractModel):
    """What is typed on our pages, before any of them reads it."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Drop zero bytes: PostgreSQL keeps no text with one, and looks for none."""
        result = super()._pre_dispatch(rule, args)
        if rule.endpoint.routing["type"] == "http" and rule.rule.startswith(OURS):
            typed = request.httprequest
            typed.args = _without_zero_bytes(typed.args)
            if typed.mimetype in FORMS:  # files are streamed, not read
                typed.form = _without_zero_bytes(typed.form)
        return result


def _without_zero_bytes(typed):
    """Return ``typed`` without them, itself when there are none.

    >>> dict(_without_zero_bytes(ImmutableMultiDict([("name", "a\\0b")])))
    {'name': 'ab'}
    """
    if not any("\0" in text for _name, text in typed.items(multi=True)):
        return typed
    return ImmutableMultiDict(
        [(name, text.replace("\0", "")) for name, text in typed.items(multi=True)]
    )
