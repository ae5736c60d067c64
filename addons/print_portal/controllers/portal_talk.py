from werkzeug.exceptions import NotFound

from odoo.addons.portal.controllers.portal import pager
from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..typed_ids import read_ids
from .portal_orders import PrintOrders

FILES = 50  # of the list of what is attached, a page
# A request with files: what the model takes, and room for the rest of the form.
LARGEST_REQUEST = 40 * 1024**2


class PrintTalk(PrintOrders):
    @route(
        "/my/print/orders/<int:order_id>/message",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=LARGEST_REQUEST,
    )
    def print_order_message(self, order_id, message="", **kw):
        """Add to the discussion; what is refused stays in the form, files too."""
        order = self._find_order(order_id)
        if not self._is_first_press():
            return self._to_order_page(order, "#talk")
        form, uploads = request.httprequest.form, request.httprequest.files
        kept = read_ids(form.getlist("kept"))
        pending, refusals = order._keep_talk_uploads(
            [upload for upload in uploads.getlist("files") if upload.filename],
            order._find_talk_uploads(kept),
        )
        try:
            if refusals:
                raise UserError("\n".join(refusals))
            order._say(message, pending)
        except UserError as refusal:
            return self._render_order(
                order,
                errors={"message": str(refusal)},
                message=message,
                pending=pending,
            )
        return self._to_order_page(order, "#talk")

    @route(
        "/my/print/orders/<int:order_id>/asked/<int:asked_id>",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_asked(
        self, order_id, asked_id, answer="", fingerprint="", why="", **kw
    ):
        """Accept or reject a message of ours."""
        order = self._find_order(order_id)
        asked = order._find_asked(asked_id)
        if not asked:
            raise NotFound()
        try:
            asked._answer(answer, fingerprint, why)
        except (AccessError, UserError) as refusal:
            return self._render_order(
                order, errors={f"asked_{asked_id}": str(refusal)}, why=why
            )
        return self._to_order_page(order, "#talk")

    @route(
        "/my/print/orders/<int:order_id>/watch",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_watch(self, order_id, is_wanted="", **kw):
        """Follow the discussion of an order by mail, or no longer."""
        order = self._find_order(order_id)
        order._watch(bool(is_wanted))
        return self._to_order_page(order, "#talk")

    @route(
        [
            "/my/print/orders/<int:order_id>/attached",
            "/my/print/orders/<int:order_id>/attached/page/<int:page>",
        ],
        auth="user",
        website=True,
        readonly=True,
    )
    def print_order_attached(self, order_id, page=1, **kw):
        """List the files that were attached to messages."""
        root = self._print_area()["root"]
        order = self._find_order(order_id)
        total = order._count_talk_files()
        pages = pager(f"{root}/orders/{order_id}/attached", total, max(page, 1), FILES)
        values = {
            "order_name": order.name,
            "order_url": f"{root}/orders/{order_id}",
            "attached": order._get_talk_files(FILES, pages["offset"]),
            "pager": pages,
        }
        return request.render("print_portal.order_attached", values)

    @route(
        "/my/print/orders/<int:order_id>/attached/<int:attachment_id>",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_order_attached_file(self, order_id, attachment_id, **kw):
        """Send a file that was attached to a message."""
        attachment = self._find_order(order_id)._find_talk_file(attachment_id)
        if not attachment:
            raise NotFound()
        # Nothing of the rest of the shop's files is reached by way of this one.
        stream = request.env["ir.binary"].sudo()._get_stream_from(attachment)
        return stream.get_response(as_attachment=True)
