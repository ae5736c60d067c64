"""Judging: what in a file contradicts the order, or the limits of the shop.

A rule measures; a profile says from which figure on that is a note, a remark that the
client may accept, or an error that stops. Milliseconds, no bytes are read::

    judge(facts, Ordered(sizes=((210, 297),)), profile)
"""

from ..facts import FileFacts
from ..finding import Finding
from ..ordered import Ordered
from ..profile import SEVERITIES, Profile
from . import colors, counts, document, marks, pages, pictures
from .colors import inks_of, say_inks
from .counts import count_pages, count_separations
from .rule import ANY, Rule

# By their code, in the order in which they are told.
RULES: dict[str, Rule] = {
    rule.code: rule
    for chapter in (document, counts, pages, pictures, colors, marks)
    for rule in chapter.RULES
}


def judge(facts: FileFacts, ordered: Ordered, profile: Profile) -> list[Finding]:
    """Return what is found in one file, the gravest first.

    >>> from ..profile import Limit
    >>> broken = FileFacts("pdf", trouble="broken")
    >>> [found] = judge(broken, Ordered(), Profile((Limit("opens", "error"),)))
    >>> found.rule, found.severity, found.facts
    ('opens', 'error', {'trouble': 'broken'})
    """
    return _judge(facts, ordered, profile, of_job=False)


def judge_job(
    files: tuple[FileFacts, ...], ordered: Ordered, profile: Profile
) -> list[Finding]:
    """Return what only all files of a job together tell, the gravest first.

    Nothing while one of them cannot be read: who counts pages would count too few.
    """
    if any(file.trouble for file in files):
        return []
    return _judge(files, ordered, profile, of_job=True)


def _judge(subject, ordered, profile, of_job):
    found = [
        finding
        for rule in RULES.values()
        if rule.of_job == of_job
        for finding in rule.judge(subject, ordered, profile)
    ]
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


__all__ = [
    "ANY",
    "RULES",
    "Rule",
    "count_pages",
    "count_separations",
    "inks_of",
    "judge",
    "judge_job",
    "say_inks",
]
