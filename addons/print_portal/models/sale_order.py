from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    print_account_id = fields.Many2one(
        "res.users",
        string="Account",
        ondelete="restrict",
        index="btree_not_null",
        copy=False,
        help="The client's account that made this order. Empty for office orders.",
    )
    is_basket = fields.Boolean(
        string="Basket",
        copy=False,
        help="Still being filled by the client; not sent to us yet.",
    )
    print_source = fields.Selection(
        [
            ("web", "Website"),
            ("office", "Office"),
            ("api", "API"),
            ("app", "App"),
            ("dealer", "Partner portal"),
        ],
        string="Order source",
        copy=False,
        help="Where the order came from.",
    )
    print_kind = fields.Selection(
        [
            ("normal", "Normal"),
            ("digital", "Digital"),
            ("quick", "Quick order"),
            ("free_form", "Free-form"),
            ("top_up", "Account top-up"),
        ],
        string="Kind of order",
        default="normal",
        required=True,
        help="What the order is; a digital one needs no delivery.",
    )
