from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResUsers(models.Model):
    """How much an account may order by itself, and where it may have it delivered."""

    _inherit = "res.users"

    PRINT_LIMITS = frozenset({"order_limit", "month_limit", "allowed_address_ids"})

    can_approve = fields.Boolean(
        string="Approves baskets",
        help="Approves baskets of colleagues that are over their limits.",
    )
    order_limit = fields.Monetary(
        string="Limit per order",
        currency_field="currency_id",
        help="With tax. A larger basket needs approval; 0 for no limit.",
    )
    month_limit = fields.Monetary(
        string="Limit per month",
        currency_field="currency_id",
        help="With tax, for all orders of a calendar month; 0 for no limit.",
    )
    allowed_address_ids = fields.Many2many(
        "res.partner",
        "print_account_address_rel",
        "user_id",
        "partner_id",
        string="Delivers to",
        help="Delivery addresses this account may use; none chosen: all of its client.",
    )

    _print_limits_positive = models.Constraint(
        "CHECK(COALESCE(order_limit, 0) >= 0 AND COALESCE(month_limit, 0) >= 0)",
        "A limit is an amount, or 0 for no limit.",
    )

    @api.constrains("allowed_address_ids")
    def _check_allowed_addresses(self):
        for user in self:
            client = user.partner_id.print_client_id
            strange = user.allowed_address_ids.filtered(
                lambda address, client=client: address.print_client_id != client
            )
            if strange:
                raise ValidationError(
                    self.env._(
                        "%(address)s is no address of %(client)s: choose another one.",
                        address=strange[0].name or strange[0].city,
                        client=client.name,
                    )
                )
