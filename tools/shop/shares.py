"""Odoo's tests divided into shares that run side by side, each in its own database."""

import re

from . import addons

TESTS_OF = 100  # at least so many tests: a share starts Odoo, which takes seconds
TEST = re.compile(r"^ +(?:async )?def test_", re.MULTILINE)


def divide(tags, most, ours=None):
    """Return lists of test tags that together mean what ``tags`` does.

    Files of tests are given out, the largest first, to whoever has least. The last
    share is told what is not its own, not what is: a test that no file here seems to
    have still runs.

    :param tags: Odoo's test tags, by add-on
    :param most: how many shares at most
    """
    if not tags:
        return []
    ours = addons.all_addons() if ours is None else ours
    all_tags = [tag for each in tags.values() for tag in each]
    if any(each != [f"/{name}"] for name, each in tags.items()):
        return [all_tags]  # single tests were named
    sizes = {
        f"/{name}/tests/{path.name}": len(TEST.findall(path.read_text()))
        for name in tags
        for path in ours[name].tests
    }
    number = max(1, min(most, sum(sizes.values()) // TESTS_OF))
    given = [[] for _share in range(number)]
    loads = [0] * number
    for file in sorted(sizes, key=sizes.get, reverse=True):
        least = loads.index(min(loads))
        loads[least] += sizes[file]
        given[least].append(file)
    *first, _last = given
    others = [f"-{file}" for files in first for file in files]
    return [*first, [*all_tags, *others]]
