import json

from odoo.addons.print_portal.tests.doors import Door
from odoo.addons.print_portal.tests.leaks import Walk
from odoo.addons.print_portal.tests.test_leaks import LeaksCase, _figures
from odoo.fields import Command
from odoo.tools import file_open

from ..models import ir_http_api
from ..models.res_users_apikeys import SCOPE
from ..request_rate import Rate

# Every figure of the goods has digits of its own.
GOODS_LIST, FILM_LIST, GOODS_COST = 8642.19, 6318.57, 5137.46
VENDOR_PRICE, BASE_PRICE, END_PRICE, FIXED_PRICE = 4973.28, 2917.83, 9241.38, 7784.13
FIXED_FILM = 3892.06
OFF, OFF_FROM_50, OFF_BASE, ON_TOP = 17.3917, 23.6183, 11.8371, 3.1907
# What nobody is told, in words; the figures and names of it are in ``_secrets``.
SECRETS = (
    "list prices and costs of goods, what vendors take for them, and who they are",
    "tariffs of work, its price before discounts, and what formulas count with",
    "percentages, surcharges and discounts, also of steps by quantity and of pricelists"
    " that stand on others",
    "names of pricelists, tariffs, discounts, warehouses and sales teams",
    "prices, orders and names of another client or dealer",
    "end-customer prices, where the shop does not show them to this dealer",
    "products and papers of products that are not for dealers",
    "notes among staff: of contacts, orders and products",
    "any amount or price, for accounts without the right to see money",
)
NAMES = (
    *("BASE", "FIXED", "LEVEL", "VENDOR", "INTERNAL", "PURCHASE"),
    *("PAPER", "HIDDEN", "WAREHOUSE", "TEAM"),
)
PRICES, AMOUNTS, END_PRICES = "prices", "amounts", "end-customer prices"


