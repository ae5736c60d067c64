from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from .files import PrintFiles


class PrintStaffFiles(PrintFiles):
    @route(
        "/print/artwork/<int:artwork_id>/replace",
        auth="user",
        website=True,
        methods=["GET", "POST"],
        max_content_length=None,
    )
    def print_artwork_replace(self, artwork_id, reason="", **kw):
        """Take a production file of any size from prepress, in place of another one.

        Odoo's own uploads hold a file in memory and shrink pictures; here it is
        streamed into the client's folder.
        """
        if not request.env.user.has_group("print_portal.group_prepress"):
            raise NotFound()
        artwork = self._visible("print.artwork", artwork_id)
        refusal = ""
        if request.httprequest.method == "POST":
            part = request.httprequest.files.get("file")
            try:
                artwork._replace_by(part.filename or "", part.stream, reason)
            except UserError as error:
                refusal = str(error)
            else:
                path = f"/odoo/print.job/{artwork.job_id.id}"
                return request.redirect(path, code=303, local=True)
        values = {"artwork": artwork, "reason": reason, "refusal": refusal}
        response = request.render("print_portal.staff_replace", values)
        if refusal:
            response.status_code = 422
        return response
