"""What it costs to receive a file by SFTP: our server beside OpenSSH's, in one run.

    python tests/bench/sftp.py FOLDER --mib 512 --rounds 3

As root, with ``openssh-server`` and ``openssh-client`` installed. OpenSSH's ``sftp``
sends to both. CPU is that of the server's processes; OpenSSH answers before the bytes
are on disk: ``sync -f`` is counted with its time.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from ftp import MIB, ROOT, Cost, cpu, free_address, wait_for_server

CONFIG = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/host.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin yes
Subsystem sftp internal-sftp
"""


@contextmanager
def ours(folder):
    """Run our server; yield its process, its port and where a file goes."""
    words = [sys.executable, ROOT / "tests/ftpd/serve_sftp.py", folder / "ours"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            yield server, int(server.stdout.readline()), ""
        finally:
            server.kill()


@contextmanager
def openssh(folder):
    """Run OpenSSH's server; yield the same."""
    key = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "host"]
    subprocess.run(key, check=True)
    config = folder / "sshd.conf"
    address = free_address()
    config.write_text(CONFIG.format(port=address[1], folder=folder))
    Path("/run/sshd").mkdir(exist_ok=True)
    with subprocess.Popen([shutil.which("sshd"), "-D", "-e", "-f", config],
                          stderr=subprocess.DEVNULL) as server:  # fmt: skip
        try:
            wait_for_server(server, address)
            yield server, address[1], f"{folder}/"
        finally:
            server.kill()


BY_KEY, BY_PASSWORD = "publickey", "password"


def send(folder, server, port, path, login, method, sync=None):
    """Send a file; return its :class:`Cost`.

    A session's process is counted when it has ended: the server has waited for it.
    """
    batch, ask = folder / "batch", folder / "ask"
    batch.write_text(f"put {folder}/zeros {path}\n")
    ask.write_text("#!/bin/sh\necho print-demo-1\n")
    ask.chmod(0o700)
    spent, begun = cpu(server.pid), time.monotonic()
    subprocess.run(
        [
            *("sftp", "-q", "-P", str(port), "-i", folder / "host"),
            *("-oStrictHostKeyChecking=no", "-oUserKnownHostsFile=/dev/null"),
            f"-oPreferredAuthentications={method}",
            *("-oBatchMode=no", "-oLogLevel=ERROR", "-b", batch, f"{login}@127.0.0.1"),
        ],
        env=os.environ | {"SSH_ASKPASS": str(ask), "SSH_ASKPASS_REQUIRE": "force"},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    if sync:
        subprocess.run(["sync", "-f", sync], check=True)
    wall = time.monotonic() - begun
    time.sleep(0.5)
    return Cost(cpu(server.pid) - spent, wall)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mib", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    with (folder / "zeros").open("wb") as file:
        file.truncate(options.mib * MIB)
    try:
        with openssh(folder) as theirs, ours(folder) as mine:
            for number in range(options.rounds):
                name = f"{number}.bin"
                first = send(folder, *mine[:2], name, "hillside", BY_PASSWORD)
                there = theirs[2] + name
                second = send(folder, *theirs[:2], there, "root", BY_KEY, folder)
                print(f"ours {first.cpu:.2f} s cpu, {first.wall:.2f} s | OpenSSH"
                      f" {second.cpu:.2f} s cpu, {second.wall:.2f} s")  # fmt: skip
                for path in folder.rglob("*.bin"):
                    path.unlink()
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
