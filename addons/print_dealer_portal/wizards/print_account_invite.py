from odoo import api, fields, models


class PrintAccountInvite(models.TransientModel):
    """Accounts of dealers are opened as partners, unless somebody says otherwise."""

    _inherit = "print.account.invite"

    is_dealer = fields.Boolean(related="client_id.is_dealer")
    print_area = fields.Selection(
        lambda self: self.env["res.users"]._fields["print_area"].selection,
        string="Works as",
        compute="_compute_print_area",
        store=True,
        readonly=False,
    )

    @api.depends("client_id.is_dealer")
    def _compute_print_area(self):
        for wizard in self:
            wizard.print_area = "dealer" if wizard.client_id.is_dealer else "client"

    def _mark_account(self, account):
        result = super()._mark_account(account)
        if self.is_dealer and self.print_area:
            account.print_area = self.print_area
        return result
