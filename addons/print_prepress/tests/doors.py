"""What this add-on opens to clients, see ``print_portal/tests/doors.py``."""

from odoo.addons.print_portal.tests.doors import Door

DOORS = [
    Door("/my/print/checks", "", "JSON", {"keys": ["print.artwork-1"]}),
]
READABLE = {}
