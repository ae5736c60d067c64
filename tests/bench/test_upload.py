"""Large uploads: flat memory, and nothing half or lost after a server is killed.

``UPLOAD_MIB`` sets the size: 2048 is what the shop promises, less is quicker.
"""

import http.client
import json
import os
import random
import threading
import time

import pytest
from upload import MIB, Account, Bytes, measure

pytestmark = pytest.mark.beside

CLIENT = ("poligraf", "print-demo-1")
UPLOAD_MIB = int(os.environ.get("UPLOAD_MIB") or 256)
GROWTH_MIB = 50
KILLS = 3


def test_memory_stays_flat_while_a_large_file_comes(start):
    server = start()
    account = Account(server.url, *CLIENT)
    figures = measure(account, server.process.pid, UPLOAD_MIB)
    print(json.dumps(figures, indent=2))
    answer = figures["answer"]
    assert answer["size"] == UPLOAD_MIB * MIB
    assert figures["growth_mib"] <= GROWTH_MIB
    assert account.sha256(answer["url"]) == figures["sha256"]


def test_a_server_killed_in_mid_upload_goes_on_where_it_was(start):
    seed = int(os.environ.get("SEED") or random.randrange(1 << 32))
    print("SEED", seed)
    rng = random.Random(seed)
    size = 24 * MIB
    for number in range(KILLS):
        name = f"killed-{seed}-{number}.bin"
        server = start()
        account = Account(server.url, *CLIENT)
        place = account.begin(name, size)
        content = Bytes(size, seed=number, pause_s=0.005)
        sender = threading.Thread(target=_send, args=(account, place, content))
        sender.start()
        stop_at = rng.randrange(size // 4, size)
        while content.sent < stop_at:
            time.sleep(0.001)
        server.kill()
        sender.join()
        named = list((server.files / "clients").rglob(f"*{seed}-{number}*"))
        assert not named, f"named complete after {stop_at} bytes: {named}"

        server = start()
        account = Account(server.url, *CLIENT)
        here = account.offset(place)
        assert here > 0, "everything has to be sent again"
        content = Bytes(size, seed=number, start=here)
        answer = account.send(place, content)
        assert answer["name"] == name
        assert account.sha256(answer["url"]) == content.sha256.hexdigest()
        server.kill()


def _send(account, place, content):
    try:
        account.send(place, content)
    except (OSError, http.client.HTTPException):
        content.sent = content.size  # the server has gone, as it should
