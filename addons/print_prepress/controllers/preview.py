from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

KEPT_S = 3600  # by the browser; another place has another address


class PrintPreview(Controller):
    @route(
        "/my/print/artwork/<int:artwork_id>/page/<int:number>",
        auth="user",
        readonly=True,
    )
    def print_artwork_page(self, artwork_id, number, **kw):
        """Send the picture of a page of a file, as a job has it."""
        artwork = self._visible("print.artwork", artwork_id)
        return self._respond(artwork._get_page_stream(number))

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
