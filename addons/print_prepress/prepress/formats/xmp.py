"""What XMP says of a document, found without reading it as XML of a stranger."""

import base64
import binascii
import re

MOST = 16 << 20  # bytes of a packet


def xmp_value(packet, name):
    """Return the text of a simple property, as an element or an attribute.

    >>> xmp_value(b"<xmp:CreatorTool>Adobe InDesign 16.2</xmp:CreatorTool>",
    ...           "xmp:CreatorTool")
    'Adobe InDesign 16.2'
    """
    name = re.escape(name.encode())
    match = re.search(
        rb"<%s>([^<]{1,255})<|\s%s=\"([^\"]{1,255})\"" % (name, name), packet
    )
    return (match[1] or match[2]).decode("utf-8", "replace").strip() if match else ""


def xmp_thumbnail(packet):
    """Return the picture of the first page, a JPEG; nothing if there is none."""
    match = re.search(rb"<(xmp|xap)GImg:image>([^<]+)<", packet)
    if not match:
        return b""
    text = match[2].replace(b"&#xA;", b"").replace(b"&#xD;", b"")
    try:
        return base64.b64decode(text)
    except binascii.Error:
        return b""
