from dataclasses import asdict, dataclass

from .estimate import QUOTE, STOP


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


def stopping(errors):
    """Return those of ``errors`` that keep a job from being ordered.

    Work that a person has to price can be ordered.
    """
    return [error for error in errors if error.severity != QUOTE]


class SpecErrors(Exception):
    """What a spec cannot be ordered with; ``errors`` are :class:`SpecError`."""

    def __init__(self, errors):
        super().__init__("\n".join(error.message for error in errors))
        self.errors = errors

    @classmethod
    def raise_for(cls, errors):
        """Raise if any of ``errors`` keeps the job from being ordered."""
        if remaining := stopping(errors):
            raise cls(remaining)
