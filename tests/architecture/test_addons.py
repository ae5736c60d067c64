"""Every add-on is whole: manifest, rights on its models, four languages."""

import ast
import csv
import re

import pytest
from shop.addons import all_addons
from shop.i18n import LANGUAGES
from shop.pythons import SERVER
from test_layers import class_values

MODELS = {"Model", "TransientModel"}


@pytest.mark.parametrize("name", all_addons())
def test_its_manifest_says_what_it_is(name, ours):
    manifest = ours[name].manifest
    assert manifest["license"] == "LGPL-3"
    assert re.fullmatch(r"19\.0\.\d+\.\d+\.\d+", manifest["version"])
    assert manifest["author"] == "Print Shop"
    assert manifest["summary"]
    assert manifest["depends"]


@pytest.mark.parametrize("name", all_addons())
def test_it_says_in_a_readme_what_it_is_for(name, ours):
    assert (ours[name].path / "readme/DESCRIPTION.md").is_file()


@pytest.mark.parametrize("name", all_addons())
def test_its_python_packages_are_pinned(name, ours):
    pins = "\n".join(path.read_text() for _options, path in SERVER)
    wanted = ours[name].manifest.get("external_dependencies", {}).get("python", [])
    for package in wanted:
        assert re.search(rf"^{package}==", pins, re.MULTILINE | re.IGNORECASE)


@pytest.mark.parametrize("name", all_addons())
def test_every_model_has_access_rules(name, ours):
    path = ours[name].path
    rows = []
    for table in path.glob("security/*.csv"):
        with table.open(newline="") as file:
            rows += list(csv.DictReader(file))
    ruled = {row["model_id:id"].split(".")[-1] for row in rows}
    for model in new_models(path):
        identifier = f"model_{model.replace('.', '_')}"
        assert identifier in ruled, f"{model} has no line in ir.model.access.csv"


@pytest.mark.parametrize("name", all_addons())
def test_no_right_is_given_to_everybody(name, ours):
    """A line without a group opens a model to the public."""
    for table in ours[name].path.glob("security/*.csv"):
        with table.open(newline="") as file:
            for row in csv.DictReader(file):
                assert row["group_id:id"], f"{row['id']} names no group"


@pytest.mark.parametrize("name", all_addons())
def test_it_speaks_our_languages(name, ours):
    """Whether the files are complete is for ./shop i18n check to say."""
    wanted = {f"{name}.pot", *(f"{language}.po" for language in LANGUAGES)}
    found = {path.name for path in ours[name].path.glob("i18n/*")}
    assert not wanted - found, "run ./shop i18n export"


def new_models(path):
    """Yield the models with a table of their own that an add-on brings."""
    for layer in ("models", "wizards"):
        for file in (path / layer).glob("*.py"):
            for node in ast.parse(file.read_text()).body:
                if isinstance(node, ast.ClassDef) and is_model(node):
                    values = class_values(node)
                    name, inherit = values.get("_name"), values.get("_inherit", [])
                    extended = [inherit] if isinstance(inherit, str) else inherit
                    if name and name not in extended:
                        yield name


def is_model(node):
    return any(isinstance(b, ast.Attribute) and b.attr in MODELS for b in node.bases)
