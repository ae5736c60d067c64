from odoo import fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    see_finance = fields.Boolean(
        string="Sees prices and balance",
        help="Prices, invoices and the balance of the whole client.",
    )
    see_colleagues = fields.Boolean(
        string="Sees colleagues' orders",
        help="Orders of the client's other accounts, once they are sent.",
    )
    can_submit = fields.Boolean(
        string="Sends orders", help="Sends the basket to us; without it, only fills it."
    )

    def _get_invalidation_fields(self):
        """Rule domains are cached per user: a changed right must reach them."""
        return super()._get_invalidation_fields() | {
            "partner_id",
            "see_finance",
            "see_colleagues",
            "can_submit",
        }

    def _print_client(self):
        """Return the client this user belongs to, or an empty partner."""
        self.ensure_one()
        return self.commercial_partner_id.filtered("client_code")

    def _is_print_primary(self):
        """Whether this is the main account of its client, which has every right."""
        self.ensure_one()
        client = self._print_client()
        return bool(client) and self.login == client.client_code

    def _has_print_right(self, name):
        """Whether this account of a client has a right.

        :param str name: ``see_finance``, ``see_colleagues`` or ``can_submit``
        """
        self.ensure_one()
        return bool(self._print_client()) and (
            self._is_print_primary() or bool(self[name])
        )

    def _print_domain(self, model_name):
        """Return which records of a model this user may see at all.

        The only authority on rows: each model has one global record rule that calls
        this. Staff see everything here and are narrowed by their groups as usual.
        Add-ons above widen it by super; for their own models they extend
        ``_print_client_domain``.

        :param str model_name: a model that has such a rule
        :rtype: Domain
        """
        self.ensure_one()
        if self._is_internal():
            return Domain.TRUE
        if client := self._print_client():
            return self._print_client_domain(model_name, client)
        return self._print_stranger_domain(model_name)

    def _print_stranger_domain(self, model_name):
        """Rows for the public and for portal users who belong to no client."""
        if model_name == "res.partner":
            return Domain("commercial_partner_id", "=", self.commercial_partner_id.id)
        if model_name == "res.users":
            return Domain("id", "=", self.id)
        return Domain.FALSE

    def _print_client_domain(self, model_name, client):
        """Rows for an account of ``client``; nothing for a model not known here."""
        if model_name == "sale.order":
            return self._print_order_domain(client)
        if model_name == "sale.order.line":
            return Domain("order_id", "any", self._print_domain("sale.order"))
        if model_name == "stock.picking":
            return Domain("sale_id", "any", self._print_domain("sale.order"))
        if model_name in ("account.move", "account.move.line"):
            return self._print_invoice_domain(model_name, client)
        if model_name == "res.partner":
            return self._print_partner_domain(client)
        if model_name == "res.users":
            return self._print_user_domain(client)
        return Domain.FALSE

    def _print_order_domain(self, client):
        """Own orders and baskets; colleagues' sent orders for whom may see them.

        An office order has no owner account: it is its contact's own. A draft of the
        office is not the client's business before it is sent.
        """
        of_client = Domain("partner_id.commercial_partner_id", "=", client.id)
        sent = Domain("is_basket", "=", False) & (
            Domain("state", "!=", "draft") | Domain("print_account_id", "!=", False)
        )
        visible = Domain("print_account_id", "=", self.id) | (
            Domain("print_account_id", "=", False)
            & Domain("partner_id", "=", self.partner_id.id)
            & sent
        )
        if self._has_print_right("see_colleagues"):
            visible |= sent
        return of_client & visible

    def _print_invoice_domain(self, model_name, client):
        """Every invoice of the client, for whom may see money."""
        if not self._has_print_right("see_finance"):
            return Domain.FALSE
        path = "move_id." if model_name == "account.move.line" else ""
        return Domain(f"{path}commercial_partner_id", "=", client.id)

    def _print_partner_domain(self, client):
        """Own contact, the company and its addresses; everybody for the main one.

        A colleague's contact carries his e-mail and telephone number.
        """
        of_client = Domain("commercial_partner_id", "=", client.id)
        if self._is_print_primary():
            return of_client
        return of_client & (
            Domain("id", "in", (self.partner_id | client).ids)
            | Domain("type", "!=", "contact") & Domain("user_ids", "=", False)
        )

    def _print_user_domain(self, client):
        """Own account; all of the client's for the main one, who manages them."""
        if self._is_print_primary():
            return Domain("commercial_partner_id", "=", client.id)
        return Domain("id", "=", self.id)
