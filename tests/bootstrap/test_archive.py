"""The mirror is the machine's own, whichever way its sources are written."""

import pytest
from shop.archive import source_line
from shop.say import Trouble

DEB822 = """\
Types: deb deb-src
# a comment inside
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/some.gpg
"""
SECURITY = """\
Types: deb
URIs: http://security.example/debian-security
Suites: bookworm-security
Components: main
"""
EXPECTED = "deb [signed-by=/usr/share/keyrings/some.gpg] {} sid main"


@pytest.fixture
def sources(tmp_path):
    """Return a function that writes apt's sources and gives their folder."""

    def write(lines="", **files):
        folder = tmp_path / "apt"
        (folder / "sources.list.d").mkdir(parents=True)
        (folder / "sources.list").write_text(lines)
        for name, text in files.items():
            path = folder / "sources.list.d" / name.replace("_", ".")
            path.write_text(text)
        return folder

    return write


def test_stanzas(sources):
    folder = sources(a_sources=SECURITY + "\n" + DEB822)
    assert source_line(folder) == EXPECTED.format("http://mirror.example/debian")


def test_lines_with_options(sources):
    line = "deb [arch=amd64 signed-by=/usr/share/keyrings/some.gpg] {} trixie main #x"
    folder = sources(
        "# deb http://old.example/debian stretch main\n"
        + line.format("http://lines.example/debian/")
    )
    assert source_line(folder) == EXPECTED.format("http://lines.example/debian/")


def test_lines_without_options(sources):
    folder = sources(x_list="deb  http://plain.example/debian\tbookworm-updates main\n")
    assert source_line(folder).endswith("http://plain.example/debian sid main")


def test_a_mirror_list_is_a_mirror_too(sources):
    uri = "mirror+file:/etc/apt/mirrors/debian.list"
    folder = sources(x_sources=DEB822.replace("http://mirror.example/debian", uri))
    assert source_line(folder) == EXPECTED.format(uri)


def test_a_key_inside_the_stanza_is_not_taken_for_a_path(sources):
    key = "Signed-By:\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mQ==\n"
    text = DEB822.replace("Signed-By: /usr/share/keyrings/some.gpg\n", key)
    assert "BEGIN" not in source_line(sources(x_sources=text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        SECURITY,
        DEB822.replace("Types: deb deb-src", "Types: deb-src"),
        DEB822 + "Enabled: no\n",
        DEB822.replace("bookworm bookworm-updates", "nodistro"),
    ],
)
def test_without_a_debian_archive_it_says_what_to_do(sources, text):
    with pytest.raises(Trouble, match="ODOO_HOME"):
        source_line(sources(x_sources=text))
