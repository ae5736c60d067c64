"""Names of files for the press, by a rule that the shop writes.

A rule is a name with tokens in braces: ``{order}-{line}_p{pages}``. What stands before
a token goes with it: where nobody knows the pages, ``_p`` is left out too.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

TOKENS = (
    "order",
    "line",
    "part",
    "pages",
    "size",
    "inks",
    "version",
    "client",
    "title",
    "name",
)
DEFAULT_RULE = "{order}-{line}_{part}_p{pages}_{size}_{inks}_v{version}"

LONGEST = 120  # bytes without the ending: folders of hot-folder programs add their own
LONGEST_ENDING = 16
SPOTS_NAMED = 2  # more are counted
_PROCESS = {"Cyan": "C", "Magenta": "M", "Yellow": "Y", "Black": "K"}
_TOKEN = re.compile(r"\{(\w*)\}")
# No Windows program can make a file of these names, whatever their ending.
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)\d)(\.|$)", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


class BadRule(Exception):
    """A rule that names no file: carries the token that is not known, or ``""``."""


def check_rule(rule: str):
    """Refuse a rule with unknown tokens, or without any.

    :raise BadRule: with the first that is not known

    >>> check_rule("{order}_{colour}")
    Traceback (most recent call last):
    naming_rule.BadRule: colour
    """
    found = _TOKEN.findall(rule)
    unknown = [token for token in found if token not in TOKENS]
    if unknown:
        raise BadRule(unknown[0])
    if not found or set(_TOKEN.sub("", rule)) & set("{}"):
        raise BadRule("")


def fill(
    rule: str, values: Mapping[str, str], latin: Callable[[str], str] | None = None
) -> str:
    """Return the name that ``rule`` gives to a file, without its ending.

    :param values: text by token; empty for what nobody knows
    :param latin: writes text in Latin letters; then nothing but ASCII is left

    >>> fill("{order}-{line}_p{pages}_{inks}", {"order": "i-000123", "line": "2"})
    'i-000123-2'
    >>> fill("{size}_{inks}_{title}", {"size": "745x605", "title": "Title: first/2"})
    '745x605_Title-first-2'
    """
    name, (first, *rest) = "", _TOKEN.split(rule)
    before = first
    for token, after in zip(rest[::2], rest[1::2], strict=True):
        if text := clean(values.get(token) or "", latin):
            name += before + text
        before = after
    return clean(name + before, latin)


def clean(text: str, latin: Callable[[str], str] | None = None) -> str:
    """Return ``text`` in letters, digits and ``-_.+`` alone.

    >>> clean("  Каталог «Осень».pdf"), clean("CON"), clean("...")
    ('Каталог-Осень-.pdf', '_CON', '')
    """
    text = unicodedata.normalize("NFC", latin(text) if latin else text)
    text = re.sub(r"[^\w.+-]+", "-", text, flags=re.ASCII if latin else 0)
    text = re.sub(r"([-_.])\1+", r"\1", text).strip("-_.")
    return f"_{text}" if _DEVICES.match(text) else text


def with_ending(name: str, original: str) -> str:
    """Return ``name`` with the ending of ``original``, in small letters; never empty.

    A name that is too long is cut, and carries a digest of the whole.

    >>> with_ending("i-000123-1_v1", "Cover Final.PDF"), with_ending("", "scan")
    ('i-000123-1_v1.pdf', 'file')
    """
    ending = clean(PurePosixPath(original).suffix[1:].lower())
    ending = f".{ending}" if 0 < len(ending.encode()) <= LONGEST_ENDING else ""
    if len(name.encode()) > LONGEST:
        mark = "-" + hashlib.sha256(name.encode()).hexdigest()[:8]
        name = name.encode()[: LONGEST - len(mark)].decode(errors="ignore") + mark
    return (name or "file") + ending


def keep(original: str) -> str:
    """Return a name as the client gave it, as far as every system can keep it.

    >>> keep("Каталог 2026: final.pdf"), keep("nul.txt"), keep(" .. ")
    ('Каталог 2026_ final.pdf', '_nul.txt', 'file')
    """
    name = unicodedata.normalize("NFC", _FORBIDDEN.sub("_", original)).strip()
    name = name.rstrip(". ") or "file"
    return f"_{name}" if _DEVICES.match(name) else name


def distinct(names: Iterable[str]) -> list[str]:
    """Return ``names`` with numbers, so that no two are one file on any system.

    Windows and Mac tell no capitals from small letters.

    >>> distinct(["a/p1.pdf", "a/P1.pdf", "a/p1_2.pdf", "b/p1.pdf"])
    ['a/p1.pdf', 'a/P1_3.pdf', 'a/p1_2.pdf', 'b/p1.pdf']
    """
    names = list(names)
    wanted = {_key(name) for name in names}
    taken, numbers, told = set(), Counter(), []
    for name in names:
        key = candidate = _key(name)
        chosen, path = name, PurePosixPath(name)
        while candidate in taken or (candidate != key and candidate in wanted):
            numbers[key] += 1
            number = numbers[key] + 1
            chosen = str(path.with_name(f"{path.stem}_{number}{path.suffix}"))
            candidate = _key(chosen)
        taken.add(candidate)
        told.append(chosen)
    return told


def _key(name):
    return unicodedata.normalize("NFC", name).casefold()


def short_inks(inks: Iterable[str]) -> str:
    """Return inks as short as names of files say them.

    >>> short_inks(("Cyan", "Magenta", "Yellow", "Black", "PANTONE 185 C"))
    'CMYK+PANTONE-185-C'
    >>> short_inks(("Black",)), short_inks(("Black", "A", "B", "C")), short_inks(())
    ('K', 'K+3', '')
    """
    inks = list(inks)
    process = "".join(letter for ink, letter in _PROCESS.items() if ink in inks)
    spots = [clean(ink) for ink in inks if ink not in _PROCESS]
    if len(spots) > SPOTS_NAMED:
        spots = [str(len(spots))]
    return "+".join(filter(None, [process, *spots]))
