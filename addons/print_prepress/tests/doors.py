"""What this add-on opens to clients, see ``print_portal/tests/doors.py``."""

from odoo.addons.print_portal.tests.doors import ROWS, Door

DOORS = [
    Door("/my/print/checks", "", "JSON", {"keys": ["print.artwork-1"]}),
    Door(
        "/my/print/artwork/<int:artwork_id>/page/<int:number>",
        "/my/print/artwork/{artwork}/page/1",
    ),
    Door("/my/print/findings/<int:finding_id>/picture", "/my/print/findings/1/picture"),
    Door(
        "/my/print/orders/<int:order_id>/findings",
        "/my/print/orders/{order}/findings",
        "POST",
        {"finding": "1"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/artwork/<int:artwork_id>/replace",
        "/my/print/orders/{order}/artwork/{artwork}/replace",
        "POST",
    ),
]
READABLE = {"print.finding": ROWS}
