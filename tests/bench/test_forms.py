"""A form costs the same with 1 000 kinds of work, choices or fields as with ten.

A check reads what was answered and what has to be. A page shows each field and each
choice: there the cost of one counts, which must not grow with the number of the others.
"""

import json
import os
import statistics
import subprocess
from pathlib import Path

import pytest
from test_pages import CLIENT, ROUNDS, WARM_UP, _read
from upload import Account

CHECKS = Path(__file__).with_name("forms.py")
KINDS = Path(__file__).with_name("form_kinds.py")
SAME = 2  # at most so many times as long: the noise of a busy machine
MORE = 100  # a thousand against ten
FORM = "/my/print/order"
PRICE = "/my/print/price"


def test_a_check_does_not_grow(capsys):
    said = run_in_shell(CHECKS, "FORMS ")
    lines = [line for line in said.splitlines() if line.startswith("FORMS ")]
    figures = json.loads(lines[-1].removeprefix("FORMS "))
    with capsys.disabled():
        print("\ncheck of a form", figures)
    assert figures["choices"] < SAME
    assert figures["kinds"] < SAME
    assert figures["fields"] < SAME


@pytest.mark.once
def test_a_form_page_does_not_grow_with_kinds(start, capsys):
    """Form page and price of what is typed, in medians of the server's own seconds."""
    run_in_shell(KINDS, "KINDS MADE")
    base = measure(start, "bench_few")
    ratios = {
        name: beside(measure(start, f"bench_{name}"), base)
        for name in ("choices", "fields")
    }
    run_in_shell(KINDS, "KINDS MADE", BENCH_KINDS="1")
    ratios["kinds"] = beside(measure(start, "bench_few"), base)
    with capsys.disabled():
        print("\nform page, price; ms", base, "ratios", ratios)
    assert max(ratios["kinds"]) < SAME
    page, price = ratios["choices"]
    assert page < MORE / 10  # it shows a thousand of them
    assert price < SAME
    assert max(ratios["fields"]) < MORE


def run_in_shell(script, word, **environ):
    """Return what ``script`` says in the shell of the shop that is measured.

    :param str word: stands in it when it came to its end
    """
    if "SHOP_ODOO" not in os.environ:
        pytest.skip("Run ./shop test bench: it makes the shop to measure.")
    argv = [*json.loads(os.environ["SHOP_ODOO"]), "shell"]
    argv += ["-d", os.environ["SHOP_DATABASE"], "--no-http"]
    done = subprocess.run(
        argv,
        input=script.read_text(),
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )
    assert word in done.stdout, done.stderr[-2000:]
    return done.stdout


def measure(start, code):
    """Return milliseconds of the form page and of a price, medians of many turns."""
    server = start()
    account = Account(server.url, *CLIENT)
    path = f"{FORM}/{code}"
    raw = {"job_title": "x", "product_kind": "flyer", "many": "c9"}
    for turn in range(WARM_UP + ROUNDS):
        if turn == WARM_UP:
            seen = len(_read(server.log))
        account.get(path)
        account.json(PRICE, code=code, raw=raw)
    requests = _read(server.log)[seen:]
    server.process.terminate()
    return [
        round(statistics.median(ms for each, _s, _q, ms in requests if each == asked))
        for asked in (path, PRICE)
    ]


def beside(figures, base):
    return [round(one / other, 2) for one, other in zip(figures, base, strict=True)]
