from odoo import SUPERUSER_ID, api, fields, models
from odoo.addons.base.models.res_partner import _lang_get
from odoo.exceptions import LockError, UserError
from odoo.fields import Command, Domain
from odoo.tools import email_normalize, plaintext2html

from .. import naming


class PrintRegistration(models.Model):
    """What somebody told about himself on ``/print/register``, until we answer.

    The password is chosen there and kept as a hash, for as long as the request is
    open. A coordinator approves, which makes the client and his main account, or
    rejects with a reason.
    """

    _name = "print.registration"
    _description = "Registration Request"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _primary_email = "email"

    state = fields.Selection(
        [("new", "New"), ("approved", "Approved"), ("rejected", "Rejected")],
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
    lang = fields.Selection(_lang_get, string="Language", required=True)
    heard_from = fields.Char(string="How they heard of us")
    comment = fields.Text()
    password_hash = fields.Char(copy=False, groups=fields.NO_ACCESS)
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
    similar_partner_ids = fields.Many2many(
        "res.partner",
        compute="_compute_similar_partner_ids",
        string="Known contacts",
        help="Contacts with the same e-mail or tax ID.",
    )

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

    @api.depends("email", "vat")
    def _compute_similar_partner_ids(self):
        for registration in self:
            same = Domain("email_normalized", "=", email_normalize(registration.email))
            if registration.vat:
                same |= Domain("vat", "=", registration.vat)
            similar = self.env["res.partner"].search(same, limit=10)
            registration.similar_partner_ids = similar - registration.partner_id

    # --- From the form to a request ---

    @api.model
    def _receive(self, form):
        """Store what a visitor typed, or say everything that is wrong with it.

        Who sends again with the same e-mail and password corrects his request.

        :param dict form: ``FORM_FIELDS``, ``password``, ``password_repeat`` and the
            trap ``leave_empty``, as typed
        :return: ``(request, errors)``: the request, or none and {field: sentence} in
            the order of the page
        """
        typed = {name: _tidy(name, form.get(name)) for name in self.FORM_FIELDS}
        errors = self._check_form(typed, form)
        if errors:
            return self.browse(), errors
        values = self._prepare_request(typed)
        if sent := self._find_own(values["email"], form["password"]):
            sent.write(values)
            return sent, {}
        crypt = self.env["res.users"]._crypt_context()
        request = self.create(values | {"password_hash": crypt.hash(form["password"])})
        request._tell_coordinators()
        return request, {}

    @api.model
    def _check_form(self, typed, form):
        """Return a sentence for each field that is not right, in page order."""
        company = typed["kind"] == "company"
        country = self._get_country(typed)
        errors = {
            "kind": self._check_kind(typed["kind"]),
            "name": self._check_name(typed["name"], company),
            "contact_name": company and self._check_contact(typed["contact_name"]),
            "email": self._check_email(typed["email"]),
            "phone": self._check_phone(typed["phone"], country),
            "phone2": self._check_phone2(typed["phone2"], country),
            "country_id": not country and self.env._("Choose a country"),
            "city": not typed["city"] and self.env._("Enter the city"),
            **self._check_password(form, typed["email"]),
            "leave_empty": form.get("leave_empty")
            and self.env._("Leave the last field empty"),
        }
        labels = self._get_form_labels(company)
        for name, text in typed.items():
            errors[name] = errors.get(name) or self._check_length(name, text, labels)
        # The password stands before what else we should know, the trap at the end.
        contact, more = self.FORM_FIELDS[:-2], self.FORM_FIELDS[-2:]
        order = (*contact, "password", "password_repeat", *more, "leave_empty")
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
        typed_id = typed["country_id"]
        known_id = int(typed_id) if typed_id.isascii() and typed_id.isdigit() else 0
        return self.env["res.country"].search([("id", "=", known_id)])

    def _format_phone(self, phone, country):
        """Return ``phone`` as it is stored, such as "+359 2 987 6543", or False."""
        return self._phone_format(
            number=phone, country=country, force_format="INTERNATIONAL"
        )

    def _prepare_request(self, typed):
        """Return the values of a request from a form that was checked."""
        country = self._get_country(typed)
        company = typed["kind"] == "company"
        return typed | {
            "contact_name": company and typed["contact_name"],
            "vat": company and typed["vat"],
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
            [("state", "=", "new"), ("email", "=", email)], limit=3
        )
        return open_requests.filtered(
            lambda request: crypt.verify(password, request.password_hash)
        )[:1]

    def _tell_coordinators(self):
        """Put the request on every coordinator's list; core mails each of them."""
        # Mail waits for the queue: the visitor does not wait for a mail server. It
        # comes from the system, not from whom core calls "Public user".
        request = self.with_user(SUPERUSER_ID).with_context(
            mail_notify_force_send=False
        )
        for user in self.env.ref("print_portal.group_coordinator").all_user_ids:
            told = request.with_context(lang=user.lang)
            told.activity_schedule(
                "print_portal.mail_activity_registration",
                user_id=user.id,
                summary=told.env._("Answer %(name)s", name=self.name),
            )

    # --- Our answer ---

    def action_approve(self):
        return self._open_answer("print_portal.print_registration_approve_action")

    def action_reject(self):
        return self._open_answer("print_portal.print_registration_reject_action")

    def _open_answer(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"context": {"default_registration_id": self.id}}

    def _approve(self, client_code, salesperson, client=None):
        """Make the client and his main account, and mail him his login.

        :param str client_code: ignored for a client who has one
        :param salesperson: ``res.users`` who will serve the client, or none
        :param client: the ``res.partner`` that this is the first login of; without
            it a new one is made
        :return: the client
        :raise UserError: when the request is answered, or code or login is taken
        """
        self._take()
        # The hash is closed to everybody; it goes straight into the account.
        password_hash = self.sudo().password_hash
        if client:
            client = client.commercial_partner_id
            client.client_code = client.client_code or client_code
            client.user_id = client.user_id or salesperson
        else:
            client = self.env["res.partner"].create(
                self._prepare_client(client_code, salesperson)
            )
        client._create_print_account(password_hash=password_hash)
        self.partner_id = client
        self._answer("approved", "print_portal.mail_template_registration_approved")
        return client

    def _reject(self, reason):
        """Tell why not, and forget the password.

        :param str reason: mailed as it is
        :raise UserError: when the request is answered
        """
        self._take()
        self.reject_reason = reason
        self._answer("rejected", "print_portal.mail_template_registration_rejected")

    def _take(self):
        """Hold this request for one answer: two coordinators may press at once.

        :raise UserError: telling who answered, or is about to
        """
        self.ensure_one()
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "A colleague is answering %(name)s right now: reload the page.",
                    name=self.name,
                )
            ) from error
        if self.state != "new":
            raise UserError(
                self.env._(
                    "%(who)s has answered %(name)s already: reload the page.",
                    who=self.answered_by_id.name,
                    name=self.name,
                )
            )

    def _answer(self, state, template_xmlid):
        """Close the request: keep who and when, forget the password, mail it."""
        # Nobody has a right on the hash, and activities belong to colleagues too.
        self.sudo().password_hash = False
        self.sudo().activity_unlink(["print_portal.mail_activity_registration"])
        self.write(
            {
                "state": state,
                "answered_by_id": self.env.user.id,
                "date_answered": fields.Datetime.now(),
            }
        )
        self.env.ref(template_xmlid).send_mail(
            self.id, email_layout_xmlid="mail.mail_notification_light"
        )

    def _prepare_client(self, client_code, salesperson):
        """Return the values of the new client and, for a company, of who to ask for."""
        self.ensure_one()
        company = self.kind == "company"
        return {
            "name": self.name,
            "is_company": company,
            "client_code": client_code,
            "vat": self.vat,
            "email": self.email,
            "phone": self.phone,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "country_id": self.country_id.id,
            "lang": self.lang,
            "user_id": salesperson.id,
            "comment": self._get_remarks(),
            "child_ids": [
                Command.create(
                    {
                        "name": self.contact_name,
                        "email": self.email,
                        "phone": self.phone2 or self.phone,
                        "lang": self.lang,
                    }
                )
            ]
            if company and self.contact_name
            else [],
        }

    def _get_remarks(self):
        """Return what has no field on a contact, one line each, as HTML."""
        remarks = [
            self.env._("Second phone: %(phone)s", phone=self.phone2)
            if self.phone2
            else "",
            self.env._("Heard of us: %(how)s", how=self.heard_from)
            if self.heard_from
            else "",
            self.comment or "",
        ]
        text = "\n".join(remark for remark in remarks if remark)
        return text and plaintext2html(text)

    def _propose_code(self):
        """Return a free client code made from the name."""
        self.ensure_one()
        wanted = naming.propose_code(self.name, self.lang)
        # Logins of other people's users, and codes of archived clients, count.
        sudo = self.sudo().with_context(active_test=False)
        start = f"{wanted}%"
        logins = sudo.env["res.users"].search([("login", "=like", start)])
        clients = sudo.env["res.partner"].search([("client_code", "=like", start)])
        taken = {*logins.mapped("login"), *clients.mapped("client_code")}
        return naming.first_free(wanted, taken)


def _tidy(name, text):
    """Return what was typed without what no database and no mail header takes."""
    text = (text or "").replace("\0", "")
    return text.strip() if name == "comment" else " ".join(text.split())
