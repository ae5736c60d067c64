from odoo import api, models
from odoo.http import request


class IrHttp(models.AbstractModel):
    """What models may ask about who visits: they themselves know no request.

    Cron, shell and the file server bring none; then nothing is told.
    """

    _inherit = "ir.http"

    @api.model
    def _get_visitor_address(self):
        """Return the IP address of the visitor, None without one."""
        return request.httprequest.remote_addr if request else None

    @api.model
    def _get_visitor_cookie(self, name):
        return request.cookies.get(name) if request else None

    @api.model
    def _get_visitor_facts(self):
        """Return ``browser``, ``platform``, ``place`` and ``address``, as texts."""
        if not request:
            return dict.fromkeys(("browser", "platform", "place", "address"), "")
        agent, geoip = request.httprequest.user_agent, request.geoip
        place = (geoip.get("city"), geoip.get("country_name"))
        return {
            "browser": agent.browser,
            "platform": agent.platform,
            "place": ", ".join(filter(None, place)),
            "address": request.httprequest.remote_addr,
        }

    @api.model
    def _is_visited(self):
        """Whether somebody visits us at all."""
        return bool(request)

    @api.model
    def _is_logged_in(self):
        """Whether the user is the one whose session is open."""
        return bool(request) and request.session.uid == self.env.uid
