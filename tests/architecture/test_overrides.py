"""No method of ours hides another one of ours by accident.

Files of one model, and controllers that extend one of Odoo's, end up in one class. Of
two methods with one name the one loaded later is called, and the earlier one only by
its ``super()``: without it two sound pieces of work, merged, are a broken one.
"""

import ast
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from textwrap import dedent

import pytest
from shop.addons import all_addons
from test_layers import class_values

MODELS = {"AbstractModel", "Model", "TransientModel"}
ODOO = "Odoo's"  # the class that all which extend Odoo's controllers are taken to be in

# What takes the place of a whole answer: (model or controller, method), and why.
INTENDED = {
    ("print.tariff.range", "_get_order_types"): "a range has no type, its tariff has",
    ("PrintLateTus", "_tus_tell"): "a stranger learns nothing of the client's folder",
}


@dataclass(frozen=True)
class Class:
    """A class as its file has it.

    :param path: its file
    :param node: its syntax tree
    """

    path: Path
    node: ast.ClassDef

    @property
    def name(self):
        return self.node.name

    @cached_property
    def bases(self):
        """The last names of its bases: ``Model`` of ``models.Model``."""
        return [ast.unparse(base).split(".")[-1] for base in self.node.bases]

    @cached_property
    def methods(self):
        """Its methods by name; of several, as of a property's, the first one."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef
        found = {}
        for each in self.node.body:
            if isinstance(each, kinds):
                found.setdefault(each.name, each)
        return found


def read_in_order(path, seen):
    """Yield the classes of a module in the order in which Python makes them.

    :param path: the file
    :param seen: files read before, more are added
    """
    if path in seen or not path.is_file():
        return
    seen.add(path)
    tree = ast.parse(path.read_text(), str(path))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1].joinpath(
                *(node.module or "").split(".")
            )
            for module in (folder, *(folder / each.name for each in node.names)):
                yield from read_in_order(module.with_suffix(".py"), seen)
                yield from read_in_order(module / "__init__.py", seen)
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield Class(path, node)


def read_addons(addons):
    """Return the classes of add-ons, those of a lower one first."""
    seen, found = set(), []

    def read(name):
        for below in addons[name].depends:
            if below in addons:
                read(below)
        found.extend(read_in_order(addons[name].path / "__init__.py", seen))

    for name in addons:
        read(name)
    return found


def group_models(classes):
    """Return ``{model: classes it is made of}``; its mixins come first."""
    parts, mixins = defaultdict(list), defaultdict(dict)
    for each in classes:
        if not MODELS & set(each.bases):
            continue
        values = class_values(each.node)
        inherit = values.get("_inherit") or []
        inherit = [inherit] if isinstance(inherit, str) else inherit
        name = values.get("_name") or inherit[0]
        parts[name].append(each)
        mixins[name] |= dict.fromkeys(each for each in inherit if each != name)

    def collect(name):
        below = (part for mixin in mixins[name] for part in collect(mixin))
        return list(dict.fromkeys([*below, *parts[name]]))

    return {name: collect(name) for name in list(parts)}


def group_controllers(classes):
    """Return ``{root: classes}`` that Odoo makes one controller of.

    Odoo makes one of all that extend a direct child of ``Controller``.
    """
    known = {each.name: each for each in classes if not MODELS & set(each.bases)}
    groups = defaultdict(dict)

    def find_roots(each):
        found = set()
        for base in each.bases:
            if base == "Controller":
                found.add(each.name)
            elif base in known and known[base] is not each:
                found |= find_roots(known[base])
            elif base not in known:
                found.add(ODOO)
        return found

    for each in classes:
        if "controllers" in each.path.parts and not MODELS & set(each.bases):
            for root in find_roots(each):
                mixins = [known[base] for base in each.bases if base in known]
                groups[root] |= dict.fromkeys([*mixins, each])
    return {root: list(found) for root, found in groups.items()}


def find_hiding(groups):
    """Yield the group, the method and the two classes where one hides the other."""
    for group, classes in groups.items():
        below = {}
        for each in classes:
            for name, method in each.methods.items():
                if (
                    name in below
                    and not goes_on(method)
                    and not is_left_open(below[name].methods[name])
                ):
                    yield group, name, below[name], each
                below[name] = each


def goes_on(method):
    """Whether a method calls the one it extends."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == method.name
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "super"
        for node in ast.walk(method)
    )


def is_left_open(method):
    """Whether a method is there for others to write: it only says what it is for."""
    return all(
        isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)
        for node in method.body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    )


@pytest.fixture(scope="module")
def classes():
    return read_addons(all_addons())


@pytest.mark.parametrize("group", [group_models, group_controllers])
def test_no_method_hides_another_one(group, classes):
    for name, method, below, above in find_hiding(group(classes)):
        if (name, method) not in INTENDED:
            pytest.fail(
                f"{name}: {method} of {above.path} hides the one of {below.path}:"
                " call super() there, or give it a name of its own"
            )


def test_what_is_intended_is_still_there(classes):
    groups = group_models(classes) | group_controllers(classes)
    found = {(name, method) for name, method, *_classes in find_hiding(groups)}
    assert set(INTENDED) <= found, "take it off INTENDED"


def test_every_model_is_read(classes, ours):
    """What is not imported is not loaded by Odoo either."""
    read = {each.path for each in classes}
    for addon in ours.values():
        for path in addon.path.glob("models/*.py"):
            assert path in read or path.name == "__init__.py", f"{path} is not imported"


def make(file, source):
    """Return the first class of ``source``, as if it stood in ``file``."""
    return Class(Path(file), ast.parse(dedent(source)).body[0])


def artwork(body):
    source = f"class Artwork(models.Model):\n    _inherit = 'print.artwork'\n{body}"
    return make("portal/models/print_artwork.py", source)


@pytest.mark.parametrize(
    ("body", "is_hiding"),
    [
        ("    def _replace_by(self, file):\n        self.file_id = file", True),
        ("    def _replace_by(self, file):\n        super()._check(file)", True),
        ("    def _replace_by(self, file):\n        super()._replace_by(file)", False),
        ("    def _mend_by(self, file):\n        self.file_id = file", False),
    ],
)
def test_it_finds_a_model_s_method_that_another_add_on_has_too(body, is_hiding):
    first = artwork("    def _replace_by(self, file):\n        return file")
    found = list(find_hiding(group_models([first, artwork(body)])))
    assert [method for _name, method, *_classes in found] == ["_replace_by"] * is_hiding


def test_it_finds_methods_of_neighbours_that_odoo_makes_one_controller_of():
    page = "class {}({}):\n    def print_artwork_replace(self):\n        return 1"
    one = make("portal/controllers/files.py", page.format("Files", "CustomerPortal"))
    two = make("prepress/controllers/findings.py", page.format("Findings", "Files"))
    apart = make("prepress/controllers/other.py", page.format("Other", "Controller"))
    found = list(find_hiding(group_controllers([one, two, apart])))
    assert found == [(ODOO, "print_artwork_replace", one, two)]


def test_a_method_that_is_left_open_may_be_written():
    mixin = make(
        "portal/models/mixin.py",
        """
        class Mixin(models.AbstractModel):
            _name = "print.mixin"

            def _tell(self):
                "Return a sentence."
                raise NotImplementedError
        """,
    )
    model = make(
        "portal/models/model.py",
        """
        class Model(models.Model):
            _name = "print.model"
            _inherit = ["print.mixin"]

            def _tell(self):
                return "told"
        """,
    )
    assert list(find_hiding(group_models([model, mixin]))) == []
