"""Illustrator: a PDF with its own document inside, or PostScript before version 9."""

import dataclasses

import pypdfium2

from ..facts import FileFacts
from ..pdf import read_pdf
from . import dsc

# What stands on the only page of a document that was saved without its PDF.
_NO_PDF = "saved without PDF Content"


def read(path, source, budget):
    """Return the facts of a document: those of the PDF in it.

    Without one only Illustrator itself can open the file: no pages are told.

    :raise Broken: if PostScript is cut off
    """
    if source.head(1024).find(b"%PDF-") < 0:
        facts = dsc.read(source, budget, format_="ai")
        return dataclasses.replace(facts, page_count=0, pages=())
    facts = dataclasses.replace(read_pdf(path, budget), format="ai")
    if facts.page_count == 1 and _is_without_pdf(path):
        return FileFacts("ai", version=facts.version, creator=facts.creator)
    return facts


def _is_without_pdf(path):
    """Whether the page only says that there is nothing to see."""
    with pypdfium2.PdfDocument(path) as document:
        return _NO_PDF in document[0].get_textpage().get_text_bounded()
