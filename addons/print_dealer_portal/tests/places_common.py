from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.fields import Command


class PlacesCommon(PrintOrdersCommon):
    """A basket of ``main`` for three addresses of ``poligraf``.

    ``carrier`` brings things for 8.00 a delivery. ``goods`` cost 10.00, ``paper`` 5.00,
    a kilogram each.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        product = {
            "type": "consu",
            "taxes_id": False,
            "weight": 1,
            "is_partner_portal": True,
        }
        cls.goods, cls.paper = cls.env["product.product"].create(
            [
                {"name": "Developer", "list_price": 10, **product},
                {"name": "Paper", "list_price": 5, **product},
            ]
        )
        cls.depot, cls.shop, cls.office = cls.env["res.partner"].create(
            [
                {
                    "name": name,
                    "type": "delivery",
                    "parent_id": cls.poligraf.id,
                    "city": city,
                    "street": "Main street 1",
                    "country_id": cls.env.ref("base.bg").id,
                    "print_recipient": recipient,
                }
                for name, city, recipient in (
                    ("Depot", "Plovdiv", "Stoyan"),
                    ("Shop", "Varna", "Violeta"),
                    ("Office", "Burgas", "Nikolay"),
                )
            ]
        )
        cls.env["delivery.carrier"].search([]).active = False
        cls.carrier = cls._create_carrier("Courier", fixed_price=8)

    @classmethod
    def _create_carrier(cls, name, **values):
        return cls.env["delivery.carrier"].create(
            {
                "name": name,
                "product_id": cls.env["product.product"]
                .create({"name": name, "type": "service", "taxes_id": False})
                .id,
                **values,
            }
        )

    @classmethod
    def _goods_basket(cls, account=None, **quantities):
        """Return a basket, as superuser, by default of 6 ``goods`` and 8 ``paper``."""
        account = account or cls.main
        basket = cls.env["sale.order"].with_user(account)._get_basket(create=True)
        wanted = quantities or {"goods": 6, "paper": 8}
        basket.write(
            {
                "partner_shipping_id": cls.depot.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": getattr(cls, name).id,
                            "product_uom_qty": quantity,
                        }
                    )
                    for name, quantity in wanted.items()
                ],
            }
        )
        basket._set_basket_carrier(cls.carrier.id)
        return basket

    @classmethod
    def _split_basket(cls, account=None, **quantities):
        """Return such a basket over the three addresses, all of it at the first."""
        basket = cls._goods_basket(account, **quantities)
        basket._split_over(cls.shop.id)
        basket._split_over(cls.office.id)
        return basket

    @classmethod
    def _give(cls, order, product, *quantities):
        """Type how much of a product each address gets; return the sentences."""
        line = order._get_split_lines().filtered(
            lambda each: each.product_id == product
        )
        return order._save_split(
            {
                f"share_{line.id}_{place.id}": str(quantity)
                for place, quantity in zip(
                    order.print_place_ids, quantities, strict=False
                )
            }
        )

    @classmethod
    def _sent_split(cls):
        """Return an order that was sent, split whole: 3 + 2 + 1 and 8 + 0 + 0."""
        basket = cls._split_basket()
        cls._give(basket, cls.goods, 3, 2, 1)
        basket.with_user(cls.main).sudo()._submit_basket()
        return cls.env["sale.order"].browse(basket.id)

    @classmethod
    def _stored(cls, order):
        """Return what the store has to send: quantities by address and product."""
        return {
            (move.picking_id.partner_id, move.product_id): move.product_uom_qty
            for move in order.picking_ids.move_ids
            if move.state not in ("cancel", "done")
        }
