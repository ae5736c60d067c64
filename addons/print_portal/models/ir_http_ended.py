import time
from types import SimpleNamespace
from urllib.parse import urlencode

from odoo import api, models
from odoo.http import Request, SessionExpiredException, request

from .ir_http_typed import FORMS

SESSION_KEY = "print_typed"
KEPT_S = 3600
LARGEST = 64 << 10  # of what is kept, in bytes
PAGE = "/typed"


class IrHttp(models.AbstractModel):
    """A session that ends while somebody types: the form waits until he is back."""

    _inherit = "ir.http"

    @classmethod
    def _handle_error(cls, exception):
        """Keep a form of one of our pages that came from whoever was logged out."""
        typed = None
        if isinstance(exception, SessionExpiredException):
            typed = cls._read_typed_form()
        response = super()._handle_error(exception)
        if typed:
            request.session[SESSION_KEY] = typed
            back = request.env["ir.http"]._find_print_root(typed["path"]) + PAGE
            response.headers["Location"] = f"/web/login?{urlencode({'redirect': back})}"
            request.dispatcher.post_dispatch(response)  # it keeps the session
        return response

    @classmethod
    def _read_typed_form(cls):
        """Return the form of this request, None if it is none of ours, or too large.

        :return: dict of ``path``, ``fields`` (list of pairs), ``had_files``, ``until``
        """
        sent = request.httprequest
        is_form = sent.method == "POST" and sent.mimetype in FORMS
        if not is_form or (sent.content_length or 0) > LARGEST:
            return None
        if not request.env["ir.http"]._find_print_root(sent.path):
            return None
        # It was made for the session that has ended: the cookie still names that.
        ended = SimpleNamespace(
            env=request.env,
            session=SimpleNamespace(sid=sent.cookies.get("session_id", "")),
        )
        if not Request.validate_csrf(ended, sent.form.get("csrf_token")):
            return None
        return {
            "path": sent.full_path.rstrip("?"),
            "fields": [
                [name, text]
                for name, text in sent.form.items(multi=True)
                if name != "csrf_token"
            ],
            "had_files": any(file.filename for file in sent.files.values()),
            "until": time.time() + KEPT_S,
        }

    @api.model
    def _find_print_root(self, path):
        """Return the root of the area in which an address lies, "" for none."""
        return "/my/print" if path.startswith("/my/print/") else ""

    @api.model
    def _get_typed_form(self):
        """Return what was kept for whoever has logged in again, None for nothing."""
        typed = request.session.get(SESSION_KEY)
        return typed if typed and typed["until"] > time.time() else None
