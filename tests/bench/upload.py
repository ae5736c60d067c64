"""How much a server grows while it receives one large file.

Against any running server on this machine, from the root of the repository::

    python tests/bench/upload.py http://127.0.0.1:8069 poligraf print-demo-1 \\
        --pid $(pgrep -f -o "odoo.*8069") --mib 2048

Standard library only. Memory is VmRSS of the process and its children. With
``--sparse`` and the root of the client files, zeros are sent and taken off the disk
again behind the writer, as holes: 10 GiB then need no room, and every byte still passes
through Odoo.
"""

import argparse
import base64
import contextlib
import hashlib
import http.client
import http.cookiejar
import json
import random
import re
import subprocess
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

MIB = 1 << 20
PIECE = MIB // 4


class Bytes:
    """Reproducible bytes, ``size`` of them, that are never all in memory.

    :param seed: None for zeros
    :param pause_s: waited before each piece of 256 KiB, to send slowly
    :param start: bytes that are not sent, for they are there
    """

    def __init__(self, size, seed=0, pause_s=0.0, start=0):
        self.size = size
        self.start = self.sent = start
        self.sha256 = hashlib.sha256()
        self._pause_s = pause_s
        length = PIECE + 4096
        self._pool = (
            bytes(length) if seed is None else random.Random(seed).randbytes(length)
        )

    def __iter__(self):
        passed = 0
        while passed < self.size:
            first = passed // PIECE % 4096
            piece = self._pool[first : first + min(PIECE, self.size - passed)]
            self.sha256.update(piece)
            passed += len(piece)
            if passed > self.start:
                new = piece[-min(passed - self.start, len(piece)) :]
                time.sleep(self._pause_s)
                self.sent += len(new)
                yield new


class Account:
    """A client's account, logged in through the form."""

    def __init__(self, url, login, password):
        self.url = url
        self._jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self._jar)
        self._opener = urllib.request.build_opener(cookies)
        form = {"login": login, "password": password, "csrf_token": self._token()}
        answer = self._opener.open(
            f"{url}/web/login", urllib.parse.urlencode(form).encode()
        )
        if "/web/login" in answer.url:
            raise SystemExit(f"{login} cannot log in.")

    def _token(self):
        page = self.get("/web/login").decode()
        return re.search(r'name="csrf_token" value="([^"]+)"', page)[1]

    def get(self, path):
        """Return the body of a page or a file."""
        return self._opener.open(self.url + path).read()

    def post(self, path, form):
        """Send a form; return the body of the page that it leads to."""
        kind = "application/x-www-form-urlencoded"
        return self.post_body(path, urllib.parse.urlencode(form).encode(), kind)

    def post_body(self, path, body, kind):
        """Send bytes of a kind; return the body of the page that they lead to."""
        request = urllib.request.Request(self.url + path, body, {"Content-Type": kind})
        return self._opener.open(request).read()

    def json(self, path, **params):
        """Call a JSON route; return its result."""
        request = urllib.request.Request(
            self.url + path,
            json.dumps({"jsonrpc": "2.0", "params": params}).encode(),
            {"Content-Type": "application/json"},
        )
        return json.load(self._opener.open(request))["result"]

    def sha256(self, path):
        """Return the checksum of a download, whatever its size."""
        with self._opener.open(self.url + path) as answer:
            return hashlib.file_digest(answer, "sha256").hexdigest()

    def begin(self, name, size):
        """Begin an upload; return its address."""
        filename = base64.b64encode(name.encode()).decode()
        headers = {"Upload-Length": size, "Upload-Metadata": f"filename {filename}"}
        return self._tus("POST", "/my/print/tus", **headers)["Location"]

    def offset(self, place):
        """Return how many bytes of an upload the server has."""
        return int(self._tus("HEAD", place)["Upload-Offset"])

    def send(self, place, content):
        """Send ``Bytes`` as one piece; return what became of the upload, as a dict."""
        headers = {
            "Content-Type": "application/offset+octet-stream",
            "Content-Length": content.size - content.start,
            "Upload-Offset": content.start,
        }
        answer = self._tus("PATCH", place, content, **headers)
        return json.loads(answer["Print-File"])

    def upload(self, name, content):
        """Send ``Bytes`` as a file; return what it became, as a dict."""
        return self.send(self.begin(name, content.size), content)

    def _tus(self, method, path, body=None, **headers):
        headers |= {
            "Tus-Resumable": "1.0.0",
            "Cookie": "; ".join(f"{each.name}={each.value}" for each in self._jar),
        }
        headers = {name: str(value) for name, value in headers.items()}
        connection = http.client.HTTPConnection(self.url.partition("//")[2])
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            if answer.status >= 300:
                raise SystemExit(f"{answer.status}: {answer.read().decode()}")
            return answer.headers
        finally:
            connection.close()


