from werkzeug.exceptions import NotFound

from odoo.addons.print_portal.controllers.portal_orders import PrintOrders
from odoo.addons.print_portal.typed_ids import read_ids
from odoo.exceptions import UserError
from odoo.http import request, route


class PrintFindings(PrintOrders):
    @route(
        "/my/print/orders/<int:order_id>/findings",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_findings(self, order_id, **kw):
        """Accept remarks about the files of an order as they are."""
        # The button of one remark, or that of all under a file.
        chosen = ",".join(request.httprequest.form.getlist("finding")).split(",")
        finding_ids = read_ids(chosen)
        return self._answer_offer(
            order_id, lambda order: order._accept_findings(finding_ids)
        )

    @route(
        "/my/print/orders/<int:order_id>/artwork/<int:artwork_id>/replace",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_artwork_mend(self, order_id, artwork_id, **kw):
        """Take a new file in the place of one of the order."""
        user = request.env.user

        def replace(order):
            artwork = order.print_job_ids.artwork_ids.filtered(
                lambda artwork: artwork.id == artwork_id
            )
            if not artwork:
                raise NotFound()
            artwork._check_mendable()
            part = request.httprequest.files.get("file")
            if not part:
                raise UserError(request.env._("Choose the new file, then send it."))
            file = request.env["print.file"]._receive(
                user._print_client(), user, part.filename or "", part.stream
            )
            artwork._mend_by(file)

        return self._answer_offer(order_id, replace)
