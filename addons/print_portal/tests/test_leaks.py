import inspect
import json
import os
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.service.model import get_public_method
from odoo.tests import tagged
from odoo.tools import mute_logger

from .doors import ROWS, Door
from .leaks import Walk
from .test_routes import PrintDoorsCase

RATE, PERCENT, OF_LIST, EXTRA = 731.93, 13.4731, 7.3519, 4.2917
LIST_PRICE, COST, IN_FORMULA = 8317.46, 5923.71, 48.6137
RENEW = "PRINT_RIGHTS_RENEW"  # set: pages of tests are written, not compared
# Core's pages of a client that we did not touch.
CORE_DOORS = [
    Door("/my/account"),
    Door("/my/addresses"),
    Door("/my/security"),
    Door("/my/payment_method"),
    Door("/my/counters", method="JSON", data={"counters": ["invoice_count"]}),
    Door("/web/session/get_session_info", method="JSON"),
    Door(
        "/mail/thread/messages",
        method="JSON",
        data={"thread_model": "sale.order", "thread_id": "{order}"},
    ),
]


class LeaksCase(PrintDoorsCase):
    """A shop whose every secret has a name, or digits, of its own.

    ``dealer`` is the main account of a dealer, ``wholesale``, who has work printed.
    What dealers buy beside it is planted by the add-on that has their pages.
    """

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        orders = cls.documents["order"] | cls.documents["confirmed"]
        for order in orders:
            order.message_post(body="LEAK-NOTE", subtype_xmlid="mail.mt_note")

    @classmethod
    def _prepare_shop(cls):
        result = super()._prepare_shop()
        cls.env = cls.env(context={})  # with what is said and mailed about orders
        cls.wholesale = cls._create_client(
            "Wholesale Ltd",
            "test-wholesale",
            is_dealer=True,
            client_number="7007",
            user_id=cls.salesperson.id,
        )
        cls.dealer = cls.wholesale._print_primary_account()
        cls.reklama.name = "LEAK-RIVAL Ltd"
        clients = cls.poligraf | cls.wholesale | cls.reklama
        clients.comment = "LEAK-COMMENT"
        cls._set_prices(clients)
        banner = cls._form(cls.wide, job_title="LEAK-RIVAL banner", copies=3)
        cls.of_rival = cls._order(cls.rival, banner)
        return result

    @classmethod
    def _set_prices(cls, clients):
        rule = {
            "compute_price": "formula",
            "base": "print_tariff",
            "price_discount": OF_LIST,
        }
        clients.property_product_pricelist = cls.env["product.pricelist"].create(
            {"name": "LEAK-35", "item_ids": [Command.create(rule)]}
        )
        cls.plates.product_id.write({"list_price": LIST_PRICE, "standard_price": COST})
        cls.plates.component_ids.unlink()
        work, _urgency = cls.env["print.component"].create(
            [
                {"name": "Plates", "order_type_id": cls.plates.id, "sequence": 1},
                {
                    "name": "Urgency",
                    "order_type_id": cls.plates.id,
                    "kind": "percent",
                    "percent": EXTRA,
                    "condition_formula": f"quantity * {IN_FORMULA} > 0",
                },
            ]
        )
        cls.plates.tariff_ids.write(
            {"name": "LEAK-TARIFF", "price": RATE, "component_id": work.id}
        )
        cls.env["print.discount"].create(
            [
                {
                    "name": "LEAK-DISCOUNT",
                    "commercial_partner_id": client.id,
                    "percent": PERCENT,
                }
                for client in clients
            ]
        )

    def _secrets(self, order, user):
        """Return what ``user``, who reads ``order``, must not learn."""
        names = ["35", "DISCOUNT", "TARIFF", "NOTE", "COMMENT", "RIVAL"]
        secrets = {f"LEAK-{name}" for name in names}
        secrets |= {LIST_PRICE, COST, IN_FORMULA, RATE, PERCENT, OF_LIST, EXTRA}
        estimate = order.order_line.print_estimate_id
        self.assertEqual(estimate.discount_id.name, "LEAK-DISCOUNT", "a blind shop")
        self.assertEqual(len(estimate.breakdown), 2, "a blind shop")
        secrets |= _figures(estimate.amount_gross, estimate.amount_discount)
        for row in estimate.breakdown:
            secrets |= _figures(float(row["gross"]), float(row["discount"]))
        secrets |= _figures(self.of_rival.amount_total, self.of_rival.amount_untaxed)
        if not user._has_print_right("see_finance"):
            secrets |= _figures(
                *(order.amount_total, order.amount_untaxed),
                *order.order_line.mapped("price_unit"),
            )
        return secrets

    def _start_walk(self, user, documents=None):
        documents = documents or self.documents
        return Walk(user, self._secrets(documents["order"], user))

    # Pages that tests write -----------------------------------------------------------

    def _check_page(self, path, page):
        """Compare what was found with what a page says; ``RENEW`` writes it instead.

        The page is about all of our add-ons: where some of them are not installed, it
        says more than was found.

        :param path: of the page, in ``docs``
        :param page: its text, as it should be
        """
        if not path.parent.is_dir():
            return  # installed without the project around it
        is_whole = self._find_addons_with_doors(path) <= set(self.ours)
        if os.environ.get(RENEW):
            self.assertTrue(is_whole, "install all of ours: the page is about all")
            path.write_text(page, encoding="utf-8")
        kept = path.read_text(encoding="utf-8") if path.is_file() else ""
        stale = f"docs/{path.name} is stale: run ./shop rights, read the change"
        if is_whole:
            self.assertEqual(kept, page, stale)
        self.assertEqual(set(page.splitlines()) - set(kept.splitlines()), set(), stale)

    def _find_addons_with_doors(self, path):
        """Return the names of those of our add-ons that a page of ``docs`` is about."""
        tables = (path.parents[1] / "addons").glob("*/tests/doors.py")
        return {each.parents[1].name for each in tables}

    # Doors ----------------------------------------------------------------------------

    def _knock_all(self, walk, documents, doors):
        """Walk in at each door; return those that did not open."""
        values = {name: record[:1].id for name, record in documents.items()}
        values["code"] = self.plates.code
        values["form"] = self.plates._get_typed(self._form())
        self.authenticate(walk.user.login, self.PASSWORD)
        # Made when he first logs in; else each page would have to be made twice.
        self.env["res.users.settings"]._find_or_create_for_user(walk.user)
        known = {
            (door.url or door.rule).format(**values)
            for door in doors
            if door.method == "GET" and not door.is_shut
        }
        shut = []
        for door in doors:
            sent = door.data if door.asked is None else door.asked
            data = {
                name: values.get(value[1:-1], value)
                if isinstance(value, str)
                else value
                for name, value in sent.items()
            }
            url = (door.url or door.rule).format(**values)
            savepoint = self.env.cr.savepoint()
            try:
                with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
                    status, text, _landed = self._knock(door, url, data, known)
            finally:
                savepoint.rollback()
                savepoint.close()
                self.env.invalidate_all()
            walk.look(f"{door.method} {door.rule}", text)
            is_shut = door.is_shut or not self._is_for(door, walk.user)
            if status not in (200, 422) and not is_shut:
                shut.append(f"{door.method} {url} {status}")
        return shut

    def _is_for(self, door, user):
        """Whether a door is one of those that ``user`` has to be let in by."""
        return all(is_for(door, user) for is_for in self._load("is_for"))

    # Calls ----------------------------------------------------------------------------

    def _call_all(self, walk, others=None):
        """Call all models that clients read."""
        for model in self._get_readable():
            if model in self.env and self.env[model].with_user(walk.user).has_access(
                "read"
            ):
                walk.take(model, (others or {}).get(model, ()))
                walk.guess(model)

    def _closed_models(self):
        """Return the models that say what work costs, and all of ours beside them."""
        core = {"product.pricelist", "product.pricelist.item"}
        core |= {"product.product", "product.template", "sale.report"}
        ours = {
            name
            for name in self.env.registry
            if name.startswith("print.") and not self.env[name]._abstract
        }
        return sorted((core | ours) - self._get_readable().keys())

    def _ask_closed_models(self, walk):
        """Ask for all that says what work and goods cost: nothing is answered."""
        for model in self._closed_models():
            for method in ("search_read", "name_search", "onchange"):
                args = (
                    [[], {}, [], {"display_name": {}}] if method == "onchange" else []
                )
                walk.ask_closed(f"{method} {model}", model, method, *args)
            ids = self.env[model].search([], limit=1).ids
            if ids:
                read = walk.ask_closed
                read(f"read {model}", model, "read", ids, ["display_name"])
                read(f"export {model}", model, "export_data", ids, ["id"])

    def _call_methods(self, walk):
        """Call every public method of ours on a row; return how many there were."""
        called = 0
        for model in self.env.registry:
            for name in self._find_methods(model):
                records = self.env[model]
                if not records._abstract:
                    records = records.search([], limit=1)
                savepoint = self.env.cr.savepoint()
                try:
                    called += 1
                    walk.ask_open(model, name, records.ids)
                except (AttributeError, IndexError):
                    called -= 1  # not as it is meant to be called
                finally:
                    savepoint.rollback()
                    savepoint.close()
                    self.env.invalidate_all()
        return called

    def _mailed(self):
        """Return a context: within it, what clients are mailed is read, see below."""
        return _Mailed(self)

    def _find_methods(self, model):
        """Return the public methods of a model that our add-ons define."""
        cls = type(self.env[model])
        for name in dir(cls):
            if name.startswith("_") or not callable(getattr(cls, name)):
                continue
            try:
                get_public_method(self.env[model], name)
            except AccessError:
                continue
            if any(
                name in vars(level)
                and inspect.isfunction(vars(level)[name])
                and level.__module__.split(".")[2:3] in [[each] for each in self.ours]
                for level in cls.__mro__
            ):
                yield name


