"""A layout in a ZIP, with its links and fonts beside it: is all of it there?"""

import io
import unicodedata
from pathlib import PurePosixPath

from ..facts import FileFacts
from .font_name import font_names
from .indesign import layout_facts, read_layout
from .source import Source
from .zip_directory import read_directory, read_entry

# Documents that only make sense with the links and fonts that lie beside them.
LAYOUTS = (".indd", ".idml", ".qxd", ".qxp")
_FONTS = (".otf", ".ttf", ".ttc", ".pfb", ".pfa")
_MOST_FONT = 32 << 20  # bytes
_MOST_LAYOUT = 64 << 20
_MOST_FONTS = 500


def read(source, budget):
    """Return the facts of a layout package.

    InDesign puts an IDML beside the document when it packs one: that tells pages, links
    and fonts, and each that does not lie in the package is missing. Without it we know
    nothing of them: no pages are told.

    :raise Broken: if the ZIP cannot be opened
    """
    entries = read_directory(source)
    layouts = [entry for entry in entries if entry.name.lower().endswith(".idml")]
    if not layouts:
        return FileFacts(format="package")
    content = read_entry(source, layouts[0], _MOST_LAYOUT)
    layout = read_layout(Source(io.BytesIO(content)), budget)
    there = {_folded(entry.basename) for entry in entries}
    fonts = _fonts_there(source, entries, budget)
    return layout_facts(
        "package",
        layout,
        [name for name in layout.links if _folded(name) not in there],
        [name for name in layout.fonts if _folded(name) not in fonts],
    )


def _folded(name):
    """Return a name as disks compare it: Macs write letters and accents apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _fonts_there(source, entries, budget):
    """Return the names of the fonts in the package, and of their files."""
    fonts = [entry for entry in entries if entry.name.lower().endswith(_FONTS)]
    names = set()
    for entry in fonts[:_MOST_FONTS]:
        budget.spend(objects=1)
        names |= font_names(read_entry(source, entry, _MOST_FONT))
        names.add(PurePosixPath(entry.basename).stem)
    return {_folded(name) for name in names}