class Holes(threading.Thread):
    """Takes zeros off the disk again while they are written, some way behind."""

    BEHIND = 256 * MIB

    def __init__(self, partial, content):
        super().__init__(daemon=True)
        self._partial = partial
        self._content = content

    def run(self):
        punched = 0
        while self._content.sent < self._content.size:
            time.sleep(0.5)
            if (end := self._content.sent - self.BEHIND) > punched:
                length = str(end - punched)
                command = ["fallocate", "-p", "-o", str(punched), "-l", length]
                subprocess.run([*command, self._partial], check=False)
                punched = end


class Memory(threading.Thread):
    """Watches how many bytes a process and its children hold in memory."""

    def __init__(self, pid):
        super().__init__(daemon=True)
        self._pids = [pid, *_children(pid)]
        self.before = self.peak = self._resident()
        self._done = threading.Event()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exc_info):
        self._done.set()
        self.join()

    @property
    def growth(self):
        return self.peak - self.before

    def run(self):
        while not self._done.wait(0.02):
            self.peak = max(self.peak, self._resident())

    def _resident(self):
        return sum(map(_resident, self._pids))


def _resident(pid):
    """Return how many bytes a process holds in memory; 0 for one that has ended."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        status = Path(f"/proc/{pid}/status").read_text()
        if match := re.search(r"VmRSS:\s+(\d+)", status):
            return 1024 * int(match[1])
    return 0


def _children(pid):
    for task in Path(f"/proc/{pid}/task").iterdir():
        # A thread that answers a request may end between the two readings.
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            for child in map(int, (task / "children").read_text().split()):
                yield child
                yield from _children(child)


def measure(account, pid, mib, sparse=None):
    """Upload ``mib`` MiB and return a dict of what it cost.

    :param sparse: root of the client files, to send zeros that become holes
    """
    account.upload("warm-up.bin", Bytes(MIB))
    content = Bytes(mib * MIB, seed=None if sparse else 0)
    place = account.begin(f"{mib}-MiB.bin", content.size)
    if sparse:
        Holes(Path(sparse) / ".part" / place.rpartition("/")[2], content).start()
    started = time.monotonic()
    with Memory(pid) as memory:
        answer = account.send(place, content)
    seconds = time.monotonic() - started
    return {
        "answer": answer,
        "sha256": content.sha256.hexdigest(),
        "before_mib": round(memory.before / MIB, 1),
        "growth_mib": round(memory.growth / MIB, 1),
        "seconds": round(seconds, 1),
        "mib_per_second": round(mib / seconds, 1),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("url")
    parser.add_argument("login")
    parser.add_argument("password")
    parser.add_argument("--pid", type=int, required=True, help="of the server")
    parser.add_argument("--mib", type=int, default=2048, help="size of the file")
    parser.add_argument("--sparse", help="root of the client files: send holes")
    options = parser.parse_args()
    account = Account(options.url, options.login, options.password)
    figures = measure(account, options.pid, options.mib, options.sparse)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
