"""Debian packages, fetched without touching the machine's own apt."""

import os
import re
from pathlib import Path

from . import process
from .say import Trouble
from .state import write

SOURCES = Path("/etc/apt")
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
SUITE = "sid"
CODENAMES = {"bullseye", "bookworm", "trixie", "forky", "duke", "sid"}
NAMED_SUITES = {*CODENAMES, "oldstable", "stable", "testing", "unstable"}


class Archive:
    """One suite of the mirror that this machine uses, under our own apt.

    :param state: our lists, cache and configuration live in its folder ``apt-SUITE``
    :param installed: dpkg's status file, if what is installed matters
    """

    def __init__(self, state, suite=SUITE, installed=None, sources=SOURCES):
        self._state = state
        self._suite = suite
        self._installed = installed
        self._sources = sources
        self._folder = state / f"apt-{suite}"
        self._fresh = False

    def version(self, package):
        """Return the newest version the archive has, or an empty text."""
        self._update()
        shown = process.output(
            ["apt-cache", "policy", package], env=self._environment()
        )
        found = re.search(r"Candidate: (\S+)", shown)
        return "" if not found or found[1] == "(none)" else found[1]

    def missing(self, packages):
        """Return ``packages`` and all they need that is not installed."""
        self._update()
        told = process.output(
            [*("apt-get", "install", "--simulate", "--no-install-recommends")]
            + [*("-qq", "-o", "Debug::NoLocking=1"), *packages],
            env=self._environment(),
        )
        return re.findall(r"^Inst (\S+)", told, re.MULTILINE)

    def download(self, packages, folder, tell=None):
        """Put the .deb files of ``packages`` into ``folder``; return their paths.

        :param packages: package names
        :raise Trouble: if one is not there
        """
        self._update()
        folder.mkdir(parents=True, exist_ok=True)
        process.run(
            ["apt-get", "download", *packages],
            self._state.log("apt-download"),
            tell=tell,
            watch=r"^Get:\d+ \S+ \S+ \S+ (\S+)",
            what="Fetching Debian packages",
            cwd=folder,
            env=self._environment(),
        )
        return [self._file_of(folder, package.split(":")[0]) for package in packages]

    def _file_of(self, folder, package):
        files = sorted(folder.glob(f"{package}_*.deb"))
        if not files:
            raise Trouble(f"The archive gave no file for {package}: run again.")
        return files[-1]

    def _update(self):
        if self._fresh:
            return
        self._configure()
        process.run(
            ["apt-get", "update"],
            self._state.log("apt-update"),
            what="Reading the package lists of Debian's archive",
            env=self._environment(),
        )
        self._fresh = True

    def _environment(self):
        return {
            **os.environ,
            "APT_CONFIG": str(self._folder / "apt.conf"),
            "LC_ALL": "C.UTF-8",
        }

    def _configure(self):
        for name in ("lists/partial", "cache/archives/partial"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "none-installed").touch()
        source = source_line(self._sources, self._suite)
        write(self._folder / "sources.list", f"{source}\n")
        status = self._installed or self._folder / "none-installed"
        text = CONFIGURATION.format(folder=self._folder, status=status)
        write(self._folder / "apt.conf", text)


# The machine's proxies and certificates stay as they are; its hooks do not.
CONFIGURATION = """\
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
APT::Sandbox::User "";
APT::Update::Error-Mode "any";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::Etc::sourcelist "{folder}/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::State "{folder}";
Dir::State::lists "{folder}/lists";
Dir::State::status "{status}";
Dir::Cache "{folder}/cache";
"""


def source_line(sources=SOURCES, wanted=SUITE):
    """Return the one-line source of a suite on the mirror of this machine.

    :param sources: the folder of apt's configuration
    :raise Trouble: if no source of Debian's own suites is found there
    """
    for uri, suite, components, key in _entries(sources):
        base = suite.removesuffix("-updates").removesuffix("-backports")
        if base in NAMED_SUITES and "main" in components:
            key = key or (str(KEYRING) if KEYRING.exists() else "")
            signed = f"[signed-by={key}] " if key else ""
            return f"deb {signed}{uri} {wanted} main"
    raise Trouble(
        f"No Debian archive is named in {sources}: name one there, or set ODOO_HOME"
        " to a checkout of Odoo 19.0."
    )


def _entries(sources):
    """Yield (uri, suite, components, signed-by) of all sources, in apt's order."""
    files = [sources / "sources.list", *sorted(sources.glob("sources.list.d/*"))]
    for path in files:
        if path.suffix == ".sources" and path.is_file():
            yield from _stanzas(path.read_text())
        elif path.suffix == ".list" and path.is_file():
            yield from _lines(path.read_text())


def _lines(text):
    pattern = re.compile(r"deb\s+(?:\[(?P<options>[^]]*)\]\s+)?(\S+)\s+(\S+)\s+(.*)")
    for line in text.splitlines():
        if found := pattern.fullmatch(line.split("#")[0].strip()):
            options, uri, suite, components = found.groups()
            key = re.search(r"signed-by=(\S+)", options or "")
            yield uri, suite, components.split(), key[1] if key else ""


def _stanzas(text):
    for stanza in re.split(r"\n\s*\n", text):
        fields, name = {}, None
        for line in stanza.splitlines():
            if line.startswith("#"):
                continue
            if line[:1].isspace() and name:
                fields[name] += f" {line.strip()}"
            elif ":" in line:
                name, _, value = line.partition(":")
                name = name.strip().lower()
                fields[name] = value.strip()
        if "deb" not in fields.get("types", "").split():
            continue
        if fields.get("enabled", "yes").lower() in ("no", "false", "0"):
            continue
        key = fields.get("signed-by", "")
        for uri in fields.get("uris", "").split()[:1]:
            for suite in fields.get("suites", "").split():
                # A key written into the stanza itself is not a file we can name.
                yield (
                    uri,
                    suite,
                    fields.get("components", "").split(),
                    key if key.startswith("/") and " " not in key else "",
                )
