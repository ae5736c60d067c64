"""A dealer's program: looks for goods, asks what they cost, orders them, follows them.

Only Python's own library. The key is made in the partner portal, on the page Programs:

    DEALER_API=https://shop.example DEALER_KEY=... python client.py CH-HD2-20=6
"""

import json
import os
import sys
import urllib.error
import urllib.request
from uuid import uuid4


class Refused(Exception):
    """What the shop does not do, with its reasons (RFC 9457)."""

    def __init__(self, problem):
        sentences = [each["detail"] for each in problem.get("errors", [])]
        super().__init__("\n".join(sentences or [problem["detail"]]))
        self.problem = problem


class Dealer:
    """The interface of the partner portal.

    :param url: of the shop, such as ``https://shop.example``
    :param key: made on the page Programs
    """

    def __init__(self, url, key):
        self.url = url.rstrip("/")
        self.key = key

    def ask(self, path, body=None, **headers):
        """Return what an address answers; with a body it is sent there.

        :raise Refused: when the shop says no
        """
        request = urllib.request.Request(
            self.url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
                **headers,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise Refused(json.load(error)) from error

    def every(self, path):
        """Yield the items of a list, page by page."""
        while path:
            page = self.ask(path)
            yield from page["items"]
            path = page["next"]

    def products(self):
        return self.every("/dealer/api/v1/products")

    def quote(self, order):
        return self.ask("/dealer/api/v1/quote", order)

    def send(self, order, key):
        """Send an order; after a lost connection send it again with the same key."""
        headers = {"Idempotency-Key": key}
        return self.ask("/dealer/api/v1/orders", order, **headers)

    def status(self, order_id):
        return self.ask(f"/dealer/api/v1/orders/{order_id}/status")


def main(wanted):
    """Order what is wanted, pairs of code and quantity such as ``CH-HD2-20=6``."""
    dealer = Dealer(os.environ["DEALER_API"], os.environ["DEALER_KEY"])
    items = [
        {"code": code, "quantity": quantity}
        for code, _sign, quantity in (pair.partition("=") for pair in wanted)
    ]
    order = {"items": items}
    quote = dealer.quote(order)
    for line in quote["lines"]:
        print(line["quantity"], line["unit"], line["name"], line.get("subtotal", ""))
    if not quote["can_be_sent"]:
        return "\n".join(each["detail"] for each in quote["errors"])
    sent = dealer.send(order, key=str(uuid4()))
    print(sent["number"], dealer.status(sent["id"])["awaited"])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
