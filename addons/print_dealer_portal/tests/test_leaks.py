from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from odoo.addons.print_portal.tests.test_leaks import CORE_DOORS
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..area import CLIENT_ROOT, DEALER_ROOT
from ..models import product_template_list
from . import leaks_common as shop
from .leak_table import LeakTable
from .leaks_common import DealerLeaksCase

PAGE = Path(__file__).parents[3] / "docs" / "leaks.md"
ROLES = {
    "Client": "main",
    "Dealer": "dealer",
    "Dealer who reads end-customer prices": "reseller",
    "Dealer's account that sees no money": "porter",
}
MAIL, PROGRAM, CALL = "mail", "program", "calls of"
LIST, SHEET = "GET /dealer/products", "GET /dealer/baskets/<int:basket_id>/xlsx"
PRODUCT = "GET /dealer/products/<int:product_id>"
PUT, CHECK = "JSON /dealer/basket/goods", "JSON /dealer/quick-order/check"
ORDER = "GET /dealer/orders/<int:order_id>"


@tagged("post_install", "-at_install")
class TestDealerLeaks(DealerLeaksCase):
    """No dealer learns what is not his: by pages, programs, calls, mails or papers."""

    def test_doors_tell_what_the_page_says(self):
        table = LeakTable([*ROLES])
        for role, name in ROLES.items():
            with self.subTest(role=role):
                walk = self._walk_everywhere(getattr(self, name))
                self.assertEqual(walk.leaks, [])
                table.note(role, {(self._name(door), its) for door, its in walk.told})
        for walk in self._read_mails():
            self.assertEqual(walk.leaks, [])
            role = next(role for role in ROLES if self._plays(walk.user, role))
            table.note(role, walk.told)
        plants = [(each.what, self._name(each.door)) for each in PLANTS]
        self._check_page(PAGE, table.to_page(shop.SECRETS, plants))

    def _plays(self, user, role):
        return getattr(self, ROLES[role]) == user

    def _walk_everywhere(self, user):
        """Return a walk through each door of ``user``, as a browser and a program."""
        walk = self._start_walk(user)
        doors = [*self._doors_of(user), *CORE_DOORS]
        shut = self._knock_all(walk, self.papers[user], doors)
        if user == user._print_client()._print_primary_account():
            blind = "the walk is blind there: give what it asks for"
            self.assertEqual(shut, [], blind)
        if user._works_as("dealer"):
            statuses = self._ask_programs(walk)
            if user._has_print_right("see_finance"):
                self.assertLess(max(statuses.values()), 300, statuses)
        for model in self._get_readable():
            if model in self.env and walk.env[model].has_access("read"):
                walk.take(model)
        return walk

    def _name(self, door):
        """Return what the page calls a door: that of both areas by one name."""
        method, _space, rule = door.partition(" ")
        if door.startswith((MAIL, PROGRAM)):
            return door
        if method not in ("GET", "POST", "JSON"):
            return f"{CALL} `{rule}`"
        twin = CLIENT_ROOT + rule.removeprefix(DEALER_ROOT)
        known = {each.rule for each in self._doors()}
        is_shared = rule.startswith(f"{DEALER_ROOT}/") and twin in known
        return f"{method} `{twin if is_shared else rule}`"

    # Calls ----------------------------------------------------------------------------

    def test_no_call_tells_a_dealer_a_secret(self):
        for user in (self.dealer, self.porter):
            walk = self._start_walk(user)
            others = {"res.partner": self.copyshop.ids, "sale.order": self.of_rival.ids}
            self._call_all(walk, others if user == self.dealer else None)
            self.assertEqual(walk.leaks, [])

    def test_what_makes_prices_is_closed_to_dealers_altogether(self):
        walk = self._start_walk(self.dealer)
        self._ask_closed_models(walk)
        self._call_methods(walk)
        self.assertEqual(walk.leaks, [])

    # Mails ----------------------------------------------------------------------------

    def _read_mails(self):
        """Let the shop write all it has to; return a walk for each mail and reader."""
        with self._mailed() as walks:
            for account in (self.dealer, self.reseller, self.porter):
                started, changed, refused = (
                    self._send_goods(account) for _each in range(3)
                )
                started.action_confirm()
                self._ask_change(changed)
                refused.with_user(self.salesperson)._refuse(
                    self.env.ref("print_dealer_portal.reason_not_in_stock")
                )
                job = self._order(account).print_job_ids
                job._move_to(
                    "returned", reason=self.env.ref("print_portal.reason_no_bleed")
                )
            ours = self._order(self.main)
            ours.action_confirm()
            ours.order_line._set_final_price(9, ours.order_line.price_unit)
            talk = (
                self.env["print.talk"]
                .with_user(self.dealer)
                ._of(self.dealer, create=True)
            )
            talk.with_user(self.salesperson).message_post(
                body="From Monday",
                message_type="comment",
                subtype_xmlid="mail.mt_comment",
            )
        everybody = {getattr(self, name) for name in ROLES.values()}
        self.assertEqual({walk.user for walk in walks}, everybody)
        for walk in walks:
            walk.told = {(MAIL, name) for _part, name in walk.told}
        return walks

    # What rows stand in order of ------------------------------------------------------

    def _order_of_list(self, sort):
        templates = self.env["product.template"]
        self.env.flush_all()
        self.env.invalidate_all()
        order = product_template_list.SORTINGS[sort]
        return templates.search(templates._get_dealer_list_domain(), order=order).ids

    def _is_order_telling(self, sort):
        """Whether the order of the list follows what nobody may know."""
        self.goods.write({"list_price": 1, "standard_price": 1})
        before = self._order_of_list(sort)
        self.goods.write({"list_price": 99999, "standard_price": 99999})
        return self._order_of_list(sort) != before

    def test_no_order_of_the_list_tells_list_prices(self):
        for sort in product_template_list.SORTINGS:
            self.assertFalse(self._is_order_telling(sort), sort)
        told = {"price": "list_price, id"}
        self.patch(product_template_list, "SORTINGS", told)
        self.assertTrue(self._is_order_telling("price"))

    # Leaks that are planted -----------------------------------------------------------

    def test_each_leak_that_is_planted_is_found(self):
        for plant in PLANTS:
            with self.subTest(plant.what):
                user = getattr(self, plant.user)
                self.assertIn(
                    (plant.door, str(plant.secret(self))), self._find(plant, user)
                )

    def _find(self, plant, user):
        """Return what a walk finds at the door of a leak, as pairs like ``told``."""
        savepoint = self.env.cr.savepoint()
        try:
            with plant.plant(self):
                return {(leak.door, leak.what) for leak in self._hunt(plant, user)}
        finally:
            savepoint.rollback()
            savepoint.close()
            self.env.invalidate_all()
            self.env.registry.clear_all_caches()

    def _hunt(self, plant, user):
        if plant.door == MAIL:
            return [
                type(leak)(MAIL, leak.user, leak.what)
                for walk in self._read_mails()
                for leak in walk.leaks
                if walk.user == user
            ]
        walk = self._start_walk(user)
        if plant.door.startswith(PROGRAM):
            self._ask_programs(walk)
        elif "/" in plant.door:
            doors = [
                door
                for door in self._doors_of(user)
                if f"{door.method} {door.rule}" == plant.door
            ]
            self._knock_all(walk, self.papers[user], doors)
        else:
            model = plant.door.split()[1]
            walk.take(model)
        return walk.leaks

    @contextmanager
    def _changed(self, model, method, change):
        """Let a method of a model answer what ``change(records, answer)`` returns."""
        cls = self.registry[model]
        original = getattr(cls, method)

        def changed(records, *args, **kwargs):
            return change(records, original(records, *args, **kwargs))

        with patch.object(cls, method, changed):
            yield

    @contextmanager
    def _shown(self, template, value):
        """Let a template show a figure at its end."""
        self.env["ir.ui.view"].create(
            {
                "name": "leak",
                "type": "qweb",
                "inherit_id": self.env.ref(template).id,
                "arch": f"""
                    <xpath expr="/t/*[last()]" position="after">
                        <p t-out="{value!r}"/>
                    </xpath>""",
            }
        )
        yield

    @contextmanager
    def _written(self, records, **values):
        records.write(values)
        yield


