"""The rule book of the forms: who keeps which rule, one sentence for each."""

import ast
import re
from functools import cache

from shop.addons import all_addons

BOOK = "print_pricing/readme/DEVELOP.md"
ROW = re.compile(r"^\| (R\d\d) \| [^|]+ \| ([a-z_, ]+) \|$", re.MULTILINE)
MAKERS = ("Finding", "Rule", "SpecError")  # what finds a rule broken, or declares it
NUMBERS = [f"R{number:02}" for number in range(1, 36)]


def test_the_book_says_of_each_rule_who_keeps_it(ours):
    book = owners(ours)
    assert list(book) == NUMBERS
    for rule, keepers in book.items():
        here = {name for name in keepers if name in all_addons()}
        assert kept_by(ours, rule) == here, rule


def test_no_rule_has_two_sentences(ours):
    """Processes share one dict of sentences: the last would speak for all."""
    sentences = {}
    for rule, sentence, place in all_sentences(ours):
        known = sentences.setdefault(rule, sentence)
        assert known == sentence, f"{rule} says something else in {place}"
    assert len(sentences) > len(NUMBERS) / 2


def owners(ours):
    path = ours["print_pricing"].path.parent / BOOK
    return {
        rule: names.strip().split(", ") for rule, names in ROW.findall(path.read_text())
    }


def kept_by(ours, rule):
    """Return the add-ons whose code finds ``rule`` or a variant of it."""
    return {
        name
        for name in all_addons()
        for path in sources(ours, name)
        if any(code.startswith(rule) for code in rules_found(path))
    }


def sources(ours, name):
    paths = ours[name].path.rglob("*.py")
    return [path for path in paths if "tests" not in path.parts]


@cache
def rules_found(path):
    """Return the rules that a module finds broken, or words as an error."""
    text = path.read_text()
    if not any(f"{maker}(" in text for maker in MAKERS):
        return frozenset()
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and called(node) in MAKERS:
            found |= constants(node.args[0])
        if isinstance(node, ast.Assign) and names(node) == ["rule"]:
            found |= constants(node.value)
    return frozenset(found)


def constants(node):
    return {
        str(each.value) for each in ast.walk(node) if isinstance(each, ast.Constant)
    }


def called(node):
    return getattr(node.func, "id", "")


def names(node):
    return [getattr(target, "id", "") for target in node.targets]


def all_sentences(ours):
    """Yield ``(rule, English sentence, file)`` of every ``_get_rule_sentences``."""
    for name in all_addons():
        for path in (ours[name].path / "models").glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if getattr(node, "name", "") == "_get_rule_sentences":
                    for rule, sentence in pairs(node):
                        yield rule, sentence, path.name


def pairs(function):
    for node in ast.walk(function):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield key.value, ast.literal_eval(value.args[0])
