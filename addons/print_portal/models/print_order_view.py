from odoo import models

KEPT = 10  # of each user


class PrintOrderView(models.Model):
    """Which orders a client's account has looked at last.

    What he reads of them is what his rights on orders leave.
    """

    _name = "print.order.view"
    _description = "Recently Viewed Order"
    _inherit = "print.visit.mixin"
    _order = "date desc, id desc"
    _log_access = False

    # Also finds the rows of a user.
    _user_order = models.UniqueIndex("(user_id, order_id)")

    def _note(self, user, order):
        """Keep the visit; forget all but the last ones of this user."""
        result = super()._note(user, order)
        self.search([("user_id", "=", user.id)], offset=KEPT).unlink()
        return result
