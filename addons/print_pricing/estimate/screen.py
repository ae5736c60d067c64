"""Halftone screens: what a ruling gives at an output resolution."""

from .finding import ACCEPT, Finding

TONES_WANTED = 128  # fewer grey levels show as steps in a gradient
RULINGS = (200, 175, 150, 133, 120, 100, 85, 65, 55, 45)


def tones(resolution: int, ruling: int) -> int:
    """Grey levels of an AM screen: (dpi / lpi)² + 1, at most 256.

    >>> tones(2400, 150), tones(2400, 175), tones(2400, 200), tones(1200, 150)
    (256, 189, 145, 65)
    """
    return min(resolution * resolution // (ruling * ruling) + 1, 256)


def too_few_tones(resolution: int, ruling: int) -> Finding | None:
    """Return the warning that a gradient will show steps, with a ruling that does not.

    >>> too_few_tones(1200, 150).fix
    '100'
    """
    if tones(resolution, ruling) >= TONES_WANTED:
        return None
    usable = [r for r in RULINGS if tones(resolution, r) >= TONES_WANTED]
    finest = usable[0] if usable else RULINGS[-1]
    params = {
        "lpi": ruling,
        "dpi": resolution,
        "n": tones(resolution, ruling),
        "ok": finest,
    }
    return Finding("R12", "screen_ruling", ACCEPT, params, fix=str(finest))
