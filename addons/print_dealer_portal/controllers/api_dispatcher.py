from odoo.addons.print_portal.form_errors import FormErrors
from odoo.exceptions import AccessDenied, AccessError, MissingError, UserError
from odoo.http import Dispatcher, HTTPException, Response

from ..api_problem import MIMETYPE, ApiProblem

BODY_METHODS = ("POST", "PUT", "PATCH")


class ApiDispatcher(Dispatcher):
    """Requests of programs: JSON in, JSON out, and problems as RFC 9457 has them."""

    routing_type = "print_api"
    mimetypes = ("application/json",)

    @classmethod
    def is_compatible_with(cls, request):
        """What is no JSON is refused below, by an answer that programs can read."""
        return True

    def dispatch(self, endpoint, args):
        self.request.params = {**self.request.httprequest.args.to_dict(), **args}
        if self.request.httprequest.method in BODY_METHODS:
            self.request.params["body"] = self._read_body()
        result = self.request.registry["ir.http"]._dispatch(endpoint)
        if isinstance(result, Response):
            return result
        return self.request.make_json_response(result)

    def _read_body(self):
        """Return the JSON object that was sent.

        :raise ApiProblem: when it is none
        """
        _ = self.request.env._
        if self.request.httprequest.mimetype not in self.mimetypes:
            raise ApiProblem(415, _("Send JSON: Content-Type: application/json."))
        try:
            body = self.request.get_json_data()
        except (ValueError, RecursionError) as error:
            raise ApiProblem(400, _("The body is no JSON.")) from error
        if not isinstance(body, dict):
            raise ApiProblem(400, _("The body is no JSON object."))
        return body

    def handle_error(self, exc):
        problem = self._as_problem(exc)
        response = self.request.make_json_response(
            problem.get_problem(), headers=problem.headers, status=problem.code
        )
        response.headers["Content-Type"] = MIMETYPE
        return response

    def _as_problem(self, exc):
        """Return any error as a problem; what only we should know is left out."""
        _ = self.request.env._
        if isinstance(exc, ApiProblem):
            return exc
        if isinstance(exc, FormErrors):
            errors = [
                {"pointer": each["field"], "detail": each["message"]}
                for each in exc.context["print_errors"]
            ]
            return ApiProblem(422, str(exc), errors)
        if isinstance(exc, MissingError):
            return ApiProblem(404, _("There is no such thing, or it is not yours."))
        if isinstance(exc, AccessError | AccessDenied):
            return ApiProblem(403, _("This account may not do that."))
        if isinstance(exc, UserError):
            return ApiProblem(422, str(exc))
        if isinstance(exc, HTTPException) and exc.code:
            words = {
                404: _("There is no such thing, or it is not yours."),
                405: _("This address takes no such request."),
                413: _("Nothing was taken: the body is too large."),
            }
            return ApiProblem(exc.code, words.get(exc.code, exc.name))
        return ApiProblem(500, _("This did not work. Nothing was changed. Try again."))
