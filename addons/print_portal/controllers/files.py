from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.exceptions import UserError
from odoo.http import request, route

from ..file_size import size_words
from .raw_body import LOST, raw_body, refusal_status


class PrintFiles(CustomerPortal):
    _files_per_page = 50

    @route(
        ["/my/print/files", "/my/print/files/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_files(self, page=1, search="", **kw):
        """Show the folder of the client."""
        return self._files_page(page, search)

    def _files_page(self, page=1, search="", errors=()):
        """Render the folder, with sentences on top if something was refused."""
        files = request.env["print.file"]
        client = request.env.user._print_client()
        of_client = [("partner_id", "=", client.id)]
        domain = of_client + [("name", "ilike", search)] if search else of_client
        [(count, size)] = files._read_group(
            of_client, aggregates=["__count", "size:sum"]
        )
        pages = pager(
            url="/my/print/files",
            total=files.search_count(domain) if search else count,
            page=page,
            step=self._files_per_page,
            url_args={"search": search} if search else None,
        )
        shown = files.search(domain, limit=self._files_per_page, offset=pages["offset"])
        values = self._prepare_portal_layout_values() | {
            "client": client,
            "files": shown,
            "usage": shown._get_usage(),
            "summary": request.env._(
                "%(count)s files, %(size)s",
                count=count,
                size=size_words(request.env, size or 0),
            ),
            "origins": dict(
                files._fields["origin"]._description_selection(request.env)
            ),
            "search": search,
            "pager": pages,
            "errors": errors,
        }
        return request.render("print_portal.files_page", values)

    @route(
        "/my/print/files/check",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_file_check(self, name, size):
        """Return the sentence that would refuse this upload, or False.

        Asked before the first byte is sent: nobody waits for gigabytes to be refused.
        """
        client = request.env.user._print_client()
        try:
            request.env["print.file"]._check_upload(client, name, size)
        except UserError as refusal:
            return str(refusal)
        return False

    @route(
        "/my/print/files/upload",
        auth="user",
        website=True,
        methods=["POST"],
        csrf=False,  # the body is the file: the token comes in a header
        max_content_length=None,
    )
    def print_file_upload(self, name="", **kw):
        """Receive one file, the body as it is; answer JSON.

        Read as it arrives, so that it costs the same memory whatever its size. The
        answer has the values of ``print.file._portal_values``, or ``error``.
        """
        headers = request.httprequest.headers
        if not request.validate_csrf(headers.get("X-CSRF-Token")):
            sentence = request.env._("Reload the page: you were logged out.")
            return request.make_json_response({"error": sentence}, status=400)
        user = request.env.user
        try:
            file = request.env["print.file"]._receive(
                user._print_client(),
                user,
                name,
                raw_body(request.httprequest),
                size=request.httprequest.content_length,
                on_ready=request.env.cr.commit,
            )
        except UserError as refusal:
            return request.make_json_response(
                {"error": str(refusal)}, status=refusal_status(refusal)
            )
        except LOST:
            sentence = request.env._("The connection was lost. Upload the file again.")
            return request.make_json_response({"error": sentence}, status=400)
        return request.make_json_response(file._portal_values())

    @route(
        "/my/print/files/add",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_files_add(self, **kw):
        """Receive the files of a plain form; for browsers without a script."""
        user, errors = request.env.user, []
        for part in request.httprequest.files.getlist("file"):
            try:
                request.env["print.file"]._receive(
                    user._print_client(), user, part.filename or "", part.stream
                )
            except UserError as refusal:
                errors.append(str(refusal))
        return self._files_page(errors=errors) if errors else self._to_files()

    @route("/my/print/files/<int:file_id>/download", auth="user", readonly=True)
    def print_file_download(self, file_id, **kw):
        """Send one file; browsers go on where they stopped by asking for a range."""
        return self._download("print.file", file_id)

    def _download(self, model, record_id):
        try:
            return self._visible(model, record_id)._download_stream().get_response()
        except UserError as error:
            raise NotFound(str(error)) from error

    @route("/my/print/artwork/<int:artwork_id>/download", auth="user", readonly=True)
    def print_artwork_download(self, artwork_id, **kw):
        """Send a file as a job has it."""
        return self._download("print.artwork", artwork_id)

    @route(
        "/my/print/files/<int:file_id>/delete",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_file_delete(self, file_id, **kw):
        """Delete one file for good, then show the folder."""
        try:
            self._visible("print.file", file_id)._delete_by(request.env.user)
        except UserError as refusal:
            return self._files_page(errors=[str(refusal)])
        return self._to_files()

    @route(
        "/my/print/files/<int:file_id>/confirm",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_file_confirm(self, file_id, **kw):
        """Take the client's word that a doubtful file is whole."""
        self._visible("print.file", file_id)._confirm()
        return self._to_files()

    def _visible(self, model, record_id):
        """Return a record that the user may see; for all others it does not exist."""
        record = request.env[model].search([("id", "=", record_id)])
        if not record:
            raise NotFound()
        return record

    def _to_files(self):
        return request.redirect("/my/print/files", code=303)
