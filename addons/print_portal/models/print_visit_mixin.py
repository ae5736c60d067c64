from odoo import fields, models
from odoo.tools import SQL


class PrintVisitMixin(models.AbstractModel):
    """When a user has last looked at something of an order: one row each.

    Nobody has a right on such rows: ``sale.order`` reads and writes those of the user
    who asks. A model of it needs a unique index over user and order.
    """

    _name = "print.visit.mixin"
    _description = "Visit of an Order"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    order_id = fields.Many2one(
        "sale.order", required=True, ondelete="cascade", index=True
    )
    date = fields.Datetime(required=True)

    def _note(self, user, order):
        """Keep that ``user`` has looked at ``order`` now.

        Two tabs may tell at once: the database settles it.
        """
        self.env.execute_query(
            SQL(
                """INSERT INTO %s (user_id, order_id, date)
                        VALUES (%s, %s, clock_timestamp() AT TIME ZONE 'UTC')
                   ON CONFLICT (user_id, order_id) DO UPDATE SET date = EXCLUDED.date
                     RETURNING id""",
                SQL.identifier(self._table),
                user.id,
                order.id,
            )
        )
        self.invalidate_model()
