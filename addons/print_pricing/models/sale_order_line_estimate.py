from odoo import api, fields, models


class SaleOrderLine(models.Model):
    """The estimate behind a line, and what people may see of it."""

    _inherit = "sale.order.line"

    print_estimate_id = fields.Many2one(
        "print.estimate",
        "Price breakdown",
        compute="_compute_print_estimate_id",
        store=True,
        copy=False,
        index="btree_not_null",
        groups="base.group_user",
    )
    print_estimated_amount = fields.Monetary(
        "Estimated amount",
        compute="_compute_print_price_state",
        compute_sudo=True,
        help="Price before the work, as it was told last.",
    )
    print_price_state = fields.Selection(
        [
            ("on_request", "On request"),
            ("estimate", "Estimate"),
            ("to_approve", "To approve"),
            ("final", "Final"),
        ],
        "State of the price",
        compute="_compute_print_price_state",
        compute_sudo=True,
    )
    print_no_price_reason = fields.Char(
        "Why no price",
        compute="_compute_print_no_price_reason",
        groups="base.group_user",
        help="What staff should mend, or answer with a price.",
    )

    @api.depends(
        "price_unit", "product_uom_qty", "print_spec_id", "print_spec_id.values"
    )
    def _compute_print_estimate_id(self):
        """Keep what each stored line costs; a form in memory leaves nothing."""
        work = self.filtered(
            lambda line: (
                isinstance(line.id, int)
                and line.print_spec_id
                and not line.print_price_locked
                and not line.qty_invoiced
            )
        )
        for line in self - work:
            line.print_estimate_id = line.print_estimate_id
        if not work:
            return
        batch = work._price_print_work()
        estimates = self.env["print.estimate"]._keep(work, batch.prices)
        for line, estimate in zip(work, estimates, strict=True):
            line.print_estimate_id = estimate

    @api.depends(
        "print_estimate_id.amount_net",
        "print_price_locked",
        "print_is_on_request",
        "print_asked_id",
    )
    def _compute_print_price_state(self):
        for line in self:
            line.print_estimated_amount = line.print_estimate_id.amount_net
            if not line.print_order_type_id:
                line.print_price_state = False
            elif line.print_asked_id:
                line.print_price_state = "to_approve"
            elif line.print_price_locked:
                line.print_price_state = "final"
            else:
                on_request = line.print_is_on_request
                line.print_price_state = "on_request" if on_request else "estimate"

    @api.depends("print_is_on_request", "print_spec_id.values", "pricelist_item_id")
    def _compute_print_no_price_reason(self):
        words = self.env["print.price.words"]
        self.print_no_price_reason = False
        for line in self.filtered("print_is_on_request"):
            price = line._price_print_work().prices.get(line.id)
            if price is None:
                line.print_no_price_reason = words._get_sentences()["no_rule"]
            elif price.refusal:
                line.print_no_price_reason = words._say(price.refusal)

    def action_open_print_estimate(self):
        """Show what this line's price is made of."""
        self.ensure_one()
        estimate = self.print_asked_id or self.print_final_id or self.print_estimate_id
        return {
            "type": "ir.actions.act_window",
            "name": estimate.display_name,
            "res_model": "print.estimate",
            "res_id": estimate.id,
            "view_mode": "form",
            "target": "new",
        }
