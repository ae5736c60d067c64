from odoo import fields, models


class PrintJobRemake(models.Model):
    """Work that had to be made again, and whose fault that was."""

    _name = "print.job.remake"
    _description = "Remake of Print Work"
    _order = "id"

    job_id = fields.Many2one("print.job", required=True, ondelete="cascade", index=True)
    order_type_id = fields.Many2one(related="job_id.order_type_id")
    quantity = fields.Float(digits=(16, 3), required=True, default=1)
    cause = fields.Selection(
        [
            ("client", "The client's fault"),
            ("shop", "Our fault"),
            ("transport", "Damaged on the way"),
        ],
        "Whose fault",
        required=True,
        default="shop",
        help="What the client caused is billed at the rate of the order.",
    )
    component_id = fields.Many2one(
        "print.component",
        "What",
        domain="[('order_type_id', '=', order_type_id)]",
        ondelete="restrict",
        groups="sales_team.group_sale_salesman",
        help="Empty: what the work itself is counted in.",
    )
    note = fields.Char("Remark", help="Staff only.")

    _quantity_positive = models.Constraint(
        "CHECK (quantity > 0)", "Made again: enter a quantity above 0."
    )
