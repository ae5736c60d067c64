from urllib.parse import quote as url_quote

from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request, route

from ..file_size import size_words
from ..filestore import BadName, clean_folder

UNFINISHED_MOST = 20  # shown: nobody goes on with more at once
FOUND_MOST = 30  # to choose from on a form
PREVIEW_KEPT_S = 3600  # by the browser; other bytes are another picture


class PrintFiles(CustomerPortal):
    _files_per_page = 50

    @route(
        ["/my/print/files", "/my/print/files/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_files(self, page=1, search="", folder="", new="", **kw):
        """Show the folder of the client, or one of the folders in it."""
        if new:
            # It is there with its first file: until then it is an address.
            path = f"{folder}/{new}" if folder else new
            try:
                return request.redirect(_folder_url(clean_folder(path)), code=303)
            except BadName as error:
                sentence = request.env["print.file"]._sentence(error, new)
                return self._files_page(page, search, folder, errors=[sentence])
        return self._files_page(page, search, folder)

    def _files_page(self, page=1, search="", folder="", errors=()):
        """Render a folder, with sentences on top if something was refused."""
        files = request.env["print.file"]
        client = request.env.user._print_client()
        of_client = [("partner_id", "=", client.id)]
        domain = files._get_folder_domain(client, folder, is_deep=bool(search))
        if search:
            domain &= Domain("name", "ilike", search)
        [(count, size)] = files._read_group(
            of_client, aggregates=["__count", "size:sum"]
        )
        asked = {"search": search, "folder": folder}
        pages = pager(
            url=_folder_url(""),
            total=files.search_count(domain),
            page=page,
            step=self._files_per_page,
            url_args={key: value for key, value in asked.items() if value},
        )
        shown = files.search(domain, limit=self._files_per_page, offset=pages["offset"])
        is_first = pages["page"]["num"] == 1 and not search
        values = self._prepare_portal_layout_values() | {
            "client": client,
            "files": shown,
            "folders": files._get_subfolders(client, folder) if is_first else [],
            "folder": folder,
            "breadcrumbs": files._get_breadcrumbs(folder),
            "inside": self._get_inside(client, folder) if is_first else "",
            "folder_url": _folder_url,
            "usage": shown._get_usage(),
            "remarks": shown._get_remarks(),
            "previewed": shown._filter_previewed(),
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

    def _get_inside(self, client, folder):
        """Return what would be deleted with a folder, as a sentence; "" for nothing."""
        files = request.env["print.file"]
        domain = files._get_folder_domain(client, folder, is_deep=True)
        count = files.search_count(domain) if folder else 0
        words = request.env._("Files in it: %s. Those in use stay.", count)
        return words if count else ""

    @route(
        "/my/print/files/unfinished",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_files_unfinished(self, **kw):
        """Return the uploads of this account that were broken off; see ``FileDrop``."""
        user = request.env.user
        uploads = request.env["print.upload"]._get_open(user._print_client(), user)
        left = uploads[:UNFINISHED_MOST]
        address = request.env["ir.http"]._get_print_url("/tus")
        return left._tell_left(address, tells_folder=True)

    @route(
        "/my/print/files/find",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_files_find(self, search="", **kw):
        """Return the newest files with ``search`` in name or folder, to choose from."""
        domain = Domain("partner_id", "=", request.env.user._print_client().id)
        if search and isinstance(search, str):
            in_folder = Domain("folder", "ilike", search)
            domain &= Domain("name", "ilike", search) | in_folder
        files = request.env["print.file"].search(domain, limit=FOUND_MOST)
        return [file._portal_values() for file in files]

    @route(
        "/my/print/files/add",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_files_add(self, folder="", **kw):
        """Receive the files of a plain form; for browsers without a script."""
        user, errors = request.env.user, []
        for part in request.httprequest.files.getlist("file"):
            try:
                request.env["print.file"]._receive(
                    user._print_client(),
                    user,
                    part.filename or "",
                    part.stream,
                    folder=folder,
                )
            except UserError as refusal:
                errors.append(str(refusal))
        if errors:
            return self._files_page(folder=folder, errors=errors)
        return self._to_files(folder)

    @route("/my/print/files/<int:file_id>/download", auth="user")
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

    @route("/my/print/files/<int:file_id>/preview", auth="user", readonly=True)
    def print_file_preview(self, file_id, **kw):
        """Send the picture of a file's first page."""
        return self._preview("print.file", file_id)

    @route("/my/print/artwork/<int:artwork_id>/preview", auth="user", readonly=True)
    def print_artwork_preview(self, artwork_id, **kw):
        """Send the picture of the first page of a file as a job has it."""
        return self._preview("print.artwork", artwork_id)

    def _preview(self, model, record_id):
        stream = self._visible(model, record_id)._get_preview_stream()
        if not stream:
            raise NotFound()
        return stream.get_response(max_age=PREVIEW_KEPT_S)

    @route(
        "/my/print/files/<int:file_id>/delete",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_file_delete(self, file_id, **kw):
        """Delete one file for good, then show its folder."""
        file = self._visible("print.file", file_id)
        folder = file.folder or ""
        try:
            file._delete_by(request.env.user)
        except UserError as refusal:
            return self._files_page(folder=folder, errors=[str(refusal)])
        return self._to_files(folder)

    @route("/my/print/files/delete", auth="user", website=True, methods=["POST"])
    def print_folder_delete(self, folder="", **kw):
        """Delete a folder with all that nobody needs, then show what it was in."""
        user, files = request.env.user, request.env["print.file"]
        if not folder:
            raise NotFound()
        if kept := files._delete_folder_by(user, user._print_client(), folder):
            sentence = request.env._(
                "Files that stay: %s. They are in use, or a colleague put them there.",
                kept,
            )
            return self._files_page(folder=folder, errors=[sentence])
        return self._to_files(folder.rpartition("/")[0])

    @route(
        "/my/print/files/<int:file_id>/rename",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_file_rename(self, file_id, name="", folder="", **kw):
        """Ask for another name and folder of one file; then show that folder."""
        file, error = self._visible("print.file", file_id), ""
        if request.httprequest.method == "POST":
            try:
                file._rename_by(request.env.user, name, folder)
                return self._to_files(file.folder)
            except UserError as refusal:
                error = str(refusal)
        else:
            name, folder = file.name, file.folder or ""
        values = {
            "file": file,
            "name": name,
            "folder": folder,
            "error": error,
            "paths": file._get_folder_paths(file.partner_id),
            "folder_url": _folder_url,
        }
        response = request.render("print_portal.file_rename", values)
        if error:
            response.status_code = 422
        return response

    @route("/my/print/files/<int:file_id>/replace", type="jsonrpc", auth="user")
    def print_file_replace(self, file_id, by=0, **kw):
        """Let the file ``by``, just uploaded, take the place of a doubtful one.

        :param by: its id
        :return: the sentence of a refusal, or False
        """
        old, new = self._visible("print.file", file_id), self._visible("print.file", by)
        user = request.env.user
        try:
            if name := old._replace_by(new, user):
                request.env.cr.commit()  # the name is free once the old one is gone
                new._rename_by(user, name)
        except UserError as refusal:
            return str(refusal)
        return False

    @route(
        "/my/print/files/<int:file_id>/confirm",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_file_confirm(self, file_id, **kw):
        """Take the client's word that a doubtful file is whole."""
        file = self._visible("print.file", file_id)
        file._confirm()
        return self._to_files(file.folder)

    def _visible(self, model, record_id):
        """Return a record that the user may see; for all others it does not exist."""
        record = request.env[model].search([("id", "=", record_id)])
        if not record:
            raise NotFound()
        return record

    def _to_files(self, folder=""):
        return request.redirect(_folder_url(folder), code=303)


def _folder_url(folder):
    """Return the address of a folder of the client."""
    address = request.env["ir.http"]._get_print_url("/files")
    return address + (f"?folder={url_quote(folder)}" if folder else "")
