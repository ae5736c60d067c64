import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain
from odoo.tools import email_normalize

from ..login_throttle import subscriber

_logger = logging.getLogger(__name__)

LONGEST = 200
BATCH = 50
KEPT = timedelta(days=1)
WINDOW = timedelta(hours=1)
ASKED_BY_NETWORK = 20  # in a window; whole offices sit behind one address
MAILED_TO_PERSON = 3  # in a window; more would help nobody who has the first
ACCOUNTS_OF_EMAIL = 5


class PrintActivation(models.Model):
    """Somebody asked on ``/print/activate`` for a link to set a password.

    Asking stores what was typed and nothing else. Whether there is such a client is
    found out afterwards, by a job: so neither the answer nor the time that it takes
    tells whether a code, a login or an e-mail exists.
    """

    _name = "print.activation"
    _description = "Request for a Link to Set a Password"
    _order = "id"

    typed = fields.Char(required=True, readonly=True)
    network = fields.Char(required=True, readonly=True, index=True)
    lang = fields.Char(readonly=True)
    is_answered = fields.Boolean(readonly=True)
    contact_ids = fields.Many2many("res.partner", string="Mailed to", readonly=True)

    _open_idx = models.Index("(id) WHERE is_answered IS NOT TRUE")

    # --- Asking ---

    @api.model
    def _ask(self, typed, address):
        """Note who asks for a link; a job answers by mail. Called as superuser.

        :param str typed: a client code, a login or an e-mail
        :param str address: of the network that it came from
        :return: a sentence when nothing was noted, else ""
        """
        typed = " ".join((typed or "").replace("\0", "").split()).lower()
        if not typed or len(typed) > LONGEST:
            return self.env._("Enter your client code or e-mail address")
        network = subscriber(address)
        recent = Domain("create_date", ">=", fields.Datetime.now() - WINDOW)
        asked = self.search_count(
            recent & Domain("network", "=", network), limit=ASKED_BY_NETWORK
        )
        if asked >= ASKED_BY_NETWORK:
            return self.env._("Too many requests from your network: try in an hour")
        self.create({"typed": typed, "network": network, "lang": self.env.lang})
        self.env.ref("print_portal.ir_cron_activation")._trigger()
        return ""

    # --- Answering ---

    @api.model
    def _cron_answer(self):
        """Mail a link to whoever is on record under what was typed."""
        domain = [("is_answered", "=", False)]
        waiting = self.search(domain, limit=BATCH)
        remaining = self.search_count(domain)
        for number, request in enumerate(waiting, 1):
            request._answer()
            self.env["ir.cron"]._commit_progress(1, remaining=remaining - number)

    def _answer(self):
        """Mail what there is to mail for this request, once."""
        self.ensure_one()
        contacts = self._find_contacts()
        told = contacts.filtered(self._may_mail)
        for contact in told:
            # Whoever has no language on record reads the one in which he asked.
            contact.with_context(lang=self.lang)._mail_password_link(
                "print_portal.mail_template_account_password"
            )
        others = self._find_others().filtered(
            lambda user: self._may_mail(user.partner_id)
        )
        for user in others:
            self._mail_core_link(user)
        self.write(
            {
                "is_answered": True,
                "contact_ids": [Command.set((told | others.partner_id).ids)],
            }
        )

    def _find_contacts(self):
        """Return the contacts of clients that are meant, each with an e-mail.

        They have an account that is open, or are a client who has none yet.
        """
        email = email_normalize(self.typed)
        users = self.env["res.users"].search(
            self._typed_domain("partner_id.")
            & Domain("share", "=", True)
            & Domain("partner_id.print_client_id", "!=", False),
            limit=ACCOUNTS_OF_EMAIL,
        )
        clients = Domain("client_code", "=", self.typed)
        if email:
            clients |= Domain("email_normalized", "=", email)
        bare = (
            self.env["res.partner"]
            .search(clients & Domain("client_code", "!=", False))
            .filtered(lambda client: client._is_print_account_due())
        )
        return (users.partner_id | bare).filtered("email_normalized")

    def _find_others(self):
        """Return staff and visitors of a website, to whom core writes itself."""
        return self.env["res.users"].search(
            self._typed_domain("partner_id.")
            & Domain("partner_id.print_client_id", "=", False)
            & Domain("partner_id.email_normalized", "!=", False),
            limit=ACCOUNTS_OF_EMAIL,
        )

    def _typed_domain(self, path):
        domain = Domain("login", "=", self.typed)
        if email := email_normalize(self.typed):
            domain |= Domain(f"{path}email_normalized", "=", email)
        return domain

    def _may_mail(self, contact):
        """Whether ``contact`` has not had enough mails within the hour."""
        return (
            self.search_count(
                Domain("contact_ids", "in", contact.ids)
                & Domain("create_date", ">=", self.create_date - WINDOW),
                limit=MAILED_TO_PERSON,
            )
            < MAILED_TO_PERSON
        )

    def _mail_core_link(self, user):
        try:
            user.action_reset_password()
        except UserError as error:
            _logger.warning("No link for user %s: %s", user.id, error)

    @api.autovacuum
    def _gc_requests(self):
        """Forget who asked: throttling needs an hour of it, support a day."""
        old = Domain("create_date", "<", fields.Datetime.now() - KEPT)
        self.search(old, limit=10_000).unlink()
