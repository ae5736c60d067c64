from odoo import api, fields, models


class PrintRegistrationMerge(models.TransientModel):
    _name = "print.registration.merge"
    _description = "Merge a Registration Request into a Client"

    registration_id = fields.Many2one(
        "print.registration", required=True, ondelete="cascade"
    )
    similar_words = fields.Html(related="registration_id.similar_words")
    client_id = fields.Many2one(
        "res.partner",
        required=True,
        compute="_compute_client_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('parent_id', '=', False)]",
        help="The applicant gets an account of this client. Call the client first: the"
        " account opens orders that are there already.",
    )
    differences = fields.Html(compute="_compute_account", sanitize=False)
    has_code = fields.Boolean(compute="_compute_account")
    is_main = fields.Boolean(compute="_compute_account")
    client_code = fields.Char(
        compute="_compute_names",
        store=True,
        readonly=False,
        help="Small Latin letters, digits and hyphens, starting with a letter. The"
        " login of the main account.",
    )
    login_name = fields.Char(
        string="Login before the client code",
        compute="_compute_names",
        store=True,
        readonly=False,
        help="The client has his main account; this becomes a sub-account.",
    )

    @api.depends("registration_id")
    def _compute_client_id(self):
        """Propose the client with most in common, unless only the name is alike."""
        for wizard in self:
            found = wizard.registration_id._find_similar()
            sure = [who for who, reasons in found.items() if reasons != ["name"]]
            found = sure[0] if sure else self.env["res.partner"]
            wizard.client_id = found.print_client_id or found.commercial_partner_id

    @api.depends("client_id")
    def _compute_account(self):
        for wizard in self:
            client = wizard.client_id
            wizard.has_code = bool(client.client_code)
            wizard.is_main = bool(client) and not client._print_primary_account()
            wizard.differences = (
                wizard.registration_id._describe_differences(client)
                if client
                else False
            )

    @api.depends("client_id")
    def _compute_names(self):
        for wizard in self:
            client, registration = wizard.client_id, wizard.registration_id
            code = client.client_code
            wizard.login_name = code and registration._propose_login_name(client)
            if client and not code:
                code = registration._propose_code()
            wizard.client_code = code

    def action_merge(self):
        self.ensure_one()
        self.registration_id._merge_into(
            self.client_id, self.client_code, self.login_name
        )
        return {"type": "ir.actions.act_window_close"}
