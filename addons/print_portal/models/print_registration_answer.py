from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.fields import Command
from odoo.tools import plaintext2html

from .. import naming, tax_number


class PrintRegistration(models.Model):
    """Our answer to a request: approve, merge into a known client, or reject."""

    _inherit = "print.registration"

    def action_approve(self):
        return self._open_answer("print_portal.print_registration_approve_action")

    def action_merge(self):
        return self._open_answer("print_portal.print_registration_merge_action")

    def action_reject(self):
        return self._open_answer("print_portal.print_registration_reject_action")

    def _open_answer(self, xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"context": {"default_registration_id": self.id}}

    def _approve(self, client_code, salesperson):
        """Make the client and his main account, and mail him his login.

        :param salesperson: ``res.users`` who will serve the client, or none
        :return: the client
        :raise UserError: when the request is answered, or code or login is taken
        """
        self._take()
        client = self.env["res.partner"].create(
            self._prepare_client(client_code, salesperson)
        )
        self._open_account(client)
        return client

    def _open_account(self, contact, login_name=None):
        """Open the account of ``contact`` with the password that was chosen.

        :param str login_name: of a sub-account, before the client code
        """
        account_sudo = contact._create_print_account(
            login_name,
            # The hash is closed to everybody; it goes straight into the account.
            password_hash=self.sudo().password_hash,
        )
        self.write(
            {
                "partner_id": contact.print_client_id.id,
                "account_id": account_sudo.id,
            }
        )
        self._answer("approved", "print_portal.mail_template_registration_approved")

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
        if self.state == "unconfirmed":
            raise UserError(
                self.env._("%s has not confirmed the e-mail address yet.", self.name)
            )
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
            **self._prepare_contact(),
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

    def _prepare_contact(self):
        """Return numbers, ways to reach and address, as a contact has them."""
        return {
            **self._prepare_numbers(),
            "email": self.email,
            "phone": self.phone,
            "street": self.street,
            "zip": self.zip,
            "city": self.city,
            "country_id": self.country_id.id,
        }

    def _prepare_numbers(self):
        """Return tax and register numbers as a contact has them, each in its field."""
        if not self.vat:
            return {"vat": False}
        try:
            number = tax_number.read(self.vat, self.country_id.code)
        except tax_number.TaxNumberError:
            # A coordinator let it pass.
            return {"vat": self.vat}
        return {
            "vat": number.vat or False,
            "company_registry": number.registry or False,
            "print_kpp": number.kpp or False,
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