class DealerLeaksCase(LeaksCase):
    """The same shop with goods, and dealers who order them beside printed work.

    ``dealer``, of ``wholesale``, buys by percentages off list prices, and reads no
    prices of end customers. ``reseller``, of ``copyshop``, has prices of his own and
    reads those of end customers, and ``porter``, his colleague, sees no money.
    """

    @classmethod
    def _prepare_shop(cls):
        cls.copyshop = cls._create_client(
            "Copyshop Ltd",
            "test-copyshop",
            is_dealer=True,
            client_number="7008",
            user_id=cls.salesperson.id,
        )
        cls.reseller = cls.copyshop._print_primary_account()
        cls.porter = cls._create_colleague("porter", cls.copyshop, can_submit=True)
        cls._stock_shelf()
        result = super()._prepare_shop()
        cls.env.company.end_customer_pricelist_id = cls._pricelist(
            "LEAK-LEVEL", cls._fixed(cls.goods, END_PRICE)
        )
        cls.wholesale.is_end_price_hidden = True
        warehouses = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.env.company.id)]
        )
        warehouses[:1].name = "LEAK-WAREHOUSE"
        cls.env["crm.team"].search([]).name = "LEAK-TEAM"
        return result

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.papers = {cls.main: cls.documents}
        for account in (cls.dealer, cls.reseller, cls.porter):
            cls.papers[account] = cls._documents(account)

    # The shelf ------------------------------------------------------------------------

    @classmethod
    def _stock_shelf(cls):
        """Lay out goods, film, and a product that is not for dealers."""
        vendor = cls.env["res.partner"].create({"name": "LEAK-VENDOR"})
        cls.goods, cls.film, cls.hidden = cls.env["product.product"].create(
            [
                {
                    "name": "Developer",
                    "default_code": "ZQ-DEV-5",
                    "list_price": GOODS_LIST,
                    "standard_price": GOODS_COST,
                    "description": "<p>LEAK-INTERNAL</p>",
                    "description_purchase": "LEAK-PURCHASE",
                    "seller_ids": [
                        Command.create({"partner_id": vendor.id, "price": VENDOR_PRICE})
                    ],
                },
                {"name": "Film", "default_code": "ZQ-FIL-5", "list_price": FILM_LIST},
                {
                    "name": "LEAK-HIDDEN",
                    "default_code": "ZQ-HID-5",
                    "is_partner_portal": False,
                },
            ]
        )
        shelf = cls.goods + cls.film + cls.hidden
        shelf.write({"type": "consu", "taxes_id": False, "invoice_policy": "order"})
        (cls.goods + cls.film).is_partner_portal = True
        cls.env["product.document"].create(
            {
                "name": "LEAK-PAPER.txt",
                "raw": b"LEAK-PAPER",
                "res_model": "product.product",
                "res_id": cls.goods.id,
            }
        )

    @classmethod
    def _set_prices(cls, clients):
        """Give dealers prices by every kind of rule; those of work are as before."""
        result = super()._set_prices(clients | cls.copyshop)
        cls.env["res.config.settings"].create({"group_product_pricelist": True})
        base = cls._pricelist("LEAK-BASE", cls._fixed(cls.film, BASE_PRICE))
        # To the cent: what is shown is then what is looked for.
        formula = {"compute_price": "formula", "price_round": 0.01}
        shared = cls.wholesale.property_product_pricelist
        shared.item_ids = [
            Command.create(each)
            for each in (
                {**cls._of(cls.goods), **formula, "price_discount": OFF},
                {
                    **cls._of(cls.goods),
                    **formula,
                    "price_discount": OFF_FROM_50,
                    "min_quantity": 50,
                },
                {
                    **cls._of(cls.film),
                    **formula,
                    "base": "pricelist",
                    "base_pricelist_id": base.id,
                    "price_discount": OFF_BASE,
                    "price_surcharge": ON_TOP,
                },
            )
        ]
        own = shared.copy({"name": "LEAK-FIXED"})
        own.item_ids.filtered("product_tmpl_id").unlink()
        own.item_ids = [
            Command.create(cls._fixed(cls.goods, FIXED_PRICE)),
            Command.create(cls._fixed(cls.film, FIXED_FILM)),
        ]
        cls.copyshop.property_product_pricelist = own
        return result

    @classmethod
    def _pricelist(cls, name, *items):
        return cls.env["product.pricelist"].create(
            {"name": name, "item_ids": [Command.create(item) for item in items]}
        )

    @classmethod
    def _of(cls, product):
        return {
            "applied_on": "1_product",
            "product_tmpl_id": product.product_tmpl_id.id,
        }

    @classmethod
    def _fixed(cls, product, price):
        return {**cls._of(product), "compute_price": "fixed", "fixed_price": price}

    # What dealers have ordered --------------------------------------------------------

    @classmethod
    def _basket(cls, account=None, *forms):
        """Dealers put goods beside their jobs."""
        basket = super()._basket(account, *forms)
        if account and account._works_as("dealer"):
            basket.print_source = "dealer"
            cls._put(account, basket)
        return basket

    @classmethod
    def _put(cls, account, basket):
        told = basket.with_user(account).sudo()._put_goods(cls._wanted())
        if any(each["error"] for each in told):
            raise AssertionError(told)

    @classmethod
    def _wanted(cls):
        return [(cls.goods.id, 3), (cls.film.id, 2)]

    @classmethod
    def _send_goods(cls, account):
        """Return an order of goods alone, which waits for the shop."""
        basket_sudo = (
            cls.env["sale.order"].with_user(account)._open_basket(print_source="dealer")
        )
        basket_sudo._put_goods(cls._wanted())
        basket_sudo._submit_basket()
        return cls.env["sale.order"].browse(basket_sudo.id)

    @classmethod
    def _ask_change(cls, order):
        """Raise a price, and ask the dealer to agree."""
        order.order_line[0].price_unit += 100
        order.with_user(cls.salesperson)._ask_change("Dearer by now")

    @classmethod
    def _documents(cls, account=None, *args, **kwargs):
        """Dealers have an order of goods that waits, a changed and a refused one."""
        documents = super()._documents(account, *args, **kwargs)
        invoice = documents["invoice"]
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 627.135
        invoice.action_post()
        if account and account._works_as("dealer"):
            waiting, changed, refused = (cls._send_goods(account) for _each in range(3))
            cls._ask_change(changed)
            refused.with_user(cls.salesperson)._refuse(
                cls.env.ref("print_dealer_portal.reason_not_in_stock")
            )
            documents |= {"waiting": waiting, "changed": changed, "refused": refused}
        return documents | {"hidden": cls.hidden, "goods": cls.goods}

    # What is looked for ---------------------------------------------------------------

    def _own_prices(self, client):
        """Return what ``client`` pays for goods, by hand: the rules are above."""
        if client == self.copyshop:
            return _figures(FIXED_PRICE, FIXED_FILM)
        return _figures(
            GOODS_LIST * (1 - OFF / 100),
            GOODS_LIST * (1 - OFF_FROM_50 / 100),
            BASE_PRICE * (1 - OFF_BASE / 100) + ON_TOP,
        )

    def _secrets(self, order, user):
        secrets = super()._secrets(order, user)
        secrets |= {f"LEAK-{name}" for name in NAMES}
        secrets |= {GOODS_LIST, FILM_LIST, GOODS_COST, VENDOR_PRICE, BASE_PRICE}
        secrets |= {OFF, OFF_FROM_50, OFF_BASE, ON_TOP}
        client = user._print_client()
        for other in self.wholesale | self.copyshop:
            if other != client:
                secrets |= self._own_prices(other)
        if not user._has_print_right("see_finance"):
            figures = self._figures(user)
            return secrets.union(*figures.values()) | {END_PRICE}
        return secrets if client == self.copyshop else secrets | {END_PRICE}

    def _figures(self, user):
        """Return what a colleague of ``user`` who sees money may read, by name."""
        documents = self.papers[user]
        orders = documents["order"] | documents["basket"] | documents["confirmed"]
        if user._works_as("dealer"):
            orders |= documents["waiting"] | documents["changed"]
        client = user._print_client()
        prices = _figures(*orders.order_line.mapped("price_unit"))
        if client.is_dealer:
            prices |= self._own_prices(client)
        open_invoices = self.env["account.move"].search(
            [("commercial_partner_id", "=", client.id), ("state", "=", "posted")]
        )
        amounts = _figures(
            sum(open_invoices.mapped("amount_residual")),
            *orders.mapped("amount_total"),
            *orders.mapped("amount_untaxed"),
            *orders.order_line.mapped("price_subtotal"),
            documents["invoice"].amount_total,
        )
        end = {END_PRICE} if client == self.copyshop else set()
        return {PRICES: prices, AMOUNTS: amounts, END_PRICES: end}

    def _start_walk(self, user, documents=None):
        documents = documents or self.papers[user]
        is_told = user._has_print_right("see_finance")
        figures = self._figures(user) if is_told else {}
        return Walk(user, self._secrets(documents["order"], user), figures)

    # Doors ----------------------------------------------------------------------------

    def _doors_of(self, user):
        """Return the doors of the area of ``user``, asked for all they can tell."""
        doors = [door for door in self._doors() if self._is_for(door, user)]
        if not user._works_as("dealer"):
            return doors
        order = "/dealer/orders/<int:order_id>"
        product, image = "/dealer/products/<int:product_id>", "image"
        put, check = "/dealer/basket/goods", "/dealer/quick-order/check"
        wanted = [list(each) for each in self._wanted()]
        return doors + [
            *(
                Door(order, f"/dealer/orders/{{{name}}}")
                for name in ("waiting", "changed", "refused")
            ),
            Door("/dealer/products", "/dealer/products?search=ZQ-"),
            Door(product, "/dealer/products/{goods}"),
            Door(product, "/dealer/products/{hidden}", is_shut=True),
            Door(
                f"{product}/{image}",
                f"/dealer/products/{{hidden}}/{image}",
                is_shut=True,
            ),
            Door(put, "", "JSON", {"items": [*wanted, [self.hidden.id, 1]]}),
            Door(put, "", "JSON", {"items": [[self.goods.id, 10**9]]}),
            Door(check, "", "JSON", {"rows": [["ZQ-DEV-5", "60"], ["ZQ-HID-5", "1"]]}),
            Door(
                "/dealer/quick-order",
                "",
                "POST",
                {"code": "ZQ-DEV-5", "quantity": "60", "look": "1"},
            ),
        ]

    # Programs -------------------------------------------------------------------------

    def _ask_programs(self, walk):
        """Send every request of the description as a program of ``walk.user``."""
        self.patch(ir_http_api, "RATE", Rate(per_minute=60_000, burst=10_000))
        keys = self.env["res.users.apikeys"].with_user(walk.user).sudo()
        key = keys._generate(SCOPE, "Leaks", "2099-01-01 00:00:00")
        with file_open("print_dealer_portal/data/openapi.json") as file:
            paths = json.load(file)["paths"]
        ids = {
            "product_id": self.goods.id,
            "order_id": self.papers[walk.user]["waiting"].id,
        }
        sent = {
            "items": [{"product_id": id, "quantity": n} for id, n in self._wanted()]
        }
        statuses = {}
        for path, operations in paths.items():
            for method in operations:
                savepoint = self.env.cr.savepoint()
                answer = self.opener.request(
                    method,
                    f"{self.base_url()}/dealer/api/v1{path.format(**ids)}",
                    json=sent if method == "post" else None,
                    headers={"Authorization": f"Bearer {key}", "Idempotency-Key": "1"},
                )
                savepoint.rollback()
                savepoint.close()
                self.env.invalidate_all()
                door = f"program, {method.upper()} `{path}`"
                statuses[door] = answer.status_code
                walk.look(door, answer.text)
        return statuses
