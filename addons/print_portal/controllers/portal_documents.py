from datetime import date

from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.http import request, route

from .portal import PrintPortal

ROWS = 20  # of the papers, a page


class PrintDocuments(PrintPortal):
    @route(
        ["/my/print/documents", "/my/print/documents/page/<int:page>"],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_documents(self, page=1, kind="", since="", until="", **kw):
        """List what the shop has for the client, and the papers of his orders."""
        area, user = self._print_area(), request.env.user
        papers = request.env["print.paper"]
        page = max(page, 1)
        days = {"since": _to_date(since), "until": _to_date(until)}
        rows, total = papers._find(
            user, kind, **days, limit=ROWS, offset=(page - 1) * ROWS
        )
        filters = {"kind": kind, **{name: str(day or "") for name, day in days.items()}}
        values = {
            "documents": request.env["print.document"].search([])._portal_rows()
            if page == 1
            else [],
            "rows": rows,
            "kinds": papers._get_kinds(user),
            "filters": filters,
            "is_filtered": any(filters.values()),
            "pager": pager(
                f"{area['root']}/documents",
                total,
                page,
                ROWS,
                url_args={name: text for name, text in filters.items() if text},
            ),
        }
        return request.render("print_portal.documents", values)

    @route(
        "/my/print/documents/<int:document_id>/download",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_document_download(self, document_id, **kw):
        """Send the file of a document that the user may see."""
        document = request.env["print.document"].search([("id", "=", document_id)])
        if not document:
            raise NotFound()
        # Accounts have no right on attachments; the document was found by theirs.
        stream = request.env["ir.binary"]._get_stream_from(
            document.sudo(), "file", filename_field="file_name"
        )
        return stream.get_response(as_attachment=True)


def _to_date(text):
    """Return the day that a date field sent, ``None`` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
