"""One thing that a check found."""

from dataclasses import dataclass, field

from .facts import Box

ERROR = "error"  # stops: it cannot be printed like this
WARNING = "warning"  # the client may accept it, knowingly
NOTE = "note"  # good to know, asks for nothing


@dataclass(frozen=True, slots=True)
class Finding:
    """What contradicts the order or the profile.

    ``rule`` is a code of the rule catalogue, ``pages`` the numbers it was found on,
    counted from 1, ``page`` and ``box`` the worst place, ``value`` what was found and
    ``limit`` what is allowed, both in the unit of the rule; ``facts`` has whatever
    else the sentence needs, as text. The sentence itself is written where languages
    are known: in the model.
    """

    rule: str
    severity: str
    pages: tuple[int, ...] = ()
    page: int | None = None
    box: Box | None = None
    value: float | None = None
    limit: float | None = None
    facts: dict[str, str] = field(default_factory=dict)
