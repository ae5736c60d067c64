from odoo import fields, models
from odoo.addons.base.models.res_users import INDEX_SIZE
from odoo.tools import SQL

SCOPE = "print_dealer"  # opens the API of dealers, and nothing else
NOTED_EVERY = "10 minutes"  # when a key was used last is known so exactly


class ResUsersApikeys(models.Model):
    """Keys of dealers' programs: as core has them, with when they were used last."""

    _inherit = "res.users.apikeys"

    print_last_use = fields.Datetime("Last use", readonly=True)

    def init(self):
        """The table is core's own making, so its column is ours to add."""
        result = super().init()
        self.env.cr.execute(
            SQL(
                "ALTER TABLE %s ADD COLUMN IF NOT EXISTS print_last_use timestamp",
                SQL.identifier(self._table),
            )
        )
        return result

    def _use_dealer_key(self, key):
        """Return the id of the user whose program shows ``key``; 0 for a wrong one.

        Keys for other doors of the shop do not open this one.
        """
        if not key or not (uid := self._check_credentials(scope=SCOPE, key=key)):
            return 0
        index = key[:INDEX_SIZE]
        known = self.env.execute_query(
            SQL(
                "SELECT id FROM res_users_apikeys"
                " WHERE user_id = %s AND index = %s AND scope = %s",
                uid,
                index,
                SCOPE,
            )
        )
        if not known:
            return 0
        self._note_use([id for (id,) in known])
        return uid

    def _note_use(self, ids):
        """Keep that keys are used now, in a transaction of its own.

        Many requests of one program at once must not wait for each other over this.
        """
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    UPDATE res_users_apikeys
                       SET print_last_use = now() AT TIME ZONE 'utc'
                     WHERE id IN (
                           SELECT id FROM res_users_apikeys
                            WHERE id = ANY(%s)
                              AND (print_last_use IS NULL OR print_last_use <
                                   now() AT TIME ZONE 'utc' - %s::interval)
                              FOR UPDATE SKIP LOCKED
                     )
                    """,
                    ids,
                    NOTED_EVERY,
                )
            )
