"""PDF documents find their libraries on a machine where nobody installed them."""

import os
import re
import subprocess
from pathlib import Path

from pypdfium2 import PdfDocument
from shop import archive, libraries, pythons, tree
from shop.state import State

STATUS = Path("/var/lib/dpkg/status")
# A PDF of a real page, then what was loaded to make it.
RENDER = """
import sys
from weasyprint import HTML
HTML(string="<h1>Счёт № 1, протокол, reçu</h1>").write_pdf(sys.argv[1])
print(open("/proc/self/maps").read())
"""
# Loaded by name, or because these need them: none may be the machine's own.
FAMILY = ("pango", "pangoft2", "harfbuzz", "harfbuzz-subset", "glib", "fontconfig")


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


def test_a_page_is_printed_with_those_of_the_release_alone(
    state, monkeypatch, tmp_path
):
    bare = tmp_path / "status"
    bare.write_text(bare_status())

    class Archive(archive.Archive):
        def __init__(self, state, suite, _installed):
            super().__init__(state, suite, bare)

    monkeypatch.setattr(libraries, "Archive", Archive)
    monkeypatch.setattr(libraries, "_loads", lambda name: False)
    found = libraries.environ(state)
    shop = State()
    python = pythons.server(shop, tree.ensure(shop))
    told = subprocess.run(
        [python.exe, "-c", RENDER, tmp_path / "page.pdf"],
        env={**os.environ, **found},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in FAMILY:
        loaded = set(re.findall(rf"/\S+/lib{name}-?[\d.]*\.so\S*", told))
        assert loaded, name
        for path in loaded:
            assert path.startswith(f"{state.folder}/libraries/"), path
    with PdfDocument(tmp_path / "page.pdf") as document:
        text = document[0].get_textpage().get_text_bounded()
    assert text.strip() == "Счёт № 1, протокол, reçu"


def test_without_an_archive_the_shop_works_on(state, monkeypatch, tmp_path, capsys):
    class Archive(archive.Archive):
        def __init__(self, state, suite, installed):
            super().__init__(state, suite, installed, sources=tmp_path)

    monkeypatch.setattr(libraries, "Archive", Archive)
    monkeypatch.setattr(libraries, "_loads", lambda name: False)
    assert libraries.environ(state) == {}
    assert "Install libpango-1.0-0" in capsys.readouterr().out
