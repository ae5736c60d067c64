"""Dependencies point one way, and to nothing that we may not build on."""

import ast

import pytest
from shop.addons import DEMO, all_addons

# An add-on stands on those of lower floors. Add-ons that are installed by themselves
# where two others meet (auto_install) need no place here.
FLOORS = (
    {"print_pricing", "print_report"},
    {"print_portal"},
    {"print_prepress", "print_ftp", "print_dealer_portal"},
    {DEMO},
)
LICENSES = {"LGPL-3", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}
# A shop without it has it not because of us (DESIGN 3).
NEVER = {"website", "website_sale"}


def floor_of(name):
    return next((n for n, floor in enumerate(FLOORS) if name in floor), None)


@pytest.mark.parametrize("name", all_addons())
def test_an_addon_stands_on_lower_floors_alone(name, ours):
    floor = floor_of(name)
    if floor is None:
        assert ours[name].manifest.get("auto_install"), "name its floor in FLOORS"
        return
    for below in set(ours[name].depends) & set(ours):
        assert floor_of(below) is not None, f"{below} is glue: nothing stands on it"
        assert floor_of(below) < floor, f"{name} depends on {below}"


@pytest.mark.parametrize("name", all_addons())
def test_all_it_stands_on_is_there_and_free_to_use(name, needs, manifest_of):
    for below in needs(name):
        manifest = manifest_of(below)
        assert manifest, f"{below} is not in Odoo Community, nor pinned in config/"
        license_ = manifest.get("license")
        assert license_ in LICENSES, f"{name} stands on {below}, which is {license_}"


@pytest.mark.parametrize("name", all_addons())
def test_it_does_not_need_a_website(name, needs):
    assert not NEVER & needs(name)


@pytest.mark.parametrize("name", all_addons())
def test_it_imports_only_what_it_depends_on(name, ours, needs):
    """At the top of a file: inside a function it may look first what is there."""
    known = {name, *needs(name)}
    for path in ours[name].path.rglob("*.py"):
        for node in ast.parse(path.read_text()).body:
            modules = []
            if isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module]
                if node.module == "odoo.addons":
                    modules = [f"odoo.addons.{alias.name}" for alias in node.names]
            elif isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            for module in modules:
                if module.startswith("odoo.addons."):
                    used = module.split(".")[2]
                    assert used in known, f"{path} imports {module}"
