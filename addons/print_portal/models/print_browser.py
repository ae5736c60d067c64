import hashlib
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

DAYS_KEPT = 400  # a cookie lives no longer in any browser


class PrintBrowser(models.Model):
    """A browser in which an account has logged in, known by a cookie."""

    _name = "print.browser"
    _description = "Known Browser of an Account"
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    key_hash = fields.Char(required=True)
    date_last = fields.Datetime(required=True, index=True)

    _key_uniq = models.UniqueIndex("(user_id, key_hash)")

    @api.model
    def _meet(self, user, key):
        """Remember that ``user`` has logged in where the cookie is ``key``.

        :param key: value of the cookie, or ``None``
        :return: value the cookie is to have; whether this browser is another one than
            those he logged in with before
        """
        key = key or secrets.token_urlsafe(24)
        values = {
            "user": user.id,
            "key_hash": _hash(key),
            "now": fields.Datetime.now(),
        }
        had_others = bool(self.search_count([("user_id", "=", user.id)], limit=1))
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO print_browser (user_id, key_hash, date_last)
                VALUES (%(user)s, %(key_hash)s, %(now)s)
                ON CONFLICT (user_id, key_hash) DO UPDATE SET date_last = %(now)s
                RETURNING xmax = 0
                """,
                **values,
            )
        )
        [is_new] = self.env.cr.fetchone()
        return key, had_others and is_new

    @api.model
    def _is_known(self, user, key):
        """Whether ``user`` has logged in where the cookie is ``key``."""
        return bool(
            self.search_count(
                [("user_id", "=", user.id), ("key_hash", "=", _hash(key))], limit=1
            )
        )

    @api.autovacuum
    def _gc_browsers(self):
        before = fields.Datetime.now() - timedelta(DAYS_KEPT)
        self.search([("date_last", "<", before)], limit=1000).unlink()


def _hash(key):
    return hashlib.sha256(key.encode()).hexdigest()
