from werkzeug.exceptions import NotFound

from odoo.http import request, route

from ..typed_ids import read_ids
from .portal import PrintPortal


class PrintProfile(PrintPortal):
    """A client's own data: himself, his company, the mails he wants."""

    @route("/my/print/profile", auth="user", website=True, methods=["GET", "POST"])
    def print_profile(self, saved="", **kw):
        """Show who the user is and what he keeps with us; keep his own details."""
        area, user = self._print_area(), request.env.user
        if request.httprequest.method == "GET":
            return self._render_profile(user._get_details(), is_saved=bool(saved))
        if errors := user._save_details(kw):
            return self._render_profile(kw, errors)
        # The page comes back in the language that was just chosen.
        lang = request.env["res.lang"]._get_data(code=user.lang)
        return request.redirect(
            f"/{lang.url_code}{area['root']}/profile?saved=1", code=303
        )

    @route(
        "/my/print/profile/company",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_company(self, **kw):
        """Show the company's data to its main account; keep the changes."""
        area = self._print_area()
        client = request.env.user._print_client()
        if not client._may_edit_company():
            raise NotFound()
        if request.httprequest.method == "GET":
            return self._render_own_form(
                request.env._("Company"),
                client._get_company_form(),
                client._get_company_typed(),
            )
        if errors := client._save_company(kw):
            # What is locked is not sent along by the page.
            typed = client._get_company_typed() | kw
            return self._render_own_form(
                request.env._("Company"), client._get_company_form(), typed, errors
            )
        return request.redirect(f"{area['root']}/profile?saved=1", code=303)

    @route(
        "/my/print/profile/notices",
        auth="user",
        website=True,
        methods=["GET", "POST"],
    )
    def print_notices(self, saved="", **kw):
        """Show which mails the user gets; keep his choice."""
        area, user = self._print_area(), request.env.user
        if request.httprequest.method == "POST":
            chosen = request.httprequest.form.getlist("notice")
            user._save_notices(read_ids(chosen))
            return request.redirect(f"{area['root']}/profile/notices?saved=1", code=303)
        values = {
            "notices": user._get_notice_values(),
            "email": user.email or user._print_buyer().email,
            "is_saved": bool(saved),
        }
        return request.render("print_portal.notices", values)

    def _render_profile(self, typed, errors=None, is_saved=False):
        user = request.env.user
        client = user._print_buyer()
        partners, banks = request.env["res.partner"], request.env["res.partner.bank"]
        values = {
            "typed": typed,
            "errors": errors or {},
            "groups": user._get_details_form(),
            "is_saved": is_saved,
            "client": client,
            "may_edit_company": client._may_edit_company(),
            "sees_banks": user._has_print_right("see_finance"),
            "may_keep_banks": banks._may_keep_banks(),
            "banks": banks._get_own_banks()._get_bank_values(),
            "may_keep_contacts": partners._may_keep("contact"),
            "contacts": partners._get_own_children("contact"),
            "addresses": partners._get_own_children("address").filtered("active"),
            "usual": partners._get_usual_address(),
            "mails_off": sum(not each["is_on"] for each in user._get_notice_values()),
            "contact": client._get_print_manager(),
        }
        return self._answer_form("print_portal.profile", values)

    def _render_own_form(self, title, groups, typed, errors=None, **more):
        """Show a form of its own page, see ``print_portal.own_form_page``.

        :param more: ``back`` and ``back_label``, where the page leads back to
        """
        values = {
            "heading": title,
            "groups": groups,
            "typed": typed,
            "errors": errors or {},
            "back": "/profile",
            "back_label": request.env._("Your details"),
            "intro": "",
            **more,
        }
        return self._answer_form("print_portal.own_form_page", values)

    def _answer_form(self, template, values):
        response = request.render(template, values)
        if values["errors"]:
            response.status_code = 422
        return response
