from dataclasses import asdict, dataclass

from .estimate import STOP


@dataclass(frozen=True, slots=True)
class SpecError:
    """A sentence that a person reads beside a form field.

    ``severity`` is one of ``estimate``'s STOP, ACCEPT, QUOTE; ``rule`` is what the
    client names when he accepts it, ``fix`` the value that would mend the field.
    """

    rule: str
    field: str
    message: str
    severity: str = STOP
    fix: str | None = None

    def to_dict(self):
        return asdict(self)
