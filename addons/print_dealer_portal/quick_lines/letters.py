"""Letters and signs that look alike, and are not."""

import re
import unicodedata

# Invisible: soft hyphen, zero width, marks of direction and of byte order.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Halves of letters beyond 16 bits are none: no database keeps them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")

_LOOKALIKES = str.maketrans(
    "АВЕКМНОРСТУХІЈЅавеорсухіјѕ",
    "ABEKMHOPCTYXIJSabeopcyxijs",
)


def clean(text):
    """Return one cell without what nobody sees, its spaces single.

    >>> clean("\\ufeff PL\\u2011745\\xa0 30\\u200b ")
    'PL-745 30'
    """
    text = _INVISIBLE.sub("", str(text))
    text = _DASHES.sub("-", _CONTROL.sub(" ", text))
    return _SPACES.sub(" ", text).strip()


def fold_lookalikes(text):
    """Return a code with Latin letters in place of Cyrillic ones of the same shape.

    Whoever types on a Cyrillic keyboard sees no difference between them.

    >>> fold_lookalikes("СН-НD2-20")
    'CH-HD2-20'
    >>> fold_lookalikes("Плака 745")
    'Плaкa 745'
    """
    return text.translate(_LOOKALIKES)


def fold_word(text):
    """Return a word of a heading as it is compared: small, without accents or dots.

    >>> fold_word(" Qté. ") == fold_word("QTE"), fold_word("К-во:")
    (True, 'к-во')
    """
    parts = unicodedata.normalize("NFKD", clean(text).casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    # й falls apart into и and its breve too: heads are folded on both sides.
    return _SPACES.sub(" ", re.sub(r"[.:,;№#*()\[\]]", " ", bare)).strip()
