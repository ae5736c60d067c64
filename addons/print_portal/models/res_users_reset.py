from odoo import api, models
from odoo.exceptions import UserError
from odoo.http import request


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def reset_password(self, login):
        """Answer everybody the same, at once, whether or not the login exists.

        :param str login: as typed, or an e-mail address
        :raise UserError: when somebody asks too often
        """
        address = request and request.httprequest.remote_addr
        # The public leaves a request and sees none.
        if refusal := self.env["print.activation"].sudo()._ask(login, address):
            raise UserError(refusal)
