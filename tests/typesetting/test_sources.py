"""Addresses in a document are hostile until they stand on the list."""

from urllib.parse import urljoin

import pytest
from typesetting import Asset, Barcode, Image, Refused, parse_source
from typesetting.sources import ORIGIN

REFUSED = [
    "",
    "x",
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "file:/etc/passwd",
    "http://shop.example/web/image/1",
    "https://shop.example/web/image/1",
    "https://report.invalid.shop.example/web/image/1",
    "https://user@report.invalid/web/image/1",
    "https://report.invalid:8069/web/image/1",
    "http://report.invalid/web/image/1",
    "http://[::1/web/image/1",
    "//shop.example/web/image/1",
    "ftp://shop.example/a.png",
    "javascript:alert(1)",
    "about:blank",
    "blob:https://report.invalid/web/image/1",
    "data:no comma",
    "data:image/png;base64,???",
    "/",
    "/etc/passwd",
    "/web",
    "/web/content/1",
    "/web/database/backup",
    "/web/static/img/logo.png",
    "/web/assets",
    "/web/assets/1/a.js",
    "/web/assets/1/a.css.map",
    "/web/assets/../../etc/a.css",
    "/web/assets/%2e%2e/%2e%2e/a.css",
    "/web/assets/..%2f..%2fa.css",
    "/web/assets/1/..\\..\\a.css",
    "/web/assets/1/a%00.css",
    "/web/assets//a.css",
    "/web/image/../content/1",
    "/web/image/%2e%2e/%2e%2e/etc/passwd",
    "/web/image?id=one",
    "/web/image/1/x?width=wide",
    "/web/imagery/1",
    "/report/barcode",
    "/report/barcode/QR",
    "/report/pdf/x/1",
    "/report/barcode/../pdf/x/1",
    "\\\\shop.example\\a.png",
    "/web/image\\1",
]


def resolved(address):
    """Resolve as the engine does; what cannot be resolved never reaches it."""
    try:
        return urljoin(ORIGIN, address)
    except ValueError:
        return address


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_listed_is_refused(address):
    with pytest.raises(Refused):
        parse_source(resolved(address))


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_is_refused_as_it_is_written(address):
    with pytest.raises(Refused):
        parse_source(address)


@pytest.mark.parametrize(
    ("path", "source"),
    [
        (
            "/web/assets/1a2b/web.report_assets_common.rtl.autoprefixed.min.css",
            Asset("/web/assets/1a2b/web.report_assets_common.rtl.autoprefixed.min.css"),
        ),
        ("/web/image/12", Image(record_id=12)),
        ("/web/image/12-5fa3/logo.png", Image(record_id=12)),
        ("/web/image/12/90x60", Image(record_id=12, width=90, height=60)),
        ("/web/image/base.main_company", Image(xmlid="base.main_company")),
        (
            "/web/image/res.company/1/logo/120x0/logo.png?crop=true",
            Image("res.company", 1, field="logo", width=120, crop=True),
        ),
        (
            "/web/image?model=res.company&id=1&field=logo&access_token=x",
            Image("res.company", 1, field="logo", access_token="x"),
        ),
        ("/report/barcode/QR/a/b%20c", Barcode("QR", "a/b c")),
        (
            "/report/barcode/?type=x&barcode_type=Code128&value=i-1&width=9",
            Barcode("Code128", "i-1", (("width", "9"),)),
        ),
    ],
)
def test_an_address_on_the_list_is_understood(path, source):
    assert parse_source(ORIGIN + path) == source
