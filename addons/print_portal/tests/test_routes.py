from base64 import b64encode
from importlib import import_module
from importlib.util import find_spec
from urllib.parse import urljoin

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .doors import ROWS
from .files_common import PDF, StoreMixin
from .leaks import read_answer
from .orders_common import PrintOrdersHttpCommon

# Stands in everything of poligraf, and nowhere else.
SECRET = "zq7351"
# A picture: GIF, one dot.
PIXEL = b"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


class PrintDoorsCase(StoreMixin, PrintOrdersHttpCommon):
    """One document of each kind, and what knocks at a door with them.

    They are made once for all tests: what a test changes is undone behind it.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.addClassCleanup(cls._open_store())
        cls.poligraf.write({"name": f"{SECRET} Ltd", "email": f"{SECRET}@example.com"})
        cls._prepare_shop()
        cls.ours = cls._find_our_addons()
        cls.documents = cls._documents()

    @classmethod
    def _prepare_shop(cls):
        """Make what the documents are made of; a test that needs more extends this."""

    @classmethod
    def _find_our_addons(cls):
        modules = cls.env["ir.module.module"].search(
            [("state", "=", "installed"), ("author", "=", "Print Shop")]
        )
        return modules.mapped("name")

    @classmethod
    def _receive_payment(cls, buyer, mark):
        """Return the line of a payment that waits for an invoice."""
        payment = cls.env["account.payment"].create(
            {
                "partner_id": buyer.id,
                "amount": 12,
                "payment_type": "inbound",
                "partner_type": "customer",
                "memo": mark,
            }
        )
        payment.action_post()
        lines = payment.move_id.line_ids
        return lines.filtered(lambda line: line.account_type == "asset_receivable")

    @classmethod
    def _documents(cls, account=None, mark=SECRET, is_made=True):
        """Return one document of each kind, for addresses of doors.

        :param account: whose they are, by default the main account of ``poligraf``
        :param mark: stands in each of them
        :param is_made: whether an order was made and delivered, too; or one is all
        """
        account = account or cls.main
        buyer = account._print_buyer()
        form = cls._form(job_title=f"Booklet {mark}")
        order = cls._order(account, form)
        basket = cls._basket(account, form)
        order.client_order_ref = basket.client_order_ref = mark
        stored = cls._receive(account, f"{mark}.pdf", PDF + mark.encode())
        artwork = order.print_job_ids._add_artwork(stored.sudo())
        cls._accept_files(order.print_job_ids)
        confirmed = cls._order(account, form) if is_made else order
        confirmed.action_confirm()
        picking = confirmed.picking_ids
        if is_made:
            ready = cls.env.ref("print_portal.status_ready")
            cls._walk(confirmed.print_job_ids, ready)
            for move in picking.move_ids:
                move.quantity = move.product_uom_qty
            picking.button_validate()
        press = cls.env["print.press"].create(
            {
                "name": f"{mark} {account.login}",
                "client_id": buyer.id,
                "plate_width": 745,
                "plate_height": 605,
            }
        )
        cls.env["print.draft"].with_user(account)._keep(cls.plates, {"job_title": mark})
        client = account._print_client()
        colleague = cls._create_colleague(f"door{order.id}", client)
        colleague.name = f"{mark} colleague"
        address = cls.env["res.partner"].create(
            {"name": mark, "parent_id": buyer.id, "type": "delivery"}
        )
        template = (
            cls.env["print.template"]
            .with_user(account)
            ._save_own(cls.plates, mark, form)
        )
        bank = cls.env["res.partner.bank"].create(
            {"acc_number": f"{mark} {order.id}", "partner_id": buyer.id}
        )
        client.user_id.image_1920 = PIXEL
        documents = {
            "account": colleague,
            "address": address,
            "article": cls.env.ref("print_portal.help_first_order"),
            "artwork": artwork,
            "bank": bank,
            "basket": basket,
            "confirmed": confirmed,
            "document": cls.env["print.document"].create(
                {
                    "name": mark,
                    "client_id": client.id,
                    "file": b64encode(mark.encode()),
                    "file_name": f"{mark}.pdf",
                }
            ),
            "file": stored.sudo(),
            "invoice": cls._create_invoice(buyer, ref=mark),
            "job": order.print_job_ids,
            "line": basket.order_line,
            "order": order,
            "order_line": order.order_line,
            "payment": cls._receive_payment(buyer, mark),
            "picking": picking,
            "press": press,
            "seller": client.user_id.partner_id,
            "template": template.sudo(),
        }
        for add_documents in cls._load("add_documents"):
            documents |= add_documents(documents)
        return documents

    @classmethod
    def _load(cls, name):
        """Yield a table, or a function, of every add-on of ours that has one."""
        for addon in cls.ours:
            module = f"odoo.addons.{addon}.tests"
            if find_spec(module) and find_spec(f"{module}.doors"):
                doors = import_module(f"{module}.doors")
                if hasattr(doors, name):
                    yield getattr(doors, name)

    @classmethod
    def _doors(cls):
        """Return the doors of all tables, and those that an add-on makes of them."""
        doors = [door for table in cls._load("DOORS") for door in table]
        return doors + [
            door for add_doors in cls._load("add_doors") for door in add_doors(doors)
        ]

    def _knock(self, door, url, data, known=()):
        """Return the status, the text and the address that a request ends with.

        :param known: addresses that are not asked for again when a page leads there
        """
        if door.method == "JSON":
            try:
                return 200, str(self.make_jsonrpc_request(url, data)), url
            except JsonRpcException as error:
                return 200, str(error), url
        if door.method == "POST":
            data = data | {"csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open(url, data=data or None, allow_redirects=False)
        if not answer.is_redirect:
            return answer.status_code, read_answer(answer.content), answer.url
        landed = urljoin(self.base_url(), answer.headers["Location"])
        if door.method == "GET" and landed in {urljoin(landed, each) for each in known}:
            return 200, f"{landed} {answer.text}", landed
        answer = self.url_open(landed)
        return answer.status_code, read_answer(answer.content), answer.url

    def _find_readable_models(self):
        """Return the models that the portal or the public may read at all."""
        groups = self.env.ref("base.group_portal") | self.env.ref("base.group_public")
        accesses = self.env["ir.model.access"].search(
            [
                ("perm_read", "=", True),
                ("group_id", "in", [False, *groups.all_implied_ids.ids]),
            ]
        )
        return set(accesses.mapped("model_id.model"))

    def _get_readable(self):
        return {
            model: kind
            for table in self._load("READABLE")
            for model, kind in table.items()
        }


@tagged("post_install", "-at_install")
class TestDoors(PrintDoorsCase):
    # --- Routes ---

    def _find_routes(self):
        """Return our routes, whoever they let in."""
        return {
            rule.rule
            for rule in self.env["ir.http"].routing_map().iter_rules()
            if self._is_ours(rule.endpoint)
        }

    def _is_ours(self, endpoint):
        controller = endpoint.func.__self__
        return any(
            endpoint.func.__name__ in vars(level)
            and level.__module__.startswith("odoo.addons.")
            and level.__module__.split(".")[2] in self.ours
            for level in type(controller).__mro__
        )

    def test_every_route_is_listed(self):
        listed = {door.rule for door in self._doors()}
        found = self._find_routes()
        self.assertEqual(found - listed, set(), "list it in doors.py")
        self.assertEqual(listed - found, set(), "it is gone: take it off the list")

    def test_no_route_shows_a_client_to_a_stranger(self):
        for user in (None, self.rival, self.stranger):
            for door in self._doors():
                name = user.login if user else "public"
                with self.subTest(door=door.rule, user=name):
                    self._try(door, user)

    def _try(self, door, user):
        """Knock as ``user``: nothing of the client comes out, and nothing changes."""
        before = self._take_fingerprint()
        self.authenticate(user and user.login, self.PASSWORD)
        ids = {name: record[:1].id for name, record in self.documents.items()}
        url = (door.url or door.rule).format(**ids, code=self.plates.code)
        data = {
            name: ids.get(value[1:-1], value) if isinstance(value, str) else value
            for name, value in door.data.items()
        }
        with mute_logger("odoo.http"):
            status, text, landed = self._knock(door, url, data)
        self.assertLess(status, 500)
        self.assertNotIn(SECRET, text)
        if not user and not door.is_open and door.method == "GET":
            self.assertTrue(status in (401, 403, 404) or "/login" in landed, landed)
        self.env.invalidate_all()
        self.assertEqual(self._take_fingerprint(), before)

    def _take_fingerprint(self):
        """Return what a stranger could have changed."""
        orders = self.env["sale.order"].search([("partner_id", "=", self.poligraf.id)])
        files = self.env["print.file"].search([("partner_id", "=", self.poligraf.id)])
        accounts = self.poligraf._print_accounts()
        return (
            accounts.mapped(lambda user: (user.login, user.name, user.active)),
            accounts.mapped(lambda user: [user[name] for name in user.PRINT_RIGHTS]),
            self._on_disk(),
            files.mapped("state"),
            [
                (
                    order.id,
                    order.state,
                    order.is_basket,
                    order.write_date,
                    order.order_line.ids,
                    order.print_job_ids.status_id.ids,
                    order.message_ids.ids,
                )
                for order in orders
            ],
        )

    # --- Models ---

    def test_every_readable_model_is_listed(self):
        unlisted = self._find_readable_models() - self._get_readable().keys()
        self.assertEqual(unlisted, set(), "list it in doors.py")

    def test_rows_of_clients_have_their_global_rule(self):
        for model in self._get_row_models():
            with self.subTest(model=model):
                rules = self.env["ir.rule"].search(
                    [("model_id.model", "=", model), ("global", "=", True)]
                )
                call = f'user._print_domain("{model}")'
                self.assertIn(call, rules.mapped("domain_force"))

    def test_no_model_shows_rows_of_a_client_to_a_stranger(self):
        for model in self._get_row_models():
            rows = self.env[model].search(self.main._print_domain(model))
            self.assertTrue(rows, f"nothing of poligraf in {model}: the test is blind")
            for user in (self.rival, self.stranger, self.public):
                with self.subTest(model=model, user=user.login):
                    self.assertFalse(self._find_as(user, rows))

    def _get_row_models(self):
        return [
            model
            for model, kind in self._get_readable().items()
            if kind == ROWS and model in self.env
        ]

    def _find_as(self, user, rows):
        try:
            return rows.with_user(user).search([("id", "in", rows.ids)])
        except AccessError:
            return rows.browse()

    def test_discussion_of_an_order_is_for_who_sees_the_order(self):
        order = self.documents["order"]
        message = order.message_post(
            body="For you", message_type="comment", subtype_xmlid="mail.mt_comment"
        )
        messages = self.env["mail.message"]
        for user, seen in (
            (self.main, True),
            (self.head, True),
            (self.ivanova, False),
            (self.rival, False),
            (self.stranger, False),
        ):
            with self.subTest(user=user.login):
                found = messages.with_user(user).search([("id", "=", message.id)])
                self.assertEqual(bool(found), seen)
