from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.typed_ids import read_id
from odoo.http import Controller, request, route

from .asked_keys import read_keys

KEPT_S = 3600  # by the browser; another place has another address
MODELS = {"artwork": "print.artwork", "files": "print.file"}


class PrintPreview(Controller):
    @route(
        [
            "/my/print/<any(artwork, files):folder>/<int:record_id>/page/<int:number>",
            "/my/print/<any(artwork, files):folder>/<int:record_id>/page/<int:number>"
            "/<string:kind>",
        ],
        auth="user",
        readonly=True,
    )
    def print_page_picture(
        self, folder, record_id, number, kind="page", ink=None, **kw
    ):
        """Send the picture of a page of a file, or of one plate of it."""
        file = self._visible(MODELS[folder], record_id)
        return self._respond(file._get_picture_stream(kind, number, ink))

    @route(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/pictures",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def print_pictures(self, folder, record_id, keys=None, **kw):
        """Return how far pictures of a file are, and have the missing ones drawn.

        :param keys: see ``print.stored.mixin._ask_pictures``
        """
        return self._visible(MODELS[folder], record_id)._ask_pictures(read_keys(keys))

    @route(
        "/my/print/<any(artwork, files):folder>/<int:record_id>/view",
        auth="user",
        website=True,
    )
    def print_view(self, folder, record_id, page="1", pin="", **kw):
        """Show a file page by page, with its boxes, plates and findings.

        :param pin: of a finding that is marked, such as ``f12``
        """
        file = self._visible(MODELS[folder], record_id)
        values = file._get_view_values(read_id(page) or 1)
        values["view"]["pin"] = pin
        number = values["view"]["page"]
        shown = f"page-{number}"
        states = file._ask_pictures([shown, f"thumb-{number}"])
        values["view"]["is_drawn"] = states[shown] == "done"
        return request.render("print_prepress.view_page", values)

    @route("/my/print/findings/<int:finding_id>/picture", auth="user", readonly=True)
    def print_finding_picture(self, finding_id, **kw):
        """Send the picture of the place that a finding is about."""
        finding = self._visible("print.finding", finding_id)
        return self._respond(finding._get_picture_stream())

    def _visible(self, model, record_id):
        """Return a record that the user may see; for all others it does not exist."""
        record = request.env[model].search([("id", "=", record_id)])
        if not record:
            raise NotFound()
        return record

    def _respond(self, stream):
        if not stream:
            raise NotFound()
        return stream.get_response(max_age=KEPT_S)
