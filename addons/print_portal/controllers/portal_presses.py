from werkzeug.exceptions import NotFound

from odoo.exceptions import UserError
from odoo.http import request, route

from .portal import PrintPortal


class PrintPresses(PrintPortal):
    """The client's own presses: a list, and a form for each."""

    @route("/my/print/presses", auth="user", website=True, readonly=True)
    def print_presses(self, **kw):
        """Show the presses for which the client orders plates."""
        self._print_area()
        return self._render_presses()

    @route("/my/print/presses/new", auth="user", website=True, methods=["GET", "POST"])
    def print_press_new(self, **kw):
        """Show an empty form; keep the new press."""
        self._print_area()
        return self._answer_press(request.env["print.press"], kw)

    @route(
        "/my/print/presses/<int:press_id>",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_press(self, press_id, **kw):
        """Show a press of the client; keep the changes."""
        self._print_area()
        return self._answer_press(self._find_press(press_id), kw)

    @route(
        "/my/print/presses/<int:press_id>/archive",
        auth="user",
        website=True,
        methods=["POST"],
    )
    def print_press_archive(self, press_id, **kw):
        """Stop offering a press on the order form, or offer it again."""
        area = self._print_area()
        press = self._find_press(press_id)
        try:
            press._put_away(not press.active)
        except UserError as refusal:
            return self._render_presses(str(refusal))
        return request.redirect(f"{area['root']}/presses", code=303)

    def _answer_press(self, press, typed):
        area = self._print_area()
        if request.httprequest.method == "GET":
            return self._render_press(press, press._get_typed() if press else {})
        errors = request.env["print.press"]._save_own(typed, press)
        if errors:
            return self._render_press(press, typed, errors)
        return request.redirect(f"{area['root']}/presses", code=303)

    def _find_press(self, press_id):
        """Return a press of the user's own client; others do not exist for him."""
        presses = request.env["print.press"]._get_own_presses()
        press = presses.filtered(lambda press: press.id == press_id)
        if not press:
            raise NotFound()
        return press

    def _render_presses(self, refusal=""):
        presses = request.env["print.press"]._get_own_presses()
        response = request.render(
            "print_portal.presses", {"presses": presses, "refusal": refusal}
        )
        if refusal:
            response.status_code = 422
        return response

    def _render_press(self, press, typed, errors=None):
        response = request.render(
            "print_portal.press",
            {
                "press": press,
                "typed": typed,
                "errors": errors or {},
                "form": request.env["print.press"]._get_form_values(),
            },
        )
        if errors:
            response.status_code = 422
        return response
