"""A client with 1 000 sub-accounts waits no longer than one with a page of them.

Repeat with ``./shop test bench``, which prints the figures.
"""

from pathlib import Path

import pytest
from test_forms import run_in_shell
from test_pages import EMPTY, ROUNDS, WARM_UP, _read, _sum_up
from upload import Account

MAKE = Path(__file__).with_name("accounts.py")
# Reads English: no redirects. The first page is full both times.
CLIENT = ("hillside", "print-demo-1")
FEW, MANY = 30, 1000
PATHS = ("/my", "/my/print/accounts", "/my/print/accounts?search=c0007")
SAME = 1.5  # at most so many times as long: the noise of a busy machine


@pytest.mark.once
def test_pages_do_not_grow_with_sub_accounts(start, capsys):
    few, many = (measure(start, number) for number in (FEW, MANY))
    ratios = {path: round(many[path][1] / few[path][1], 2) for path in PATHS}
    with capsys.disabled():
        print(f"\n{FEW} and {MANY} sub-accounts: queries, times of an empty page")
        print(f"{few}\n{many}\nratios {ratios}")
    for path in PATHS:
        assert many[path][0] == few[path][0], f"{path} asks more of the database"
        assert ratios[path] < SAME


def measure(start, number):
    """Return ``{path: (queries, times as long as an empty page of core)}``, medians."""
    asked = {"BENCH_CLIENT": CLIENT[0], "BENCH_ACCOUNTS": str(number)}
    run_in_shell(MAKE, "ACCOUNTS MADE", **asked)
    server = start()
    account = Account(server.url, *CLIENT)
    for turn in range(WARM_UP + ROUNDS):
        if turn == WARM_UP:
            seen = len(_read(server.log))
        for path in (EMPTY, *PATHS):
            account.get(path)
    requests = _read(server.log)[seen:]
    server.kill()
    _count, _queries, empty = _sum_up(EMPTY, requests)
    return {
        path: (queries, round(ms / empty, 2))
        for path in PATHS
        for _count, queries, ms in [_sum_up(path, requests)]
    }
