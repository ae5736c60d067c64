"""Words for people: those that no translator is ever shown."""

import ast

import pytest
from shop.addons import all_addons


@pytest.mark.parametrize("name", all_addons())
def test_words_are_not_translated_inside_an_f_string(name, ours):
    """Odoo finds terms by babel, which does not look into f-strings."""
    for path in ours[name].path.rglob("*.py"):
        if "tests" in path.parts:
            continue
        for string in ast.walk(ast.parse(path.read_text())):
            if isinstance(string, ast.JoinedStr):
                assert not any(map(is_translation, ast.walk(string))), (
                    f"{path}:{string.lineno}"
                )


def is_translation(node):
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    return getattr(function, "attr", getattr(function, "id", "")) == "_"
