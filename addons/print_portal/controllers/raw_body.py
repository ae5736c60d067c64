"""The body of a request as it arrives: for doors that take files of any size."""

import threading

from werkzeug.exceptions import ClientDisconnected

from odoo.exceptions import AccessError, MissingError

from ..filestore import (
    BadName,
    NoSpace,
    NotStored,
    OffsetMismatch,
    QuotaExceeded,
    SizeMismatch,
    StoreError,
)

STALLED_S = 60  # a sender who sends nothing for so long has gone
LOST = (ClientDisconnected, ConnectionError, TimeoutError)
STATUSES = {
    BadName: 400,
    SizeMismatch: 400,
    NotStored: 404,
    OffsetMismatch: 409,
    QuotaExceeded: 413,
    NoSpace: 507,
}


def raw_body(httprequest):
    """Return the body of the request as a stream, and let it take its time.

    Odoo's request hands out parsed forms and whole bytes only; its own websocket takes
    what lies beneath in the same way. A sender who goes away raises one of ``LOST``.
    """
    # The real-time limit is for requests that hang: the threaded server would restart
    # itself under an upload of two minutes. A sender who stalls is given up below.
    threading.current_thread().start_time = None
    if connection := httprequest._HTTPRequest__environ.get("socket"):
        connection.settimeout(STALLED_S)
    return httprequest._HTTPRequest__wrapped.stream


def refusal_status(refusal):
    """Return the HTTP status that fits a refused upload."""
    if isinstance(refusal, AccessError):
        return 403
    if isinstance(refusal, MissingError):
        return 404
    cause = refusal.__cause__
    otherwise = 503 if isinstance(cause, StoreError) else 400
    return STATUSES.get(type(cause), otherwise)
