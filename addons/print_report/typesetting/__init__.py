"""Typesetting of HTML documents into PDF, without Odoo.

``paper`` says where header, body and footer stand, ``document`` cuts what a report
engine hands over into single documents, ``stylesheet`` keeps the rules that a document
can use, ``sources`` is the allow-list of what a document may load, ``fonts`` names the
faces, and ``engine`` puts them together with WeasyPrint.

``engine`` is not imported here: it alone needs WeasyPrint and its system libraries.
"""

import logging

from .document import Document, read_documents
from .paper import Paper
from .sources import Asset, Barcode, Image, Inline, Refused, parse_source
from .stylesheet import Stylesheet

# WeasyPrint reports each of its steps, and on import already.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)

__all__ = [
    "Asset",
    "Barcode",
    "Document",
    "Image",
    "Inline",
    "Paper",
    "Refused",
    "Stylesheet",
    "parse_source",
    "read_documents",
]
