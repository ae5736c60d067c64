import re

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import NotFound

from odoo import models
from odoo.addons.base.models.ir_http import SignedIntConverter
from odoo.http import request

from ..typed_ids import LARGEST, read_id

_NUMBER = re.compile(r"<int:(\w+)>")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class ShortIntConverter(SignedIntConverter):
    """Numbers in addresses, of so many digits as the database has: no page has more."""

    regex = r"-?\d{1,18}"


class IrHttp(models.AbstractModel):
    """What is typed on our pages, before any of them reads it."""

    _inherit = "ir.http"

    @classmethod
    def _get_converters(cls):
        return {**super()._get_converters(), "int": ShortIntConverter}

    @classmethod
    def _get_print_paths(cls):
        """Return what the addresses of our pages begin with."""
        return ("/my", "/print")

    @classmethod
    def _pre_dispatch(cls, rule, args):
        """Drop zero bytes: PostgreSQL keeps no text with one, and looks for none.

        :raise NotFound: for a number that the database cannot hold
        """
        result = super()._pre_dispatch(rule, args)
        if rule.rule.startswith(cls._get_print_paths()):
            if any(isinstance(each, int) and each > LARGEST for each in args.values()):
                raise NotFound()
            if rule.endpoint.routing["type"] == "http":
                typed = request.httprequest
                typed.args = _without_zero_bytes(typed.args)
                if typed.mimetype in FORMS:  # files are streamed, not read
                    typed.form = _without_zero_bytes(typed.form)
        return result

    @classmethod
    def _dispatch(cls, endpoint):
        """Drop them from what our scripts send as well; take numbers for numbers."""
        routing = endpoint.routing
        if routing["routes"][0].startswith(cls._get_print_paths()):
            if routing["type"] == "jsonrpc":
                request.params = _clean_json(request.params)
            elif len(routing["routes"]) > 1:
                _read_numbers(request.params, routing["routes"])
        return super()._dispatch(endpoint)

    @classmethod
    def _serve_fallback(cls):
        """No file is at an address with a zero byte; core would look for one."""
        if "\0" in request.httprequest.path:
            return None
        return super()._serve_fallback()


def _read_numbers(params, routes):
    """Read what one of these addresses has as a number, and another one asks with.

    >>> params = {"page": "3", "search": "3"}
    >>> _read_numbers(params, ["/orders", "/orders/page/<int:page>"])
    >>> params
    {'page': 3, 'search': '3'}
    >>> _read_numbers({"page": "x"}, ["/orders", "/orders/page/<int:page>"])
    """
    for name in _NUMBER.findall(" ".join(routes)):
        if isinstance(params.get(name), str):
            number = read_id(params.pop(name))
            if number:
                params[name] = number


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


def _clean_json(sent):
    """Return what came as JSON without zero bytes, wherever they stand in it.

    >>> _clean_json({"rows": [["A\\0-1", 2]], "text": "\\0"})
    {'rows': [['A-1', 2]], 'text': ''}
    """
    if isinstance(sent, str):
        return sent.replace("\0", "")
    if isinstance(sent, list):
        return [_clean_json(each) for each in sent]
    if isinstance(sent, dict):
        return {_clean_json(name): _clean_json(each) for name, each in sent.items()}
    return sent
