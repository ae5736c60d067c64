"""Style and house rules, each by the tool that knows them; all tools are pinned."""

import subprocess

from . import addons, node, pythons, readme, say
from .state import ROOT

PYTHON = ("shop", "tools", "tests", "addons")
CONFIG = pythons.CONFIG
# Our readme is made of fragments, OCA is not our author, a model has a file for each
# of its subjects, and a long table of sentences begins with `_ = self.env._`.
NOT_OURS = (
    "manifest-required-author",
    "missing-readme",
    "consider-merging-classes-inherited",
    "prefer-env-translation",
)
# Core writes numbers without eval, prettier keeps the header as it is, and a template
# reads best with the attribute first that says what the element is.
OPINIONS = ("xml-field-numeric-without-eval", "xml-header-wrong", "xml-tag-position")


def run(state, fix=False):
    """Run every check; return whether all are content.

    :param fix: let the tools mend what they can
    """
    tools = pythons.tools(state)
    checks = [*_python(tools, fix), *_odoo(tools, fix), *_markup(state, tools, fix)]
    failed = [name for name, argv in checks if not _passes(name, argv)]
    say.line("\ndescription pages")
    if readme.run(tools, check=not fix) and not fix:
        failed.append("description pages")
    say.line(f"\nlint: {'failed in ' + ', '.join(failed) if failed else 'good'}")
    return not failed


def _passes(name, argv):
    say.line(f"\n{name}")
    return not subprocess.run([str(each) for each in argv], cwd=ROOT).returncode


def _python(tools, fix):
    ruff = tools.folder / "bin/ruff"
    yield "ruff check", [ruff, "check", *(["--fix"] if fix else []), *PYTHON]
    yield "ruff format", [ruff, "format", *([] if fix else ["--check"]), *PYTHON]


def _odoo(tools, fix):
    """Odoo's rules, which the packages of plain Python do not know."""
    ours = addons.all_addons().values()
    if not ours:
        return
    paths = [addon.path for addon in ours]
    plain = ",".join({domain.name for addon in ours for domain in addon.domains})
    yield (
        "pylint-odoo",
        [
            *(tools.exe, "-m", "pylint", "--rcfile=setup.cfg"),
            f"--disable={','.join(NOT_OURS)}",
            *([f"--ignore={plain}"] if plain else []),
            *paths,
        ],
    )
    mend = ["--fix"] if fix else []
    yield (
        "OCA's checks of add-ons",
        [
            tools.folder / "bin/oca-checks-odoo-module",
            f"--disable={','.join(OPINIONS)}",
            *mend,
            *paths,
        ],
    )
    if catalogues := [each for path in paths for each in path.glob("i18n/*.po*")]:
        yield (
            "OCA's checks of translations",
            [
                tools.folder / "bin/oca-checks-po",
                # It empties a term that reads the same in both languages, such as dpi;
                # ./shop i18n check could not tell it from a forgotten one.
                "--disable=po-pretty-format",
                *mend,
                *catalogues,
            ],
        )


def _markup(state, tools, fix):
    """prettier, on the XML and JavaScript that is ours."""
    files = [
        path
        for pattern in ("*.xml", "*.js")
        for path in sorted(addons.FOLDER.rglob(pattern))
        if "lib" not in path.parts
    ]
    if files:
        modules = node.packages(state, tools)
        yield (
            "prettier",
            [
                *(node.exe(tools), modules / "prettier/bin/prettier.cjs"),
                *("--write" if fix else "--check", "--log-level=warn"),
                *("--config", CONFIG / "prettier.json"),
                *("--plugin", modules / "@prettier/plugin-xml/src/plugin.js"),
                *files,
            ],
        )
