from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.controllers.outgoing import is_begun
from odoo.http import Controller, request, route


class PrintArchiveController(Controller):
    @route("/my/print/archives/<int:archive_id>/download", auth="user", website=True)
    def print_archive_download(self, archive_id, **kw):
        """Send the archive of an order, of any size, and keep who has fetched it.

        One whose files have changed is not sent: it is packed anew, and the order says
        when it is ready.
        """
        archive = request.env["print.archive"].search([("id", "=", archive_id)])
        if not archive:
            raise NotFound()
        if not archive._is_fresh():
            return self._pack_anew(archive)
        stream = archive._download_stream()
        if is_begun(request.httprequest):
            archive._note_download()
        return stream.get_response()

    def _pack_anew(self, archive):
        user = request.env.user
        order = archive.sudo().order_id  # whoever sees an archive sees its order
        if user._is_internal():
            archive._want(order, archive.kind, asked_by=user)
            return request.redirect(f"/odoo/print-archives/{archive.id}", code=303)
        archive._want(order, archive.kind)
        return request.redirect(f"{order._get_print_url()}#pr_archive", code=303)

    @route(
        "/my/print/orders/<int:order_id>/archive",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_archive(self, order_id, **kw):
        """Have all files of an order packed into one."""
        order = request.env["sale.order"].search(
            [("id", "=", order_id), ("is_basket", "=", False)]
        )
        if not order:
            raise NotFound()
        order._pack_for_client()
        return request.redirect(f"{order._get_print_url()}#pr_archive", code=303)
