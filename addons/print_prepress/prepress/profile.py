"""How strict a shop is with the files of one kind of work."""

from dataclasses import dataclass

from .finding import ERROR, NOTE, WARNING

SEVERITIES = (ERROR, WARNING, NOTE)  # from the gravest


@dataclass(frozen=True, slots=True)
class Limit:
    """How grave it is to break ``rule``, and from which figure on.

    ``figure`` is in the unit of the rule; rules that know no figure ignore it.
    """

    rule: str
    severity: str
    figure: float = 0.0


@dataclass(frozen=True, slots=True)
class Profile:
    """Limits, several for one rule where it is a remark first and an error later.

    >>> profile = Profile((Limit("ppi", WARNING, 225), Limit("ppi", ERROR, 150)))
    >>> [limit.figure for limit in profile.of("ppi")]
    [150, 225]
    """

    limits: tuple[Limit, ...] = ()

    def of(self, rule: str) -> tuple[Limit, ...]:
        """Return the limits of ``rule``, the gravest first; none where it is off."""
        found = (limit for limit in self.limits if limit.rule == rule)
        return tuple(sorted(found, key=lambda each: SEVERITIES.index(each.severity)))
