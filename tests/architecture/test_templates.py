"""Pages of the portal: what no rendering would complain about."""

import re

import pytest
from lxml import etree
from shop.addons import all_addons

DIRECTIVES = ("t-att-", "t-attf-")


def templates(addon):
    for path in sorted(addon.path.rglob("*.xml")):
        if "tests" not in path.parts:
            yield path, etree.parse(path)


@pytest.mark.parametrize("name", all_addons())
def test_an_attribute_is_computed_once(name, ours):
    """``t-attf-t-attf-href`` makes an attribute that no browser knows."""
    for path, tree in templates(ours[name]):
        for element in tree.iter(etree.Element):
            for attribute in map(str, element.attrib):
                for directive in DIRECTIVES:
                    rest = attribute.removeprefix(directive)
                    assert rest == attribute or not rest.startswith("t-"), (
                        f"{path}:{element.sourceline}: {attribute}"
                    )


@pytest.mark.parametrize("name", all_addons())
def test_labels_of_cards_are_translated(name, ours):
    """Odoo translates no words in ``data-l``: they come from a ``t-set``."""
    for path, tree in templates(ours[name]):
        for element in tree.iter(etree.Element):
            for attribute in ("data-l", "t-attf-data-l"):
                words = re.sub(r"#?{.*?}+", "", element.get(attribute, ""))
                assert not re.search(r"[A-Za-z]", words), (
                    f"{path}:{element.sourceline}: {words}"
                )
