from odoo import models
from odoo.exceptions import AccessError, ValidationError

from ..form_field import form_field, tidy_line

LINES = ("name", "vat", "company_registry", "street", "street2", "zip", "city")
KPP_LENGTH = 9


class ResPartner(models.Model):
    """The company's own data, as its main account keeps them."""

    _inherit = "res.partner"

    def _may_edit_company(self):
        """Whether the user is the main account of this client, a company."""
        self.ensure_one()
        user = self.env.user
        is_own = self == user._print_client() and user._is_print_primary()
        return is_own and self.is_company

    def _get_company_locks(self):
        """Return why a field cannot be changed any more, by its name; core's rule.

        Papers that were issued carry these; to rename a client is the office's work.
        """
        self.ensure_one()
        company = self.sudo()  # documents count that the account does not see
        said = self.env._(
            "Stands on orders and invoices that exist: write to your manager."
        )
        locks = {}
        if not company.can_edit_vat():
            locks = {"name": said, "vat": company.vat and said or ""}
        if company.country_id and not company._can_edit_country():
            locks["country_id"] = said
        return {name: why for name, why in locks.items() if why}

    def _get_company_form(self):
        """Return the groups of fields of the form, see ``form_field``."""
        self.ensure_one()
        _ = self.env._
        locks = self._get_company_locks()
        # Names of countries are nobody's secret.
        countries = self.env["res.country"].sudo().search([("code", "!=", False)])
        kpp = form_field(
            "print_kpp",
            _("KPP"),
            width="9rem",
            is_optional=True,
            help=_("Nine digits."),
        )
        registry = form_field(
            "company_registry", _("Company number"), width="16rem", is_optional=True
        )
        return [
            (
                "",
                [
                    form_field("name", _("Company name"), locked=locks.get("name", "")),
                    form_field(
                        "vat",
                        _("Tax ID"),
                        width="16rem",
                        is_optional=True,
                        locked=locks.get("vat", ""),
                    ),
                    registry,
                    *([kpp] if self.country_code == "RU" else []),
                ],
            ),
            (
                _("Address"),
                [
                    form_field(
                        "country_id",
                        _("Country"),
                        kind="select",
                        choices=[(str(one.id), one.name) for one in countries],
                        locked=locks.get("country_id", ""),
                    ),
                    form_field("city", _("City")),
                    form_field("street", _("Street and number"), is_optional=True),
                    form_field(
                        "street2", _("Building, floor, entrance"), is_optional=True
                    ),
                    form_field("zip", _("Postal code"), width="8rem", is_optional=True),
                ],
            ),
        ]

    def _get_company_typed(self):
        """Return the company's data as the texts that the form holds."""
        self.ensure_one()
        company = self.sudo()  # the form shows what the main account typed itself
        texts = {name: company[name] or "" for name in (*LINES, "print_kpp")}
        return texts | {"country_id": str(company.country_id.id or "")}

    def _save_company(self, typed):
        """Keep what the main account typed about its company.

        :param typed: texts by field name; unknown names and locked fields are ignored
        :return: sentences by field name; empty when it was saved
        :raise AccessError: for any other account
        """
        self.ensure_one()
        if not self._may_edit_company():
            raise AccessError(self.env._("Your main account keeps these data."))
        _ = self.env._
        locks = self._get_company_locks()
        values = {name: tidy_line(typed.get(name)) for name in LINES}
        country = self._read_id("res.country", typed.get("country_id"))
        values["country_id"] = country.id
        values = {name: value for name, value in values.items() if name not in locks}
        if "country_id" in locks:
            country = self.sudo().country_id  # of his own company
        errors = {}
        if not values.get("name", True):
            errors["name"] = _("Enter the name of the company")
        if not country:
            errors["country_id"] = _("Choose a country")
        if not values["city"]:
            errors["city"] = _("Enter the city")
        if self.country_code == "RU":
            values["print_kpp"] = tidy_line(typed.get("print_kpp"))
            if values["print_kpp"] and not _is_kpp(values["print_kpp"]):
                errors["print_kpp"] = _("KPP: enter nine digits, or leave it empty")
        if not errors and not self._is_tax_number_right(values.get("vat"), country):
            errors["vat"] = _(
                "Tax ID: it is no number of %s; check the digits", country.name
            )
        if errors:
            return errors
        company = self.sudo()  # its main account writes it through this door only
        company.write(
            {
                name: value
                for name, value in values.items()
                if (company[name] or "") != value and name != "country_id"
            }
            | ({"country_id": country.id} if company.country_id != country else {})
        )
        return {}

    def _is_tax_number_right(self, number, country):
        """Ask core's check of tax numbers, which knows most countries."""
        # A number is checked on a contact that is never stored.
        draft = self.env["res.partner"].sudo()
        if not number or not hasattr(draft, "_check_vat"):
            return True
        try:
            draft.new({"vat": number, "country_id": country.id})._check_vat()
        except ValidationError:
            return False
        return True


def _is_kpp(text):
    return len(text) == KPP_LENGTH and text.isascii() and text.isdigit()
