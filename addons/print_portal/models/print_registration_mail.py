from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize
from odoo.tools.misc import hash_sign

from ..signed_link import read_signed

SCOPE = "print_portal.registration.confirm"
DAYS = 3  # a link lives, and with it a request that nobody confirms


class PrintRegistration(models.Model):
    """The way of a request to the coordinators: through the mailbox it names."""

    _inherit = "print.registration"

    def _get_confirm_days(self):
        # A setting, read for the public.
        get_param = self.env["ir.config_parameter"].sudo().get_param
        return int(get_param("print_portal.registration_days") or DAYS)

    def _ask_to_confirm(self):
        """Mail the link that proves the address; the newest of them is enough."""
        self.ensure_one()
        self.env.ref("print_portal.mail_template_registration_confirm").send_mail(
            self.id, email_layout_xmlid="mail.mail_notification_light"
        )
        self.env["sale.order"]._hurry_mail()

    def _get_confirm_url(self):
        """Return the signed address for the mail; it opens a page with one button."""
        self.ensure_one()
        token = hash_sign(
            self.env(su=True),
            SCOPE,
            [self.id, self.email],
            expiration_hours=24 * self._get_confirm_days(),
        )
        return f"{self.get_base_url()}/print/register/confirm/{token}"

    @api.model
    def _find_by_link(self, token):
        """Return the request that a mailed link belongs to, or none.

        A link to an address that was corrected afterwards proves nothing.
        """
        said = read_signed(self.env, SCOPE, token)
        if not (isinstance(said, list) and len(said) == 2):
            return self.browse()
        request_id, email = said
        return self.search([("id", "=", request_id), ("email", "=", email)])

    def _confirm(self):
        """Hand the request to the coordinators; once more does nothing more."""
        self.ensure_one()
        if self.state != "unconfirmed":
            return
        self.write({"state": "new", "date_confirmed": fields.Datetime.now()})
        self._tell_coordinators()

    @api.model
    def _resend(self, email, network):
        """Mail the link anew to whoever has a request to confirm.

        Whether there is one is not told.

        :return: a sentence when that was asked too often, else None
        """
        email = email_normalize(email or "")
        if not email:
            return self._check_email("")
        if refusal := self._check_limit(email, network):
            return refusal
        waiting = self.search(
            [("state", "=", "unconfirmed"), ("email", "=", email)], limit=1
        )
        if waiting:
            waiting._ask_to_confirm()
        return None

    def action_resend(self):
        """Mail the link anew, for who phoned that he got none."""
        self._check_unconfirmed()
        self._ask_to_confirm()

    def action_confirm(self):
        """Take a request whose sender is known by another way than his mailbox."""
        self._check_unconfirmed()
        self._confirm()

    def _check_unconfirmed(self):
        self.ensure_one()
        if self.state != "unconfirmed":
            raise UserError(self.env._("The e-mail of %s is confirmed.", self.name))

    def _tell_coordinators(self):
        self._put_to_coordinators(
            "print_portal.mail_activity_registration",
            lambda env: env._("Answer %(name)s", name=self.name),
        )

    @api.autovacuum
    def _gc_unconfirmed(self):
        """Forget what nobody confirmed: the link in the mail has expired as well."""
        before = fields.Datetime.now() - timedelta(days=self._get_confirm_days())
        # Jobs of the system clear away what no user may delete.
        self.sudo().search(
            [("state", "=", "unconfirmed"), ("write_date", "<", before)], limit=1000
        ).unlink()
