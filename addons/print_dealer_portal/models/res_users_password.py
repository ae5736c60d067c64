from odoo import api, models


class ResUsers(models.Model):
    """A forgotten password of a dealer's account."""

    _inherit = "res.users"

    @api.model
    def _ask_dealer_password(self, number, login):
        """Note who asks for a link to set his password: see ``print.activation``.

        :param str number: client number, as typed
        :param str login: as typed, see ``_get_login_by_number``
        :return: a sentence when nothing was noted, else ""
        """
        if not (number or "").strip() or not (login or "").strip():
            return self.env._("Enter your client number and your login")
        # The public leaves a request and sees none.
        return (
            self.env["print.activation"]
            .sudo()
            ._ask(
                self._get_login_by_number(number, login),
                self.env["ir.http"]._get_visitor_address(),
            )
        )
