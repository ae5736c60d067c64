"""Rules about a file as a whole: whether it can be read, and what it brings along."""

from collections.abc import Iterator

from ..facts import FileFacts
from ..ordered import Ordered
from .rule import AT_MOST, Place, Rule

# Layouts that print well only where their fonts and pictures are.
OPEN_FORMATS = ("indd", "idml", "package", "qxd", "cdr", "psd", "ai", "eps")

# For which paper the colours of a file were made, by its output intent.
PAPERS = (
    ("coated", ("FOGRA39", "FOGRA51", "FOGRA27", "GRACOL", "PSOCOATED", "ISOCOATED")),
    ("uncoated", ("FOGRA47", "FOGRA52", "FOGRA29", "PSOUNCOATED", "UNCOATED")),
    ("lwc", ("FOGRA45", "LWC")),
    ("sc", ("FOGRA40", "SCPAPER")),
    ("news", ("NEWSPAPER", "IFRA26", "FOGRA42", "WAN-IFRA")),
)


def measure_trouble(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.trouble:
        yield Place(facts={"trouble": facts.trouble})


def measure_repaired(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.is_repaired and not facts.trouble:
        yield Place()


def measure_partial(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.is_partial:
        yield Place()


def measure_locked(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.is_encrypted and not facts.trouble:
        yield Place()


def measure_damage(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    """Pages whose content could not be understood to the end."""
    for page in facts.pages:
        if page.is_damaged:
            yield Place((page.number,))


def measure_open(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.format in OPEN_FORMATS and not facts.pages:
        yield Place(facts={"format": facts.format})


def measure_unknown(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    """Archives are listed, not opened; of the rest we know nothing at all."""
    is_list = facts.rows is not None  # the data of a personalised run
    if facts.format in ("zip", "rar", "other") and not facts.trouble and not is_list:
        yield Place()


def measure_links(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    return (Place(name=name) for name in facts.missing_links)


def measure_missing_fonts(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    return (Place(name=name) for name in facts.missing_fonts)


def measure_embedding(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for font in facts.fonts:
        if not font.is_embedded and font.kind != "Type3":
            yield Place(pages=font.pages, name=font.name)


def measure_type3(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for font in facts.fonts:
        if font.kind == "Type3":
            yield Place(pages=font.pages, name=font.name)


def measure_courier(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    """What many programs put in where a font was missing."""
    for font in facts.fonts:
        if "courier" in font.name.casefold():
            yield Place(pages=font.pages, name=font.name)


def measure_layers(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    return (Place(name=name) for name in facts.layers)


def measure_intent(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.format == "pdf" and facts.pages and not facts.output_intents:
        yield Place()


def measure_pdf_x(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    if facts.format == "pdf" and facts.pages and not facts.pdf_x:
        yield Place()


def measure_version(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    try:
        version = float(facts.version)
    except ValueError:
        return
    if facts.format == "pdf":
        yield Place(value=version)


def measure_trapping(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    if ordered.is_trapped and facts.pages and facts.trapped != "True":
        yield Place()


def measure_paper(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """R23: colours that were made for another paper than is ordered."""
    if not ordered.paper:
        return
    for intent in facts.output_intents:
        paper = paper_of(intent)
        if paper and paper != ordered.paper:
            yield Place(name=intent, facts={"a": paper, "b": ordered.paper})
            return


def paper_of(intent: str) -> str:
    """Return for which paper an output intent stands, "" if its name does not say.

    >>> paper_of("Coated FOGRA39 (ISO 12647-2:2004)"), paper_of("PSO Uncoated v3")
    ('coated', 'uncoated')
    """
    plain = "".join(intent.upper().split())
    found = (
        (paper, name) for paper, names in PAPERS for name in names if name in plain
    )
    # The longest name wins: "uncoated" has "coated" in it.
    return max(found, key=lambda each: len(each[1]), default=("", ""))[0]


RULES = (
    Rule("opens", measure_trouble),
    Rule("repaired", measure_repaired),
    Rule("locked", measure_locked),
    Rule("damaged", measure_damage),
    Rule("partial", measure_partial),
    Rule("open_layout", measure_open),
    Rule("unknown_kind", measure_unknown),
    Rule("links_missing", measure_links),
    Rule("package_fonts", measure_missing_fonts),
    Rule("fonts_embedded", measure_embedding),
    Rule("fonts_type3", measure_type3),
    Rule("fonts_courier", measure_courier),
    Rule("layers", measure_layers),
    Rule("output_intent", measure_intent),
    Rule("pdf_x", measure_pdf_x),
    Rule("pdf_version", measure_version, AT_MOST),
    Rule("trapping", measure_trapping),
    Rule("R23", measure_paper),
)
