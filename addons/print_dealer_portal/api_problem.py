"""What went wrong, for programs: RFC 9457, problem details."""

from http import HTTPStatus

from werkzeug.exceptions import HTTPException

MIMETYPE = "application/problem+json"


class ApiProblem(HTTPException):
    """A refusal that a program can read.

    :param int status: of HTTP
    :param str detail: one sentence, in the language of the user
    :param errors: list of dicts ``pointer`` (JSON pointer into what was sent) and
        ``detail``
    :param headers: further ones of the answer, such as ``Retry-After``
    """

    def __init__(self, status, detail, errors=(), headers=()):
        super().__init__(detail)
        self.code = int(status)
        self.errors = list(errors)
        self.headers = list(headers)

    def get_problem(self):
        """Return the body of the answer."""
        problem = {
            "type": "about:blank",
            "title": HTTPStatus(self.code).phrase,
            "status": self.code,
            "detail": self.description,
        }
        return problem | ({"errors": self.errors} if self.errors else {})
