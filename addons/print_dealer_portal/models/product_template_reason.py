from odoo import api, fields, models


class ProductTemplate(models.Model):
    """What partners see, and why: for staff who are asked."""

    _inherit = "product.template"

    dealer_reason = fields.Char(
        "Why",
        compute="_compute_dealer_reason",
        help="What decides whether partners see this product.",
    )
    dealer_price = fields.Float(
        "Price of the partner",
        compute="_compute_dealer_price",
        digits="Product Price",
        groups="sales_team.group_sale_salesman",
        help="Of one unit, as the partner from whose form one came reads it.",
    )

    @api.depends(
        "active",
        "is_dealer_product",
        "is_partner_portal",
        "is_partner_portal_excluded",
        "categ_id.is_dealer_category",
    )
    def _compute_dealer_reason(self):
        _ = self.env._
        for template in self:
            if not template.active:
                template.dealer_reason = _("The product is archived.")
            elif refusal := template._get_dealer_refusal():
                template.dealer_reason = refusal
            elif template.is_partner_portal:
                template.dealer_reason = _("The product itself is ticked.")
            else:
                category = template.categ_id._get_ticked_category()
                template.dealer_reason = _(
                    "The group %s is ticked.", category.display_name
                )

    @api.depends_context("dealer_partner_id", "company")
    def _compute_dealer_price(self):
        partner = self.env["res.partner"].browse(
            self.env.context.get("dealer_partner_id")
        )
        user = partner and partner._print_primary_account()
        variants = self.product_variant_id if user else self.product_variant_id.browse()
        goods = variants.filtered(lambda each: not each.print_order_type_id)
        prices = {}
        if goods:
            least = {each.id: each._get_dealer_minimum() for each in goods}
            prices = goods._get_dealer_prices(user, least, least)
        for template in self:
            price = prices.get(template.product_variant_id.id)
            template.dealer_price = price["price"] if price else 0.0
