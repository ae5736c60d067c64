import re

from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import NotFound

from odoo.exceptions import AccessError, UserError
from odoo.http import request, route

from ..typed_ids import read_id
from .portal_orders import PrintOrders
from .raw_body import LOST, raw_body, refusal_status


def _any_size(_controller):
    """Let anything be sent to the address of a link that works.

    Asked before the body is read. Of any other nothing is: else a stranger could fill
    the disk with it.
    """
    token = re.search(r"/print/late/([^/]+)", request.httprequest.path)
    link_sudo = request.env["print.late.link"]._find(token[1] if token else "")
    if not (link_sudo and link_sudo._is_open()):
        request.httprequest.form = request.httprequest.files = ImmutableMultiDict()


class PrintLateLinks(PrintOrders):
    # Without a login -----------------------------------------------------------------

    @route(
        "/print/late/<string:token>",
        auth="public",
        website=True,
        methods=["GET"],
        readonly=True,
    )
    def print_late_link(self, token, **kw):
        """Show whoever holds a link what is awaited, and take it."""
        return self._late_page(request.env["print.late.link"]._find(token), token)

    @route(
        "/print/late/<string:token>",
        auth="public",
        website=True,
        methods=["POST"],
        csrf=False,  # the address is the right, and no cookie counts
        max_content_length=_any_size,
    )
    def print_late_link_post(self, token, drop="", **kw):
        """Receive files of a plain form, take one back, or send them all on."""
        link_sudo, errors = request.env["print.late.link"]._find(token), []
        if not link_sudo:
            return self._late_page(link_sudo, token)
        self._late_try(errors, link_sudo._check_open)
        for part in request.httprequest.files.getlist("file"):
            if part.filename:
                self._late_try(errors, link_sudo._receive, part.filename, part.stream)
        if drop and not errors:
            self._late_try(errors, link_sudo._drop, read_id(drop))
        elif "send" in kw and not errors:
            self._late_try(errors, link_sudo._submit)
        if errors:
            return self._late_page(link_sudo, token, errors)
        return request.redirect(f"/print/late/{token}", code=303)

    def _late_try(self, errors, act, *args):
        try:
            act(*args)
        except (AccessError, UserError) as refusal:
            errors.append(str(refusal))

    @route(
        "/print/late/<string:token>/upload",
        auth="public",
        website=True,
        methods=["POST"],
        csrf=False,  # the address is the right, and no cookie counts
        max_content_length=_any_size,
    )
    def print_late_link_upload(self, token, name="", **kw):
        """Receive one file, the body as it is; answer JSON as for an account."""
        link_sudo = request.env["print.late.link"]._find(token)
        if not link_sudo:
            raise NotFound()
        try:
            file = link_sudo._receive(
                name,
                raw_body(request.httprequest),
                size=request.httprequest.content_length,
                on_ready=request.env.cr.commit,
            )
        except (AccessError, UserError) as refusal:
            return request.make_json_response(
                {"error": str(refusal)}, status=refusal_status(refusal)
            )
        except LOST:
            sentence = request.env._("The connection was lost. Upload the file again.")
            return request.make_json_response({"error": sentence}, status=400)
        return request.make_json_response(link_sudo._tell(file))

    def _late_page(self, link_sudo, token, errors=()):
        """Render the page of a link; of one that works no more, the same for all."""
        if link_sudo:
            values = {"late": link_sudo._get_values(), "token": token, "errors": errors}
            response = request.render("print_portal.late_link", values)
            response.status_code = 422 if errors else 200
        else:
            response = request.render("print_portal.late_link_over", {})
            response.status_code = 404
        return self._keep_private(response)

    # On the page of the order --------------------------------------------------------

    @route(
        "/my/print/orders/<int:order_id>/job/<int:job_id>/link",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_link(
        self, order_id, job_id, email="", days="", note="", revoke="", **kw
    ):
        """Make a link for the files of a job, or revoke one."""

        def act(job):
            if link_id := read_id(revoke):
                return job._revoke_late_link(link_id)
            return job._open_late_link(email.strip(), read_id(days), note)

        typed = {"email": email, "days": days, "note": note}
        return self._change_job(order_id, job_id, act, typed)

    @route(
        "/my/print/orders/<int:order_id>/job/<int:job_id>/file",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_file(self, order_id, job_id, file_id="", **kw):
        """Let a file of the folder join a job that waits for it."""
        file = request.env["print.file"].search([("id", "=", read_id(file_id))])
        if not file:
            raise NotFound()

        def act(job):
            job.order_id._check_may_be_changed()
            job._take_file(file)

        return self._change_job(order_id, job_id, act)

    @route(
        "/my/print/orders/<int:order_id>/job/<int:job_id>/send",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_order_send(self, order_id, job_id, **kw):
        """Send a job whose files are here."""

        def act(job):
            job.order_id._check_may_be_changed()
            job._send_files()

        return self._change_job(order_id, job_id, act)

    def _change_job(self, order_id, job_id, act, typed=None):
        """Let ``act`` work on a job that the user sees; a refusal keeps the typed."""
        order = self._find_order(order_id)
        job = order.print_job_ids.filtered(lambda job: job.id == job_id)
        if not job:
            raise NotFound()
        try:
            with self._basket_lock(order):
                act(job)
        except (AccessError, UserError) as refusal:
            if typed:
                typed = {"job_id": job_id, "error": str(refusal), **typed}
                return self._render_order(order, errors={"link": typed})
            return self._render_order(order, errors={"": str(refusal)})
        return self._to_order_page(order, "#uploads")
