from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon


class DealerOrdersCommon(PrintOrdersCommon):
    """A dealer who orders goods, served by ``salesperson``.

    ``dealer`` is his main account; ``buyer`` sends orders and sees no money. Paper
    costs 10.00, screws 4.00, without tax.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wholesale = cls._create_client(
            "Wholesale Ltd",
            "test-wholesale",
            is_dealer=True,
            client_number="20001",
            user_id=cls.salesperson.id,
        )
        cls.dealer = cls.wholesale._print_primary_account()
        cls.buyer = cls._create_colleague("buyer", cls.wholesale, can_submit=True)
        cls.paper, cls.screws = cls.env["product.product"].create(
            [
                {
                    "name": name,
                    "default_code": code,
                    "type": "consu",
                    "list_price": price,
                    "taxes_id": False,
                    "invoice_policy": "order",
                    "is_partner_portal": True,
                }
                for name, code, price in (
                    ("Proofing paper", "T-PAPER", 10),
                    ("Banner screws", "T-SCREWS", 4),
                )
            ]
        )

    @classmethod
    def _fill(cls, account=None, quantities=(10, 5), **values):
        """Return a basket of the partner portal with paper and screws."""
        account = account or cls.dealer
        basket_sudo = (
            cls.env["sale.order"]
            .with_user(account)
            ._open_basket(print_source="dealer", **values)
        )
        goods = zip((cls.paper, cls.screws), quantities, strict=True)
        basket_sudo._put_goods(
            [(product.id, quantity) for product, quantity in goods if quantity]
        )
        return basket_sudo

    @classmethod
    def _send_goods(cls, account=None, quantities=(10, 5), **values):
        """Return an order of goods that a dealer has sent, as the shop sees it."""
        basket_sudo = cls._fill(account, quantities, **values)
        basket_sudo._submit_basket()
        return cls.env["sale.order"].browse(basket_sudo.id)

    def _as(self, user, order):
        """Return ``order`` as ``user`` sees it, freshly read."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["sale.order"].with_user(user).browse(order.id)

    def _deliver(self, order, quantities=None):
        """Let goods of an order leave, all or ``{product: quantity}``."""
        picking = order.picking_ids.filtered(lambda one: one.state != "done")[:1]
        for move in picking.move_ids:
            wanted = (quantities or {}).get(move.product_id)
            move.quantity = move.product_uom_qty if quantities is None else wanted or 0
        picking.with_context(
            skip_backorder=True, picking_ids_not_to_create_backorder=[]
        ).button_validate()
        return picking