@dataclass(frozen=True)
class Plant:
    """One leak that is planted, to see that it is found.

    :param what: in words, for the page
    :param door: where it is found
    :param secret: returns what is found, called with the test
    :param plant: returns the context in which it leaks, called with the test
    :param user: name of who finds it
    """

    what: str
    door: str
    secret: object
    plant: object
    user: str = "dealer"


def _add(key, value):
    """Return a change that adds to a dict, or to each of several dicts."""

    def change(_records, answer):
        rows = answer if isinstance(answer, list) else [answer]
        for row in rows:
            row[key] = value
        return answer

    return change


def _rename(name):
    """Return a change that gives each product of a sheet of values another name."""

    def change(_records, answer):
        for values in answer.values():
            values["name"] = name
        return answer

    return change


def _refuse(_records, _answer):
    raise UserError(str(shop.OFF))


def _price_of_rival(case):
    return f"{shop.FIXED_PRICE:.2f}"


def _open_model(case, model):
    case.env["ir.model.access"].create(
        {
            "name": "leak",
            "model_id": case.env["ir.model"]._get_id(model),
            "group_id": case.env.ref("base.group_portal").id,
            "perm_read": True,
        }
    )
    return case._written(case.env[model])


PLANTS = [
    Plant(
        "a list price in the list of goods",
        LIST,
        lambda case: shop.GOODS_LIST,
        lambda case: case._shown("print_dealer_portal.product_price", shop.GOODS_LIST),
    ),
    Plant(
        "a cost on the page of goods",
        PRODUCT,
        lambda case: shop.GOODS_COST,
        lambda case: case._shown("print_dealer_portal.product_about", shop.GOODS_COST),
    ),
    Plant(
        "a note of the staff on the page of goods",
        PRODUCT,
        lambda case: "LEAK-INTERNAL",
        lambda case: case._changed(
            "product.template", "_get_dealer_page", _add("text", "LEAK-INTERNAL")
        ),
    ),
    Plant(
        "the price of another dealer",
        LIST,
        _price_of_rival,
        lambda case: case._written(
            case.wholesale,
            property_product_pricelist=case.copyshop.property_product_pricelist.id,
        ),
    ),
    Plant(
        "an end-customer price, where it is off",
        LIST,
        lambda case: shop.END_PRICE,
        lambda case: case._changed(
            "res.partner",
            "_get_end_customer_pricelist",
            lambda client, _answer: client.env.company.end_customer_pricelist_id,
        ),
    ),
    Plant(
        "goods that are not for dealers",
        LIST,
        lambda case: "LEAK-HIDDEN",
        lambda case: case._written(case.hidden, is_partner_portal=True),
    ),
    Plant(
        "a percentage in a refusal of the basket",
        PUT,
        lambda case: shop.OFF,
        lambda case: case._changed("sale.order", "_get_goods_summary", _refuse),
    ),
    Plant(
        "a cost in the answer to a click",
        PUT,
        lambda case: shop.GOODS_COST,
        lambda case: case._changed(
            "sale.order", "_get_goods_summary", _add("cost", shop.GOODS_COST)
        ),
    ),
    Plant(
        "the name of a pricelist in the quick order",
        CHECK,
        lambda case: "LEAK-FIXED",
        lambda case: case._changed(
            "product.product", "_get_dealer_values", _rename("LEAK-FIXED")
        ),
    ),
    Plant(
        "a price, for who sees no money",
        PUT,
        lambda case: f"{shop.FIXED_PRICE:.2f}",
        lambda case: case._changed(
            "sale.order", "_get_goods_summary", _add("total", shop.FIXED_PRICE)
        ),
        user="porter",
    ),
    Plant(
        "a cost in a spreadsheet",
        SHEET,
        lambda case: shop.GOODS_COST,
        lambda case: case._changed(
            "sale.order.line",
            "_get_spreadsheet_row",
            lambda _line, row: [*row[:-1], shop.GOODS_COST],
        ),
    ),
    Plant(
        "a list price on the paper of an order",
        "GET /dealer/orders/<int:order_id>/pdf",
        lambda case: shop.GOODS_LIST,
        lambda case: case._shown("sale.report_saleorder_document", shop.GOODS_LIST),
    ),
    Plant(
        "a percentage on the page of an order",
        ORDER,
        lambda case: shop.OFF,
        lambda case: case._shown("print_dealer_portal.order_goods", shop.OFF),
    ),
    Plant(
        "a list price for programs",
        f"{PROGRAM}, GET `/products/{{product_id}}`",
        lambda case: shop.GOODS_LIST,
        lambda case: case._changed(
            "product.product", "_get_program_values", _add("list", shop.GOODS_LIST)
        ),
    ),
    Plant(
        "a cost at a line of an order, for programs",
        f"{PROGRAM}, GET `/orders/{{order_id}}`",
        lambda case: shop.GOODS_COST,
        lambda case: case._changed(
            "sale.order.line", "_get_program_values", _add("cost", shop.GOODS_COST)
        ),
    ),
    Plant(
        "a list price in the mail of an accepted order",
        MAIL,
        lambda case: shop.GOODS_LIST,
        lambda case: case._written(
            case.env.ref("print_dealer_portal.mail_template_order_accepted"),
            body_html=f"<p>{shop.GOODS_LIST}</p>",
        ),
    ),
    Plant(
        "a price in the mail to who sees no money",
        MAIL,
        lambda case: f"{shop.FIXED_PRICE:.2f}",
        lambda case: case._written(
            case.env.ref("print_dealer_portal.mail_template_order_accepted"),
            body_html=f"<p>{shop.FIXED_PRICE}</p>",
        ),
        user="porter",
    ),
    Plant(
        "products, opened to calls",
        "read product.product",
        lambda case: shop.GOODS_LIST,
        lambda case: _open_model(case, "product.product"),
    ),
    Plant(
        "rules of pricelists, opened to calls",
        "read product.pricelist.item",
        lambda case: shop.ON_TOP,
        lambda case: _open_model(case, "product.pricelist.item"),
    ),
]
