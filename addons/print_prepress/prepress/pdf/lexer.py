"""Content streams as tokens."""

import re

BLANK, DELIMITERS = rb"\x00\t\n\x0c\r ", rb"()<>\[\]{}/%"
REGULAR = rb"[^" + BLANK + DELIMITERS + rb"]"

# One token, after blanks and comments. Possessive all over: no input makes it go back.
TOKEN = re.compile(
    rb"(?:[" + BLANK + rb"]++|%[^\r\n]*+)*+"
    rb"(" + REGULAR + rb"++"  # a number or an operator
    rb"|/" + REGULAR + rb"*+"
    rb"|\((?:[^()\\]++|\\.)*+\)"  # a string without brackets of its own
    rb"|<<|>>|[\[\]]"
    rb"|<[0-9A-Fa-f" + BLANK + rb"]*+>"
    rb"|\()",  # a string with brackets: see end_of_string
    re.DOTALL,
)
BRACKET = re.compile(rb"\\.|[()]", re.DOTALL)
ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{1,3}|\r\n|.)", re.DOTALL)
NUMBER = re.compile(rb"[-+]*(\d*\.?\d*)")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
HEXADECIMAL = re.compile(rb"[^0-9A-Fa-f]+")
NAME_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
# The end of the data of an inline picture: EI as a word, then what looks like content.
END_OF_IMAGE = re.compile(
    rb"[" + BLANK + rb"]EI(?=[" + BLANK + rb"][\t\n\r -~]{0,16}(?:[\n\r -~]|$)|$)"
)
KEYS = {
    b"/BPC": b"/BitsPerComponent",
    b"/CS": b"/ColorSpace",
    b"/F": b"/Filter",
    b"/H": b"/Height",
    b"/IM": b"/ImageMask",
    b"/W": b"/Width",
}


def end_of_string(data: bytes, start: int) -> int:
    """Return where a string ends whose first bracket is at ``start``."""
    depth = 0
    for match in BRACKET.finditer(data, start):
        depth += {b"(": 1, b")": -1}.get(match[0], 0)
        if not depth:
            return match.end()
    return len(data)


def end_of_image(data: bytes, start: int) -> int:
    """Return where an inline picture ends whose data begin at ``start``."""
    found = END_OF_IMAGE.search(data, start)
    return found.end() if found else len(data)


def number(token: bytes) -> float:
    """Return a number, also one that is written badly.

    :raise ValueError: if it is none

    >>> number(b"-.5"), number(b"--12"), number(b"4.5-6")
    (-0.5, -12.0, 4.5)
    """
    try:
        return float(token)
    except ValueError:
        found = NUMBER.match(token)
        if not found or found[1] in (b"", b"."):
            raise
        return float(found[1]) * (-1 if token.startswith(b"-") else 1)


def name(token: bytes) -> str:
    """Return a name without its slash.

    :raise ValueError: if it is none

    >>> name(b"/PANTONE#20185#20C")
    'PANTONE 185 C'
    """
    if not token.startswith(b"/"):
        raise ValueError("no name")
    if b"#" in token:
        token = NAME_ESCAPE.sub(lambda match: bytes.fromhex(match[1].decode()), token)
    return token[1:].decode("utf-8", "replace")


def string(token: bytes) -> bytes:
    """Return the bytes of a string.

    >>> string(rb"(a\\)\\101)"), string(b"<414>")
    (b'a)A', b'A@')
    """
    if token.startswith(b"<"):
        digits = HEXADECIMAL.sub(b"", token).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    inside = token[1:-1]
    return ESCAPE.sub(_unescape, inside) if b"\\" in inside else inside


def _unescape(match):
    code = match[1]
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 255])
    if code in (b"\n", b"\r", b"\r\n"):
        return b""
    return ESCAPED.get(code, code)


def image_dictionary(operands: list[bytes]) -> bytes:
    """Return the entries of an inline picture as a dictionary with its long keys.

    >>> image_dictionary([b"BI", b"/W", b"4", b"/CS", b"[", b"/I", b"/RGB", b"]"])
    b'<< /Width 4 /ColorSpace [ /I /RGB ] >>'
    """
    long, is_key, depth = [], True, 0
    for token in operands:
        if token == b"BI":
            continue
        long.append(KEYS.get(token, token) if is_key else token)
        depth += {b"[": 1, b"<<": 1, b"]": -1, b">>": -1}.get(token, 0)
        is_key = not is_key and not depth
    return b"<< " + b" ".join(long) + b" >>"
