from odoo import fields, models
from odoo.tools import SQL

KEPT = 10  # of each user


class PrintOrderView(models.Model):
    """Which orders a client's account has looked at last.

    Accounts have no right on these rows: ``sale.order`` reads them for the user who
    asks, and shows what his rights on orders leave.
    """

    _name = "print.order.view"
    _description = "Recently Viewed Order"
    _order = "date desc, id desc"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    order_id = fields.Many2one(
        "sale.order", required=True, ondelete="cascade", index=True
    )
    date = fields.Datetime(required=True)

    # Also finds the rows of a user.
    _user_order = models.UniqueIndex("(user_id, order_id)")

    def _note(self, user, order):
        """Keep that ``user`` has looked at ``order`` now; forget all but the last ones.

        Two tabs may tell at once: the database settles it.
        """
        self.env.execute_query(
            SQL(
                """INSERT INTO print_order_view (user_id, order_id, date)
                        VALUES (%s, %s, clock_timestamp() AT TIME ZONE 'UTC')
                   ON CONFLICT (user_id, order_id) DO UPDATE SET date = EXCLUDED.date
                     RETURNING id""",
                user.id,
                order.id,
            )
        )
        self.invalidate_model()
        self.search([("user_id", "=", user.id)], offset=KEPT).unlink()
