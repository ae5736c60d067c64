"""What eight programs, or eight impatient clicks, send at once is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from visitor import TIMEOUT_S, Visitor

AT_ONCE = 8
PASSWORD = "print-demo-1"


@pytest.fixture
def dealer(shop):
    person = Visitor(shop.url)
    typed = {"client_number": "1001", "login": "maria", "password": PASSWORD}
    assert person.post("/dealer/login", typed).ok
    return person


@pytest.fixture
def ask(dealer):
    """Return a function that sends a request of a program, with a key of its own."""
    form = {"name": "Races", "days": "90", "password": PASSWORD}
    page = dealer.post("/dealer/api", form)
    key = page.text.partition('id="key"')[2].partition('value="')[2].partition('"')[0]
    assert key

    def send(method, path, **request):
        headers = {"Authorization": f"Bearer {key}", **request.pop("headers", {})}
        return requests.request(
            method,
            f"{dealer.url}/dealer/api/v1{path}",
            headers=headers,
            timeout=TIMEOUT_S,
            **request,
        )

    return send


@pytest.fixture
def goods(ask):
    """Return id and least quantity of the first goods that need no form."""
    items = ask("GET", "/products?limit=100").json()["items"]
    first = next(item for item in items if not item["order_type"])
    return first["id"], first["minimum"]


def _at_once(send):
    with ThreadPoolExecutor(AT_ONCE) as people:
        return list(people.map(lambda _number: send(), range(AT_ONCE)))


def test_one_key_is_one_order_however_many_send_it(ask, goods):
    product_id, quantity = goods
    body = {"items": [{"product_id": product_id, "quantity": quantity}]}
    headers = {"Idempotency-Key": "eight at once"}
    answers = _at_once(lambda: ask("POST", "/orders", json=body, headers=headers))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [200] * (AT_ONCE - 1) + [201]
    assert len({answer.json()["id"] for answer in answers}) == 1


def test_one_click_adds_once_however_often_it_is_sent(dealer, goods):
    product_id, quantity = goods

    def add(key):
        items = [[product_id, quantity]]
        answer = dealer.json("/dealer/basket/goods", items=items, key=key)
        assert not answer["error"]
        return answer["items"][0]["quantity"]

    before = add("the click before")
    after = _at_once(lambda: add("the click"))
    assert set(after) == {before + float(quantity)}
