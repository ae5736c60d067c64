"""What this add-on opens to clients, see ``print_portal/tests/doors.py``."""

from odoo.addons.print_portal.tests.doors import ROWS, Door
from odoo.addons.print_portal.tests.rights_table import Row

from ..prepress import FileFacts

DOORS = [
    Door("/my/print/checks", "", "JSON", {"keys": ["print.artwork-1"]}),
    # Pictures: nothing is drawn in a test of doors.
    Door(
        "/my/print/artwork/<int:artwork_id>/page/<int:number>",
        "/my/print/artwork/{artwork}/page/1",
        is_shut=True,
    ),
    Door(
        "/my/print/findings/<int:finding_id>/picture",
        "/my/print/findings/{finding}/picture",
        is_shut=True,
    ),
    Door(
        "/my/print/orders/<int:order_id>/findings",
        "/my/print/orders/{order}/findings",
        "POST",
        {"finding": "{finding}"},
    ),
    Door(
        "/my/print/orders/<int:order_id>/artwork/<int:artwork_id>/replace",
        "/my/print/orders/{order}/artwork/{artwork}/replace",
        "POST",
    ),
]
READABLE = {"print.finding": ROWS}
PLANTED = {Row("print.finding"): "finding"}


def add_documents(documents):
    """Return what a check has found in the file of the order."""
    artwork = documents["artwork"]
    preflight = artwork.env["print.preflight"]._request(artwork)
    facts = FileFacts(format="pdf", layers=("Notes",)).to_json()
    preflight.write({"state": "done", "facts": facts})
    artwork._judge()
    return {"finding": artwork.finding_ids}
