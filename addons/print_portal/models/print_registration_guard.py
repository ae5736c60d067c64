import time

from odoo import api, fields, models
from odoo.tools import email_normalize
from odoo.tools.misc import hash_sign

from ..login_throttle import subscriber
from ..signed_link import read_signed

STAMP_SCOPE = "print_portal.registration.form"
SHORTEST = 3  # seconds: nobody fills in the form faster


class PrintRegistration(models.Model):
    """Who may send the form, how often, and what he agrees to."""

    _inherit = "print.registration"

    # --- Programs ---

    @api.model
    def _make_stamp(self, opened=None):
        """Return a signed text that says when the form was opened.

        :param int opened: seconds since 1970, by default now
        """
        opened = int(time.time()) if opened is None else opened
        # The key of signatures is a setting of the system.
        return hash_sign(self.env(su=True), STAMP_SCOPE, opened)

    def _is_program(self, form):
        """Whether a program filled in the form: in no time, or what people do not see.

        A page may lie open for days: how old a stamp is does not matter.
        """
        if form.get("leave_empty"):
            return True
        opened = read_signed(self.env, STAMP_SCOPE, form.get("opened"))
        return not isinstance(opened, int) or time.time() - opened < SHORTEST

    # --- How often ---

    def _check_limit(self, email, network):
        """Count a request; return a sentence with the way out when it is one too many.

        :param str email: as typed, or none
        :param str network: an IP address, or none
        """
        over = self.env["print.registration.limit"]._hit(
            network=network and subscriber(network),
            email=email_normalize(email or ""),
        )
        if not over:
            return None
        company = self.env.company.sudo()  # the public may not read whom to phone
        reach = company.phone or company.email
        if over == "email":
            if reach:
                return self.env._(
                    "Too often with this e-mail: try in an hour, or reach us: %s", reach
                )
            return self.env._("Too often with this e-mail: try again in an hour")
        if reach:
            return self.env._(
                "Too many requests from your network: try in an hour, or reach us: %s",
                reach,
            )
        return self.env._("Too many requests from your network: try again in an hour")

    # --- Consent ---

    def _check_consent(self, ticked):
        """Return a sentence unless the current text was agreed to, or there is none."""
        current = self.env["print.consent"]._get_current()
        if not current or ticked == str(current.id):
            return None
        if ticked:
            return self.env._(
                "The text to agree to has changed: read it and tick again"
            )
        return self.env._("Tick the box: without it we may not keep your request")

    def _prepare_consent(self, form, network):
        """Return the values that tell who agreed to what; see ``_check_consent``."""
        current = self.env["print.consent"]._get_current()
        if not current:
            return {}
        return {
            "consent_id": current.id,
            "date_consent": fields.Datetime.now(),
            "consent_address": network,
        }
