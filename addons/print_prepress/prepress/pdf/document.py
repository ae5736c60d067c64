"""Reading a whole file."""

import contextlib
import io
import os
from pathlib import Path
from typing import BinaryIO

import pikepdf

from ..budget import TOO_LARGE, Budget, BudgetSpent
from ..facts import PLACES, FileFacts, FontFacts, PageFacts
from . import access, drawing, paint, text  # noqa: F401 - they bring operators
from .annotations import draw_annotations
from .boxes import Boxes, read_boxes
from .colour import PROCESS
from .geometry import rounded
from .library import Library
from .marks import Marks
from .metadata import Metadata
from .state import State
from .walk import Walk

MOST_PLACES = 20_000  # of one kind, in all pages
MOST_ITEMS = 5_000_000  # in one array or dictionary


def read_pdf(source: str | Path | BinaryIO, budget: Budget) -> FileFacts:
    """Return what is in a PDF.

    :param source: its path, or the file itself, open for reading and seekable
    """
    try:
        with _limits(budget), _open(source) as (pdf, is_repaired):
            return _Reading(pdf, budget, is_repaired).facts()
    except BudgetSpent as spent:
        return FileFacts("pdf", trouble=spent.trouble)
    except MemoryError:
        return FileFacts("pdf", trouble=TOO_LARGE)
    except _Unreadable as error:
        return FileFacts("pdf", trouble=str(error))


class _Unreadable(Exception):
    """The file cannot be opened; says which trouble that is."""


@contextlib.contextmanager
def _limits(budget):
    """Keep qpdf, too, from unfolding more than one stream may hold."""
    most = budget.stream_bytes
    before = pikepdf.settings.set_qpdf_limits(
        parser_max_container_size=MOST_ITEMS,
        flate_max_memory=most,
        png_max_memory=most,
        tiff_max_memory=most,
        run_length_max_memory=most,
        dct_max_memory=most,
    )
    try:
        yield
    finally:
        pikepdf.settings.set_qpdf_limits(**before)


@contextlib.contextmanager
def _open(source):
    """Open a file as it is, or else with its table of contents made anew."""
    if _size(source) == 0:
        raise _Unreadable("empty")
    trouble = "broken"
    for is_repaired in (False, True):
        try:
            pdf = pikepdf.open(source, attempt_recovery=is_repaired)
        except pikepdf.PasswordError as error:
            raise _Unreadable("encrypted") from error
        except access.UNREADABLE:
            continue
        with pdf:
            count = _count_pages(pdf)
            if count:
                yield pdf, is_repaired
                return
            if count == 0 and not is_repaired:
                trouble = "no_pages"
    raise _Unreadable(trouble)


def _size(source):
    if isinstance(source, str | Path):
        return os.stat(source).st_size
    size = source.seek(0, io.SEEK_END)
    source.seek(0)
    return size


def _count_pages(pdf):
    """Return how many pages there are, or None if the file contradicts itself."""
    try:
        return len(pdf.pages)
    except access.UNREADABLE:
        return None


class _Reading:
    """One file on its way to become facts."""

    def __init__(self, pdf, budget: Budget, is_repaired: bool):
        self._pdf = pdf
        self._budget = budget
        self._is_repaired = is_repaired
        self._fonts: dict[tuple, list[int]] = {}

    def facts(self) -> FileFacts:
        if len(self._pdf.pages) > self._budget.pages:
            raise BudgetSpent(TOO_LARGE)
        pages = list(self._pdf.pages)
        library = Library(self._pdf, self._budget)
        metadata = Metadata(self._pdf, library)
        all_boxes = [read_boxes(page.obj) for page in pages]
        read, is_partial = self._read_pages(pages, all_boxes, library)
        return FileFacts(
            format="pdf",
            version=self._pdf.pdf_version,
            creator=metadata.creator,
            is_repaired=self._is_repaired,
            is_encrypted=self._pdf.is_encrypted,
            is_partial=is_partial,
            page_count=len(pages),
            pages=tuple(read),
            fonts=tuple(
                FontFacts(*font, pages=tuple(numbers))
                for font, numbers in sorted(self._fonts.items())
            ),
            output_intents=metadata.output_intents,
            pdf_x=metadata.pdf_x,
            trapped=metadata.trapped,
            layers=library.layers.names,
        )

    def _read_pages(self, pages, all_boxes, library):
        """Return facts of all pages; once the budget is spent, their boxes alone."""
        read, is_partial = [], False
        most = max(min(PLACES, MOST_PLACES // len(pages)), 1)
        for number, (page, boxes) in enumerate(zip(pages, all_boxes, strict=True), 1):
            marks = Marks(boxes.media, boxes.trim)
            if not is_partial:
                try:
                    _follow(page.obj, boxes, marks, library)
                except (BudgetSpent, MemoryError):
                    is_partial = True
            self._note_fonts(number, marks)
            read.append(_page_facts(number, boxes, marks, most, not is_partial))
            self._budget.tell(number, len(pages))
        return read, is_partial

    def _note_fonts(self, number, marks):
        for font in {(each.name, each.kind, each.is_embedded) for each in marks.fonts}:
            self._fonts.setdefault(font, []).append(number)


def _follow(page, boxes: Boxes, marks: Marks, library: Library):
    """Follow everything that a page paints."""
    found = access.dictionary(page, "/Resources")
    state = State(boxes.matrix, boxes.media)
    walk = Walk(library.resources(found), marks, state)
    data, is_damaged = _content(page, library)
    marks.is_damaged |= is_damaged
    walk.run(data)
    above = Walk(library.resources(None), marks, State(boxes.matrix, boxes.media))
    draw_annotations(above, page)


def _content(page, library):
    """Return the content of a page, of one stream or of several."""
    contents = access.entry(page, "/Contents")
    pieces, size, is_damaged = [], 0, False
    for stream in access.items(contents) or [contents]:
        if not isinstance(stream, pikepdf.Stream):
            is_damaged |= stream is not None
            continue
        piece, is_broken = library.content(stream)
        pieces.append(piece)
        is_damaged |= is_broken
        size += len(piece)
        if size > library.budget.stream_bytes:
            raise BudgetSpent(TOO_LARGE)
    return b"\n".join(pieces), is_damaged


def _page_facts(number, boxes, marks, most, is_whole):
    return PageFacts(
        number=number,
        media=boxes.media,
        crop=boxes.crop,
        trim=boxes.trim,
        bleed=boxes.bleed,
        art=boxes.art,
        content=marks.content and rounded(marks.content),
        rotate=boxes.rotate,
        user_unit=boxes.user_unit,
        is_empty=is_whole and not marks.is_damaged and marks.content is None,
        is_damaged=marks.is_damaged,
        images=marks.images(most),
        texts=marks.texts(most),
        lines=marks.lines(most),
        spaces=tuple(sorted(marks.spaces)),
        inks=_in_order(marks.inks),
        has_transparency=marks.has_transparency,
        has_white_overprint=marks.has_white_overprint,
    )


def _in_order(inks):
    """Return process inks as they are printed, spots after them by name."""
    return tuple(
        sorted(inks, key=lambda ink: (PROCESS.index(ink) if ink in PROCESS else 9, ink))
    )
