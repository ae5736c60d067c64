"""What a document may load: an allow-list of addresses, and nothing else.

The HTML of a report carries text of clients and of staff. An engine that follows every
address in it reads files of the server and reaches machines behind the firewall, so
each address is parsed here into the one thing that it asks for, or refused. Nobody ever
opens a file or a connection with the address itself.
"""

import re
from base64 import b64decode
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, unquote_to_bytes, urlsplit

ORIGIN = "https://report.invalid"
"""What relative addresses are resolved against; ``.invalid`` exists nowhere."""

SIZE = re.compile(r"(\d{1,5})x(\d{1,5})")
RECORD = re.compile(r"(\d+)(?:-[^/]*)?")
ASSET = re.compile(r"/web/assets/(?:[\w-]+/)+[\w.-]+\.css")


class Refused(ValueError):
    """The address is not one that a document may load."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A bundle of style sheets, by the path under which it is served."""

    path: str


@dataclass(frozen=True, slots=True)
class Image:
    """An image field of a record, as ``/web/image`` serves it; sizes in pixels."""

    model: str = "ir.attachment"
    record_id: int | None = None
    xmlid: str | None = None
    field: str = "raw"
    width: int = 0
    height: int = 0
    crop: bool = False
    access_token: str | None = None


@dataclass(frozen=True, slots=True)
class Barcode:
    """A barcode or QR code; ``options`` as ``/report/barcode`` takes them."""

    symbology: str
    value: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Inline:
    """Bytes that stand in the document itself."""

    content: bytes
    mimetype: str


def parse_source(url):
    """Return what ``url`` asks for.

    :raise Refused: if it is on no list

    >>> parse_source(ORIGIN + "/web/assets/1a2b3c4/web.report_assets_common.min.css")
    Asset(path='/web/assets/1a2b3c4/web.report_assets_common.min.css')
    >>> parse_source(ORIGIN + "/report/barcode/QR/i-000123%2F1?width=200").value
    'i-000123/1'
    >>> parse_source("data:text/plain,hello")
    Inline(content=b'hello', mimetype='text/plain')
    >>> parse_source("file:///etc/passwd")
    Traceback (most recent call last):
    ...
    Refused: not loaded: file:///etc/passwd
    """
    if url[:5].lower() == "data:":
        return _inline(url)
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise _refusal(url) from error
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN:
        raise _refusal(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    segments = [unquote(segment) for segment in parts.path.split("/")[1:]]
    if {".", ".."} & set(segments) or "\\" in parts.path or "\0" in "".join(segments):
        raise _refusal(url)
    match segments:
        case ["web", "assets", *_rest] if ASSET.fullmatch(parts.path):
            return Asset(parts.path)
        case ["web", "image", *rest]:
            return _image(url, [segment for segment in rest if segment], query)
        case ["report", "barcode", *rest]:
            return _barcode(url, [segment for segment in rest if segment], query)
    raise _refusal(url)


def _inline(url):
    """Decode a ``data:`` address.

    >>> _inline("data:;base64,aGVsbG8=").content
    b'hello'
    """
    header, comma, payload = url[5:].partition(",")
    if not comma:
        raise _refusal(url)
    mimetype, *parameters = header.split(";")
    content = unquote_to_bytes(payload)
    if "base64" in (parameter.strip().lower() for parameter in parameters):
        content = _base64(url, content)
    return Inline(content, mimetype.strip().lower() or "text/plain")


def _base64(url, content):
    try:
        return b64decode(b"".join(content.split()), validate=True)
    except ValueError as error:
        raise _refusal(url) from error


def _image(url, segments, query):
    """Read the forms in which ``/web/image`` names a record.

    >>> _image("", ["res.partner", "7", "image_128", "90x60", "logo.png"], {})
    ... # doctest: +NORMALIZE_WHITESPACE
    Image(model='res.partner', record_id=7, xmlid=None, field='image_128', width=90,
          height=60, crop=False, access_token=None)
    >>> _image("", ["12-5f3c", "sign.png"], {}).record_id
    12
    >>> _image("", ["base.main_partner"], {"field": "image_128"}).xmlid
    'base.main_partner'
    >>> _image("", [], {"model": "res.partner", "id": "7", "field": "x"}).record_id
    7
    """
    values = {key: query[key] for key in ("model", "field", "xmlid") if query.get(key)}
    record_id = query.get("id")
    match segments:
        case [number, *_rest] if match := RECORD.fullmatch(number):
            record_id = match[1]
            segments = segments[1:]
        case [model, number, field, *_rest] if number.isdecimal():
            values |= {"model": model, "field": field}
            record_id = number
            segments = segments[3:]
        case [xmlid, *_rest]:
            values["xmlid"] = xmlid
            segments = segments[1:]
    if segments and (match := SIZE.fullmatch(segments[0])):
        query = query | {"width": match[1], "height": match[2]}
    try:
        return Image(
            **values,
            record_id=int(record_id) if record_id else None,
            width=int(query.get("width") or 0),
            height=int(query.get("height") or 0),
            crop=query.get("crop", "").lower() in ("1", "true"),
            access_token=query.get("access_token") or None,
        )
    except ValueError as error:
        raise _refusal(url) from error


def _barcode(url, segments, query):
    """Read both forms of ``/report/barcode``.

    >>> _barcode("", ["Code128", "i-000123-1"], {"height": "50"})
    Barcode(symbology='Code128', value='i-000123-1', options=(('height', '50'),))
    >>> _barcode("", [], {"barcode_type": "QR", "value": "x"})
    Barcode(symbology='QR', value='x', options=())
    """
    if len(segments) > 1:
        symbology, value = segments[0], "/".join(segments[1:])
    else:
        symbology, value = query.get("barcode_type"), query.get("value")
    if not symbology or not value:
        raise _refusal(url)
    options = {
        key: value
        for key, value in query.items()
        if key not in ("barcode_type", "value", "type")
    }
    return Barcode(symbology, value, tuple(sorted(options.items())))


def _refusal(url):
    return Refused(f"not loaded: {url[:200]}")