def _figures(*amounts):
    """Return amounts as texts with two decimals, but those that stand anywhere."""
    return {f"{amount:.2f}" for amount in amounts if amount >= 100}


@tagged("post_install", "-at_install")
class TestLeaks(LeaksCase):
    """Nobody learns a price that is not his, or how his own was made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.of_ivanova = cls._documents(cls.ivanova)

    # Pages, papers and JSON -----------------------------------------------------------

    def test_a_colleague_without_finance_sees_no_price_either(self):
        walk = self._start_walk(self.ivanova, self.of_ivanova)
        self._knock_all(walk, self.of_ivanova, [*self._doors(), *CORE_DOORS])
        self.assertEqual(walk.leaks, [])

    def test_every_report_of_the_shop_is_asked_for(self):
        """Core prints any report for whoever knows its name, with his own rights."""
        rows = {each._name: each for each in self.documents.values()}
        doors = []
        for report in self.env["ir.actions.report"].search([]):
            records = rows.get(report.model) or self.env[report.model].search(
                [], limit=1
            )
            doors.append(Door(f"/report/html/{report.report_name}/{records[:1].id}"))
        for user in (self.main, self.ivanova):
            walk = self._start_walk(user)
            self._knock_all(walk, self.documents, doors)
            self.assertEqual(walk.leaks, [])

    # Remote calls ---------------------------------------------------------------------

    def test_no_call_tells_a_client_a_secret(self):
        walk = self._start_walk(self.main)
        others = {"res.partner": self.reklama.ids, "sale.order": self.of_rival.ids}
        others["sale.order.line"] = self.of_rival.order_line.ids
        self._call_all(walk, others)
        self.assertEqual(walk.leaks, [])

    def test_no_call_tells_a_colleague_an_amount(self):
        walk = self._start_walk(self.ivanova, self.of_ivanova)
        self._call_all(walk)
        self.assertEqual(walk.leaks, [])

    def test_production_reads_no_money(self):
        walk = self._start_walk(self.prepress)
        walk.secrets = type(walk.secrets)(
            _figures(
                *self.documents["order"].mapped("amount_total"),
                *self.documents["order"].mapped("amount_untaxed"),
                *self.documents["order"].order_line.mapped("price_unit"),
                *self.documents["order"].order_line.print_estimate_id.mapped(
                    "amount_gross"
                ),
            )
            | {RATE, PERCENT}
        )
        models = ("sale.order", "sale.order.line", "print.job", "print.spec")
        for model in (*models, "res.partner"):
            walk.take(model)
        for model in models:
            walk.guess(model)
        self.assertEqual(walk.leaks, [])
        for model in ("print.estimate", "print.tariff", "print.discount"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.prepress).search([])

    def test_what_makes_a_price_is_closed_altogether(self):
        walk = self._start_walk(self.main)
        self._ask_closed_models(walk)
        self.assertEqual(walk.leaks, [])

    def test_no_method_of_ours_tells_a_secret(self):
        walk = self._start_walk(self.main)
        called = self._call_methods(walk)
        self.assertEqual(walk.leaks, [])
        self.assertGreater(called, 30, "the walk found no methods")

    def test_programs_are_told_no_more(self):
        self.env["ir.config_parameter"].set_param("portal.allow_api_keys", "True")
        order, walk = self.documents["order"], self._start_walk(self.main)
        keys = self.env["res.users.apikeys"].with_user(self.main).sudo()
        key = keys._generate("rpc", "test", None)
        questions = [
            ("search_read", {"domain": [], "fields": ["name", "state"]}, 200),
            ("read", {"ids": order.ids, "fields": ["pricelist_id"]}, 403),
            ("search", {"domain": [["pricelist_id.name", "=", "LEAK-35"]]}, 403),
            ("search", {"domain": [], "order": "pricelist_id"}, 403),
            (
                "formatted_read_group",
                {"domain": [], "groupby": ["pricelist_id"], "aggregates": ["__count"]},
                403,
            ),
            # Nobody but staff exports at all.
            ("export_data", {"ids": order.ids, "fields_to_export": ["name"]}, 422),
        ]
        for method, sent, status in questions:
            with self.subTest(method=method, sent=sent), mute_logger("odoo.http"):
                answer = self.url_open(
                    f"/json/2/sale.order/{method}",
                    data=json.dumps(sent),
                    headers={
                        "Content-Type": "application/json",
                        "Authorization": f"bearer {key}",
                    },
                )
                self.assertEqual(answer.status_code, status)
                walk.look(f"/json/2 {method}", answer.text)
        self.assertEqual(walk.leaks, [])

    def test_rows_are_sorted_by_what_one_may_read(self):
        for model, kind in self._get_readable().items():
            if kind != ROWS or model not in self.env:
                continue
            closed = Walk(self.ivanova, ()).names(model)[1]
            order = {part.split()[0] for part in self.env[model]._order.split(",")}
            self.assertFalse(order & set(closed), model)

    # Mails ----------------------------------------------------------------------------

    def test_mails_say_nothing_else(self):
        with self._mailed() as walks:
            order = self._order(self.ivanova)
            order.print_job_ids._move_to(
                "returned", reason=self.env.ref("print_portal.reason_no_bleed")
            )
            own = self._order(self.main)
            own.action_confirm()
            own.order_line._set_final_price(9, own.order_line.price_unit)
            own.message_post(
                body="Ready tomorrow",
                partner_ids=self.main.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        self.assertEqual({walk.user for walk in walks}, {self.main, self.ivanova})
        self.assertEqual([leak for walk in walks for leak in walk.leaks], [])

    # The walk finds what there is -----------------------------------------------------

    def _found(self, walk):
        return {(leak.door, leak.what) for leak in walk.leaks}

    def test_it_finds_a_field_that_is_open(self):
        cls = self.registry["sale.order"]
        closed = cls._PRINT_STAFF_FIELDS - {"pricelist_id"}
        self.patch(cls, "_PRINT_STAFF_FIELDS", closed)
        walk = self._start_walk(self.main)
        walk.take("sale.order")
        walk.guess("sale.order")
        found = self._found(walk)
        for method in ("read", "web_read", "search_read", "formatted_read_group"):
            self.assertIn((f"{method} sale.order", "LEAK-35"), found)

    def test_it_finds_money_that_is_open(self):
        cls = self.registry["sale.order.line"]
        closed = cls._PRINT_MONEY_FIELDS - {"price_unit"}
        self.patch(cls, "_PRINT_MONEY_FIELDS", closed)
        walk = self._start_walk(self.ivanova, self.of_ivanova)
        walk.take("sale.order.line")
        unit = f"{self.of_ivanova['order'].order_line.price_unit:.2f}"
        self.assertIn(("read sale.order.line", unit), self._found(walk))

    def test_it_finds_a_figure_that_can_be_guessed(self):
        with patch.object(self.registry["base"], "_check_guess", lambda *_args: None):
            walk = self._start_walk(self.main)
            walk.guess("res.partner")
        self.assertIn(("search res.partner.credit", "answered"), self._found(walk))

    def test_it_finds_a_list_price_on_a_page(self):
        page = self.env.ref("print_portal.order")
        self.env["ir.ui.view"].create(
            {
                "name": "leak",
                "type": "qweb",
                "inherit_id": page.id,
                "arch": f"""
                    <xpath expr="//t[@t-call]" position="inside">
                        <p t-out="{LIST_PRICE}" t-options="{{'widget': 'float',
                            'precision': 2}}"/>
                    </xpath>""",
            }
        )
        walk = self._start_walk(self.main)
        door = Door("/my/print/orders/{order}")
        self._knock_all(walk, self.documents, [door])
        self.assertEqual(
            self._found(walk), {("GET /my/print/orders/{order}", str(LIST_PRICE))}
        )

    def test_it_finds_what_a_message_says(self):
        with self._mailed() as walks:
            self.documents["order"].message_post(
                body=f"You are on LEAK-35, {PERCENT} % less",
                partner_ids=self.main.partner_id.ids,
                subtype_xmlid="mail.mt_comment",
            )
        mailed = {leak.what for walk in walks for leak in walk.leaks}
        self.assertEqual(mailed, {"LEAK-35", str(PERCENT)})
        walk = self._start_walk(self.main)
        walk.take("mail.message")
        self.assertIn(("read mail.message", str(PERCENT)), self._found(walk))


class _Mailed:
    """What clients are mailed while a block runs: a walk for each mail and reader."""

    def __init__(self, case):
        self._case = case
        self._queue = case.env["mail.mail"]
        self._walks = []

    def __enter__(self):
        self._before = self._queue.search([])
        return self._walks

    def __exit__(self, kind, error, trace):
        if error:
            return
        self._case.env.flush_all()
        for mail in self._queue.search([]) - self._before:
            for reader in mail.recipient_ids.user_ids.filtered("share"):
                self._walks.append(self._read(mail, reader))

    def _read(self, mail, reader):
        walk = self._case._start_walk(reader)
        walk.look("subject", mail.subject or "")
        walk.look("body", mail.body_html or "")
        for attachment in mail.attachment_ids:
            walk.look("attachment", attachment.raw.decode(errors="replace"))
        return walk
