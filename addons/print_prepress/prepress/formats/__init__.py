"""Every format but PDF, by its header: as far as it can be read honestly.

Sizes, resolution, colours, profiles and names of channels come from headers; no
picture is unpacked, so a file of gigabytes takes milliseconds. Each reader is handed
bytes of strangers: it checks what it is told, or the file is *broken*.
"""

from pathlib import Path

from ..budget import BudgetSpent
from ..facts import FileFacts
from . import (
    archive,
    corel,
    dsc,
    illustrator,
    indesign,
    jpeg,
    package,
    photoshop,
    png,
    tiff,
    unknown,
)
from .source import Broken, Source

__all__ = ["read_other"]

_READERS = {
    "tiff": tiff.read,
    "jpeg": jpeg.read,
    "png": png.read,
    "psd": photoshop.read,
    "eps": dsc.read,
    "indd": indesign.read_indd,
    "idml": indesign.read_idml,
    "package": package.read,
    "cdr": corel.read,
    "zip": archive.read_zip,
    "rar": archive.read_rar,
    "qxd": unknown.read_quark,
    "other": unknown.read,
}


def read_other(path, format_, budget):
    """Return the facts of a file that is no PDF; never raises for what is in it.

    Of documents that only their own program can open (indd, qxd, cdr, some ai), of
    archives and of everything else no pages are told, and no trouble: a person has to
    look. A picture is one page. Its ``output_intents`` names the profile that is embedded, and without
    a resolution it is taken for 72 ppi, as layout programs do.

    :param format_: what :func:`~prepress.identify.identify` has returned
    :param Budget budget: what it may cost
    :raise OSError: if the file cannot be read
    """
    with Path(path).open("rb") as file:
        source = Source(file)
        if not source.size:
            return FileFacts(format=format_, trouble="empty")
        try:
            if format_ == "ai":
                return illustrator.read(path, source, budget)
            return _READERS[format_](source, budget)
        except (Broken, BudgetSpent) as error:
            return FileFacts(format=format_, trouble=error.trouble)
