import hashlib
import hmac
import logging
import re
import threading
import time
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..login_throttle import POLICIES, network

_logger = logging.getLogger(__name__)

# Each slow answer holds a thread and a connection: beyond these, answers are quick.
_slow_answers = threading.BoundedSemaphore(8)


class PrintAttempt(models.Model):
    """One try to get in: all workers and the file server count them here.

    Rows are added and never changed by anybody else, so no two tries wait for each
    other or fail together. They are written in a transaction of their own, because
    that of a failed login is rolled back, and before the password is looked at, so
    that a hundred guesses at once are not all the first. A row says neither failure
    nor success as long as the password is looked at.
    """

    _name = "print.attempt"
    _description = "Try to Get In"
    _log_access = False

    kind = fields.Char(required=True, help="What was tried: login or key.")
    key_hash = fields.Char(
        required=True, help="People type passwords in the field of the login."
    )
    network = fields.Char(required=True)
    date = fields.Datetime(required=True)
    is_failure = fields.Boolean()
    is_success = fields.Boolean()

    _key_idx = models.Index("(kind, key_hash, network, id)")
    _network_idx = models.Index("(kind, network, id)")
    _date_idx = models.Index("(date)")

    @api.model
    def _begin(self, kind, key, address, is_failure=False):
        """Count a try, and hold back the answer when there were many.

        :param str kind: one of ``login_throttle.POLICIES``
        :param str key: what is tried, a login for instance; "" when it does not matter
        :param str address: IP address of whoever tries
        :param bool is_failure: count it as one at once; else one of ``_succeed``,
            ``_fail`` and ``_forget`` has to follow
        :return: id of the row, seconds to wait before the next try; this one is
            refused if there are any
        """
        policy = self._get_policy(kind)
        values = {
            "kind": kind,
            "key_hash": self._hash_key(key),
            "network": network(address),
            "is_failure": is_failure,
            "now": fields.Datetime.now(),
        }
        with self.env.registry.cursor() as cr:
            attempt_id = _insert(cr, values)
            # From here on everybody else's count has this one.
            cr.commit()  # pylint: disable=invalid-commit
            wait = policy.wait(*_count(cr, values, attempt_id, policy))
            if wait:
                # Who is refused has not tried: he does not wait longer for it.
                cr.execute(SQL("DELETE FROM print_attempt WHERE id = %s", attempt_id))
            slow = 0 if wait else policy.delay(_all_failures(cr, values, policy))
        if wait:
            _logger.warning(
                "Refused for %s s: %s from %s. Behind a proxy, proxy_mode must be on.",
                wait,
                kind,
                values["network"],
            )
        elif slow and _slow_answers.acquire(blocking=False):
            try:
                time.sleep(slow)
            finally:
                _slow_answers.release()
        return attempt_id, wait

    @api.model
    def _succeed(self, attempt_id):
        """Forget the failures of this key from this network."""
        self._end(attempt_id, "is_success")

    @api.model
    def _fail(self, attempt_id):
        self._end(attempt_id, "is_failure")

    def _end(self, attempt_id, column):
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    "UPDATE print_attempt SET %s = TRUE WHERE id = %s",
                    SQL.identifier(column),
                    attempt_id,
                )
            )

    @api.model
    def _forget(self, attempt_id):
        """Count a try not at all that was neither right nor wrong."""
        with self.env.registry.cursor() as cr:
            cr.execute(SQL("DELETE FROM print_attempt WHERE id = %s", attempt_id))

    @api.model
    def _get_policy(self, kind):
        """Return the policy for a kind of tries; that of logins is a setting."""
        policy = POLICIES[kind]
        if kind != "login":
            return policy
        first_wait = self._get_number("login_first_wait", policy.first_wait)
        longest_wait = self._get_number("login_longest_wait", policy.longest_wait)
        return replace(
            policy,
            free_tries=self._get_number("login_free_tries", policy.free_tries),
            first_wait=first_wait,
            longest_wait=max(first_wait, longest_wait),
        )

    def _get_number(self, name, default):
        """Return a setting; what is no number above 0 would shut everybody out."""
        # The public logs in, and reads no settings.
        typed = self.env["ir.config_parameter"].sudo().get_param(f"print_portal.{name}")
        return (
            int(typed) if typed and re.fullmatch(r"0*[1-9]\d{0,5}", typed) else default
        )

    @api.model
    def _hash_key(self, key):
        # The database's secret is nobody's to read.
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        typed = key.strip().lower()
        return hmac.new(secret.encode(), typed.encode(), hashlib.sha256).hexdigest()

    @api.autovacuum
    def _gc_attempts(self):
        """Forget what no policy counts any more."""
        longest = max(self._get_policy(kind).window for kind in POLICIES)
        before = fields.Datetime.now() - timedelta(seconds=longest)
        self.env.cr.execute(SQL("DELETE FROM print_attempt WHERE date < %s", before))


def _insert(cr, values):
    cr.execute(
        SQL(
            """
            INSERT INTO print_attempt
                   (kind, key_hash, network, date, is_failure, is_success)
            VALUES (%(kind)s, %(key_hash)s, %(network)s, %(now)s, %(is_failure)s, FALSE)
            RETURNING id
            """,
            **values,
        )
    )
    return cr.fetchone()[0]


def _count(cr, values, attempt_id, policy):
    """Return how often this key failed from this network, and seconds since then.

    Tries at once beyond what one program makes are failures too.
    """
    cr.execute(
        SQL(
            """
            SELECT count(*) FILTER (WHERE is_failure),
                   count(*) FILTER (WHERE NOT is_failure),
                   max(date)
              FROM print_attempt
             WHERE kind = %(kind)s AND key_hash = %(key_hash)s
               AND network = %(network)s AND id != %(attempt_id)s AND date > %(begin)s
               AND NOT is_success
               AND id > COALESCE((
                   SELECT max(id) FROM print_attempt
                    WHERE kind = %(kind)s AND key_hash = %(key_hash)s
                      AND network = %(network)s AND is_success
               ), 0)
            """,
            **values,
            attempt_id=attempt_id,
            begin=values["now"] - timedelta(seconds=policy.window),
        )
    )
    failed, at_once, last = cr.fetchone()
    since = (values["now"] - last).total_seconds() if last else 0
    return failed + max(0, at_once - policy.at_once), since


def _all_failures(cr, values, policy):
    """Return the failures of the key or of the network, whichever are more."""
    counted = []
    for column in ("key_hash", "network"):
        cr.execute(
            SQL(
                """
                SELECT count(*) FROM (
                    SELECT FROM print_attempt
                     WHERE kind = %s AND %s = %s AND is_failure AND date > %s
                     LIMIT %s
                ) AS failed
                """,
                values["kind"],
                SQL.identifier(column),
                values[column],
                values["now"] - timedelta(seconds=policy.slow_window),
                policy.countable,
            )
        )
        counted.append(cr.fetchone()[0])
    return max(counted)
