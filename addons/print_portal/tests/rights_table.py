"""Which rows of the shop each kind of account may read, found out row by row.

A world is planted in which every row has an owner; then every role, with every
combination of rights, asks for all of it by every call that tells rows. ``RightsTable``
keeps what was found, and writes it down as ``docs/rights.md``.
"""

from dataclasses import dataclass, field
from itertools import combinations

# Whose rows, seen from whoever asks; in the order of the page.
OWN, COLLEAGUES, BRANCHES = "own", "colleagues", "branches"
OTHER_BRANCHES, HEAD_OFFICE, OTHERS = "other branches", "head office", "other clients"
OWNERS = (OWN, COLLEAGUES, BRANCHES, HEAD_OFFICE, OTHER_BRANCHES, OTHERS)

HEAD = """\
# Who may read what

Written by a test, which fails when it is no longer true: see *Renewing this page* at
the end. Rows are closed by one global record rule for each model, whose domain is
`res.users._print_domain`; amounts by `print.guard.mixin`.

A **client** is the nearest contact above with a client code. A **branch** is a company
below a client without a code of its own: its accounts order for the branch and see
what is there and below it, the accounts of the head office see all branches. A company
with a code of its own is another client, wherever it stands.

- *own*: what the account made itself, or what is about it
- *colleagues*: what is of its own office, the head office or a branch
- *branches*: what is of the branches below it
- *head office*, *other branches*, *other clients*: what is no business of a branch; but
  a `print.document` is published for the client as a whole

`+right` says what the right adds. The main account has every right. Rights that a row
does not name change nothing there.
"""

TAIL = """
## Renewing this page

    ./shop rights

runs the test and writes what it finds. Read the difference before you commit it: it is
what clients may see from then on.
"""


def combine(rights):
    """Return every combination of ``rights``, each a frozenset, small ones first."""
    names = sorted(rights)
    return [
        frozenset(some)
        for count in range(len(names) + 1)
        for some in combinations(names, count)
    ]


@dataclass(frozen=True)
class Row:
    """One line of the table: rows of a model, or some of them.

    :param model: its name
    :param part: what of it, empty for all
    """

    model: str
    part: str = ""

    def __str__(self):
        return f"`{self.model}`" + (f", {self.part}" if self.part else "")


@dataclass
class RightsTable:
    """What was found: whose rows, by role, row of the table and rights."""

    seen: dict = field(default_factory=dict)

    def note(self, role, row, rights, owners):
        """Keep whose rows ``role`` with ``rights`` gets of ``row``."""
        self.seen.setdefault((role, row), {})[rights] = frozenset(owners)

    def to_page(self, doors):
        """Return the page.

        :param doors: list of ``doors.Door``
        """
        return "\n".join([HEAD, *self._write_rows(), *_write_doors(doors), TAIL])

    def _write_rows(self):
        roles = list(dict.fromkeys(role for role, _row in self.seen))
        rows = dict.fromkeys(row for _role, row in self.seen)
        yield "## Rows\n"
        yield _line(["Model", *roles])
        yield _line(["---"] * (len(roles) + 1))
        for row in rows:
            yield _line(
                [str(row), *(self._say(self.seen[role, row]) for role in roles)]
            )

    def _say(self, found):
        """Return a cell: what is seen without rights, then what each right adds."""
        bare = found[frozenset()]
        words = [_names(bare)]
        told = {frozenset(): bare}
        for rights, owners in found.items():
            known = frozenset().union(
                *(its for some, its in told.items() if some <= rights)
            )
            if more := owners - known:
                words.append(f"+{' +'.join(sorted(rights))}: {_names(more)}")
                told[rights] = owners
        return "; ".join(words)


def _names(owners):
    if owners == frozenset(OWNERS):
        return "all"
    return ", ".join(owner for owner in OWNERS if owner in owners) or "none"


def _write_doors(doors):
    yield "\n## Doors\n"
    yield (
        "Every address of ours, tried as each role: a stranger finds nothing of a"
        " client behind it.\n"
    )
    yield _line(["Address", "Method", "Public", "Owner's client", "Everybody else"])
    yield _line(["---"] * 5)
    for door in sorted(doors, key=lambda door: (door.rule, door.method)):
        public = "opens" if door.is_open else "logs in first"
        owner = "turned away" if door.is_shut else "by the rows above"
        other = "opens" if door.is_open else "nothing of a client"
        yield _line([f"`{door.rule}`", door.method, public, owner, other])


def _line(cells):
    return f"| {' | '.join(cells)} |"
