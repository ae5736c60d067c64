from odoo import api, models
from odoo.exceptions import UserError


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def reset_password(self, login):
        """Answer everybody the same, at once, whether or not the login exists.

        :param str login: as typed, or an e-mail address
        :raise UserError: when somebody asks too often
        """
        address = self.env["ir.http"]._get_visitor_address()
        # The public leaves a request and sees none.
        if refusal := self.env["print.activation"].sudo()._ask(login, address):
            raise UserError(refusal)
