"""Rules about text and lines: what prints too fine, or vanishes."""

from collections.abc import Iterator

from ..facts import FileFacts
from ..ordered import Ordered
from .geometry import touches, trim_of
from .rule import AT_LEAST, Place, Rule

BLACK = ("Black",)


def _marks(facts, ordered, kind):
    """Yield ``(page, mark)`` of texts or lines, without marks beside the page."""
    for page in facts.pages:
        trim = trim_of(page, ordered)
        for mark in getattr(page, kind):
            if touches(mark.box, trim) and mark.inks != ("All",):
                yield page, mark


def _is_delicate(mark) -> bool:
    """In several inks, which never lie quite one upon the other, or left white."""
    return mark.is_white or len(mark.inks) > 1


def measure_small_text(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, text in _marks(facts, ordered, "texts"):
        if _is_delicate(text):
            yield Place((page.number,), text.box, text.size_pt * ordered.scale)


def measure_black_text(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Small black text that leaves the ground below it white."""
    for page, text in _marks(facts, ordered, "texts"):
        if text.inks == BLACK and not text.is_overprinting:
            yield Place((page.number,), text.box, text.size_pt * ordered.scale)


def measure_line(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, line in _marks(facts, ordered, "lines"):
        if not _is_delicate(line):
            yield Place((page.number,), line.box, line.width_pt * ordered.scale)


def measure_delicate_line(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, line in _marks(facts, ordered, "lines"):
        if _is_delicate(line):
            yield Place((page.number,), line.box, line.width_pt * ordered.scale)


def measure_white_overprint(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        trim = trim_of(page, ordered)
        boxes = [
            mark.box
            for mark in (*page.texts, *page.lines)
            if mark.is_white and mark.is_overprinting and touches(mark.box, trim)
        ]
        if boxes or page.has_white_overprint:
            yield Place((page.number,), boxes[0] if boxes else None)


def measure_transparency(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        if page.has_transparency:
            yield Place((page.number,))


RULES = (
    Rule("small_text", measure_small_text, AT_LEAST, "pt"),
    Rule("black_text", measure_black_text, AT_LEAST, "pt"),
    Rule("line", measure_line, AT_LEAST, "pt"),
    Rule("line_inks", measure_delicate_line, AT_LEAST, "pt"),
    Rule("white_overprint", measure_white_overprint),
    Rule("transparency", measure_transparency),
)
