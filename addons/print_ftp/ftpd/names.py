"""What a client calls a file, told from the bytes that his program sends.

RFC 2640 wants UTF-8. Programs on older Windows send the code page of their machine
instead; read as UTF-8 with the wrong letters replaced, "Визитка.pdf" and every other
name of seven letters would become one.
"""

from dataclasses import dataclass

# Code pages of the letters that our clients write, the likelier ones first.
CODE_PAGES = ("cp1251", "koi8-r", "cp866")
# Letters of Russian and Bulgarian, the frequent ones first.
LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжъшюцщэфёѝ"
VOWELS = frozenset("аеёиоуыэюяъѝ")
PLAIN = frozenset(range(0x20, 0x7F)) - {ord("%")}  # bytes that are written as they are


@dataclass(frozen=True, slots=True)
class Spelling:
    """The bytes by which a client's program named a file, and how they were read."""

    raw: bytes
    encoding: str

    def note(self, name: str) -> dict:
        """Return what the record of the file ``name`` keeps of these bytes.

        Nothing where they are just that name in UTF-8.

        >>> Spelling("Визитка.pdf".encode("cp1251"), "cp1251").note("Визитка.pdf")
        {'raw_name': '%C2%E8%E7%E8%F2%EA%E0.pdf', 'raw_encoding': 'cp1251'}
        >>> Spelling("Визитка.pdf".encode(), "utf-8").note("Визитка.pdf")
        {}
        """
        if self.raw == name.encode():
            return {}
        written = (chr(byte) if byte in PLAIN else f"%{byte:02X}" for byte in self.raw)
        return {"raw_name": "".join(written), "raw_encoding": self.encoding}


def decode(raw: bytes, encoding: str | None = None) -> tuple[str, str]:
    """Return the text of ``raw`` and the encoding that it was read with.

    :param encoding: of the session, where its bytes have told one before

    >>> decode("Визитка.pdf".encode("cp1251"))
    ('Визитка.pdf', 'cp1251')
    >>> decode("Визитка.pdf".encode("koi8-r"))
    ('Визитка.pdf', 'koi8-r')
    >>> decode("Визитка.pdf".encode())
    ('Визитка.pdf', 'utf-8')
    """
    try:
        return raw.decode(), "utf-8"
    except UnicodeDecodeError:
        pass
    if encoding in CODE_PAGES:
        return _read(raw, encoding), encoding
    best = max(CODE_PAGES, key=lambda page: _score(_read(raw, page)))
    return _read(raw, best), best


def spell(raw: bytes, encoding: str, path: str) -> Spelling | None:
    """Return how the last step of a path was sent, None where ``raw`` does not tell.

    :param raw: the path as it was sent, read with ``encoding``
    :param path: what became of it, steps such as ``..`` taken
    """
    step = raw.rstrip(b"/").rpartition(b"/")[2]
    is_last = _read(step, encoding) == path.rpartition("/")[2]
    return Spelling(step, encoding) if is_last else None


def encode(text: str, encoding: str) -> bytes:
    """Return the bytes of an answer for a session.

    What its code page does not have is written as ``?``, so a client of an old program
    sees such a name, and cannot ask for it.
    """
    return text.encode(encoding, errors="replace")


def _read(raw, page):
    # cp1251 leaves one byte undefined: kept as an escape, and refused as a name later.
    return raw.decode(page, errors="surrogateescape")


def _score(text):
    """Return how much a text looks like words of Russian or Bulgarian.

    Frequent letters count more than rare ones, vowels and consonants take turns, and a
    capital in the middle of a word is a small letter read with the wrong code page.
    """
    score = 0.0
    for before, letter in zip(" " + text, text, strict=False):
        rank = LETTERS.find(letter.lower())
        if rank >= 0:
            score += 2 - rank / 8
            if before.lower() in LETTERS:
                takes_turns = (before.lower() in VOWELS) != (letter.lower() in VOWELS)
                score += 1 if takes_turns else -1
            if letter.isupper() and before.islower():
                score -= 4
        elif ord(letter) > 127:
            score -= 4
    return score
