"""PDF documents find their libraries on a machine where nobody installed them."""

import os
import re
import subprocess
import sys
from pathlib import Path

from shop import archive, libraries

STATUS = Path("/var/lib/dpkg/status")
LOAD = """
import ctypes
for name in {names!r}:
    ctypes.CDLL(name)
print(open("/proc/self/maps").read())
"""


def bare_status():
    """Return dpkg's status as if this machine had Python and what it needs, no more."""
    stanzas = {}
    for stanza in STATUS.read_text().split("\n\n"):
        if found := re.match(r"Package: (\S+)", stanza):
            stanzas[found[1]] = stanza
    kept, left = set(), ["python3"]
    left += [name for name, text in stanzas.items() if "Priority: required" in text]
    while left:
        name = left.pop()
        if name in stanzas and name not in kept:
            kept.add(name)
            needs = re.findall(r"^(?:Pre-)?Depends: (.*)", stanzas[name], re.MULTILINE)
            left += re.findall(r"[a-z0-9][a-z0-9+.-]+", " ".join(needs))
    return "\n\n".join(stanzas[name] for name in sorted(kept)) + "\n"


def test_a_machine_that_has_them_is_left_alone(state, monkeypatch):
    monkeypatch.setattr(libraries, "_loads", lambda name: True)
    assert libraries.environ(state) == {}
    assert os.listdir(state.folder) == []


def test_they_come_from_the_release_of_the_machine(state, monkeypatch, tmp_path):
    bare = tmp_path / "status"
    bare.write_text(bare_status())

    class Archive(archive.Archive):
        def __init__(self, state, suite, _installed):
            super().__init__(state, suite, bare)

    monkeypatch.setattr(libraries, "Archive", Archive)
    monkeypatch.setattr(libraries, "_loads", lambda name: False)
    found = libraries.environ(state)
    code = LOAD.format(names=list(libraries.WANTED))
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **found},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in libraries.WANTED:
        assert re.search(rf"{state.folder}/libraries/\S+/{name}", told), name


def test_without_an_archive_the_shop_works_on(state, monkeypatch, tmp_path, capsys):
    class Archive(archive.Archive):
        def __init__(self, state, suite, installed):
            super().__init__(state, suite, installed, sources=tmp_path)

    monkeypatch.setattr(libraries, "Archive", Archive)
    monkeypatch.setattr(libraries, "_loads", lambda name: False)
    assert libraries.environ(state) == {}
    assert "Install libpango-1.0-0" in capsys.readouterr().out
