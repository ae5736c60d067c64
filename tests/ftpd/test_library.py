"""pyftpdlib's own functional tests, against our handler; its wheels leave them out."""

import os
import re
import subprocess
import sys
import tarfile
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).parent
FTPD = HERE.parents[1] / "addons" / "print_ftp"
TESTS = 164  # of version 2.2.0


def test_the_tests_of_the_library_pass_with_our_handler(tmp_path):
    pin = f"pyftpdlib=={version('pyftpdlib')}"
    fetch = ["pip", "download", "-q", "--no-deps", "--no-binary", ":all:", pin]
    subprocess.run([sys.executable, "-m", *fetch], cwd=tmp_path, check=True)
    [archive] = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    [source] = tmp_path.glob("pyftpdlib-*/")
    paths = [str(HERE), str(FTPD), str(source)]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-c", "/dev/null"),
            *("--rootdir", source, "-p", "library_suite", "-p", "no:cacheprovider"),
            # Some of them look at the clock.
            *("--timeout", "120", "--reruns", "2", "tests/test_functional.py"),
        ],
        cwd=source,
        # Its way to be told that a machine may be slow.
        env=os.environ | {"PYTHONPATH": ":".join(paths), "GITHUB_ACTIONS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"(\d+) passed", done.stdout)
    print(done.stdout.splitlines()[-1])
    assert done.returncode == 0, done.stdout[-5000:]
    assert int(found[1]) >= TESTS
