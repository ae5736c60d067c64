from werkzeug.exceptions import NotFound

from odoo.http import Controller, request, route

MAILED_TO = "print_registration_email"  # in the session: where the link went


class PrintRegistrationController(Controller):
    @route("/print/register", auth="public", website=True, methods=["GET", "POST"])
    def print_register(self, **post):
        """Show the registration form; store what was sent, or show it with errors."""
        if not request.env.user._is_public():
            return request.redirect("/my")
        form = {name: text for name, text in post.items() if isinstance(text, str)}
        if request.httprequest.method == "GET":
            return self._render_form({}, {})
        _registration, errors = self._registrations_sudo()._receive(
            form, self._get_network()
        )
        if errors:
            status = 429 if "limit" in errors else 422
            return self._render_form(form, errors, status=status)
        # A program is answered like a person.
        request.session[MAILED_TO] = form.get("email", "")[:200]
        return request.redirect("/print/register/sent", code=303)

    @route("/print/register/sent", auth="public", website=True)
    def print_register_sent(self, **_kwargs):
        """Say what happens next; a reload sends nothing again."""
        return self._render_sent()

    @route(
        "/print/register/resend",
        auth="public",
        website=True,
        methods=["POST"],
    )
    def print_register_resend(self, **post):
        """Mail the link once more, and say the same whether there was one."""
        email = post.get("email", "")
        refusal = self._registrations_sudo()._resend(email, self._get_network())
        request.session[MAILED_TO] = email[:200]
        return self._render_sent(refusal=refusal, is_again=not refusal)

    @route(
        "/print/register/confirm/<string:token>",
        auth="public",
        website=True,
        methods=["GET", "POST"],
    )
    def print_register_confirm(self, token, **_kwargs):
        """Ask for one press of a button: programs that look at mails open links."""
        request_sudo = self._registrations_sudo()._find_by_link(token)
        if request_sudo and request.httprequest.method == "POST":
            request_sudo._confirm()
        values = {"registration": request_sudo, "token": token}
        return request.render(
            "print_portal.registration_confirm",
            values,
            status=200 if request_sudo else 410,
        )

    @route(
        "/print/consent/<int:consent_id>", auth="public", website=True, readonly=True
    )
    def print_consent(self, consent_id, **_kwargs):
        """Show the whole text that the form asks to agree to, and former ones."""
        # Texts are written for the public, which has no right on the model.
        consent_sudo = request.env["print.consent"].sudo().browse(consent_id).exists()
        if consent_sudo.state != "published":
            raise NotFound()
        return request.render("print_portal.consent", {"consent": consent_sudo})

    def _registrations_sudo(self):
        # The public may leave a request and see none.
        return request.env["print.registration"].sudo()

    def _get_network(self):
        """Return the visitor's address; behind a proxy, see ``proxy_mode``, his own."""
        return request.httprequest.remote_addr

    def _render_sent(self, **values):
        # Whom to phone when no mail comes; the public may not read the company.
        company_sudo = request.env.company.sudo()
        values = {
            "email": request.session.get(MAILED_TO, ""),
            "reach": company_sudo.phone or company_sudo.email or "",
            **values,
        }
        return request.render("print_portal.registration_sent", values)

    def _render_form(self, form, errors, **response):
        """Render the form with what was typed; the page leaves passwords out."""
        # Countries by name: the public may not read every one.
        countries_sudo = request.env["res.country"].sudo().search([])
        registrations_sudo = self._registrations_sudo()
        # The shop's policy on passwords is a setting, closed to the public.
        shortest = registrations_sudo._get_password_length()
        company_country = request.env.company.country_id
        values = {
            "typed": {"country_id": str(company_country.id or "")} | form,
            "errors": errors,
            "countries": countries_sudo,
            "opened": form.get("opened") or registrations_sudo._make_stamp(),
            # What everybody agrees to is for everybody to read.
            "consent": request.env["print.consent"].sudo()._get_current(),
            "password_help": request.env._(
                "At least %(shortest)s characters. It works once your login has come.",
                shortest=shortest,
            ),
        }
        return request.render("print_portal.registration_form", values, **response)
