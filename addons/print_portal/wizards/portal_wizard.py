from odoo import api, fields, models
from odoo.exceptions import UserError

from .. import naming


class PortalWizardUser(models.TransientModel):
    _inherit = "portal.wizard.user"

    print_login = fields.Char(
        string="Login",
        compute="_compute_print_login",
        store=True,
        readonly=False,
        help="Contacts of a client log in as name.code, others with their e-mail.",
    )

    @api.depends("partner_id", "user_id.login")
    def _compute_print_login(self):
        for line in self:
            client = line.partner_id.print_client_id
            if line.user_id.active:
                line.print_login = line.user_id.login
            elif client:
                line.print_login = line.partner_id._print_login()
            else:
                line.print_login = False

    def _get_similar_users_domain(self, portal_users_with_email):
        """Only who logs in by e-mail needs an e-mail that nobody logs in with."""
        return super()._get_similar_users_domain(
            portal_users_with_email.filtered(lambda line: not line._is_of_client())
        )

    def _is_portal_similar_than_user(self, user, portal_user):
        return not portal_user._is_of_client() and super()._is_portal_similar_than_user(
            user, portal_user
        )

    def _is_of_client(self):
        self.ensure_one()
        return bool(self.partner_id.print_client_id)

    def _create_user(self):
        """Open a client's account by the one door for them."""
        if not self._is_of_client():
            return super()._create_user()
        code = self.partner_id.print_client_id.client_code
        login = (self.print_login or "").strip().lower()
        name = naming.login_name(login, code)
        if not name and login != self.partner_id._print_login():
            raise UserError(
                self.env._(
                    "Logins of %(client)s look like name.%(code)s: change %(login)s.",
                    client=self.partner_id.print_client_id.name,
                    code=code,
                    login=login,
                )
            )
        return self.partner_id._create_print_account(name)
