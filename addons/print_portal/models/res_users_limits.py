from odoo import fields, models


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
