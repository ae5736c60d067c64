from odoo.addons.print_portal.controllers.portal import PrintPortal
from odoo.exceptions import UserError
from odoo.http import request, route


class FileServer(PrintPortal):
    """How a client's programs reach his folder."""

    @route("/my/print/files/server", auth="user", website=True, readonly=True)
    def print_file_server(self, **kw):
        """Show where the server is, how to set programs up, and the account's keys."""
        return self._file_server_page()

    def _file_server_page(self, typed="", name="", error=""):
        user, area = request.env.user, self._print_area()
        if not user._has_ftp_folder():
            return request.redirect(f"{area['root']}/files", code=303)
        values = {
            "server": request.env["print.ftp.node"]._get_connection(user),
            "keys": request.env["print.ftp.key"]._get_own(user),
            "typed": typed,
            "name": name,
            "error": error,
        }
        return request.render("print_ftp.file_server", values)

    @route("/my/print/files/server/keys", auth="user", website=True, methods=["POST"])
    def print_ftp_key_add(self, key="", name="", **kw):
        """Add a public key of the account."""
        try:
            request.env["print.ftp.key"]._add(request.env.user, key, name)
        except UserError as refusal:
            return self._file_server_page(key, name, str(refusal))
        return self._to_file_server()

    @route(
        "/my/print/files/server/keys/<int:key_id>/remove",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_ftp_key_remove(self, key_id, **kw):
        """Remove a key of the account; what is another's stays."""
        keys = request.env["print.ftp.key"]
        keys.browse(key_id)._remove_by(request.env.user)
        return self._to_file_server()

    def _to_file_server(self):
        area = self._print_area()
        return request.redirect(f"{area['root']}/files/server#keys", code=303)
