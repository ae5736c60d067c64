from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..signed_link import read_signed, sign_until

SCOPE = "print_basket_link"
LIFETIMES = (1, 7, 30)  # days, from which its owner chooses


class PrintBasketLink(models.Model):
    """A link that shows one basket without a login, until it ends or is revoked.

    The address is signed and carries nothing but the number of this record, so that
    deleting the record revokes it.
    """

    _name = "print.basket.link"
    _description = "Link to a Basket"
    _order = "id"

    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    account_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="cascade"
    )
    expires = fields.Datetime(required=True, readonly=True)
    shows_prices = fields.Boolean(readonly=True)

    @api.model
    def _open(self, basket, days, shows_prices):
        """Return a new link of this user to his ``basket``.

        :param int days: how long it works, one of LIFETIMES
        :param bool shows_prices: counts only while the user may see prices himself
        """
        if days not in LIFETIMES:
            raise UserError(self.env._("Link: choose how long it works."))
        return self.create(
            {
                "order_id": basket.id,
                "account_id": self.env.uid,
                "expires": fields.Datetime.now() + timedelta(days=days),
                "shows_prices": shows_prices
                and self.env.user._has_print_right("see_finance"),
            }
        )

    def _get_url(self):
        """Return the whole address of this link."""
        self.ensure_one()
        token = sign_until(self.env, SCOPE, self.id, self.expires)
        return f"{self.get_base_url()}/print/basket/{token}"

    @api.model
    def _find(self, token):
        """Return the link that a signed ``token`` names, as superuser, while it works.

        It ends with its time, with its account, and when the basket is sent.
        """
        links_sudo = self.sudo()  # whoever holds the address may look
        link_id = read_signed(self.env, SCOPE, token)
        link_sudo = links_sudo.browse(link_id or ()).exists()
        return link_sudo.filtered(lambda link: link._is_alive())

    def _is_alive(self):
        basket, account = self.order_id, self.account_id
        return (
            self.expires > fields.Datetime.now()
            and basket.is_basket
            and account.active
            and basket.print_account_id == account
        )

    def _get_basket_values(self):
        """Return what whoever holds this link reads, see ``sale.order._portal_values``.

        Nothing leads from there to anything else of the client.
        """
        self.ensure_one()
        # Prices only while its owner may see them; the public has no right to money.
        nobody = self.env.ref("base.public_user")
        reader = self.account_id if self.shows_prices else nobody
        values = self.order_id._portal_values(reader)
        # A link is passed on: nobody's telephone number goes with it.
        return values | {"delivery": values["delivery"] | {"phone": ""}}

    def _get_values(self):
        """Return this link as its owner's page tells it."""
        self.ensure_one()
        return {
            "id": self.id,
            "url": self._get_url(),
            "shows_prices": self.shows_prices,
            "until": format_date(self.env, self.expires, date_format="d MMMM"),
        }
