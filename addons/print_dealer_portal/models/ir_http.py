from odoo import api, models
from odoo.http import request

from ..area import CLIENT_ROOT, DEALER_ROOT, is_under

# Which area an account of both works in, where the address does not tell.
SESSION_KEY = "print_area"


class IrHttp(models.AbstractModel):
    """One code, two areas: each page of clients has a twin among those of dealers."""

    _inherit = "ir.http"

    def _generate_routing_rules(self, modules, converters):
        for url, endpoint in super()._generate_routing_rules(modules, converters):
            yield url, endpoint
            if is_under(url, CLIENT_ROOT):
                yield DEALER_ROOT + url.removeprefix(CLIENT_ROOT), endpoint

    @classmethod
    def _get_print_paths(cls):
        return (*super()._get_print_paths(), DEALER_ROOT)

    @api.model
    def _find_print_root(self, path):
        is_dealers = is_under(path, DEALER_ROOT)
        return DEALER_ROOT if is_dealers else super()._find_print_root(path)

    @classmethod
    def _url_localized(cls, url=None, *args, **kwargs):
        """Core finds the first address of a page in another language: not the twin."""
        localized = super()._url_localized(url, *args, **kwargs)
        path = (url or request.httprequest.path).partition("?")[0]
        if is_under(path, DEALER_ROOT):
            return localized.replace(CLIENT_ROOT, DEALER_ROOT, 1)
        return localized

    def _get_print_root(self):
        if self._is_dealer_area():
            return DEALER_ROOT, DEALER_ROOT
        return super()._get_print_root()

    def _is_dealer_area(self):
        """Whether one is among the pages of dealers now.

        Whoever is marked for both is where his address says. Core's pages, such as
        that of the password, belong to both: there he is where he was last.
        """
        area = self.env.user.print_area
        if area != "both":
            return area == "dealer"
        path = request.httprequest.path if request else ""
        if is_under(path, DEALER_ROOT) or is_under(path, CLIENT_ROOT):
            return is_under(path, DEALER_ROOT)
        return bool(request) and request.session.get(SESSION_KEY) == "dealer"

    def _get_print_user_menu(self, user, root):
        """Whoever is marked for both finds the way to the other area here."""
        menu = super()._get_print_user_menu(user, root)
        if user.print_area == "both":
            _ = self.env._
            label = _("Work as a client")
            other = {"key": "area", "label": label, "url": "/my"}
            if root != DEALER_ROOT:
                label = _("Work as a partner")
                other = {"key": "area", "label": label, "url": DEALER_ROOT}
            menu.insert(len(menu) - 1, other)
        return menu
