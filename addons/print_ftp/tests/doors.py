"""The doors of the file server's page: see ``print_portal.tests.doors``."""

from odoo.addons.print_portal.tests.doors import Door

DOORS = [
    Door("/my/print/files/server"),
    Door("/my/print/files/server/keys", "", "POST", {"key": "x"}),
    Door(
        "/my/print/files/server/keys/<int:key_id>/remove",
        "/my/print/files/server/keys/1/remove",
        "POST",
    ),
]

READABLE = {}
