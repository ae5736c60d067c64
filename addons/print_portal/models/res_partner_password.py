import hashlib
from datetime import timedelta
from urllib.parse import urlencode

from odoo import api, fields, models
from odoo.exceptions import AccessDenied
from odoo.tools import SQL, email_normalize
from odoo.tools.misc import format_datetime, hash_sign

from ..signed_link import read_signed

INVITATION_HOURS = 7 * 24
LINK_HOURS = 4
SCOPE = "print_portal.password"


class ResPartner(models.Model):
    """Links by which a person sets the password of his account himself.

    A link is core's signed text over whom it is for, where it was mailed and the
    password that it replaces: another e-mail on record, another password or a closed
    account ends it, and nothing is stored. Methods here are called as superuser.
    """

    _inherit = "res.partner"

    def _print_account(self):
        """Return the account of this contact of a client, or no user."""
        self.ensure_one()
        return self.user_ids.filtered(lambda user: user.share and user._print_client())[
            :1
        ]

    def _is_print_account_due(self):
        """Whether a link for this contact opens the main account of a client.

        He has a code and orders at the office; nobody has closed his account.
        """
        self.ensure_one()
        everybody = self.with_context(active_test=False)
        return bool(self.client_code) and not everybody.user_ids

    # --- The link ---

    def _get_password_facts(self):
        """Return what a link is bound to, as a list that JSON keeps as it is."""
        self.ensure_one()
        account = self._print_account()
        stored = account and self.env.execute_query(
            SQL("SELECT password FROM res_users WHERE id = %s", account.id)
        )
        password = (stored and stored[0][0]) or ""
        # The text can be read by whoever holds it: of the hash only a digest.
        digest = hashlib.sha256(password.encode()).hexdigest()[:16]
        return [self.id, account.id or 0, email_normalize(self.email) or "", digest]

    def _get_password_link(self, hours):
        """Return the address that sets the password, valid for ``hours``."""
        token = hash_sign(
            self.env, SCOPE, self._get_password_facts(), expiration_hours=hours
        )
        query = urlencode({"token": token})
        return f"{self.get_base_url()}/print/password?{query}"

    @api.model
    def _find_by_password_token(self, token):
        """Return whom a link is for, or nobody when it is not valid (any more)."""
        facts = read_signed(self.env, SCOPE, token)
        contact = self.browse(facts[0] if facts else ()).exists()
        if not contact or contact._get_password_facts() != facts:
            return self.browse()
        if contact._print_account() or contact._is_print_account_due():
            return contact
        return self.browse()

    def _get_password_login(self):
        """Return the login whose password a link for this contact sets."""
        return self._print_account().login or self.client_code

    @api.model
    def _say_password_rule(self):
        shortest = self.env["print.registration"]._get_password_length()
        return self.env._("At least %(shortest)s characters.", shortest=shortest)

    @api.model
    def _set_password_by_token(self, token, typed):
        """Set a password by a link; without an account yet, open it first.

        :param dict typed: ``password`` and ``password_repeat``
        :return: ``(login, errors)``: the login, or "" and {field: sentence}
        :raise AccessDenied: when the link is not valid any more
        """
        contact = self._find_by_password_token(token)
        if not contact:
            raise AccessDenied()
        registrations = self.env["print.registration"]
        found = registrations._check_password(typed, contact.email or "")
        if errors := {name: text for name, text in found.items() if text}:
            return "", errors
        account = contact._print_account() or contact._create_print_account()
        account.password = typed["password"]
        return account.login, {}

    # --- The mail ---

    def _mail_password_link(self, template_xmlid, inviter=None):
        """Queue a mail with a link to set the password, in the reader's language.

        :param inviter: ``res.users`` whom the mail names, if any
        """
        self.ensure_one()
        template = self.env.ref(template_xmlid)
        shop = self._get_password_shop()
        template.with_context(print_inviter=inviter.id if inviter else False).send_mail(
            self.id,
            email_values={"author_id": shop.partner_id.id},
            email_layout_xmlid="print_portal.mail_layout",
        )
        self.env["sale.order"]._hurry_mail()

    def _get_password_shop(self):
        account = self._print_account()
        return account.company_id or self.company_id or self.env.company

    def _get_password_mail(self, hours=LINK_HOURS):
        """Return what a mail with a link tells, as texts: see the mail templates."""
        self.ensure_one()
        inviter = self.env["res.users"].browse(self.env.context.get("print_inviter"))
        shop = self._get_password_shop()
        until = format_datetime(
            self.env,
            fields.Datetime.now() + timedelta(hours=hours),
            tz=self.tz or self.env.user.tz,
            dt_format="d MMMM, HH:mm",
        )
        return {
            "shop": shop.name,
            "inviter": "" if inviter.partner_id == self else inviter.name or "",
            "login": self._get_password_login(),
            "url": self._get_password_link(hours),
            "until": until,
            "phone": shop.phone or "",
        }

    def _get_invitation_mail(self):
        """Return the same for an invitation, whose link is valid for days."""
        return self._get_password_mail(INVITATION_HOURS)
