import hashlib
import json
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

KEPT = timedelta(days=2)  # as long as somebody may press a button of an old page
BATCH = 10_000


class PrintOnce(models.Model):
    """What adds something, named by a key of the page: pressed twice it is done once.

    An answer may be lost on its way, a button pressed twice, a page be sent again: none
    of these puts goods into a basket a second time, or says a message twice. The row
    is written with what it names, and taken back with it.
    """

    _name = "print.once"
    _description = "Request That Is Done Once"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    mark = fields.Char(required=True, help="Hash of the key and of what was asked for.")
    date = fields.Datetime(required=True)

    _mark_uniq = models.UniqueIndex("(user_id, mark)", "This has been done already.")
    _date_idx = models.Index("(date)")

    @api.model
    def _is_first(self, key, *asked):
        """Whether the user asks for this for the first time, and keep that he has.

        Whoever goes back, changes what he typed and sends it with the same key asks
        for something else. Call it in the lock of what is changed, see ``basket_lock``.

        :param key: of this press of a button; without one everything is new
        :param asked: what is asked for, as JSON has it
        """
        if not key:
            return True
        content = json.dumps([str(key), *asked], sort_keys=True, default=str)
        mark = hashlib.sha256(content.encode("utf-8", "replace")).hexdigest()
        return bool(
            self.env.execute_query(
                SQL(
                    """INSERT INTO print_once (user_id, mark, date) VALUES (%s, %s, %s)
                    ON CONFLICT DO NOTHING RETURNING id""",
                    self.env.uid,
                    mark,
                    fields.Datetime.now(),
                )
            )
        )

    @api.autovacuum
    def _gc_once(self):
        """Forget what nobody sends again any more."""
        old = [("date", "<", fields.Datetime.now() - KEPT)]
        gone = self.search(old, limit=BATCH)
        gone.unlink()
        return len(gone), len(gone) == BATCH
