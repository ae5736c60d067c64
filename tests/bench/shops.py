"""Odoo's own shop and ours, side by side on the same data, asked in turn.

Theirs runs without our add-ons, so nothing of ours weighs on it; ours runs with
website_sale beside it, so its pages carry the website's frame as theirs do.
"""

import itertools
import re
from functools import cached_property
from pathlib import Path

from lxml import html
from shop_sizes import CLERK, PASSWORD, QUIET
from visitor import Figures, Visitor

GROW = """
import sys
sys.path.insert(0, {folder!r})
import shop_data, shop_sizes
shop_data.grow(env, shop_sizes.SIZES[shop_sizes.chosen()].times({times}))
"""
ROUNDS = 12
WARM_UP = 3


class Shops:
    """Two servers of one shop.

    :param ready: the ``shop.odoo.Odoo`` that they run from
    :param theirs: name of the database without our add-ons
    :param ours: name of the one with them
    :param start: starts a server of a database
    """

    def __init__(self, ready, theirs, ours, start):
        self.ready = ready
        self.databases = {"theirs": theirs, "ours": ours}
        self._start = start

    @cached_property
    def theirs(self):
        return self._start(self.databases["theirs"])

    @cached_property
    def ours(self):
        return self._start(self.databases["ours"])

    @cached_property
    def transfer(self):
        """Ids of the payment provider and method by which Odoo's own shop is paid."""
        ((provider, method),) = self.sql(
            "SELECT p.id, min(r.payment_method_id) FROM payment_provider p"
            " JOIN payment_method_payment_provider_rel r"
            " ON r.payment_provider_id = p.id"
            " WHERE p.custom_mode = 'wire_transfer' GROUP BY p.id"
        )
        return provider, method

    def grow(self, times):
        """Multiply what our shop holds, and serve it anew."""
        self.ours.kill()
        del self.ours
        folder = str(Path(__file__).parent)
        code = GROW.format(folder=folder, times=times)
        self.ready.python_code(self.databases["ours"], code, "bench-grow")

    def sql(self, statement, *values, shop="ours"):
        """Return the rows of a statement; both shops have the same ids."""
        database = self.databases[shop]
        return self.ready.server.sql(statement, *values, database=database)

    @cached_property
    def products(self):
        """Pairs of ids of goods: template, variant."""
        return self.sql(
            "SELECT product_tmpl_id, id FROM product_product"
            " WHERE default_code LIKE 'B00%' ORDER BY default_code LIMIT 300"
        )

    @cached_property
    def varied(self):
        """Id of a template with variants."""
        ((template,),) = self.sql(
            "SELECT min(product_tmpl_id) FROM product_template_attribute_line"
        )
        return template

    def one_order(self, login):
        """Return the id of an order that a dealer made, and that is sold."""
        ((order,),) = self.sql(
            "SELECT max(o.id) FROM sale_order o JOIN res_users u"
            " ON u.partner_id = o.partner_id"
            " WHERE u.login = %s AND o.state = 'sale' AND o.website_id IS NULL",
            login,
        )
        return order

    def pair(self, login=QUIET):
        """Return one dealer's two ways to shop, logged in."""
        return (
            Theirs(Visitor(self.theirs.url).log_in(login, PASSWORD)),
            Ours(Visitor(self.ours.url).log_in(login, PASSWORD)),
        )

    def clerks(self):
        """Return somebody of the office, without our add-ons and with them."""
        return [
            Visitor(server.url).log_in(CLERK, PASSWORD)
            for server in (self.theirs, self.ours)
        ]


class Theirs:
    """A dealer in Odoo's own shop."""

    def __init__(self, visitor):
        self.visitor = visitor

    def add(self, product, quantity=1):
        template, variant = product
        return self.visitor.json(
            "/shop/cart/add",
            product_template_id=template,
            product_id=variant,
            quantity=quantity,
        )

    def fill(self, products):
        """Empty the basket, then put one of each of ``products`` in."""
        self.visitor.json("/shop/cart/clear")
        for each in products:
            self.add(each)

    def lines(self):
        """Return the ids of the lines in the basket."""
        found = re.findall(r'data-line-id="(\d+)"', self.visitor.get("/shop/cart").text)
        return [int(number) for number in dict.fromkeys(found)]

    def change(self, line, quantity):
        return self.visitor.json("/shop/cart/update", line_id=line, quantity=quantity)

    def check_out(self, provider, method):
        """Order by wire transfer; return the answers, step by step."""
        visitor = self.visitor
        steps = [visitor.get("/shop/checkout?try_skip_step=true")]
        steps.append(visitor.get("/shop/payment"))
        found = re.search(r'data-transaction-route="([^"]+)"', steps[-1].text)
        token = re.search(r'data-access-token="([^"]+)"', steps[-1].text)
        steps.append(
            visitor.json(
                found[1],
                access_token=token[1],
                provider_id=provider,
                payment_method_id=method,
                token_id=None,
                flow="redirect",
                tokenization_requested=False,
                landing_route="/shop/payment/validate",
                is_validation=False,
            )
        )
        reference = {"reference": steps[-1].result["reference"]}
        steps.append(visitor.post("/payment/custom/process", reference))
        steps.append(visitor.get("/payment/status"))
        steps.append(visitor.json("/payment/status/poll"))
        steps.append(visitor.get("/shop/payment/validate"))
        steps.append(visitor.get("/shop/confirmation"))
        return steps


class Ours:
    """A dealer in the partner portal."""

    def __init__(self, visitor):
        self.visitor = visitor

    def add(self, product, quantity=1):
        _template, variant = product
        return self.put([(variant, quantity)])

    def put(self, items, **options):
        return self.visitor.json("/dealer/basket/goods", items=items, **options)

    def fill(self, products, others=()):
        """Put one of each of ``products`` into the basket, and none of ``others``.

        :return: the ids of the lines
        """
        wanted = {variant: 0 for _template, variant in others}
        wanted |= {variant: 1 for _template, variant in products}
        rows = self.put([*wanted.items()], add=False).result["items"]
        assert not any(row["error"] for row in rows), rows
        return [row["line_id"] for row in rows if row["line_id"]]

    def form(self):
        """Return what a browser would send of the page of the basket."""
        page = html.fromstring(self.visitor.get("/dealer/basket").text)
        (form,) = page.xpath(
            "//form[.//input[@name='basket_id']][.//*[@name='submit']]"
        )
        return dict(form.form_values())

    def change(self, form, line, quantity):
        return self.visitor.json(
            "/dealer/basket/save",
            basket_id=form["basket_id"],
            typed={f"copies_{line}": str(quantity)},
        )

    def submit(self):
        """Send the basket; return the answers, with that of the order's page."""
        sent = self.visitor.post("/dealer/basket", {**self.form(), "submit": "1"})
        return [sent, self.visitor.get(sent.place)]


def alternate(*acts, rounds=ROUNDS):
    """Return ``Figures`` of each act; they take turns, so that they met one machine.

    :param acts: functions without arguments that return an ``Answer``
    """
    answers = [[] for _act in acts]
    for turn in range(WARM_UP + rounds):
        for act, kept in zip(acts, answers, strict=True):
            answer = act()
            if turn >= WARM_UP:
                kept.append(answer)
    return [Figures.of(each) for each in answers]


def cycle(items):
    """Return a function that gives the next of ``items``, for ever."""
    turn = itertools.cycle(items)
    return lambda: next(turn)
