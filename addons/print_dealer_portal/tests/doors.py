"""The doors of the dealers' area: see ``print_portal.tests.doors``.

Each page of clients has a twin here: ``add_doors`` makes their lines from the tables of
the other add-ons.
"""

from dataclasses import replace

from odoo.addons.print_portal.tests.doors import Door

from ..area import CLIENT_ROOT, DEALER_ROOT, is_under, to_twin

DOORS = [
    Door("/dealer"),
    Door("/dealer/login", is_open=True),
    Door("/dealer/login", "", "POST", {"login": "nobody"}, is_open=True),
    Door("/dealer/password", is_open=True),
    Door("/dealer/password", "", "POST", {"login": "nobody"}, is_open=True),
    # One order for several addresses
    Door(
        "/my/print/baskets/<int:basket_id>/places",
        "/my/print/baskets/{basket}/places",
    ),
    Door(
        "/my/print/baskets/<int:basket_id>/places",
        "/my/print/baskets/{basket}/places",
        "POST",
        {"join": "1"},
    ),
    # There once a change has left the split of an order open
    Door(
        "/my/print/orders/<int:order_id>/places",
        "/my/print/orders/{order}/places",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/places",
        "/my/print/orders/{order}/places",
        "POST",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/change",
        "/my/print/orders/{order}/change",
        "POST",
        {"answer": "all"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/release",
        "/my/print/orders/{order}/release",
        "POST",
        {"reason": "x"},
    ),
    Door("/dealer/products"),
    Door("/dealer/products", "", "POST", {"q_1": "1"}),
    Door("/dealer/products/page/<int:page>", "/dealer/products/page/1"),
    Door("/dealer/products/<int:product_id>", "/dealer/products/{product}"),
    Door("/dealer/products/<int:product_id>/image", "/dealer/products/{product}/image"),
    Door(
        "/dealer/products/<int:product_id>/document/<int:document_id>",
        "/dealer/products/{product}/document/{product_document}",
    ),
    Door("/dealer/basket/goods", "", "JSON", {"items": []}),
    Door("/dealer/baskets/<int:basket_id>/xlsx", "/dealer/baskets/{basket}/xlsx"),
    Door("/dealer/quick-order"),
    Door("/dealer/quick-order", "", "POST", {"code": "A-1", "quantity": "2"}),
    Door("/dealer/quick-order/check", "", "JSON", {"rows": [["A-1", "2"]]}),
    # Programs: they show a key, and a session opens nothing
    Door("/dealer/api"),
    Door("/dealer/api", "", "POST", {"name": "x", "days": "90", "password": "x"}),
    Door("/dealer/api/openapi.json", is_open=True),
    Door("/dealer/api/v1/products", is_shut=True),
    Door(
        "/dealer/api/v1/products/<int:product_id>",
        "/dealer/api/v1/products/1",
        is_shut=True,
    ),
    Door("/dealer/api/v1/quote", "", "POST", {"items": "x"}, is_shut=True),
    Door("/dealer/api/v1/orders", is_shut=True),
    Door("/dealer/api/v1/orders", "", "POST", {"items": "x"}, is_shut=True),
    Door(
        "/dealer/api/v1/orders/<int:order_id>",
        "/dealer/api/v1/orders/{order}",
        is_shut=True,
    ),
    Door(
        "/dealer/api/v1/orders/<int:order_id>/status",
        "/dealer/api/v1/orders/{order}/status",
        is_shut=True,
    ),
    Door("/dealer/api/v1/invoices", is_shut=True),
    Door("/dealer/api/v1/balance", is_shut=True),
    Door("/dealer/api/v1/<path:path>", "/dealer/api/v1/nothing", is_shut=True),
    Door("/dealer/contact"),
    Door("/dealer/contact", "", "POST", {"message": "x"}),
    Door("/dealer/contact/seen", "", "JSON", {}),
    Door(
        "/dealer/contact/attached/<int:attachment_id>",
        "/dealer/contact/attached/1",
        is_shut=True,
    ),
    Door("/dealer/news"),
    Door("/dealer/news", "", "POST"),
    Door("/dealer/news/page/<int:page>", "/dealer/news/page/1"),
]

READABLE = {}


def add_documents(documents):
    """Return goods with a picture and a paper, which dealers see."""
    seller = documents["seller"]
    product = seller.env["product.product"].create(
        {
            "name": "Goods",
            "default_code": "DOOR-1",
            "is_partner_portal": True,
            "image_1920": seller.image_1920,
        }
    )
    paper = seller.env["product.document"].create(
        {
            "name": "Sheet.txt",
            "raw": b"Sheet",
            "res_model": "product.product",
            "res_id": product.id,
            "is_partner_portal": True,
        }
    )
    return {"product": product, "product_document": paper}


def add_doors(doors):
    """Return the twins of ``doors``."""
    return [
        replace(door, rule=to_twin(door.rule), url=door.url and to_twin(door.url))
        for door in doors
        if is_under(door.rule, CLIENT_ROOT)
    ]


def is_for(door, user):
    """Whether ``user`` works in the area of this door."""
    if is_under(door.rule, DEALER_ROOT):
        return door.is_open or user._works_as("dealer")
    return not is_under(door.rule, CLIENT_ROOT) or user._works_as("client")
