"""One writer of a basket at a time, the others queue instead of failing.

Odoo works in REPEATABLE READ: two requests that write one order make one of them
fail, and core retries it after seconds of sleep. A lock inside the transaction does
not help, because its snapshot is older than the wait. So: lock, commit for a fresh
snapshot, work, commit, unlock.
"""

from contextlib import contextmanager

import psycopg2.errors

from odoo.exceptions import UserError
from odoo.tools import SQL

LOCK_CLASS = 0x7072696E  # "prin": apart from other users of advisory locks
WAIT_S = 20
LOCK = "SET LOCAL lock_timeout = %s; SELECT pg_advisory_lock(%s, %s)"  # one way to go


class BasketBusy(UserError):
    """Others kept a basket for longer than somebody waits for it."""


@contextmanager
def exclusive(env, key):
    """Let one request at a time work on what ``key`` names.

    The body is committed when it ends, and rolled back when it raises. Call it before
    anything of the basket is read.

    :param int key: an order's id; for whoever has none yet, minus the user's id
    :raise BasketBusy: when others kept it for longer than WAIT_S seconds
    """
    cr = env.cr
    try:
        cr.execute(LOCK, (WAIT_S * 1000, LOCK_CLASS, key))
    except psycopg2.errors.LockNotAvailable as error:
        cr.rollback()
        raise BasketBusy(
            env._("Somebody else is working in this basket. Try again.")
        ) from error
    try:
        _start_fresh(env)
        yield
        env.flush_all()
        cr.commit()  # pylint: disable=invalid-commit
    except BaseException:
        cr.rollback()
        env.transaction.clear()
        raise
    finally:
        _unlock(cr, key)


def _start_fresh(env):
    """See what others committed while this request waited."""
    env.cr.commit()  # pylint: disable=invalid-commit
    env.invalidate_all()


def _unlock(cr, key):
    """Give the lock back; a connection that cannot is closed, and the lock with it."""
    try:
        cr.execute(SQL("SELECT pg_advisory_unlock(%s, %s)", LOCK_CLASS, key))
        cr.commit()  # pylint: disable=invalid-commit
    except BaseException:
        cr._cnx.close()
        raise
