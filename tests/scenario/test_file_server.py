"""The file server with its real gate: Odoo, and a database that goes away.

Sessions in clear: what is encrypted has tests of its own.
"""

import ftplib
import io
import os
import random
import re
import subprocess
import threading
import time

import pytest
from visitor import Visitor

PASSWORD = "print-demo-1"
READY_S, BACK_S, ON_RECORD_S = 120, 60, 150
CONTENT = random.Random(4).randbytes(3_000_000)
GUESSES, GUESSERS = 10, 5
# The private server is shared: only this database says no to everybody.
STOP = """
import sys, psycopg2
connection = psycopg2.connect(dbname="postgres")
connection.autocommit = True
cursor, (name, is_open) = connection.cursor(), sys.argv[1:]
cursor.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS {is_open}')
if is_open == "false":
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
        [name],
    )
"""


@pytest.fixture(scope="module")
def address(shop, tmp_path_factory):
    """Run a file server of this shop; return where it is."""
    log = tmp_path_factory.mktemp("ftp") / "server.log"
    where = ["--plain", "--ftp-port=0", "--sftp-port=0"]
    with log.open("w") as file:
        server = subprocess.Popen(
            [*shop.odoo, "print_ftp", "-d", shop.database, *where],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(lambda: find_port(log), READY_S, log)
        yield "127.0.0.1", find_port(log)
    finally:
        server.terminate()
        server.wait(30)


def find_port(log):
    """Return the port that the server has chosen, None until it serves."""
    told = re.search(r"FTP on 127\.0\.0\.1:(\d+)", log.read_text())
    return told and int(told[1])


def wait_for(is_so, seconds, log=None):
    ends = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < ends, log and log.read_text()[-2000:]
        time.sleep(0.3)


def connect(address, login="hillside", password=PASSWORD):
    client = ftplib.FTP(timeout=60)
    client.connect(*address)
    client.login(login, password)
    client.voidcmd("TYPE I")
    return client


@pytest.fixture(scope="module")
def client(shop):
    person = Visitor(shop.url)
    assert person.log_in("hillside", PASSWORD)
    return person


def switch_database(shop, is_open):
    words = [shop.odoo[0], "-c", STOP, shop.database, str(is_open).lower()]
    subprocess.run(words, check=True, env=os.environ)


@pytest.fixture
def without_database(shop):
    """Return a function that takes the database away; it is back in the end."""
    yield lambda: switch_database(shop, is_open=False)
    switch_database(shop, is_open=True)


def is_known(client, name):
    """Whether the portal shows a file; a server that reconnects may fail a page."""
    answer = client.get("/my/print/files")
    return answer.ok and name in answer.text


@pytest.mark.quiet
def test_a_file_is_seen_in_the_portal_within_two_seconds(address, client):
    name = f"seen-soon-{time.monotonic_ns()}.bin"  # another one when measured again
    session = connect(address)
    session.storbinary(f"STOR {name}", io.BytesIO(CONTENT))
    came = time.monotonic()
    session.quit()
    wait_for(lambda: is_known(client, name), READY_S)
    waited = time.monotonic() - came
    print(f"seen {waited:.2f} s after it was complete")
    # Two seconds are the goal; a machine that does other work gets more.
    assert waited < 6


def test_a_database_that_stops_loses_no_file(shop, address, client, without_database):
    session = connect(address)
    data = session.transfercmd("STOR while-away.bin")
    data.sendall(CONTENT[:1_000_000])
    without_database()
    data.sendall(CONTENT[1_000_000:])
    data.close()
    assert session.voidresp().startswith("226")
    with pytest.raises(ftplib.error_temp, match="421"):
        connect(address)
    again = io.BytesIO()
    session.retrbinary("RETR while-away.bin", again.write)
    assert again.getvalue() == CONTENT
    switch_database(shop, is_open=True)
    wait_for(lambda: can_log_in(address), BACK_S)
    wait_for(lambda: is_known(client, "while-away.bin"), ON_RECORD_S)


def can_log_in(address):
    try:
        connect(address).quit()
    except ftplib.all_errors:
        return False
    return True


@pytest.mark.quiet
@pytest.mark.once  # whoever has guessed is refused sooner the next time
def test_whoever_guesses_passwords_does_not_slow_the_others(address):
    session = connect(address)
    calm = worst_of(session, 40)
    guessers = [
        threading.Thread(target=guess, args=(address,)) for _ in range(GUESSERS)
    ]
    for each in guessers:
        each.start()
    busy = 0.0
    while any(each.is_alive() for each in guessers):
        busy = max(busy, worst_of(session, 5))
    print(f"worst NOOP {1000 * calm:.0f} ms, {1000 * busy:.0f} ms during wrong logins")
    # 100 ms are the goal; hashing in the loop would cost 600 ms for each guess.
    assert busy < 0.3 + calm


def guess(address):
    for number in range(GUESSES // GUESSERS):
        with pytest.raises(ftplib.all_errors):
            connect(address, "trame", f"wrong-{number}")


def worst_of(session, count):
    worst = 0.0
    for _each in range(count):
        begun = time.monotonic()
        session.voidcmd("NOOP")
        worst = max(worst, time.monotonic() - begun)
        time.sleep(0.01)
    return worst
