import re
import time

from odoo import models
from odoo.http import request

from ..api_problem import ApiProblem
from ..request_rate import Rate

# Of one user's programs, in one worker.
RATE = Rate(per_minute=300, burst=60)


class IrHttp(models.AbstractModel):
    """Programs of dealers show a key, ``Authorization: Bearer ...``, and no session."""

    _inherit = "ir.http"

    @classmethod
    def _auth_method_print_api(cls):
        header = request.httprequest.headers.get("Authorization", "")
        bearer = re.fullmatch(r"bearer\s+(\S+)", header.strip(), re.IGNORECASE)
        keys = request.env["res.users.apikeys"]
        uid = keys._use_dealer_key(bearer[1]) if bearer else 0
        if not uid:
            cls._refuse_key(bool(bearer))
        request.session.can_save = False
        request.update_env(user=uid)
        user = request.env.user
        request.update_context(lang=user.lang, tz=user.tz)
        if wait := RATE.take(uid, time.monotonic()):
            detail = request.env._("Too many requests. Time to wait: %s s.", wait)
            raise ApiProblem(429, detail, headers=[("Retry-After", str(wait))])
        if not user._has_dealer_action("api"):
            raise ApiProblem(
                403, request.env._("This account has no access for programs.")
            )

    @classmethod
    def _refuse_key(cls, has_key):
        """Refuse a request without a right key; who guesses waits longer and longer."""
        if has_key:
            address = request.httprequest.remote_addr
            request.env["res.users"]._print_throttle("", address, "key")
        detail = request.env._("Send a key of yours: Authorization: Bearer ...")
        raise ApiProblem(401, detail, headers=[("WWW-Authenticate", "Bearer")])
