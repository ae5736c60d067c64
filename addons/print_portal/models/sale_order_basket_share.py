from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .sale_order_basket_approval import WAITING

LOOK, EDIT = "look", "edit"


class SaleOrder(models.Model):
    """A basket that its owner shows: to colleagues, or to whoever has a link.

    Who may edit changes jobs, quantities and delivery; sending it, asking for its
    approval, sharing and deleting it stay with the owner.
    """

    _inherit = "sale.order"

    print_reader_ids = fields.Many2many(
        "res.users",
        "print_basket_reader_rel",
        "order_id",
        "user_id",
        string="Colleagues who look",
        copy=False,
        groups="base.group_user",
    )
    print_editor_ids = fields.Many2many(
        "res.users",
        "print_basket_editor_rel",
        "order_id",
        "user_id",
        string="Colleagues who edit",
        copy=False,
        groups="base.group_user",
    )
    print_link_ids = fields.One2many(
        "print.basket.link",
        "order_id",
        string="Links",
        groups="base.group_system",
    )

    def _may_be_filled_by(self, account):
        """Whether ``account`` may change this basket now."""
        self.ensure_one()
        order = self.sudo()  # whom it is shared with, accounts may not read
        return (
            order.is_basket
            and order.print_approval_state != WAITING
            and (account == order.print_account_id or account in order.print_editor_ids)
            and account._is_print_place(order.partner_id)
        )

    def _get_colleagues(self):
        """Return the accounts that this basket may be shared with, as superuser.

        Those of its owner's own office: a branch does not read who works elsewhere.
        """
        self.ensure_one()
        basket_sudo = self.sudo()  # names alone are told of them, as on their orders
        place = basket_sudo.partner_id.commercial_partner_id
        return (
            self.env["res.users"]
            .sudo()
            .search(
                Domain("partner_id.commercial_partner_id", "=", place.id)
                & Domain("share", "=", True)
                & Domain("id", "!=", basket_sudo.print_account_id.id),
                order="name, id",
            )
        )

    def _share_with(self, account_id, kind):
        """Let a colleague see this basket, or edit it; "" for neither any more.

        :param int account_id: of an open account of the same client
        :param str kind: LOOK, EDIT or ""
        :raise AccessError: for whoever does not own the basket
        :raise UserError: for whoever is no colleague
        """
        self.ensure_one()
        self._check_is_owner()
        if not self.is_basket:
            self._check_is_basket()
        colleague = self._get_colleagues().filtered(
            lambda account: account.id == account_id
        )
        if not colleague:
            raise UserError(self.env._("Colleague: choose one from the list."))
        if kind not in (LOOK, EDIT, ""):
            raise UserError(self.env._("Sharing: choose looking or editing."))
        self.print_reader_ids -= colleague
        self.print_editor_ids -= colleague
        if kind == LOOK:
            self.print_reader_ids |= colleague
        elif kind == EDIT:
            self.print_editor_ids |= colleague
        if kind != EDIT and colleague.print_basket_id == self:
            colleague.print_basket_id = False

    def _open_link(self, days, shows_prices=False):
        """Return a new link that shows this basket without a login.

        :raise AccessError: for whoever does not own the basket
        """
        self._check_is_owner()
        if not self.is_basket:
            self._check_is_basket()
        # Accounts have no right on links; whose basket it is was checked.
        return self.env["print.basket.link"].sudo()._open(self, days, shows_prices)

    def _revoke_link(self, link_id):
        """Let a link of this basket work no more.

        :raise AccessError: for whoever does not own the basket
        """
        self._check_is_owner()
        # Accounts have no right on links; whose basket it is was checked.
        links_sudo = self.sudo().print_link_ids
        links_sudo.filtered(lambda link: link.id == link_id).unlink()

    def _get_sharing_values(self, account):
        """Return with whom this basket is shared, for its owner; else None.

        :return: dict of ``shares`` (dicts ``id``, ``name``, ``may_edit``),
            ``colleagues`` (pairs id, name, of those without), and ``links`` (see
            ``print.basket.link``)
        """
        self.ensure_one()
        order = self.sudo()  # names of colleagues, as on their orders
        if order.print_account_id != account:
            return None
        editors, readers = order.print_editor_ids, order.print_reader_ids
        shared = (editors | readers).filtered("active").sorted("name")
        return {
            "shares": [
                {"id": each.id, "name": each.name, "may_edit": each in editors}
                for each in shared
            ],
            "colleagues": [
                (each.id, each.name) for each in self._get_colleagues() - shared
            ],
            "links": [
                link._get_values() for link in order.print_link_ids if link._is_alive()
            ],
        }
