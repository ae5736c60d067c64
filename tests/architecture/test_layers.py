"""Imports go down only: doors, models, plain Python."""

import ast
from pathlib import Path

import pytest
from shop.addons import all_addons

DOMAINS = {path.name: path for each in all_addons().values() for path in each.domains}
# Layers of an add-on that know the one below, never the one above.
ABOVE = {
    "models": {"wizards", "controllers", "cli", "report"},
    "wizards": {"controllers", "cli"},
    "report": {"controllers", "cli"},
}


def imported(path):
    """Yield the dotted names that a file imports; relative ones begin with dots."""
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            begin = "." * node.level + (node.module or "")
            yield begin
            if not node.module:
                yield from (f"{begin}{alias.name}" for alias in node.names)


def test_there_is_plain_python_to_look_at():
    assert {"estimate", "filestore"} <= set(DOMAINS)


@pytest.mark.parametrize("name", DOMAINS)
def test_plain_python_knows_neither_odoo_nor_its_neighbours(name):
    others = set(DOMAINS) - {name}
    for path in DOMAINS[name].rglob("*.py"):
        depth = len(path.relative_to(DOMAINS[name]).parts)
        for module in imported(path):
            root = module.split(".")[0]
            assert root not in {"odoo", "openerp", *others}, f"{path}: {module}"
            dots = len(module) - len(module.lstrip("."))
            assert dots <= depth, f"{path}: {module} leaves the package"


@pytest.mark.parametrize("name", all_addons())
def test_a_layer_does_not_import_the_one_above(name, ours):
    for layer, above in ABOVE.items():
        for path in (ours[name].path / layer).rglob("*.py"):
            for module in imported(path):
                parts = module.lstrip(".").split(".")
                inside = module.startswith("..") or name in parts
                assert not (inside and above & set(parts)), f"{path}: {module}"


@pytest.mark.parametrize("name", all_addons())
def test_models_do_not_know_the_request(name, ours):
    """Cron, RPC and shell call the same models, and bring no request."""
    for layer in ("models", "wizards"):
        for path in (ours[name].path / layer).rglob("*.py"):
            if "ir_http" in path.name or "ir_qweb" in path.name:
                continue  # these models are Odoo's own door
            tree = ast.parse(path.read_text())
            for node in ast.walk(tree):
                if isinstance(node, ast.ImportFrom) and node.module == "odoo.http":
                    names = {alias.name for alias in node.names}
                    assert "request" not in names, path


@pytest.mark.parametrize("name", all_addons())
def test_one_model_per_file(name, ours):
    for layer in ("models", "wizards"):
        for path in (ours[name].path / layer).glob("*.py"):
            models = list(models_of(path))
            assert len(models) <= 1, f"{path}: {', '.join(models)}"


def models_of(path: Path):
    """Yield the name of each model that a file defines or extends."""
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.ClassDef):
            values = class_values(node)
            if found := values.get("_name") or values.get("_inherit"):
                yield found if isinstance(found, str) else found[0]


def class_values(node):
    """Return the literals that a class body assigns, by name."""
    found = {}
    for each in node.body:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            try:
                found[each.targets[0].id] = ast.literal_eval(each.value)
            except ValueError:
                continue
    return found
