import json
import os
import re
import subprocess
import sys
from pathlib import Path

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import file_open, mute_logger

from ..models import ir_http_api
from ..models.res_users_apikeys import SCOPE
from ..request_rate import Rate
from .common import DealerPagesCommon
from .shelf_common import ShelfMixin

ROOT = "/dealer/api/v1"
CLIENT = Path(__file__).parents[3] / "docs/dealer-api/client.py"
KINDS = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "null": type(None),
}


class Description:
    """The OpenAPI description, and whether an answer is as it says."""

    def __init__(self):
        with file_open("print_dealer_portal/data/openapi.json") as file:
            self.data = json.load(file)

    def operations(self):
        """Yield ``(method, path)`` of everything that is described."""
        for path, operations in self.data["paths"].items():
            for method in operations:
                yield method.upper(), path

    def find(self, method, path):
        """Return the operation that a request is, None for one that is not told of."""
        for pattern, operations in self.data["paths"].items():
            if re.fullmatch(re.sub(r"{\w+}", "[^/]+", pattern), path):
                return operations.get(method.lower())
        return None

    def resolve(self, schema):
        while "$ref" in schema:
            found = self.data
            for part in schema["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            schema = found
        return schema

    def check(self, schema, value, path="$"):
        """Raise AssertionError where ``value`` is not as ``schema`` says."""
        schema = self.resolve(schema)
        if "oneOf" in schema:
            return self._check_one_of(schema["oneOf"], value, path)
        kinds = schema.get("type", [])
        kinds = kinds if isinstance(kinds, list) else [kinds]
        fits = any(
            isinstance(value, KINDS[kind])
            and not (isinstance(value, bool) and kind != "boolean")
            for kind in kinds
        )
        assert fits or not kinds, f"{path} is {value!r}, not {kinds}"
        if "enum" in schema:
            assert value in schema["enum"], f"{path} is {value!r}"
        if "pattern" in schema:
            assert re.search(schema["pattern"], value), f"{path} is {value!r}"
        if isinstance(value, dict):
            self._check_object(schema, value, path)
        if isinstance(value, list):
            for place, each in enumerate(value):
                self.check(schema["items"], each, f"{path}[{place}]")
        return None

    def _check_one_of(self, schemas, value, path):
        for schema in schemas:
            try:
                return self.check(schema, value, path)
            except AssertionError as error:
                last = error
        raise last

    def _check_object(self, schema, value, path):
        known = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        for name in schema.get("required", []):
            assert name in value, f"{path}.{name} is missing"
        for name, each in value.items():
            if name in known:
                self.check(known[name], each, f"{path}.{name}")
            elif isinstance(others, dict):
                self.check(others, each, f"{path}.{name}")
            else:
                assert others, f"{path}.{name} is not told of"


class ApiCase(ShelfMixin, DealerPagesCommon):
    """Requests of programs; every answer is held against the description."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.description = Description()
        cls.key = cls._make_key(cls.maria)
        cls.plain_key = cls._make_key(cls.stock)

    @classmethod
    def _make_key(cls, user):
        until = "2099-01-01 00:00:00"
        keys = cls.env["res.users.apikeys"].with_user(user).sudo()
        return keys._generate(SCOPE, "Warehouse", until)

    def setUp(self):
        super().setUp()
        self.patch(ir_http_api, "RATE", Rate(per_minute=60_000, burst=10_000))

    def _ask(self, method, path, body=None, key=None, **headers):
        """Return status and body of an answer that is as the description says."""
        key = self.key if key is None else key
        answer = self.opener.request(
            method,
            self.base_url() + ROOT + path,
            json=body,
            headers={"Authorization": f"Bearer {key}", **headers},
            allow_redirects=False,
        )
        operation = self.description.find(method, path.partition("?")[0])
        if operation and answer.status_code != 404:
            told = operation["responses"].get(str(answer.status_code))
            self.assertTrue(told, f"{answer.status_code} of {path}: {answer.text}")
            [(mimetype, content)] = self.description.resolve(told)["content"].items()
            self.assertEqual(answer.headers["Content-Type"].partition(";")[0], mimetype)
            self.description.check(content["schema"], answer.json())
        return answer.status_code, answer.json()

    def _order(self, *items, key="order 1", **said):
        body = {"items": [*items] or [{"code": "CH-HD2-20", "quantity": 6}], **said}
        return self._ask("POST", "/orders", body, **{"Idempotency-Key": key})


@tagged("post_install", "-at_install")
class TestApi(ApiCase):
    # Products ------------------------------------------------------------------------

    def test_products_come_page_by_page_with_own_prices(self):
        codes, path = [], "/products?limit=3"
        while path:
            status, page = self._ask("GET", path)
            self.assertEqual(status, 200)
            self.assertLessEqual(len(page["items"]), 3)
            codes += [item["code"] for item in page["items"]]
            path = page["next"] and page["next"].removeprefix(ROOT)
        self.assertEqual(sorted(codes), ["BS-50", "BS-50", "CH-HD2-20", "PP-330-30"])
        status, paper = self._ask("GET", f"/products/{self.paper.id}")
        self.assertEqual(paper["price"]["amount"], "58.90")
        self.assertEqual((paper["step"], paper["minimum"]), ("6", "6"))
        self.assertEqual(paper["barcode"], "4006381333931")

    def test_what_is_not_for_dealers_does_not_exist(self):
        self.assertEqual(self._ask("GET", f"/products/{self.hidden.id}")[0], 404)
        self.assertEqual(self._ask("GET", "/products/0")[0], 404)

    def test_who_sees_no_money_gets_none(self):
        self._order(key="with money")
        order = self.env["sale.order"].search([], order="id desc", limit=1)
        order.print_account_id = self.stock
        for path in (
            "/products",
            f"/products/{self.paper.id}",
            "/orders",
            f"/orders/{order.id}",
            f"/orders/{order.id}/status",
        ):
            status, answer = self._ask("GET", path, key=self.plain_key)
            self.assertEqual(status, 200, path)
            text = json.dumps(answer)
            for name in ("price", "totals", "subtotal", "58.9", "74.5", "447"):
                self.assertNotIn(name, text, path)
        for path in ("/invoices", "/balance"):
            self.assertEqual(self._ask("GET", path, key=self.plain_key)[0], 403)

    def test_no_price_but_his_own_leaves_by_any_answer(self):
        """List prices, costs and what others pay are planted as odd figures."""
        self.developer.write({"list_price": 7331.37, "standard_price": 7331.38})
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Secret zq7351",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "percentage",
                            "percent_price": 73.51,
                            "applied_on": "3_global",
                        }
                    )
                ],
            }
        )
        self.matprint.property_product_pricelist = pricelist
        status, order = self._order(key="leaks")
        self.assertEqual(status, 201)
        own = order["lines"][0]["unit_price"]
        self.assertTrue(own.startswith("1942.0"), own)
        body = {"items": [{"product_id": self.developer.id, "quantity": 1}]}
        for method, path, sent in (
            ("GET", "/products", None),
            ("GET", f"/products/{self.developer.id}", None),
            ("POST", "/quote", body),
            ("GET", "/orders", None),
            ("GET", f"/orders/{order['id']}", None),
            ("GET", f"/orders/{order['id']}/status", None),
            ("GET", "/invoices", None),
            ("GET", "/balance", None),
        ):
            status, answer = self._ask(method, path, sent)
            self.assertEqual(status, 200, path)
            text = json.dumps(answer)
            for secret in ("7331", "73.51", "7351", "ercent", "iscount"):
                self.assertNotIn(secret, text, path)

    def test_what_end_customers_pay_is_told_where_the_shop_shows_it(self):
        self.env["res.config.settings"].create({"group_product_pricelist": True})
        rule = {"compute_price": "fixed", "fixed_price": 91, "applied_on": "3_global"}
        self.matprint.end_customer_pricelist_id = self.env["product.pricelist"].create(
            {"name": "End", "item_ids": [Command.create(rule)]}
        )
        path = f"/products/{self.developer.id}"
        price = self._ask("GET", path)[1]["price"]
        self.assertEqual((price["amount"], price["end_customer"]), ("74.50", "91.00"))
        self.assertNotIn("price", self._ask("GET", path, key=self.plain_key)[1])
        other = self._make_key(self.other_maria)
        self.assertNotIn("end_customer", self._ask("GET", path, key=other)[1]["price"])
        self.matprint.is_end_price_hidden = True
        self.assertNotIn("end_customer", self._ask("GET", path)[1]["price"])

    # Quotations ----------------------------------------------------------------------

    def test_a_quotation_keeps_nothing(self):
        before = self.env["sale.order"].search_count([])
        body = {"items": [{"code": "ch-hd2-20", "quantity": 6}], "reference": "R 1"}
        status, quote = self._ask("POST", "/quote", body)
        self.assertEqual((status, quote["errors"]), (200, []))
        self.assertTrue(quote["can_be_sent"])
        self.assertEqual(quote["totals"]["untaxed"], "447.00")
        self.assertTrue(quote["choices"]["payment_method"])
        self.assertEqual(self.env["sale.order"].search_count([]), before)
        self.assertFalse(self.env["sale.order"].with_user(self.maria)._get_basket())

    def test_a_quotation_names_each_error_at_its_place(self):
        body = {
            "items": [
                {"code": "NIX", "quantity": 1},
                {"code": "PP-330-30", "quantity": 8},
                {"code": "BS-50", "quantity": 1},
                {"product_id": self.hidden.id, "quantity": 1},
                {"code": "CH-HD2-20", "quantity": True},
                "nonsense",
            ],
            "colour": "red",
            "reference": "x" * 41,
            "date_wanted": "tomorrow",
        }
        status, quote = self._ask("POST", "/quote", body)
        self.assertEqual((status, quote["can_be_sent"]), (200, False))
        self.assertEqual(
            {error["pointer"] for error in quote["errors"]},
            {
                "/items/0/code",
                "/items/1/quantity",
                "/items/2/code",
                "/items/3/product_id",
                "/items/4/quantity",
                "/items/5/quantity",
                "/items/5/product_id",
                "/colour",
                "/reference",
                "/date_wanted",
            },
        )
        for error in quote["errors"]:
            self.assertTrue(0 < len(error["detail"]) <= 90, error)

    # Orders --------------------------------------------------------------------------

    def test_an_order_is_sent_like_one_of_the_pages(self):
        status, answer = self._order(
            {"code": "CH-HD2-20", "quantity": 6, "reference": "L 1"},
            {"product_id": self.paper.id, "quantity": "12"},
            reference="R 7",
            note="By noon",
        )
        self.assertEqual(status, 201)
        order = self.env["sale.order"].browse(answer["id"])
        self.assertEqual((order.state, order.is_basket), ("sent", False))
        self.assertTrue(order.is_partner_portal)
        self.assertEqual(order.print_source, "api")
        self.assertEqual(order.print_account_id, self.maria)
        self.assertEqual(order.client_order_ref, "R 7")
        self.assertEqual(answer["number"], order.name)
        self.assertEqual(answer["lines"][0]["reference"], "L 1")
        self.assertEqual(answer["totals"]["untaxed"], "1153.80")
        status, page = self._ask("GET", "/orders")
        self.assertEqual(page["items"][0]["id"], order.id)
        status, told = self._ask("GET", f"/orders/{order.id}/status")
        self.assertTrue(told["awaited"])
        self.assertEqual(told["steps"][0]["state"], "done")

    def test_one_key_is_one_order(self):
        first = self._order(key="k 1")
        again = self._order(key="k 1")
        self.assertEqual((first[0], again[0]), (201, 200))
        self.assertEqual(first[1]["id"], again[1]["id"])
        other = self._order({"code": "CH-HD2-20", "quantity": 7}, key="k 1")
        self.assertEqual(other[0], 422)
        self.assertIn("Idempotency-Key", other[1]["detail"])
        self.assertEqual(self._order(key="k 2")[0], 201)

    def test_keys_of_another_account_are_its_own(self):
        first = self._order(key="k 1")
        body = {"items": [{"code": "CH-HD2-20", "quantity": 6}]}
        second = self._ask(
            "POST", "/orders", body, self.plain_key, **{"Idempotency-Key": "k 1"}
        )
        self.assertNotEqual(first[1]["id"], second[1]["id"])

    def test_an_order_with_errors_is_not_sent_and_its_key_stays_free(self):
        status, problem = self._order({"code": "PP-330-30", "quantity": 8}, key="k 3")
        self.assertEqual(status, 422)
        self.assertEqual(problem["errors"][0]["pointer"], "/items/0/quantity")
        self.assertFalse(
            self.env["sale.order"].search([("print_account_id", "=", self.maria.id)])
        )
        self.assertEqual(self._order(key="k 3")[0], 201)

    def test_an_order_needs_a_key(self):
        body = {"items": [{"code": "CH-HD2-20", "quantity": 6}]}
        status, problem = self._ask("POST", "/orders", body)
        self.assertEqual(status, 400)
        self.assertIn("Idempotency-Key", problem["detail"])

    def test_another_dealer_sees_nothing_of_it(self):
        order = self._order()[1]
        key = self._make_key(self.other_maria)
        self.assertEqual(self._ask("GET", f"/orders/{order['id']}", key=key)[0], 404)
        self.assertEqual(self._ask("GET", "/orders", key=key)[1]["items"], [])

    # Money ---------------------------------------------------------------------------

    def test_invoices_and_balance_are_those_of_the_ledger(self):
        invoice = self._create_invoice(self.matprint)
        other = self._create_invoice(self.copyline)
        status, page = self._ask("GET", "/invoices?open=1")
        self.assertEqual([each["id"] for each in page["items"]], [invoice.id])
        self.assertEqual(page["items"][0]["left"], "100.00")
        self.assertNotIn(other.name, json.dumps(page))
        status, balance = self._ask("GET", "/balance")
        self.assertEqual(balance["balances"][0]["debt"], "100.00")

    # Keys and refusals ---------------------------------------------------------------

    def test_without_a_right_key_nothing_is_answered(self):
        for key in ("", "wrong", self.key[:-1] + "x"):
            with self.subTest(key):
                status, problem = self._ask("GET", "/products", key=key)
                self.assertEqual((status, problem["status"]), (401, 401))
        self.authenticate(self.maria.login, self.maria.login)
        answer = self.url_open(f"{ROOT}/products", allow_redirects=False)
        self.assertEqual(answer.status_code, 401)

    def test_a_key_opens_this_door_alone_and_other_keys_do_not(self):
        answer = self.opener.post(
            f"{self.base_url()}/json/2/res.partner/search",
            json={"domain": []},
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertIn(answer.status_code, (401, 403))
        keys = self.env["res.users.apikeys"].with_user(self.maria).sudo()
        other = keys._generate(None, "All", "2099-01-01 00:00:00")
        self.assertEqual(self._ask("GET", "/products", key=other)[0], 401)

    def test_a_key_of_who_is_no_dealer_is_refused(self):
        key = self._make_key(self.rival)
        self.assertEqual(self._ask("GET", "/products", key=key)[0], 403)

    def test_what_the_group_has_no_page_for_is_refused(self):
        group = self.matprint._get_dealer_group()
        group.action_ids -= self.env.ref("print_dealer_portal.action_orders")
        self.assertEqual(self._ask("GET", "/orders")[0], 403)
        self.assertEqual(self._ask("GET", "/products")[0], 200)
        group.action_ids -= self.env.ref("print_dealer_portal.action_api")
        self.assertEqual(self._ask("GET", "/products")[0], 403)

    def test_when_a_key_was_used_last_is_known(self):
        self._ask("GET", "/products")
        self.env.invalidate_all()
        self.assertTrue(self.maria._find_program_keys().print_last_use)

    def test_a_revoked_key_opens_nothing(self):
        self.maria.with_user(self.maria)._revoke_program_key(
            self.maria._find_program_keys().id
        )
        self.assertEqual(self._ask("GET", "/products")[0], 401)

    def test_whoever_asks_too_often_is_told_how_long_to_wait(self):
        self.patch(ir_http_api, "RATE", Rate(per_minute=6, burst=2))
        statuses = [self._ask("GET", "/products")[0] for _ in range(3)]
        self.assertEqual(statuses, [200, 200, 429])
        self.assertEqual(self._ask("GET", "/products", key=self.plain_key)[0], 200)

    def test_bodies_that_are_no_orders_are_refused(self):
        self.assertEqual(self._ask("POST", "/quote", [1])[0], 400)
        self.assertEqual(
            self._ask("POST", "/quote", {})[1]["errors"][0]["pointer"], "/items"
        )
        answer = self.opener.post(
            f"{self.base_url()}{ROOT}/quote",
            data="items=1",
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertEqual(answer.status_code, 415)
        answer = self.opener.post(
            f"{self.base_url()}{ROOT}/quote",
            json={"items": "x" * (1 << 20)},
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertEqual((answer.status_code, answer.json()["status"]), (413, 413))
        answer = self.opener.post(
            f"{self.base_url()}{ROOT}/quote",
            data="{",
            headers={
                "Authorization": f"Bearer {self.key}",
                "Content-Type": "application/json",
            },
        )
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")

    def test_values_that_no_database_keeps_are_refused_not_failed_on(self):
        """Letters that are none, numbers without end: a sentence, no server error."""
        big = 10**30
        for body in (
            {"items": [{"code": "\0", "quantity": 1}]},
            {"items": [{"code": "\ud800", "quantity": 1}]},
            {"items": [{"product_id": big, "quantity": 1}]},
            {"items": [{"product_id": {"a": 1}, "quantity": 1}]},
            {"items": [{"code": "CH-HD2-20", "quantity": big}]},
            {"items": [{"code": "CH-HD2-20", "quantity": 1}], "note": "a\0b"},
            {"items": [{"code": "CH-HD2-20", "quantity": 1}], "note": "\ud800"},
            {
                "items": [{"code": "CH-HD2-20", "quantity": 1}],
                "delivery_address_id": big,
            },
        ):
            with self.subTest(str(body)):
                status, quote = self._ask("POST", "/quote", body)
                self.assertEqual((status, quote["can_be_sent"]), (200, False))
        for path in (f"/products/{big}", f"/orders/{big}", f"/orders/{big}/status"):
            self.assertEqual(self._ask("GET", path)[0], 404)
        self.assertEqual(self._ask("GET", f"/orders?cursor={big}")[0], 400)
        self.assertEqual(self._ask("GET", "/orders?status=%00")[0], 200)

    def test_addresses_that_do_not_exist_are_problems_too(self):
        for method, path in (
            ("GET", "/nothing"),
            ("DELETE", "/orders"),
            ("GET", "/orders/x"),
        ):
            status, problem = self._ask(method, path)
            self.assertEqual((status, problem["status"]), (404, 404), path)
        self.assertEqual(self._ask("GET", "/orders?cursor=x")[0], 400)

    @mute_logger("odoo.http")
    def test_our_own_failure_tells_nothing_of_us(self):
        products = type(self.env["product.product"])
        self.patch(products, "_get_program_page", lambda *args: 1 / 0)
        answer = self.opener.get(
            f"{self.base_url()}{ROOT}/products",
            headers={"Authorization": f"Bearer {self.key}"},
        )
        self.assertEqual(answer.status_code, 500)
        self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
        self.assertNotIn("ZeroDivision", answer.text)

    # The description -----------------------------------------------------------------

    def test_every_route_is_described_and_nothing_else(self):
        routes = {
            (method, re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule).removeprefix(ROOT))
            for rule in self.env["ir.http"].routing_map().iter_rules()
            if rule.rule.startswith(ROOT) and "<path:" not in rule.rule
            for method in rule.endpoint.routing["methods"]
        }
        self.assertEqual(routes, {*self.description.operations()})

    def test_the_description_is_open_and_its_references_exist(self):
        answer = self.url_open("/dealer/api/openapi.json")
        self.assertEqual(answer.status_code, 200)
        data = answer.json()
        self.assertEqual(data, self.description.data)
        self.assertEqual(data["openapi"], "3.1.0")
        for name in re.findall(r'"\$ref": "([^"]+)"', json.dumps(data)):
            self.assertTrue(self.description.resolve({"$ref": name}))

    def test_the_examples_of_orders_can_be_sent(self):
        for path in ("/quote", "/orders"):
            request = self.description.find("POST", path)["requestBody"]
            [content] = request["content"].values()
            for example in content["examples"].values():
                body = example["value"]
                self.description.check(content["schema"], body)
                status, quote = self._ask("POST", "/quote", body)
                self.assertEqual((status, quote["errors"]), (200, []))
                self.assertEqual(quote["totals"]["untaxed"], "1153.80")

    def test_the_example_of_the_documentation_orders(self):
        """The program runs as a dealer would run it, beside this test's server."""
        with self.allow_requests(all_requests=True):
            done = subprocess.run(
                [sys.executable, str(CLIENT), "CH-HD2-20=6"],
                env={
                    **os.environ,
                    "DEALER_API": self.base_url(),
                    "DEALER_KEY": self.key,
                },
                capture_output=True,
                text=True,
                timeout=60,
                check=False,
            )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("447.00", done.stdout)
        self.env.invalidate_all()
        order = self.env["sale.order"].search([], order="id desc", limit=1)
        self.assertIn(order.name, done.stdout)

    # Queries -------------------------------------------------------------------------

    def test_a_long_page_asks_no_more_than_a_short_one(self):
        for number in range(60):
            self._shelve(f"Goods {number}", f"GG-{number}", 5)

        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(
                len(self._ask("GET", f"/products?limit={limit}")[1]["items"]), limit
            )
            return self.env.cr.sql_log_count - before

        count(5)
        self.assertEqual(count(5), count(60))


@tagged("post_install", "-at_install")
class TestApiKeysPage(ApiCase):
    """The page on which dealers make and revoke the keys of their programs."""

    PAGE = "/dealer/api"

    def test_a_key_is_made_with_the_password_and_shown_once(self):
        self._login(self.maria)
        answer = self._post(
            self.PAGE, name="Shop system", days="365", password=self.PASSWORD
        )
        key = self._find(answer, "//input[@id='key']/@value")[0]
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(self._ask("GET", "/products", key=key)[0], 200)
        page = self._get(self.PAGE)
        self.assertNotIn(key, page.text)
        self.assertIn("Shop system", self._read(page))

    def test_without_the_password_no_key_is_made(self):
        self._login(self.maria)
        for password in ("", "wrong"):
            answer = self._post(self.PAGE, name="Mine", days="90", password=password)
            self.assertEqual(answer.status_code, 422)
            self.assertIn("Password: ", self._read(answer, "//*[@role='alert']"))
            typed = self._find(answer, "//input[@id='name']/@value")
            self.assertEqual(typed, ["Mine"])
        self.assertEqual(len(self.maria._find_program_keys()), 1)

    def test_fields_are_named_in_refusals(self):
        self._login(self.maria)
        for form, word in (
            ({"name": "", "days": "90"}, "Name: "),
            ({"name": "x" * 61, "days": "90"}, "Name: "),
            ({"name": "x", "days": "9999"}, "Good for: "),
        ):
            answer = self._post(self.PAGE, password=self.PASSWORD, **form)
            said = self._read(answer, "//*[@role='alert']")
            self.assertTrue(said.startswith(word), said)
            self.assertLessEqual(len(said), 90)

    def test_one_revokes_his_own_keys_alone(self):
        self._login(self.maria)
        own, other = self.maria._find_program_keys(), self.stock._find_program_keys()
        for key in own + other:
            self._post(self.PAGE, revoke=str(key.id))
        self.assertEqual(self._ask("GET", "/products")[0], 401)
        self.assertEqual(self._ask("GET", "/products", key=self.plain_key)[0], 200)
