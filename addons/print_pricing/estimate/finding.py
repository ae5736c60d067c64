from dataclasses import dataclass, field

STOP = "stop"  # the order cannot be sent like this
ACCEPT = "accept"  # the client may keep it, knowingly
QUOTE = "quote"  # a person has to price it


@dataclass(frozen=True, slots=True)
class Finding:
    """One contradiction in a spec.

    ``rule`` is the number in the shop's rule book (R01...), ``field`` the code of the
    form field to mark, ``params`` what the sentence needs, ``fix`` the value that
    would mend the field, where one is known. The sentence itself is written where
    languages are known: in the model.
    """

    rule: str
    field: str
    severity: str
    params: dict = field(default_factory=dict)
    fix: str | None = None
