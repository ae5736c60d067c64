from odoo import models
from odoo.addons.base.models.res_partner import _tz_get
from odoo.tools import email_normalize

from ..form_field import form_field, tidy_line

PHONES = ("phone", "print_phone2")
TICKS = (
    "print_phone_sms",
    "print_phone_call",
    "print_phone2_sms",
    "print_phone2_call",
    "print_news_mail",
)


class ResUsers(models.Model):
    """What an account says about itself on its page of details."""

    _inherit = "res.users"

    def _is_company_itself(self):
        """Whether this account stands on the company, whose name is not a person's."""
        self.ensure_one()
        client = self._print_client()
        return self.partner_id == client and client.is_company

    def _get_details_form(self):
        """Return the groups of fields of the form: pairs of heading and fields."""
        self.ensure_one()
        _ = self.env._
        narrow = {"kind": "tel", "width": "16rem", "is_optional": True}
        name = form_field("name", _("First and last name"), complete="name")
        person = [] if self._is_company_itself() else [name]
        return [
            (
                "",
                [
                    *person,
                    form_field(
                        "email",
                        _("E-mail"),
                        kind="email",
                        complete="email",
                        help=_("Mails about your orders and your password go here."),
                    ),
                ],
            ),
            (
                _("Phones"),
                [
                    form_field("phone", _("Phone"), complete="tel", **narrow),
                    form_field("print_phone_sms", _("SMS to this phone"), kind="tick"),
                    form_field("print_phone_call", _("Call this phone"), kind="tick"),
                    form_field("print_phone2", _("Second phone"), **narrow),
                    form_field(
                        "print_phone2_sms", _("SMS to the second phone"), kind="tick"
                    ),
                    form_field(
                        "print_phone2_call", _("Call the second phone"), kind="tick"
                    ),
                ],
            ),
            (
                _("Language and time"),
                [
                    form_field(
                        "lang",
                        _("Language"),
                        kind="select",
                        width="16rem",
                        choices=[
                            (code, name.rpartition("/")[2].strip())
                            for code, name in self.env["res.lang"].get_installed()
                        ],
                        help=_("Pages and mails are in this language."),
                    ),
                    form_field(
                        "tz",
                        _("Time zone"),
                        kind="select",
                        width="16rem",
                        choices=_tz_get(self),
                    ),
                ],
            ),
            (
                _("News"),
                [
                    form_field(
                        "print_news_mail",
                        _("News and offers by e-mail, a few times a year"),
                        kind="tick",
                    )
                ],
            ),
        ]

    def _get_details(self):
        """Return the account's details as the texts that the form holds."""
        self.ensure_one()
        contact = self.sudo().partner_id  # it is his own
        texts = {name: contact[name] or "" for name in ("name", "email", *PHONES)}
        ticks = {name: "1" if contact[name] else "" for name in TICKS}
        return texts | ticks | {"lang": self.lang or "", "tz": self.tz or ""}

    def _save_details(self, typed):
        """Keep what the account says about itself, or say what is wrong with it.

        :param typed: texts by field name; unknown names are ignored
        :return: sentences by field name; empty when it was saved
        """
        self.ensure_one()
        _ = self.env._
        texts = {
            name: tidy_line(typed.get(name)) for name in ("name", "email", "lang", "tz")
        }
        errors = {}
        values = {"email": email_normalize(texts["email"])}
        if not values["email"]:
            errors["email"] = _("Enter an e-mail address such as name@example.com")
        if not self._is_company_itself():
            values["name"] = texts["name"]
            if not texts["name"]:
                errors["name"] = _("Enter your name")
        for name in PHONES:
            values[name], error = self.partner_id._read_phone(typed.get(name))
            if error:
                errors[name] = error
        if "print_phone2" in errors:
            errors["print_phone2"] = _(
                "Second phone: enter it like +359 2 987 6543, or leave it empty"
            )
        values |= {name: texts[name] for name in ("lang", "tz")}
        if texts["lang"] not in dict(self.env["res.lang"].get_installed()):
            errors["lang"] = _("Language: choose one of the list")
        if texts["tz"] not in dict(_tz_get(self)):
            errors["tz"] = _("Time zone: choose one of the list")
        if errors:
            return errors
        for name in TICKS:
            # What there is no number for cannot be allowed.
            phone = "print_phone2" if "phone2" in name else "phone"
            has_way = name == "print_news_mail" or values[phone]
            values[name] = bool(typed.get(name) and has_way)
        # Portal users write their own data through this door. Core tells the old
        # address when the e-mail changes, and notes each changed consent.
        own = {name: values.pop(name) for name in ("email", "lang", "tz")}
        account = self.sudo()
        account.write(_changed(account, own))
        account.partner_id.write(_changed(account.partner_id, values))
        return {}


def _changed(record, values):
    """Return those of ``values`` that ``record`` does not have yet."""
    return {name: value for name, value in values.items() if record[name] != value}
