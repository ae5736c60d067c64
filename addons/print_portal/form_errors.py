from odoo.exceptions import UserError


class FormErrors(UserError):
    """What a program reads about a form that it has sent.

    The message has one sentence a line, as people read them beside the fields. Core
    sends ``context`` along by JSON: there ``print_errors`` is a list of dicts with
    ``field``, ``label``, ``message``, ``severity``, ``rule`` and ``fix``.
    """

    def __init__(self, errors):
        super().__init__("\n".join(error["message"] for error in errors))
        self.context = {"print_errors": errors}
