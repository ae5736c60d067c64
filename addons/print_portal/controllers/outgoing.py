from werkzeug.exceptions import NotFound

from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import Controller, request, route

from .files import UNFINISHED_MOST, PrintFiles
from .tus import BEGINS, GOES_ON, TusDoor, TusPlace


class PrintOutgoing(PrintFiles):
    @route()
    def print_file_download(self, file_id, **kw):
        """Send one file; of those that we have put out, keep who has fetched them."""
        file = self._visible("print.file", file_id)
        if file._is_over():
            raise NotFound()
        answer = super().print_file_download(file_id, **kw)
        if is_begun(request.httprequest):
            file._note_download()
        return answer

    # Staff ----------------------------------------------------------------------------

    @route("/print/outgoing/<int:job_id>", auth="user", website=True, methods=["GET"])
    def print_outgoing(self, job_id, **kw):
        """Show staff what was put out for a job, and take more."""
        return self._outgoing_page(_find_job(job_id))

    @route(
        "/print/outgoing/<int:job_id>",
        auth="user",
        website=True,
        methods=["POST"],
        max_content_length=None,
    )
    def print_outgoing_post(self, job_id, **kw):
        """Receive the files of a plain form; for browsers without a script."""
        job, errors = _find_job(job_id), []
        for part in request.httprequest.files.getlist("file"):
            if not part.filename:
                continue
            try:
                job._receive_outgoing(part.filename, part.stream)
            except (AccessError, UserError) as refusal:
                errors.append(str(refusal))
        if errors:
            return self._outgoing_page(job, errors)
        return request.redirect(f"/print/outgoing/{job_id}", code=303)

    def _outgoing_page(self, job, errors=()):
        values = {
            "job": job,
            "files": [file._get_ready_row() for file in job.result_ids],
            "errors": errors,
        }
        response = request.render("print_portal.outgoing", values)
        response.status_code = 422 if errors else 200
        return response


class PrintOutgoingTus(TusDoor, Controller):
    """Staff put out files of any size, see ``tus``."""

    @route("/print/outgoing/<int:job_id>/tus", **BEGINS)
    def print_outgoing_tus(self, job_id, **kw):
        """Begin an upload."""
        return self._tus(job_id=job_id)

    @route("/print/outgoing/<int:job_id>/tus/<string:token>", **GOES_ON)
    def print_outgoing_tus_upload(self, job_id, token, **kw):
        """Go on with an upload, ask how far it is, give it up."""
        return self._tus(token, job_id=job_id)

    @route(
        "/print/outgoing/<int:job_id>/unfinished",
        type="jsonrpc",
        auth="user",
        website=True,
        readonly=True,
    )
    def print_outgoing_unfinished(self, job_id):
        """Return the uploads of this user that were broken off; see ``FileDrop``."""
        job = _find_job(job_id)
        uploads = request.env["print.upload"]._get_open(
            user=request.env.user, outgoing_job_id=job.id
        )
        left = uploads[:UNFINISHED_MOST]
        return left._tell_left(f"/print/outgoing/{job_id}/tus")

    def _tus_place(self, job_id):
        try:
            job = _find_job(job_id)
        except NotFound as error:
            raise MissingError(request.env._("This job is not there.")) from error
        files = request.env["print.file"]._putting_out()
        request.update_env(context=files.env.context)
        buyer = job.partner_id
        return TusPlace(
            f"/print/outgoing/{job_id}/tus",
            buyer.sudo().print_client_id,  # who works on jobs may not read clients
            request.env.user,
            buyer=buyer,
            folder=job._get_outgoing_folder(),
            values={"outgoing_job_id": job.id},
        )


def _find_job(job_id):
    """Return a job for which the user may put out files; for others there is none."""
    job = request.env["print.job"]
    if request.env.user._is_internal():
        job = job.search([("id", "=", job_id)])
    try:
        if job:
            job._check_outgoing()
    except UserError:  # the button on the job says why
        job = job.browse()
    if not job:
        raise NotFound()
    return job


def is_begun(httprequest):
    """Whether a file is fetched from its first byte on, not the rest of it."""
    bytes_range = httprequest.range
    return httprequest.method == "GET" and (
        not bytes_range or any(start == 0 for start, _end in bytes_range.ranges)
    )
