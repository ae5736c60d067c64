from odoo import models
from odoo.tools.misc import formatLang

MATRIX = 60  # cells, beyond which variants are listed one by one


class ProductTemplate(models.Model):
    """The page of one product in the partner portal."""

    _inherit = "product.template"

    def _get_dealer_page(self, user, product, basket):
        """Return what stands on the page of this product.

        :param product: the variant that was asked for
        :param basket: of the user, whose quantities stand in the fields
        :return: dict of what ``product.product._get_dealer_values`` tells of
            ``product``, with ``title``, ``text``, ``facts`` (pairs of label and text),
            ``documents``, ``group`` (id and name), ``rows`` of all variants, each with
            ``choice`` (text), ``quantity``, ``subtotal`` and ``more`` (see
            ``_get_dealer_more``), and ``matrix`` or None
        """
        self.ensure_one()
        template = self.with_context(lang=user.lang)
        variants = template._read_rows("product_variant_ids")
        values = variants._get_dealer_values(user)
        held = basket._get_goods_cells(user) if basket else {}
        rows = {}
        for variant in variants:
            cell = held.get(variant.id, {"quantity": 0, "subtotal": ""})
            rows[variant.id] = {
                **values[variant.id],
                **cell,
                "choice": variant._get_dealer_choice(),
                "more": variant._get_dealer_more(values[variant.id], cell["quantity"]),
            }
        group = template.categ_id
        return {
            **rows[product.id],
            "title": template.name,
            "text": template.description_sale or "",
            "facts": template._get_dealer_facts(product.with_env(template.env)),
            "documents": product._get_dealer_documents()._get_dealer_rows(),
            "group": (group.id or "", group._get_dealer_name()),
            "rows": [*rows.values()],
            "matrix": template._get_dealer_matrix(rows),
        }

    def _get_dealer_facts(self, product):
        """Return what is known of a product, as pairs of label and text."""
        _ = self.env._
        facts = [
            (line.attribute_id.name, ", ".join(line.value_ids.mapped("name")))
            for line in self.valid_product_template_attribute_line_ids
        ]
        if len(self.product_variant_ids) == 1:
            facts.append((_("Barcode"), product.barcode or ""))
        if product.weight:
            weight = formatLang(self.env, product.weight, digits=2)
            weight = f"{weight}\N{NO-BREAK SPACE}{self.weight_uom_name}"
            facts.append((_("Weight"), weight))
        return [fact for fact in facts if fact[1]]

    def _get_dealer_matrix(self, rows):
        """Return the variants as a table, where they differ in two ways.

        :param rows: by id of variant
        :return: dict of ``row_label``, ``column_label``, ``columns`` (names) and
            ``lines``: pairs of a name and its cells, rows or None; None where a list
            is clearer
        """
        lines = self.valid_product_template_attribute_line_ids
        lines = lines._without_no_variant_attributes()
        lines = lines.filtered(lambda line: len(line.value_ids) > 1)
        if len(lines) != 2 or len(rows) > MATRIX:
            return None
        down, across = (line.product_template_value_ids for line in lines)
        cells = {}
        for variant in self.product_variant_ids:
            chosen = variant.product_template_attribute_value_ids & (down | across)
            cells[frozenset(chosen.ids)] = rows[variant.id]
        return {
            "row_label": lines[0].attribute_id.name,
            "column_label": lines[1].attribute_id.name,
            "columns": across.mapped("name"),
            "lines": [
                (row.name, [cells.get(frozenset((row.id, at.id))) for at in across])
                for row in down
            ],
        }
