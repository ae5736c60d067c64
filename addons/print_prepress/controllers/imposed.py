from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import Controller, content_disposition, request, route

XJDF_TYPE = "application/vnd.cip4-xjdf+xml"
PPF_TYPE = "application/octet-stream"  # it has no other that is registered


class PrintImposed(Controller):
    """What prepress and the press take of imposed sheets."""

    @route("/print/imposed/<int:imposed_id>/pdf", auth="user", readonly=True)
    def print_imposed_pdf(self, imposed_id, **kw):
        """Send the sheets, in ranges."""
        imposed = self._find_imposed(imposed_id)
        try:
            return imposed._download_stream().get_response(as_attachment=True)
        except UserError as refusal:
            raise NotFound(str(refusal)) from refusal

    @route("/print/imposed/<int:imposed_id>/xjdf", auth="user", readonly=True)
    def print_imposed_ticket(self, imposed_id, **kw):
        """Send the job ticket for machines."""
        imposed = self._find_imposed(imposed_id)
        name = imposed._get_machine_name(".xjdf")
        return self._send(imposed._get_ticket(), name, XJDF_TYPE)

    @route(
        "/print/imposed/<int:imposed_id>/ppf/<int:sheet>", auth="user", readonly=True
    )
    def print_imposed_ink(self, imposed_id, sheet, **kw):
        """Send the ink preview of a sheet."""
        imposed = self._find_imposed(imposed_id)
        try:
            preview = imposed._get_ink_preview(sheet)
        except UserError as refusal:
            raise NotFound(str(refusal)) from refusal
        name = imposed._get_machine_name(imposed._get_preview_ending(sheet))
        return self._send(preview, name, PPF_TYPE)

    def _send(self, content, name, media_type):
        return request.make_response(
            content,
            [
                ("Content-Type", media_type),
                ("Content-Disposition", content_disposition(name)),
            ],
        )

    def _find_imposed(self, imposed_id):
        """Return sheets that are made, if the user may see them."""
        imposed = request.env["print.imposed"]
        if not imposed.has_access("read"):
            raise NotFound()
        found = imposed.search([("id", "=", imposed_id), ("state", "=", "done")])
        if not found:
            raise NotFound()
        return found
