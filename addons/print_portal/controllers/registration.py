from odoo.http import Controller, request, route


class PrintRegistrationController(Controller):
    @route("/print/register", auth="public", website=True, methods=["GET", "POST"])
    def print_register(self, **post):
        """Show the registration form; store what was sent, or show it with errors."""
        if not request.env.user._is_public():
            return request.redirect("/my")
        form = {name: text for name, text in post.items() if isinstance(text, str)}
        if request.httprequest.method == "GET":
            return self._render_form({}, {})
        # The public may leave a request and see none.
        registrations_sudo = request.env["print.registration"].sudo()
        _registration, errors = registrations_sudo._receive(form)
        if errors:
            return self._render_form(form, errors, status=422)
        return request.redirect("/print/register/sent")

    @route("/print/register/sent", auth="public", website=True, readonly=True)
    def print_register_sent(self, **_kwargs):
        """Say what happens next; a reload sends nothing again."""
        return request.render("print_portal.registration_sent")

    def _render_form(self, form, errors, **response):
        """Render the form with what was typed; the page leaves passwords out."""
        # Countries by name: the public may not read every one.
        countries_sudo = request.env["res.country"].sudo().search([])
        # The shop's policy on passwords is a setting, closed to the public.
        registrations_sudo = request.env["print.registration"].sudo()
        shortest = registrations_sudo._get_password_length()
        company_country = request.env.company.country_id
        values = {
            "typed": {"country_id": str(company_country.id or "")} | form,
            "errors": errors,
            "countries": countries_sudo,
            "password_help": request.env._(
                "At least %(shortest)s characters. It works once your login has come.",
                shortest=shortest,
            ),
        }
        return request.render("print_portal.registration_form", values, **response)
