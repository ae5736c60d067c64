"""What a shop with its own Odoo 19 gets by pip is whole, and installs."""

import re
import subprocess
from email.parser import HeaderParser
from pathlib import PurePosixPath
from zipfile import ZipFile

import pytest
from shop.addons import DEMO, FOLDER, all_addons
from shop.databases import Databases
from shop.odoo import ready
from shop.process import tail

ADDONS = sorted(all_addons())
OCA = ["queue_job"]


def metadata(wheel):
    with ZipFile(wheel) as file:
        (name,) = [name for name in file.namelist() if name.endswith("/METADATA")]
        return HeaderParser().parsestr(file.read(name).decode())


@pytest.mark.parametrize("name", ADDONS)
def test_a_wheel_says_what_it_needs(name, wheels):
    manifest = all_addons()[name].manifest
    needs = metadata(wheels[name]).get_all("Requires-Dist")
    others = {each for each in manifest["depends"] if each in ADDONS + OCA}
    assert "odoo==19.0.*" in needs
    found = {re.match(r"odoo-addon-([\w-]+)==19.0.*", each) for each in needs}
    assert {each[1].replace("-", "_") for each in found if each} == others
    python = manifest.get("external_dependencies", {}).get("python", [])
    assert {each for each in needs if not each.startswith("odoo")} == set(python)


@pytest.mark.parametrize("name", ADDONS)
def test_a_wheel_has_every_file_that_its_manifest_names(name, contents):
    manifest, files = all_addons()[name].manifest, contents(name)
    assert set(manifest.get("data", [])) <= files
    for patterns in manifest.get("assets", {}).values():
        for pattern in patterns:
            own = pattern.removeprefix(f"{name}/")
            assert any(matches(file, own) for file in files), pattern


def matches(file, pattern):
    """Whether a path is what ``**/*`` and the like stand for."""
    if "**" in pattern:
        return file.startswith(pattern.partition("**")[0])
    return PurePosixPath(file).match(pattern)


@pytest.mark.parametrize("name", ADDONS)
def test_a_wheel_has_what_an_addon_is_shown_with(name, contents):
    shown = {"static/description/icon.png", "static/description/index.html"}
    languages = {f"i18n/{language}.po" for language in ("ru", "bg", "fr")}
    assert shown | languages <= contents(name)


@pytest.mark.parametrize("name", ADDONS)
def test_a_wheel_has_the_plain_python(name, contents):
    addon = all_addons()[name]
    for domain in addon.domains:
        modules = {f"{domain.name}/{path.name}" for path in domain.glob("*.py")}
        assert modules <= contents(name)


def test_a_python_package_is_declared_by_one_addon():
    declared = [
        package
        for addon in all_addons().values()
        for package in addon.manifest.get("external_dependencies", {}).get("python", [])
    ]
    assert len(declared) == len(set(declared))


def test_another_odoo_finds_them_without_a_path(elsewhere, names):
    code = f"""
found = {{name: module.Manifest.for_addon(name) for name in {names!r}}}
print(json.dumps({{name: each and each.path for name, each in found.items()}}))
"""
    found = elsewhere.ask(code)
    for name in names:
        assert found[name] == str(elsewhere.packages / f"odoo/addons/{name}")


def test_plain_python_is_imported_there(elsewhere):
    domains = [
        f"odoo.addons.{addon.name}.{domain.name}"
        for addon in all_addons().values()
        for domain in addon.domains
    ]
    code = f"""
for name in {domains!r}:
    importlib.import_module(name)
print(json.dumps([sys.modules[name].__file__ for name in {domains!r}]))
"""
    for path in elsewhere.ask(code):
        assert path.startswith(str(elsewhere.packages))


def test_a_folder_on_the_addons_path_serves_as_well(another_odoo, names):
    code = f"""
config.parse_config(["--addons-path", {str(FOLDER)!r}])
module.initialize_sys_path()
found = [module.Manifest.for_addon(name) for name in {names!r}]
print(json.dumps([each.path for each in found]))
"""
    assert another_odoo().ask(code) == [str(FOLDER / name) for name in names]


@pytest.mark.timeout(600)
def test_another_odoo_installs_them(elsewhere, state, names):
    """Into a database that has Odoo's own add-ons; the demo shop stays out."""
    wanted = [name for name in names if name != DEMO]
    with ready(state, "test") as shop:
        databases = Databases(shop)
        database = databases.copy(databases.core(), "packaging")
        log = state.log("packaging")
        config = elsewhere.folder / "odoo.conf"
        config.write_text(f"[options]\ndata_dir = {shop.data}\n")
        try:
            with log.open("w") as out:
                code = subprocess.call(
                    [
                        *(elsewhere.exe, "-m", "odoo", "server", "-c", config),
                        *("-d", database, "-i", ",".join(wanted)),
                        *("--stop-after-init", "--no-http", "--max-cron-threads=0"),
                    ],
                    stdout=out,
                    stderr=subprocess.STDOUT,
                    cwd=elsewhere.folder,
                    env=shop.environ() | {"ODOO_RC": str(config)},
                )
            assert not code, tail(log)
            rows = shop.server.sql(
                "SELECT name FROM ir_module_module WHERE state = 'installed'"
                " AND author = 'Print Shop'",
                database=database,
            )
            assert {name for (name,) in rows} == set(wanted)
            text = log.read_text()
            assert " ERROR " not in text and " WARNING " not in text, tail(log)
        finally:
            databases.drop(database)
