from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintAccountInvite(models.TransientModel):
    """A coordinator opens an account of a client and invites by mail."""

    _name = "print.account.invite"
    _description = "Invite to an Account"

    client_id = fields.Many2one(
        "res.partner",
        required=True,
        domain="[('client_code', '!=', False)]",
    )
    is_main = fields.Boolean(compute="_compute_is_main")
    name = fields.Char()
    email = fields.Char(
        string="E-mail", compute="_compute_email", store=True, readonly=False
    )
    phone = fields.Char()
    login_name = fields.Char(
        string="Login",
        compute="_compute_login_name",
        store=True,
        readonly=False,
        help="What stands before the client code.",
    )
    ending = fields.Char(compute="_compute_ending")
    can_submit = fields.Boolean(string="Sends orders", default=True)
    see_finance = fields.Boolean(string="Sees prices and balance")
    see_colleagues = fields.Boolean(string="Sees colleagues' orders")
    can_approve = fields.Boolean(string="Approves baskets")

    @api.depends("client_id")
    def _compute_is_main(self):
        for wizard in self:
            # A count for staff who may not read every user.
            everybody = wizard.client_id.sudo().with_context(active_test=False)
            wizard.is_main = bool(wizard.client_id) and not everybody.user_ids

    @api.depends("is_main")
    def _compute_email(self):
        for wizard in self:
            wizard.email = wizard.is_main and wizard.client_id.email

    @api.depends("client_id")
    def _compute_ending(self):
        for wizard in self:
            code = wizard.client_id.client_code
            wizard.ending = code and f".{code}"

    @api.depends("name", "client_id")
    def _compute_login_name(self):
        for wizard in self:
            wizard.login_name = (
                wizard.name
                and wizard.client_id.client_code
                and wizard.client_id._propose_login_name(wizard.name)
            )

    def action_invite(self):
        """Open the account and mail the invitation.

        :raise UserError: with all that is wrong
        """
        self.ensure_one()
        if self.is_main:
            return self._invite_main()
        rights = {name: self[name] for name in self.env["res.users"].PRINT_RIGHTS}
        typed = {
            "name": self.name,
            "email": self.email,
            "phone": self.phone,
            "login": self.login_name,
        }
        account, errors = self.client_id._add_colleague(typed | rights)
        if errors:
            raise UserError("\n".join(errors.values()))
        self._mark_account(account)
        return {"type": "ir.actions.act_window_close"}

    def _invite_main(self):
        """Open the main account of a client who has none, and invite him to it."""
        client = self.client_id
        if self.email and self.email != client.email:
            client.email = self.email
        account = client._create_print_account()
        self._mark_account(account)
        account._mail_invitation(self.env.user)
        return {"type": "ir.actions.act_window_close"}

    def _mark_account(self, account):
        """Give a new account what add-ons above ask for beside its rights."""
