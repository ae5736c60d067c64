"""Odoo's tests in shares: none is lost, none runs twice."""

import json
import os
import subprocess

import pytest
from shop import pythons, tree
from shop.addons import DEMO, FOLDER, all_addons
from shop.shares import divide
from shop.state import State

OURS = all_addons()
WHOLE = {name: [f"/{name}"] for name, each in OURS.items() if each.tests}
FILES = {
    f"/{name}/tests/{path.name}": path.read_text().count("def test_")
    for name in WHOLE
    for path in OURS[name].tests
}


@pytest.mark.parametrize("most", [2, 3, 8])
def test_every_file_is_in_one_share(most):
    *first, last = divide(WHOLE, most)
    given = [tag for share in first for tag in share]
    assert len(first) == most - 1
    assert len(given) == len(set(given))
    assert set(given) < set(FILES)
    # The last one runs all that is installed, but what the others do.
    assert last == [f"/{name}" for name in WHOLE] + [f"-{tag}" for tag in given]


def test_shares_are_as_large_as_each_other():
    *first, _last = divide(WHOLE, 4)
    sizes = [sum(FILES[tag] for tag in share) for share in first]
    assert max(sizes) < 1.1 * sum(FILES.values()) / 4


@pytest.mark.parametrize(
    "tags",
    [{}, {DEMO: [f"/{DEMO}"]}, {"print_report": ["/print_report"]}],
    ids=["nothing", "few", "fewer"],
)
def test_few_tests_are_not_divided(tags):
    assert divide(tags, 8) == list(tags.values())


def test_tests_that_are_named_stay_together():
    tags = {
        "print_portal": [
            "/print_portal:TestOrders",
            "/print_portal:TestBaskets.test_a",
        ],
        "print_pricing": ["/print_pricing"],
    }
    assert divide(tags, 8) == [[*tags["print_portal"], *tags["print_pricing"]]]


# Which tests Odoo finds in add-ons, and which of them it would run for lists of tags.
SELECT = """
import json, sys
import odoo.init
from odoo.modules import module
from odoo.tools import config
folder, names, shares = json.load(sys.stdin)
config.parse_config(["--addons-path", folder])
module.initialize_sys_path()
from odoo.tests.loader import get_module_test_cases, get_test_modules
from odoo.tests.tag_selector import TagsSelector
tests = [
    test
    for name in names
    for tested in get_test_modules(name)
    for test in get_module_test_cases(tested)
]
selectors = [TagsSelector(",".join(tags)) for tags in shares]
print(json.dumps([[t.id() for t in tests if each.check(t)] for each in selectors]))
"""


@pytest.mark.parametrize("most", [2, 7])
def test_odoo_runs_each_test_in_one_share(most):
    if "SHOP_STATE" not in os.environ:
        pytest.skip("Run ./shop test bootstrap: it names the state folder.")
    shares = divide(WHOLE, most)
    whole = [tag for tags in WHOLE.values() for tag in tags]
    state = State()
    done = subprocess.run(
        [pythons.server(state, tree.ensure(state)).exe, "-c", SELECT],
        input=json.dumps([str(FOLDER), sorted(WHOLE), [*shares, whole]]),
        capture_output=True,
        text=True,
    )
    assert not done.returncode, done.stderr
    *found, everything = json.loads(done.stdout.splitlines()[-1])
    assert len(found) == most
    assert min(map(len, found)) > 0.5 * len(everything) / most
    assert sorted(test for share in found for test in share) == sorted(everything)
