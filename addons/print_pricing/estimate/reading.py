"""Values of a form and facts of a shop's lists, read into what processes count with."""

from collections.abc import Iterable


def number(code) -> int | None:
    """A choice that is written as a number, such as "175"; else nothing.

    >>> number("175"), number("none"), number(None)
    (175, None, None)
    """
    text = str(code or "")
    return int(text) if text.isdigit() else None


def pair(value) -> tuple[int, int] | None:
    """Two whole numbers, as lists of a shop keep a size in mm.

    >>> pair([230, 320])
    (230, 320)
    """
    return (int(value[0]), int(value[1])) if value else None


def size(width, height) -> tuple[int, int] | None:
    """A size that was typed in two fields, nothing while one of them is empty."""
    return (width, height) if width and height else None


def say_size(mm: tuple[int, int]) -> str:
    return f"{mm[0]} × {mm[1]}"


def names(text) -> tuple[str, ...]:
    """Names separated by commas, each once, in the order they were typed.

    >>> names("PANTONE 286 C, Varnish,, PANTONE 286 C")
    ('PANTONE 286 C', 'Varnish')
    """
    stripped = (name.strip() for name in str(text or "").split(","))
    return tuple(dict.fromkeys(filter(None, stripped)))


def fits(inner: Iterable[int], outer: Iterable[int]) -> bool:
    """Whether a rectangle lies inside another, turned or not.

    >>> fits((297, 210), (230, 320)), fits((300, 231), (230, 320))
    (True, False)
    """
    return all(a <= b for a, b in zip(sorted(inner), sorted(outer), strict=True))
