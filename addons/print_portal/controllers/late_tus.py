from odoo.exceptions import MissingError
from odoo.http import Controller, request, route

from .tus import BEGINS, GOES_ON, TusDoor, TusPlace


class PrintLateTus(TusDoor, Controller):
    """Whoever holds a link for late files goes on with an upload, see ``tus``."""

    # The address is the right: no cookie counts.
    @route("/print/late/<string:link>/tus", **BEGINS)
    def print_late_tus(self, link, **kw):
        """Begin an upload for the job of a link."""
        return self._tus(link=link)

    @route("/print/late/<string:link>/tus/<string:token>", **GOES_ON)
    def print_late_tus_upload(self, link, token, **kw):
        """Go on with an upload, ask how far it is, give it up."""
        return self._tus(token, link=link)

    @route(
        "/print/late/<string:link>/unfinished",
        type="jsonrpc",
        auth="public",
        website=True,
        readonly=True,
    )
    def print_late_unfinished(self, link):
        """Return the uploads by this link that were broken off; see ``FileDrop``."""
        link_sudo = request.env["print.late.link"]._find(link)
        if not link_sudo:
            return []
        return link_sudo._get_unfinished()._tell_left(f"/print/late/{link}/tus")

    def _tus_place(self, link):
        link_sudo = request.env["print.late.link"]._find(link)
        if not link_sudo:
            raise MissingError(request.env._("The link works no more."))
        if request.httprequest.method in ("POST", "PATCH"):
            link_sudo._check_takes()
        buyer = link_sudo.job_id.partner_id
        return TusPlace(
            f"/print/late/{link}/tus",
            buyer.print_client_id,
            link_sudo.account_id,
            buyer=buyer,
            origin="link",
            folder="",
            values={"late_link_id": link_sudo.id},
        )

    def _tus_tell(self, file):
        """Nothing that leads into the folder of the client."""
        return file.late_link_id._tell(file)
