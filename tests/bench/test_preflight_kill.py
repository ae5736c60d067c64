"""A server that is killed in the middle of a check loses no check.

The file takes seconds to read on any machine: its one page has 400 000 lines.
"""

import re
import time
import zlib

import pytest
from upload import Account

pytestmark = pytest.mark.beside

CLIENT = ("hillside", "print-demo-1")  # reads English
LINES = 400_000
SOON_S, DONE_S = 60, 240


def slow_pdf(seed):
    """Return a PDF that takes long to read, other bytes for each seed."""
    page = zlib.compress(b"%d 0 m 9 9 l S\n" % seed * LINES)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
        % (len(page), page),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % each for each in enumerate(objects, 1))
    # Without a table of contents: readers make one.
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def ask(account, key):
    """Return how far a check is, None once it has ended."""
    return account.json("/my/print/checks", keys=[key])[key]


def wait(account, key, is_reached, seconds):
    """Wait until ``is_reached`` is true of the check; return it."""
    ends = time.monotonic() + seconds
    while not is_reached(check := ask(account, key)):
        assert time.monotonic() < ends, check
        time.sleep(0.1)
    return check


def is_running(check):
    return check and "Being checked" in check["sentence"]


def send(account, token, name, content):
    """Send a file as a browser without scripts does."""
    edge = f"edge-{time.time_ns()}"
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token}',
        f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"',
    ]
    body = "\r\n".join(parts).encode() + b"\r\n\r\n" + content
    body += f"\r\n--{edge}--\r\n".encode()
    kind = f"multipart/form-data; boundary={edge}"
    account.post_body("/my/print/files/add", body, kind)


def begin(server, seed):
    """Upload a slow file through the plain form; return its key once its check runs.

    From then on the key is answered for until the check has ended: one that was lost
    would run for ever.
    """
    account = Account(server.url, *CLIENT)
    name = f"slow-{seed}.pdf"
    page = account.get("/my/print/files").decode()
    token = re.search(r'csrf_token: "([^"]+)"', page)[1]
    send(account, token, name, slow_pdf(seed))
    page = account.get(f"/my/print/files?search={name}").decode()
    key = re.search(r'data-check="(print\.file-\d+)"', page)[1]
    wait(account, key, is_running, SOON_S)
    return key


def test_a_check_goes_on_after_its_server_was_killed(start):
    server = start()
    key = begin(server, time.time_ns())
    server.kill()
    account = Account(start().url, *CLIENT)
    wait(account, key, lambda check: check is None, DONE_S)


def test_another_server_goes_on_with_the_checks_of_one_that_was_killed(start):
    first = start()
    second = start()
    key = begin(first, time.time_ns())
    first.kill()
    account = Account(second.url, *CLIENT)
    wait(account, key, lambda check: check is None, DONE_S)
