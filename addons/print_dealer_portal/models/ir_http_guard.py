from werkzeug.exceptions import NotFound, abort

from odoo import models
from odoo.http import SessionExpiredException, request

from ..area import CLIENT_ROOT, DEALER_ROOT, LOGIN, is_under, to_twin
from .ir_http import SESSION_KEY

HOMES = ("/my", "/my/home")
CORE_LOGIN = "/web/login"


class IrHttp(models.AbstractModel):
    """Who works as a partner stays among the pages of dealers; clients stay out."""

    _inherit = "ir.http"

    @classmethod
    def _pre_dispatch(cls, rule, args):
        result = super()._pre_dispatch(rule, args)
        # Pages that anybody may open, such as that of the login, ask nobody.
        if rule.endpoint.routing["auth"] == "user":
            cls._guard_print_area(rule)
        return result

    @classmethod
    def _guard_print_area(cls, rule):
        """Turn away who does not work in the area of this page, or lead him to his.

        Mails have one address for everybody: it leads dealers to the page's twin.

        :raise NotFound: where there is nothing for him
        """
        user = request.env.user
        if is_under(rule.rule, DEALER_ROOT):
            if not user._works_as("dealer") or user._is_dealer_page_closed(rule.rule):
                raise NotFound()
            cls._note_print_area("dealer")
        elif is_under(rule.rule, CLIENT_ROOT) or rule.rule in HOMES:
            if not user._works_as("client"):
                cls._lead_to_twin(rule)
            cls._note_print_area("client")
        elif user._is_internal():
            return  # known without a look at the database, which others need
        elif user.print_area == "dealer" and user._is_dealer_page_closed(rule.rule):
            # One of core's pages, such as that of an invoice.
            raise NotFound()

    @classmethod
    def _lead_to_twin(cls, rule):
        if rule.endpoint.routing[
            "type"
        ] != "http" or request.httprequest.method not in ("GET", "HEAD"):
            raise NotFound()
        twin = to_twin(request.httprequest.path)
        abort(request.redirect_query(twin, request.httprequest.args))

    @classmethod
    def _note_print_area(cls, area):
        """Keep in which area an account of both works: see ``_is_dealer_area``."""
        is_new = request.session.get(SESSION_KEY) != area
        if is_new and request.env.user.print_area == "both":
            request.session[SESSION_KEY] = area

    @classmethod
    def _handle_error(cls, exception):
        """Whose session has ended among the pages of dealers logs in at their door."""
        response = super()._handle_error(exception)
        if isinstance(exception, SessionExpiredException):
            location = response.headers.get("Location", "")
            if is_under(request.httprequest.path, DEALER_ROOT):
                response.headers["Location"] = location.replace(CORE_LOGIN, LOGIN, 1)
        return response
