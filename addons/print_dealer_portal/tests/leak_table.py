"""Who is told which figure by which door, as a walk found it: ``docs/leaks.md``."""

from dataclasses import dataclass, field

HEAD = """\
# What clients and dealers are told of prices

Written by a test, which fails when it is no longer true: see *Renewing this page* at
the end. It gives a shop figures and names of which each has digits or letters of its
own, then walks as each of these accounts through every address, call, program's
request, mail, paper and spreadsheet, and looks for them in the answers.

## Nobody is told

Not by a text, a number, a name, an error, nor by searching, sorting, grouping or adding
up what cannot be read:
"""

TOLD = """
## Who is told what

- *prices*: of one unit, as this account pays it
- *amounts*: of its own lines, orders, invoices and balance
- *end-customer prices*: price level 1, where the shop shows it to this dealer

The pages of clients begin with `/my/print`; the same pages of dealers begin with
`/dealer`, and stand in the same row. Whatever [rights.md](rights.md) lists beside these
was tried as well, and tells none of them a figure.
"""

CAUGHT = """
## Leaks that were planted

The test that walks is tested: each of these is planted in turn, and the walk names it
at that door.
"""

TAIL = """
## Renewing this page

    ./shop rights

runs the tests and writes what they find. Read the difference before you commit it.
"""


@dataclass
class LeakTable:
    """What was told, by door and role.

    :param roles: in the order of the columns
    """

    roles: list
    told: dict = field(default_factory=dict)

    def note(self, role, told):
        """Keep what ``role`` was told: pairs of a door and the name of a figure."""
        for door, name in told:
            self.told.setdefault(door, {}).setdefault(role, set()).add(name)

    def to_page(self, secrets, plants):
        """Return the page.

        :param secrets: what nobody is told, in words
        :param plants: pairs of words: what was planted, and at which door
        """
        lines = [HEAD, *(f"- {each}" for each in secrets), TOLD]
        lines += [_line(["Door", *self.roles]), _line(["---"] * (len(self.roles) + 1))]
        for door in sorted(self.told):
            found = [self.told[door].get(role, ()) for role in self.roles]
            lines.append(
                _line([door, *(", ".join(sorted(each)) or "—" for each in found)])
            )
        lines += [CAUGHT, _line(["Planted", "Found by"]), _line(["---", "---"])]
        lines += [_line(each) for each in plants]
        return "\n".join([*lines, TAIL])


def _line(cells):
    return f"| {' | '.join(cells)} |"
