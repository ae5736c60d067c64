from odoo import api, fields, models
from odoo.addons.base.models.res_partner import _lang_get
from odoo.tools import email_normalize

from .. import tax_number
from ..typed_ids import read_id


class PrintRegistration(models.Model):
    """What somebody told about himself on ``/print/register``, until we answer.

    The password is chosen there and kept as a hash, for as long as the request is
    open. It reaches the coordinators once its e-mail address is confirmed
    (``print_registration_mail``). They approve, which makes the client and his main
    account, merge it into a client they know, or reject with a reason
    (``print_registration_answer``). This file is the form.
    """

    _name = "print.registration"
    _description = "Registration Request"
    _inherit = ["mail.thread", "mail.activity.mixin", "print.asked.mixin"]
    _order = "id desc"
    _primary_email = "email"

    state = fields.Selection(
        [
            ("unconfirmed", "E-mail not confirmed"),
            ("new", "New"),
            ("approved", "Approved"),
            ("rejected", "Rejected"),
        ],
        default="new",
        required=True,
        readonly=True,
        index=True,
        copy=False,
        tracking=True,
    )
    kind = fields.Selection(
        [("company", "Company"), ("person", "Private person")],
        default="company",
        required=True,
        help="Companies may have sub-accounts, private persons have one account.",
    )
    name = fields.Char(required=True)
    contact_name = fields.Char(string="Contact person")
    vat = fields.Char(string="Tax ID")
    email = fields.Char(string="E-mail", required=True)
    phone = fields.Char(required=True)
    phone2 = fields.Char(string="Second phone")
    country_id = fields.Many2one("res.country", required=True)
    city = fields.Char(required=True)
    street = fields.Char()
    zip = fields.Char(string="Postal code")
    lang = fields.Selection(
        _lang_get,
        string="Language",
        required=True,
        default=lambda self: self.env.lang or "en_US",
    )
    heard_from = fields.Char(string="How they heard of us")
    comment = fields.Text()
    password_hash = fields.Char(copy=False, groups=fields.NO_ACCESS)
    is_office = fields.Boolean(
        string="Made at the office",
        default=True,
        readonly=True,
        help="Nobody filled in the form on the web: no e-mail address to confirm, no"
        " password yet.",
    )
    date_confirmed = fields.Datetime(
        string="E-mail confirmed on", readonly=True, copy=False
    )
    consent_id = fields.Many2one(
        "print.consent",
        string="Agreed to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_consent = fields.Datetime(string="Agreed on", readonly=True, copy=False)
    consent_address = fields.Char(
        string="Agreed from",
        readonly=True,
        copy=False,
        help="The network address from which the request was sent.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )

    answered_by_id = fields.Many2one(
        "res.users", string="Answered by", readonly=True, copy=False
    )
    date_answered = fields.Datetime(string="Answered on", readonly=True, copy=False)
    reject_reason = fields.Text(string="Reason", readonly=True, copy=False)
    partner_id = fields.Many2one(
        "res.partner", string="Client", readonly=True, copy=False, index=True
    )
    client_code = fields.Char(related="partner_id.client_code")
    account_id = fields.Many2one(
        "res.users", readonly=True, copy=False, index="btree_not_null"
    )
    login = fields.Char(related="account_id.login")

    # In the order of the page, as the summary of errors has them.
    FORM_FIELDS = (
        "kind",
        "name",
        "contact_name",
        "vat",
        "email",
        "country_id",
        "city",
        "street",
        "zip",
        "phone",
        "phone2",
        "heard_from",
        "comment",
    )
    LINE_LENGTH = 200
    TEXT_LENGTH = 4000
    PASSWORD_LENGTH = 8

    # --- From the form to a request ---

    @api.model
    def _receive(self, form, network=None):
        """Store what a visitor typed, or say everything that is wrong with it.

        Who sends again with the same e-mail and password corrects his request. What a
        program sent leaves nothing behind, and is not told so.

        :param dict form: ``FORM_FIELDS``, ``password``, ``password_repeat``,
            ``consent``, the stamp ``opened`` and the trap ``leave_empty``, as typed
        :param str network: the address that the form came from, or none
        :return: ``(request, errors)``: the request, or none and {field: sentence} in
            the order of the page; neither for a program
        """
        if self._is_program(form):
            return self.browse(), {}
        typed = {name: _tidy(name, form.get(name)) for name in self.FORM_FIELDS}
        errors = self._check_form(typed, form)
        if not errors and (refusal := self._check_limit(typed["email"], network)):
            errors = {"limit": refusal}
        if errors:
            return self.browse(), errors
        values = self._prepare_request(typed) | self._prepare_consent(form, network)
        if sent := self._find_own(values["email"], form["password"]):
            sent.write(values)
        else:
            crypt = self.env["res.users"]._crypt_context()
            values["password_hash"] = crypt.hash(form["password"])
            sent = self.create(values | {"state": "unconfirmed", "is_office": False})
        if sent.state == "unconfirmed":
            sent._ask_to_confirm()
        return sent, {}

    @api.model
    def _check_form(self, typed, form):
        """Return a sentence for each field that is not right, in page order."""
        company = typed["kind"] == "company"
        country = self._get_country(typed)
        errors = {
            "kind": self._check_kind(typed["kind"]),
            "name": self._check_name(typed["name"], company),
            "contact_name": company and self._check_contact(typed["contact_name"]),
            "vat": company and self._check_vat(typed["vat"], country),
            "email": self._check_email(typed["email"]),
            "phone": self._check_phone(typed["phone"], country),
            "phone2": self._check_phone2(typed["phone2"], country),
            "country_id": not country and self.env._("Choose a country"),
            "city": not typed["city"] and self.env._("Enter the city"),
            "consent": self._check_consent(form.get("consent")),
            **self._check_password(form, typed["email"]),
        }
        labels = self._get_form_labels(company)
        for name, text in typed.items():
            errors[name] = errors.get(name) or self._check_length(name, text, labels)
        # The password stands before what else we should know, the consent at the end.
        contact, more = self.FORM_FIELDS[:-2], self.FORM_FIELDS[-2:]
        order = (*contact, "password", "password_repeat", *more, "consent")
        return {name: errors[name] for name in order if errors.get(name)}

    def _check_kind(self, kind):
        if kind not in dict(self._fields["kind"].selection):
            return self.env._("Choose company or private person")
        return None

    def _check_name(self, name, company):
        if name:
            return None
        if company:
            return self.env._("Enter the name of the company")
        return self.env._("Enter your name")

    def _check_contact(self, name):
        return None if name else self.env._("Enter the name of the contact person")

    def _check_vat(self, text, country):
        """Return what a tax number of ``country`` looks like, when this is none."""
        if not text:
            return None
        code = (country.code or "").lower()
        try:
            tax_number.read(text, code)
        except tax_number.TaxNumberError:
            return self._describe_vat(code)
        return None

    def _describe_vat(self, code):
        """Return the sentence for a wrong tax number of a country, by its ISO code."""
        _ = self.env._
        if code == "bg":
            return _("Tax ID: enter EIK, 9 digits, or a VAT number such as BG175074752")
        if code == "fr":
            return _(
                "Tax ID: enter SIREN, SIRET, or a TVA number such as FR83404833048"
            )
        if code == "ru":
            return _(
                "Tax ID: enter INN, 10 or 12 digits, with KPP as 7707083893/770701001"
            )
        if example := tax_number.EXAMPLES.get(code):
            return _("Tax ID: check the number, it looks like %s", example)
        return _("Tax ID: check it, or leave it empty and tell us in the comment")

    def _check_email(self, email):
        if email_normalize(email):
            return None
        return self.env._("Enter an e-mail address such as name@example.com")

    def _check_phone(self, phone, country):
        """Without a country a national number cannot be judged: ask for it first."""
        if phone and not country and not phone.startswith(("+", "00")):
            return None
        if phone and self._format_phone(phone, country):
            return None
        return self.env._("Enter a phone number such as +359 2 987 6543")

    def _check_phone2(self, phone, country):
        """The one that may be left out says which of the two it is."""
        if not phone or not self._check_phone(phone, country):
            return None
        return self.env._(
            "Second phone: enter it like +359 2 987 6543, or leave it empty"
        )

    def _check_password(self, form, email):
        """Return a sentence for the password and one for its repetition, or None."""
        password = form.get("password") or ""
        repeated = form.get("password_repeat") or ""
        shortest = self._get_password_length()
        first = second = None
        if not shortest <= len(password) <= self.LINE_LENGTH:
            first = self.env._(
                "Choose a password of %(shortest)s to %(longest)s characters",
                shortest=shortest,
                longest=self.LINE_LENGTH,
            )
        elif password.strip().lower() == email.lower():
            first = self.env._("Choose a password other than your e-mail address")
        elif password != repeated:
            second = self.env._("Repeat the same password")
        return {"password": first, "password_repeat": second}

    def _get_password_length(self):
        """Return the shortest password allowed, as core's policy has it if longer."""
        # Whoever registers reads no settings; this one he has to keep to.
        get_param = self.env["ir.config_parameter"].sudo().get_param
        policy = get_param("auth_password_policy.minlength", "0")
        return max(self.PASSWORD_LENGTH, int(policy))

    def _check_length(self, name, text, labels):
        longest = self.TEXT_LENGTH if name == "comment" else self.LINE_LENGTH
        if len(text) <= longest:
            return None
        return self.env._(
            "%(field)s: shorten it to %(max)s characters.",
            field=labels[name],
            max=longest,
        )

    def _get_form_labels(self, company):
        """Return what the page calls its fields; the visitor is spoken to.

        :param bool company: whether a company is asked, not a private person
        """
        _ = self.env._
        labels = {
            name: self._fields[name]._description_string(self.env)
            for name in self.FORM_FIELDS
        }
        return labels | {
            "name": _("Company name") if company else _("First and last name"),
            "street": _("Street and number"),
            "heard_from": _("How did you hear of us"),
        }

    def _get_country(self, typed):
        known_id = read_id(typed["country_id"])
        return self.env["res.country"].search([("id", "=", known_id)])

    def _format_phone(self, phone, country):
        """Return ``phone`` as it is stored, such as "+359 2 987 6543", or False."""
        return self._phone_format(
            number=phone, country=country, force_format="INTERNATIONAL"
        )

    def _format_vat(self, text, country):
        """Return a tax number as it is stored; unchanged where it breaks the rules."""
        try:
            return text and tax_number.read(text, country.code).text
        except tax_number.TaxNumberError:
            return text

    @api.onchange("vat", "country_id")
    def _onchange_vat(self):
        """At the office a number that breaks the rules is told, and may stay."""
        if not self.vat:
            return None
        if sentence := self._check_vat(self.vat, self.country_id):
            return {"warning": {"title": self.env._("Tax ID"), "message": sentence}}
        self.vat = self._format_vat(self.vat, self.country_id)
        return None

    def _prepare_request(self, typed):
        """Return the values of a request from a form that was checked."""
        country = self._get_country(typed)
        company = typed["kind"] == "company"
        return typed | {
            "contact_name": company and typed["contact_name"],
            "vat": company and self._format_vat(typed["vat"], country),
            "email": email_normalize(typed["email"]),
            "phone": self._format_phone(typed["phone"], country),
            "phone2": typed["phone2"] and self._format_phone(typed["phone2"], country),
            "country_id": country.id,
            "lang": self.env.lang or self.env.company.partner_id.lang,
        }

    def _find_own(self, email, password):
        """Return the open request of whoever knows its e-mail and its password."""
        crypt = self.env["res.users"]._crypt_context()
        # Three at most: each check takes a processor most of a second.
        open_requests = self.search(
            [
                ("state", "in", ("unconfirmed", "new")),
                ("is_office", "=", False),
                ("email", "=", email),
            ],
            limit=3,
        )
        return open_requests.filtered(
            lambda request: crypt.verify(password, request.password_hash)
        )[:1]


def _tidy(name, text):
    """Return what was typed without what no database and no mail header takes."""
    text = (text or "").replace("\0", "")
    return text.strip() if name == "comment" else " ".join(text.split())
