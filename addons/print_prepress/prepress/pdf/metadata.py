"""What a file says of itself."""

import re
from html import unescape

from . import access
from .library import Library

MOST = 20  # output intents


class Metadata:
    """The document information, and where that is silent, the XMP packet.

    XMP is searched, not parsed: nothing in it can unfold or refer to elsewhere.
    """

    def __init__(self, pdf, library: Library):
        self._info = access.dictionary(pdf.trailer, "/Info")
        self._root = pdf.Root
        packet = access.dictionary(pdf.Root, "/Metadata")
        self._xmp = ""
        if packet is not None:
            data, _is_damaged = library.content(packet)
            wide = data[:2] in (b"\xfe\xff", b"\xff\xfe")
            self._xmp = data.decode("utf-16" if wide else "utf-8", "replace")

    @property
    def creator(self) -> str:
        """The program that made the file, else the one that wrote it."""
        return (
            self._of_info("/Creator")
            or self._of_xmp("CreatorTool")
            or self._of_info("/Producer")
            or self._of_xmp("Producer")
        )

    @property
    def trapped(self) -> str:
        return self._of_info("/Trapped") or self._of_xmp("Trapped")

    @property
    def pdf_x(self) -> str:
        """The version of PDF/X; X-1a and X-2 name theirs as conformance."""
        return (
            self._of_info("/GTS_PDFXConformance")
            or self._of_xmp("GTS_PDFXConformance")
            or self._of_info("/GTS_PDFXVersion")
            or self._of_xmp("GTS_PDFXVersion")
        )

    @property
    def output_intents(self) -> tuple[str, ...]:
        """The printing conditions by their identifier, else by their name."""
        found = []
        for intent in access.items(access.entry(self._root, "/OutputIntents"))[:MOST]:
            said = (
                access.text(access.entry(intent, key))
                for key in ("/OutputConditionIdentifier", "/OutputCondition", "/Info")
            )
            found.append(next(filter(None, said), ""))
        return tuple(found)

    def _of_info(self, key):
        return access.text(access.entry(self._info, key))[:200]

    def _of_xmp(self, key):
        """Return a property, written as an attribute or as an element."""
        found = re.search(
            rf"[:\s]{key}(?:\s*=\s*[\"']([^\"'<]{{1,200}})|(?:\s[^>]*)?>([^<]{{1,200}})<)",
            self._xmp,
        )
        return unescape(found[1] or found[2]).strip() if found else ""
