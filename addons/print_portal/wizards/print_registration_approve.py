from odoo import api, fields, models


class PrintRegistrationApprove(models.TransientModel):
    _name = "print.registration.approve"
    _description = "Approve a Registration Request"

    registration_id = fields.Many2one(
        "print.registration", required=True, ondelete="cascade"
    )
    similar_partner_ids = fields.Many2many(
        related="registration_id.similar_partner_ids"
    )
    client_id = fields.Many2one(
        "res.partner",
        string="Known client",
        domain="[('parent_id', '=', False)]",
        help="When the request is the first login of a client whom you know from the"
        " office. Its password will open all of his orders: call him first.",
    )
    client_code = fields.Char(
        string="Client code",
        compute="_compute_client_code",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Small Latin letters, digits and hyphens, starting with a letter. The"
        " login of the main account.",
    )
    has_code = fields.Boolean(compute="_compute_has_code")
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )

    @api.depends("registration_id", "client_id")
    def _compute_client_code(self):
        for wizard in self:
            if known := wizard.client_id.client_code:
                wizard.client_code = known
            elif not wizard.client_code and wizard.registration_id:
                wizard.client_code = wizard.registration_id._propose_code()

    @api.depends("client_id")
    def _compute_has_code(self):
        for wizard in self:
            wizard.has_code = bool(wizard.client_id.client_code)

    def action_approve(self):
        self.ensure_one()
        self.registration_id._approve(self.client_code, self.user_id, self.client_id)
        return {"type": "ir.actions.act_window_close"}
