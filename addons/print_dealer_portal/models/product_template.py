from odoo import api, fields, models
from odoo.fields import Domain


class ProductTemplate(models.Model):
    """Which products partners see, and how they find them."""

    _inherit = "product.template"

    is_partner_portal = fields.Boolean(
        "Partner portal", help="Partners see this product and may order it."
    )
    is_partner_portal_excluded = fields.Boolean(
        "Not in the partner portal",
        help="Partners do not see this product, although its group is ticked.",
    )
    is_dealer_category = fields.Boolean(related="categ_id.is_dealer_category")
    is_dealer_product = fields.Boolean(
        "Seen by partners",
        compute="_compute_is_dealer_product",
        store=True,
        help="What follows from the ticks of the product and of its group.",
    )
    dealer_search_text = fields.Text(
        compute="_compute_dealer_search_text",
        store=True,
        index="trigram",
        help="All by which a partner may look for a product: its name in every"
        " language, codes and barcodes of its variants. One column, so that one index"
        " answers.",
    )

    dealer_code = fields.Char(
        compute="_compute_dealer_search_text",
        store=True,
        help="The first of the codes of its variants, by which partners list products.",
    )

    # The list of the portal, in its usual order.
    _dealer_list_idx = models.Index(
        "(dealer_code, id) WHERE is_dealer_product IS TRUE AND active IS TRUE"
    )

    @api.depends(
        "is_partner_portal",
        "is_partner_portal_excluded",
        "categ_id.is_dealer_category",
        "sale_ok",
        "type",
    )
    def _compute_is_dealer_product(self):
        for template in self:
            template.is_dealer_product = not template._get_dealer_refusal()

    def _get_dealer_refusal(self):
        """Return why partners do not see this product, "" where they do.

        Whether it is archived, or of another company, is asked apart: that is not kept.
        """
        self.ensure_one()
        _ = self.env._
        if not (self.is_partner_portal or self.categ_id.is_dealer_category):
            return _("Neither the product nor its group is ticked for the portal.")
        if self.is_partner_portal_excluded:
            return _("The product is excepted from the portal.")
        if not self.sale_ok:
            return _("The product is not sold.")
        if self.type == "combo":
            return _("A combo is chosen part by part, which the portal cannot do.")
        return ""

    @api.depends(
        "name",
        "product_variant_ids.default_code",
        "product_variant_ids.barcode",
        "product_variant_ids.active",
    )
    def _compute_dealer_search_text(self):
        """Names of all languages count: a partner may type the one on our invoice."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for template in self:
            variants = template.product_variant_ids
            codes = sorted(filter(None, variants.mapped("default_code")))
            template.dealer_code = codes[0] if codes else ""
            known = [*codes, *variants.mapped("barcode")]
            known += [template.with_context(lang=code).name for code in languages]
            template.dealer_search_text = "\n".join(dict.fromkeys(filter(None, known)))

    @api.model
    def _get_dealer_domain(self):
        """Return which products partners of this company see."""
        return Domain("is_dealer_product", "=", True) & Domain(
            "company_id", "in", [False, self.env.company.id]
        )
