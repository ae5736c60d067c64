from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

KEPT_S = 3600  # by the mail program; another proof has another address


class PrintApprovalPicture(Controller):
    @route("/print/approval/picture/<string:token>", auth="public", readonly=True)
    def print_approval_picture(self, token, **kw):
        """Send the first page of a proof to who has the mail that shows it."""
        artwork_sudo = request.env["print.proof"]._find_picture(token)
        stream = artwork_sudo and artwork_sudo._get_preview_stream()
        if not stream:
            raise NotFound()
        return stream.get_response(max_age=KEPT_S)
