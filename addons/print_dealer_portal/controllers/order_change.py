from odoo.addons.print_portal.controllers.portal_orders import PrintOrders
from odoo.addons.print_portal.typed_ids import read_ids
from odoo.http import route


class DealerOrderChange(PrintOrders):
    @route(
        "/my/print/orders/<int:order_id>/change",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_change(self, order_id, key="", answer="", reason="", **kw):
        """Accept what the shop has changed on an order, or refuse some lines of it.

        :param answer: "all" accepts the lot; else the fields ``line_<id>`` say "no" to
            those that are refused
        """
        refused = [] if answer == "all" else _read_refused(kw)
        return self._answer_offer(
            order_id,
            lambda order: order._answer_change(key, refused, reason),
            reason=reason,
            refused=refused,
        )

    @route(
        "/my/print/orders/<int:order_id>/release",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_release(self, order_id, reason="", **kw):
        """Ask to let an order pass, though it is over the credit limit."""
        return self._answer_offer(
            order_id, lambda order: order._ask_release(reason), reason=reason
        )


def _read_refused(typed):
    """Return the ids of the lines that are refused."""
    names = [name for name, text in typed.items() if text == "no"]
    ids = [name.removeprefix("line_") for name in names if name.startswith("line_")]
    return read_ids(ids)
