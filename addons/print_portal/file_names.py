"""What the name of a file tells: which file it is meant to be, and for which order."""

import re
import unicodedata

# What people add to the name of a file when they send it once more.
AGAIN = re.compile(
    r"(?:[\s_.-]*(?:\(\d+\)|v(?:er|ersion)?[\s_.-]*\d+|копи[яи]|copy|copie|копие"
    r"|final|new|исправлен\w*|коригиран\w*|corrigée?s?))+$"
)
SEPARATORS = re.compile(r"[\W_]+")


def same_file(name, other):
    """Whether two names are of one file, sent again.

    Case, separators, a number in brackets and words such as *final* tell nothing.

    >>> same_file("Cover_Autumn.pdf", "cover autumn (2).PDF")
    True
    >>> same_file("Cover.pdf", "cover-v2-final.pdf")
    True
    >>> same_file("Cover.pdf", "Cover.tif")
    False
    >>> same_file("page 1.pdf", "page 2.pdf")
    False
    """
    return _bare(name) == _bare(other)


def _bare(name):
    stem, dot, ending = unicodedata.normalize("NFKC", name).casefold().rpartition(".")
    if not dot:
        stem, ending = ending, ""
    bare = AGAIN.sub("", stem) or stem
    return SEPARATORS.sub("", bare) or stem, ending


def named_job(name, order):
    """Return which job of ``order`` the file ``name`` is called after.

    :param str order: number of an order, such as ``i-000123``
    :return: the number of the job, 0 for the order alone, None for neither

    >>> named_job("I_000123-2 cover.pdf", "i-000123")
    2
    >>> named_job("cover for i000123.pdf", "i-000123")
    0
    >>> named_job("i-0001234.pdf", "i-000123") is None
    True
    """
    parts = [re.escape(part) for part in re.split(r"[\W_]+", order.casefold()) if part]
    if not parts:
        return None
    found = re.search(
        r"(?<![^\W_])" + r"[\W_]?".join(parts) + r"(?!\d)(?:[\W_](\d{1,2})(?!\d))?",
        unicodedata.normalize("NFKC", name).casefold(),
    )
    if not found:
        return None
    return int(found[1] or 0)
