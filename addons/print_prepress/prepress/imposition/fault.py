"""What is wrong with a scheme, or good to know about it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a scheme and a job contradict each other in.

    ``field`` is the attribute of ``Scheme`` to mend, ``sheet.width_mm`` for that of its
    sheet, or ``page_count`` or ``trim``. ``facts`` fill the sentence; lengths are mm.
    The sentence itself is written where languages are known. Codes, and their facts:

    ========================== ======================================================
    ``unknown`` value          not one of the values that the field takes
    ``range`` value, least,    not a number, or outside of what can be meant
    most
    ``no_pages``               there is nothing to print
    ``many_pages`` most        more pages than we plan
    ``many_leaves`` most       more leaves on a sheet than we plan
    ``too_large`` need_width,  the pages do not fit between the margins of the sheet
    need_height, width, height
    ``one_sided``              a folded sheet has pages on both sides
    ``creep`` shift, room      the innermost page would be moved out of its paper
    ``blanks`` pages, blanks,  no error: so many empty pages follow the last one
    filled
    ``bleed_cut`` bleed, room  no error: pages lie closer than their bleed is wide
    ``no_room``                no error: the sheet has no place for these marks
    ========================== ======================================================
    """

    code: str
    field: str
    facts: dict[str, str] = field(default_factory=dict)
    is_error: bool = True


class NoPlan(Exception):
    """There is no plan; ``faults`` say why, each with its field."""

    def __init__(self, faults: tuple[Fault, ...]):
        super().__init__("; ".join(f"{each.field}: {each.code}" for each in faults))
        self.faults = faults


class PagesDoNotFit(Exception):
    """Pages of files are not as planned.

    :ivar code: ``page_count`` (facts ``found``, ``planned``) or ``page_size`` (facts
        ``file`` and ``page`` in it, both from 1, ``found``, ``planned``; sizes in mm)
    """

    def __init__(self, code: str, **facts):
        super().__init__(code, facts)
        self.code = code
        self.facts = {name: str(value) for name, value in facts.items()}
