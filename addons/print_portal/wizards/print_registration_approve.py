from odoo import api, fields, models


class PrintRegistrationApprove(models.TransientModel):
    _name = "print.registration.approve"
    _description = "Approve a Registration Request"

    registration_id = fields.Many2one(
        "print.registration", required=True, ondelete="cascade"
    )
    similar_words = fields.Html(related="registration_id.similar_words")
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
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        domain="[('share', '=', False)]",
        default=lambda self: self.env.user,
    )

    @api.depends("registration_id")
    def _compute_client_code(self):
        for wizard in self:
            if not wizard.client_code and wizard.registration_id:
                wizard.client_code = wizard.registration_id._propose_code()

    def action_approve(self):
        self.ensure_one()
        self.registration_id._approve(self.client_code, self.user_id)
        return {"type": "ir.actions.act_window_close"}
