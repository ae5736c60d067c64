from werkzeug.exceptions import NotFound

from odoo.http import request, route

from .portal import PrintPortal


class PrintManager(PrintPortal):
    """The face of whoever serves the client."""

    # A picture speaks no language: nothing leads to an address with one.
    @route("/my/print/manager/<int:partner_id>/photo", auth="user", readonly=True)
    def print_manager_photo(self, partner_id, **kw):
        """Send the picture of a colleague who serves the user; others do not exist."""
        self._print_area()
        person = request.env["res.partner"]._find_serving_person(partner_id)
        if not person.image_128:
            raise NotFound()
        stream = request.env["ir.binary"]._get_image_stream_from(person, "image_128")
        return stream.get_response(max_age=86400)
