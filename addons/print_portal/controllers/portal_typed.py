from odoo.http import request, route

from ..models.ir_http_ended import SESSION_KEY
from .portal import PrintPortal


class PrintTyped(PrintPortal):
    """What somebody sent when his session had ended."""

    @route("/my/print/typed", auth="user", website=True, methods=["GET"])
    def print_typed(self, **kw):
        """Offer to send it now: nothing is typed twice, and nothing goes by itself."""
        area = self._print_area()
        typed = request.env["ir.http"]._get_typed_form()
        if not typed:
            return request.redirect(area["home"])
        return request.render("print_portal.typed", {"typed": typed})

    @route("/my/print/typed", auth="user", website=True, methods=["POST"])
    def print_typed_forget(self, **kw):
        """Forget it."""
        area = self._print_area()
        request.session.pop(SESSION_KEY, None)
        return request.redirect(area["home"], code=303)
