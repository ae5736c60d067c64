import logging

from odoo import api, fields, models
from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)

BATCH = 50
ACCOUNTS_OF_ADDRESS = 10  # of one e-mail address that are mailed


class PrintPasswordRequest(models.Model):
    """Somebody forgot his password, or says so.

    Kept until the scheduler has looked: whoever asks waits no longer for a login
    that exists than for one that does not.
    """

    _name = "print.password.request"
    _description = "Request for a New Password"
    _log_access = False

    login = fields.Char(required=True, help="As typed: a login or an e-mail address.")

    @api.model
    def _receive(self, login):
        """Keep a request, and let the scheduler look as soon as this is committed."""
        self.create({"login": login})
        self.env.ref("print_portal.ir_cron_password_requests")._trigger()

    @api.model
    def _cron_answer(self):
        """Mail a link to every account that was asked for."""
        requests = self.search([], order="id", limit=BATCH)
        left = self.search_count([]) - len(requests)
        for password_request in requests:
            password_request._mail_links()
            password_request.unlink()
            self.env["ir.cron"]._commit_progress(1, remaining=left)

    def _mail_links(self):
        for user in self._find_users():
            try:
                with self.env.cr.savepoint():
                    user._action_reset_password(signup_type="reset")
            except (UserError, MailDeliveryException) as error:
                _logger.warning("No link for the login %s: %s", user.login, error)

    def _find_users(self):
        """Return whose login this is; else the accounts with this e-mail address."""
        users = self.env["res.users"].with_context(active_test=True)
        login = self.login.strip()
        return users.search(users._get_login_domain(login)) or users.search(
            users._get_email_domain(login), limit=ACCOUNTS_OF_ADDRESS
        )
