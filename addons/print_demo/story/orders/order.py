"""What an order of the story is made of: jobs, and steps of working days."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the kind of work, its form as the client fills it, and his files.

    What ``values`` leaves out keeps the default of the form.

    :param scheme: name of the client's imposition scheme, where the form asks for one
    """

    type: str
    title: str
    values: dict = field(default_factory=dict)
    files: tuple = ()
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened ``day`` working days ago at ``at``.

    :param act: the code of a status to move to, or what ``performance`` knows beside
    :param detail: what that act needs to know, see there
    """

    day: int
    at: str
    act: str
    detail: dict = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Order:
    """An order: of an account, or of the office for a client.

    :param who: login of the account; for office orders the code of the client
    :param goods: quantities, by article number in the orders of dealers, by the name in
        data in those of the office
    :param basket: what the client says about all of it, carrier by its name in data
    :param places: where goods go that are split: quantities by article number, by the
        name of one of the client's addresses; what is left goes to his own
    """

    key: str
    who: str
    jobs: tuple
    steps: tuple
    basket: dict = field(default_factory=dict)
    goods: dict = field(default_factory=dict)
    places: dict = field(default_factory=dict)


def on(day, at, act, **detail):
    return Step(day, at, act, detail)
