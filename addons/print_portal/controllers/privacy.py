from tempfile import SpooledTemporaryFile

from werkzeug.exceptions import NotFound
from werkzeug.wsgi import wrap_file

from odoo.http import Response, content_disposition, request, route

from .portal import PrintPortal

IN_MEMORY = 1 << 20  # bytes of an export; what is longer waits on disk


class PrintPrivacy(PrintPortal):
    """What we keep of an account: to take along, and to have deleted."""

    @route("/my/print/privacy", auth="user", website=True, readonly=True)
    def print_privacy(self, **_kwargs):
        """Show what can be downloaded, and how to be deleted."""
        self._print_area()
        return self._render_privacy()

    @route("/my/print/privacy/export", auth="user", website=True, readonly=True)
    def print_privacy_export(self, **_kwargs):
        """Send everything we keep of this account, as one JSON file."""
        self._print_area()
        return self._send_export(whole_client=False)

    @route("/my/print/privacy/export/client", auth="user", website=True, readonly=True)
    def print_privacy_export_client(self, **_kwargs):
        """Send everything we keep of the client to his main account."""
        self._print_area()
        if not request.env.user._is_print_primary():
            raise NotFound()
        return self._send_export(whole_client=True)

    @route("/my/print/privacy/delete", auth="user", website=True, methods=["POST"])
    def print_privacy_delete(self, comment="", **_kwargs):
        """Ask to be deleted; a coordinator answers."""
        area = self._print_area()
        request.env["print.privacy.request"]._ask(comment)
        return request.redirect(f"{area['root']}/privacy", code=303)

    @route("/my/print/privacy/withdraw", auth="user", website=True, methods=["POST"])
    def print_privacy_withdraw(self, **_kwargs):
        """Stay after all."""
        area = self._print_area()
        request.env["print.privacy.request"]._withdraw()
        return request.redirect(f"{area['root']}/privacy", code=303)

    def _render_privacy(self):
        user = request.env.user
        values = {
            "asked": request.env["print.privacy.request"]._find_own(),
            "is_primary": user._is_print_primary(),
            "is_company": user._print_client().is_company,
            # The text is published for everybody, the model is not.
            "consent": request.env["print.consent"].sudo()._get_current(),
        }
        return request.render("print_portal.privacy", values)

    def _send_export(self, whole_client):
        """Return the export: written to a file first, since the database is closed when
        the answer is on its way."""
        user = request.env.user
        file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the answer closes it
        user._write_print_export(file, whole_client=whole_client)
        length = file.tell()
        file.seek(0)
        name = user._print_client().client_code if whole_client else user.login
        headers = [
            ("Content-Type", "application/json; charset=utf-8"),
            ("Content-Length", str(length)),
            ("Content-Disposition", content_disposition(f"{name}.json")),
            ("Cache-Control", "no-store"),
        ]
        return Response(
            wrap_file(request.httprequest.environ, file),
            headers=headers,
            direct_passthrough=True,
        )
