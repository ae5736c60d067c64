from functools import partial

from odoo import SUPERUSER_ID, models

from .print_archive import GATHER


class PrintJob(models.Model):
    """Other files, another archive."""

    _inherit = "print.job"

    def _pack_anew(self):
        """Have the orders of these jobs packed, once for all that changes now."""
        # Who changes a file may not read its order.
        order_ids = self.sudo().order_id.ids
        precommit = self.env.cr.precommit
        waiting = precommit.data.setdefault("print.archive", set())
        if order_ids and not waiting:
            precommit.add(partial(_pack_waiting, self.env(user=SUPERUSER_ID)))
        waiting.update(order_ids)


def _pack_waiting(env):
    order_ids = env.cr.precommit.data.pop("print.archive", set())
    orders = env["sale.order"].browse(order_ids).exists()
    packed = orders.filtered(lambda order: order._is_packed_by_itself())
    env["print.archive"]._want(packed, after=GATHER)
    env.flush_all()
