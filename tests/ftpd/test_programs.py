"""What people use: each program sends, lists, fetches and goes on where it stopped.

In CI a missing program is a failure, elsewhere its tests are left out.
"""

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from conftest import LOGIN, PASSWORD, break_off

NAME = "Плакат А3.pdf"
DATA = os.urandom(2_000_000)


def need(program):
    if not shutil.which(program):
        if os.environ.get("CI"):
            pytest.fail(f"Install {program}.")
        pytest.skip(f"{program} is not installed")


def run(*words, cwd=None, **variables):
    home = {"LC_ALL": "C.UTF-8", "HOME": str(cwd or "/tmp")}
    environ = os.environ | home | variables
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env=environ,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def file(tmp_path):
    path = tmp_path / NAME
    path.write_bytes(DATA)
    return path


@pytest.fixture
def home(store):
    return store.root / "clients/7"


@pytest.fixture
def plain(serve):
    host, port = serve()
    return host, port


@pytest.fixture
def secure(serve, certificate):
    return serve(certificate=certificate, key=certificate)


class TestCurl:
    @pytest.fixture(autouse=True)
    def _needs(self):
        need("curl")

    def test_sends_over_tls_and_fetches(self, secure, file, home, tmp_path):
        host, port = secure
        words = ["curl", "-sS", "--ssl-reqd", "-k", "-u", f"hillside:{PASSWORD}"]
        url = f"ftp://{host}:{port}/"
        run(*words, "-T", file, url)
        assert (home / NAME).read_bytes() == DATA
        assert NAME in run(*words, "--list-only", url)
        got = tmp_path / "got.pdf"
        run(
            *words,
            "-o",
            got,
            url + quote(NAME),
        )
        assert got.read_bytes() == DATA

    def test_goes_on(self, plain, file, home):
        break_off(plain, NAME, DATA[:700_000])
        host, port = plain
        url = f"ftp://{host}:{port}/"
        run("curl", "-sS", "-u", f"hillside:{PASSWORD}", "-C", "-", "-T", file, url)
        assert (home / NAME).read_bytes() == DATA


class TestLftp:
    @pytest.fixture(autouse=True)
    def _needs(self):
        need("lftp")

    def lftp(self, address, commands, cwd, options=""):
        host, port = address
        script = (
            f"set ssl:verify-certificate no; {options}"
            f"open -u hillside,{PASSWORD} ftp://{host}:{port}; {commands}"
        )
        return run("lftp", "-c", script, cwd=cwd)

    def test_sends_over_tls_in_pieces_and_mirrors(self, secure, file, home, tmp_path):
        tree = tmp_path / "осень/обложки"
        tree.mkdir(parents=True)
        for number in range(20):
            (tree / f"{number}.pdf").write_bytes(DATA[: number * 1000])
        commands = f"put '{file}'; mirror -R --parallel=4 осень; cls -1"
        listed = self.lftp(secure, commands, tmp_path)
        assert NAME in listed.splitlines()
        assert (home / NAME).read_bytes() == DATA
        for number in range(20):
            path = home / f"осень/обложки/{number}.pdf"
            assert path.read_bytes() == DATA[: number * 1000]
        shutil.rmtree(tmp_path / "осень")
        self.lftp(secure, f"pget -n4 '{NAME}' -o got.pdf; mirror осень", tmp_path)
        assert (tmp_path / "got.pdf").read_bytes() == DATA
        assert len(list(tree.iterdir())) == 20

    def test_goes_on(self, plain, file, home, tmp_path):
        break_off(plain, NAME, DATA[:700_000])
        self.lftp(plain, f"put -c '{file}'", tmp_path, "set ftp:ssl-allow no; ")
        assert (home / NAME).read_bytes() == DATA

    def test_sends_under_a_temporary_name(self, plain, file, home, tmp_path):
        options = "set ftp:ssl-allow no; set xfer:use-temp-file yes; "
        self.lftp(plain, f"put '{file}'", tmp_path, options)
        assert [path.name for path in home.iterdir()] == [NAME]


def test_ncftp_sends(plain, file, home):
    need("ncftpput")
    host, port = plain
    run("ncftpput", "-u", "hillside", "-p", PASSWORD, "-P", port, host, "/", file)
    assert (home / NAME).read_bytes() == DATA


def test_wput_sends(plain, file, home, tmp_path):
    need("wput")
    host, port = plain
    url = f"ftp://hillside:{PASSWORD}@{host}:{port}/"
    run("wput", "-q", "-nc", "--binary", NAME, url, cwd=tmp_path)
    assert (home / NAME).read_bytes() == DATA


def test_openssh_sends_goes_on_and_fetches(sftp, file, home, tmp_path):
    need("sftp")
    need("ssh")
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\necho {PASSWORD}\n")
    ask.chmod(0o700)
    (tmp_path / "part").write_bytes(DATA[:700_000])
    batch = tmp_path / "batch"
    batch.write_text(
        f'put part "{NAME}"\nreput "{file}"\n'
        f'mkdir осень\nrename "{NAME}" "осень/{NAME}"\n'
        f'get "осень/{NAME}" got.pdf\nls -l осень\n'
    )
    # A batch switches questions off; the first word on an option counts.
    run(
        *("sftp", "-P", sftp, "-oStrictHostKeyChecking=no"),
        *("-oUserKnownHostsFile=/dev/null", "-oBatchMode=no"),
        *("-oPreferredAuthentications=password", "-b", batch, f"{LOGIN}@127.0.0.1"),
        cwd=tmp_path,
        SSH_ASKPASS=str(ask),
        SSH_ASKPASS_REQUIRE="force",
        DISPLAY=":0",
    )
    assert (home / "осень" / NAME).read_bytes() == DATA
    assert Path(tmp_path / "got.pdf").read_bytes() == DATA
