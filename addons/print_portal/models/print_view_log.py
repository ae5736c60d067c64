from odoo import api, fields, models


class PrintViewLog(models.Model):
    """Who of the staff has looked at a client's pages as one of his accounts.

    Added to, never changed: administrators read it.
    """

    _name = "print.view.log"
    _description = "Look at a Client's Pages"
    _order = "id desc"
    _rec_name = "page"

    date = fields.Datetime(required=True, default=fields.Datetime.now, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Member of staff",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    account_id = fields.Many2one(
        "res.users",
        "As the account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    client_id = fields.Many2one(
        "res.partner", readonly=True, index=True, ondelete="restrict"
    )
    page = fields.Char(required=True, readonly=True)
    address = fields.Char("IP address", readonly=True)

    @api.model
    def _note(self, account, page):
        """Keep that the user looks at ``page`` as ``account``, whatever comes of it."""
        # Nobody has a right to write here: looking is what does it.
        self.sudo().create(
            {
                "user_id": self.env.uid,
                "account_id": account.id,
                "client_id": account._print_client().id,
                "page": page,
                "address": self.env["ir.http"]._get_visitor_address(),
            }
        )
