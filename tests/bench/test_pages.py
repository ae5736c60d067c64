"""What the client's pages cost, each beside an empty page of core in the same run.

Figures depend on the machine, ratios hardly: nothing here asserts a time. Queries and
seconds are those that the server writes behind each request in its log.
"""

import re
import statistics

from lxml import html
from upload import Account

CLIENT = ("hillside", "print-demo-1")  # speaks the shop's own language: no redirects
ROUNDS = 15
WARM_UP = 3
EMPTY = "/my/security"
ORDERS = "/my/print/orders"
FORM = "/my/print/order/ctp_plates"
PRICE = "/my/print/price"
DRAFT = "/my/print/draft"
BASKET = "/my/print/basket"
TYPED = {"job_title": "Bench", "files_later": "1", "plate_format": "745x605"}
LINE = re.compile(r'"[A-Z]+ (\S+) HTTP/1\.[01]" (\d+) - (\d+) ([\d.]+) ([\d.]+)')


def test_pages_beside_an_empty_one(start, capsys):
    server = start()
    account = Account(server.url, *CLIENT)
    order = re.search(rf"{ORDERS}/\d+", account.get(f"{ORDERS}?done=1").decode())[0]
    typed = _fill_form(account)
    account.post(FORM, typed)
    assert "Bench" in account.get(BASKET).decode()
    paths = (EMPTY, "/my", FORM, PRICE, DRAFT, BASKET, ORDERS, order)
    for number in range(WARM_UP + ROUNDS):
        if number == WARM_UP:
            seen = len(_read(server.log))
        for path in paths:
            if path == PRICE:
                review = account.json(PRICE, code="ctp_plates", raw=typed)
                # With other quantities and every turnaround, in the one call.
                assert review["price"] and len(review["ladder"]["steps"]) > 2, review
                assert len(review["turnaround_prices"]) > 2, review
            elif path == DRAFT:
                assert account.json(DRAFT, code="ctp_plates", raw=typed)
            else:
                account.get(path)
    requests = _read(server.log)[seen:]
    figures = {path: _sum_up(path, requests) for path in paths}
    with capsys.disabled():
        print(_table(figures))
    assert {count for count, _queries, _ms in figures.values()} == {ROUNDS}


def _fill_form(account):
    """Return what a browser would send of the order form, filled."""
    page = html.fromstring(account.get(FORM).decode())
    (form,) = page.xpath("//form[contains(@class, 'pr-order')]")
    # lxml sends "on" for a chosen radio whose value is empty: "not set".
    empty = form.xpath(".//input[@type='radio'][@checked][@value='']/@name")
    return dict(form.form_values()) | dict.fromkeys(empty, "") | TYPED


def _read(log):
    """Return ``(path, status, queries, milliseconds)`` of each request in a log."""
    return [
        (path, int(status), int(queries), 1000 * (float(sql) + float(python)))
        for path, status, queries, sql, python in LINE.findall(log.read_text())
    ]


def _sum_up(path, requests):
    """Return how often a page was asked for, with its median queries and time."""
    found = [(n, ms) for each, status, n, ms in requests if each == path]
    assert found, f"{path} is not in the log"
    queries, times = zip(*found, strict=True)
    return len(found), statistics.median(queries), statistics.median(times)


def _table(figures):
    _count, _queries, empty = figures[EMPTY]
    lines = [f"\n{'page':30}{'queries':>8}{'ms':>8}{'ratio':>8}"]
    lines += [
        f"{path:30}{queries:8.0f}{ms:8.1f}{ms / empty:8.2f}"
        for path, (_count, queries, ms) in figures.items()
    ]
    return "\n".join(lines)
