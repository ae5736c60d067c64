"""How much a server grows while it receives one large file.

Against any running server on this machine, from the root of the repository::

    python tests/bench/upload.py http://127.0.0.1:8069 poligraf print-demo-1 \\
        --pid $(pgrep -f -o "odoo.*8069") --mib 2048

Standard library only. Memory is VmRSS of the process and its children.
"""

import argparse
import hashlib
import http.client
import http.cookiejar
import json
import random
import re
import threading
import time
import urllib.parse
import urllib.request
from pathlib import Path

MIB = 1 << 20
PIECE = MIB // 4


class Bytes:
    """Reproducible bytes, ``size`` of them, that are never all in memory.

    :param pause_s: waited before each piece of 256 KiB, to send slowly
    """

    def __init__(self, size, seed=0, pause_s=0.0):
        self.size = size
        self.sent = 0
        self.sha256 = hashlib.sha256()
        self._pause_s = pause_s
        self._pool = random.Random(seed).randbytes(PIECE + 4096)

    def __iter__(self):
        while self.sent < self.size:
            time.sleep(self._pause_s)
            start = self.sent // PIECE % 4096
            piece = self._pool[start : start + min(PIECE, self.size - self.sent)]
            self.sha256.update(piece)
            self.sent += len(piece)
            yield piece


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

    def upload(self, name, content):
        """Send ``Bytes`` as the page's script does; return the answer as a dict."""
        page = self.get("/my/print/files").decode()
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(content.size),
            "X-CSRF-Token": re.search(r'csrf_token: "([^"]+)"', page)[1],
            "Cookie": "; ".join(f"{each.name}={each.value}" for each in self._jar),
        }
        connection = http.client.HTTPConnection(self.url.partition("//")[2])
        path = "/my/print/files/upload?name=" + urllib.parse.quote(name)
        try:
            connection.request("POST", path, body=content, headers=headers)
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()


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
        status = [Path(f"/proc/{pid}/status").read_text() for pid in self._pids]
        return 1024 * sum(int(re.search(r"VmRSS:\s+(\d+)", text)[1]) for text in status)


def _children(pid):
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _children(child)


def measure(account, pid, mib):
    """Upload ``mib`` MiB and return a dict of what it cost."""
    account.upload("warm-up.bin", Bytes(MIB))
    content = Bytes(mib * MIB)
    started = time.monotonic()
    with Memory(pid) as memory:
        answer = account.upload(f"{mib}-MiB.bin", content)
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
    options = parser.parse_args()
    account = Account(options.url, options.login, options.password)
    print(json.dumps(measure(account, options.pid, options.mib), indent=2))


if __name__ == "__main__":
    main()
