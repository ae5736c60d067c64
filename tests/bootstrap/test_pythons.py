"""Environments are made on a bare Debian too, and go on where they stopped."""

import zipfile

import pytest
from shop import process, pythons
from shop.process import Stopped
from shop.say import Trouble

METADATA = "Metadata-Version: 2.1\nName: hello\nVersion: 1\n"
WHEEL = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture
def pins(tmp_path):
    """Pins that pip satisfies without an index: a package made here."""
    wheel = tmp_path / "hello-1-py3-none-any.whl"
    files = {"METADATA": METADATA, "WHEEL": WHEEL, "RECORD": ""}
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("hello.py", "")
        for name, text in files.items():
            file.writestr(f"hello-1.dist-info/{name}", text)
    path = tmp_path / "pins.txt"
    path.write_text(f"{wheel}\n")
    return (("--no-deps",), path)


def make(state, *pins):
    return pythons._ensure(state, "server", pins, "Python packages")


def imports(python, name):
    process.output([python.exe, "-c", f"import {name}"])


def test_without_ensurepip_pip_comes_from_debian(state, pins, monkeypatch, program):
    program("apt-get")
    monkeypatch.setattr(pythons, "_has_wheels", lambda: False)
    imports(make(state, pins), "hello")


def test_an_interrupted_install_goes_on_and_is_not_done_twice(
    state, pins, tmp_path, monkeypatch
):
    def stopped(*_args):
        raise Stopped(2)

    with monkeypatch.context() as patch:
        patch.setattr(pythons, "install", stopped)
        with pytest.raises(Stopped):
            make(state, pins)
    begun = state / "python-server/pyvenv.cfg"
    made = begun.stat().st_mtime_ns
    imports(make(state, pins), "hello")
    assert begun.stat().st_mtime_ns == made, "the environment was not begun again"

    with monkeypatch.context() as patch:
        patch.setattr(pythons, "install", stopped)
        make(state, pins)

    pins[1].write_text(f"{tmp_path}/nothing\n")
    with pytest.raises(Trouble, match="Installing Python packages failed: read"):
        make(state, pins)
