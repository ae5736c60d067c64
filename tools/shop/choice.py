"""What the words after ``./shop test`` mean."""

from dataclasses import dataclass
from pathlib import Path

from . import addons
from .say import Trouble
from .state import ROOT

TESTS = ROOT / "tests"
I18N = "i18n"
CORE = "core"


@dataclass
class Chosen:
    """What to run.

    :param folders: paths for pytest, by the folder of ``tests/`` they are in
    :param tags: Odoo's test tags, by add-on
    :param i18n: whether to check translations
    :param core: whether to run Odoo's own tests; they take half an hour, so only named
    :param everything: whether nothing was named
    """

    folders: dict
    tags: dict
    i18n: bool = False
    core: bool = False
    everything: bool = False

    @property
    def demo(self):
        """Return the tags of the demo shop's own tests, which run in it."""
        return {key: tags for key, tags in self.tags.items() if key == addons.DEMO}

    @property
    def ours(self):
        """Return the tags of all other add-ons."""
        return {key: tags for key, tags in self.tags.items() if key != addons.DEMO}

    def needs_odoo(self, served):
        """Whether anything needs Odoo: what ``served`` folders have among it."""
        folders = set(served) & set(self.folders)
        return bool(self.tags or self.i18n or self.core or folders)


def choose(names, ours=None):
    """Return what the words of the command line mean.

    :raise Trouble: naming a word that means nothing
    """
    ours = addons.all_addons() if ours is None else ours
    suites = [path.name for path in sorted(TESTS.iterdir()) if _is_suite(path)]
    if not names:
        return Chosen(
            {name: [TESTS / name] for name in suites},
            {name: [f"/{name}"] for name, addon in ours.items() if addon.tests},
            i18n=bool(ours),
            everything=True,
        )
    chosen = Chosen({}, {})
    for name in names:
        path, _, within = name.partition("::")
        place = Path(path).absolute()
        addon, _, what = name.partition(":")
        if name == I18N:
            chosen.i18n = True
        elif name == CORE:
            chosen.core = True
        elif name in suites:
            chosen.folders.setdefault(name, []).append(TESTS / name)
        elif addon in ours:
            chosen.tags.setdefault(addon, []).append(f"/{name}")
        elif place.is_relative_to(TESTS) and place.exists():
            suite = place.relative_to(TESTS).parts[0]
            chosen.folders.setdefault(suite, []).append(
                f"{place}::{within}" if within else place
            )
        elif place.is_relative_to(addons.FOLDER) and place.exists():
            inside = place.relative_to(addons.FOLDER)
            tag = f"/{inside}" if place.is_file() else f"/{inside.parts[0]}"
            chosen.tags.setdefault(inside.parts[0], []).append(tag)
        else:
            known = ", ".join([*ours, *suites, I18N, CORE])
            raise Trouble(f"Name a path or one of {known}: there is no {name}.")
    return chosen


def _is_suite(path):
    return path.is_dir() and any(path.glob("test_*.py"))
