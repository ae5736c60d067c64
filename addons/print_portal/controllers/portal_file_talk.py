from odoo.exceptions import UserError
from odoo.http import route

from .files import PrintFiles
from .portal_orders import PrintOrders


class PrintFileTalk(PrintOrders, PrintFiles):
    @route(
        "/my/print/artwork/<int:artwork_id>/comment",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_artwork_comment(self, artwork_id, comment="", **kw):
        """Say something about one file of an order that the user sees."""
        artwork = self._visible("print.artwork", artwork_id)
        order = self._find_order(artwork.job_id.order_id.id)
        try:
            artwork._comment(comment)
        except UserError as refusal:
            errors = {f"comment_{artwork_id}": str(refusal)}
            return self._render_order(order, errors=errors)
        return self._to_order_page(order, f"#file_{artwork_id}")
