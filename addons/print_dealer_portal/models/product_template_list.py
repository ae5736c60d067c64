from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .product_product_stock import OFF, OK

VARIANTS_PRICED = 24  # of one product in the list; beyond, its page tells the prices
SORTINGS = {
    "code": "dealer_code, id",
    "name": "name, id",
    "new": "id desc",
}


class ProductTemplate(models.Model):
    """The list of products in the partner portal: groups, filters, rows."""

    _inherit = "product.template"

    # Finding ------------------------------------------------------------------------

    @api.model
    def _get_dealer_list_domain(self, search="", group_id=0, choice_ids=(), stock=""):
        """Return the products of the list.

        :param search: each of its words appears in a name, code or barcode
        :param group_id: of a ``product.category``, with those below it
        :param choice_ids: ids of ``product.attribute.value``: of those of one attribute
            any, of each attribute one
        :param stock: what is there now, unless empty
        """
        domain = self._get_dealer_domain()
        for word in search.split():
            domain &= Domain("dealer_search_text", "ilike", word)
        if group_id:
            domain &= Domain("categ_id", "child_of", group_id)
        values = self.env["product.attribute.value"].browse(choice_ids).exists()
        for same in values.grouped("attribute_id").values():
            domain &= Domain("attribute_line_ids.value_ids", "in", same.ids)
        if stock:
            domain &= self._get_dealer_stock_domain()
        return domain

    def _get_dealer_stock_domain(self):
        """Return what is there: of goods that are counted, more than is reserved."""
        quants = self.env["stock.quant"]
        quants.flush_model(["quantity", "reserved_quantity"])
        held = quants._search(
            [
                ("location_id.usage", "=", "internal"),
                ("company_id", "=", self.env.company.id),
            ]
        )
        table = quants._table
        product = SQL.identifier(table, "product_id")
        held.groupby = product
        held.having = SQL(
            "SUM(%s - %s) > 0",
            SQL.identifier(table, "quantity"),
            SQL.identifier(table, "reserved_quantity"),
        )
        is_there = Domain("id", "in", held.select(product))
        there = Domain("product_variant_ids", "any", is_there)
        uncounted = Domain("is_storable", "=", False) & Domain("type", "=", "consu")
        return there | uncounted

    @api.model
    def _count_dealer_products(self):
        """Return how many products partners see, by the id of their group."""
        groups = self._read_group(self._get_dealer_domain(), ["categ_id"], ["__count"])
        return {category.id: count for category, count in groups}

    @api.model
    def _get_dealer_groups(self, counts):
        """Return the groups that have products for partners, as a tree.

        :param counts: see ``_count_dealer_products``
        :return: list of ``(id, depth, name)`` in the order of the tree
        """
        categories = self.env["product.category"]
        full = categories.search_fetch([("id", "in", [*filter(None, counts)])])
        paths = {each.id: each._get_print_path() for each in full}
        # What all groups lie in says nothing, unless it has products itself.
        is_tree = len(paths) > 1
        shared = set.intersection(*map(set, paths.values())) if is_tree else set()
        shared -= set(full.ids)
        shown = categories.browse({id for path in paths.values() for id in path})
        return [
            (
                each.id,
                len(set(each._get_print_path()) - shared) - 1,
                each._get_dealer_name(),
            )
            for each in shown.sorted("complete_name")
            if each.id not in shared
        ]

    @api.model
    def _get_dealer_choices(self, group_id):
        """Return by what the products of a group differ, so that one can choose.

        :return: list of ``(attribute name, [(value id, name)])``
        """
        domain = self._get_dealer_list_domain(group_id=group_id)
        query = self._search(domain)
        lines = self.env["product.template.attribute.line"].search(
            [("product_tmpl_id", "in", query)]
        )
        return [
            (attribute.name, [(each.id, each.name) for each in same.value_ids.sorted()])
            for attribute, same in lines.grouped("attribute_id").items()
            if len(same.value_ids) > 1
        ]

    # Rows ---------------------------------------------------------------------------

    def _get_dealer_rows(self, user, basket):
        """Return the rows of the list for these products.

        :param basket: of the user, whose quantities stand in the rows
        :return: list of what ``product.product._get_dealer_values`` tells of the first
            variant, with ``title``, ``variants`` (how many, 0 for one), ``from_price``
            (text, the least of several), ``quantity`` and ``subtotal`` in the basket,
            and ``more`` (see ``_get_dealer_more``)
        """
        priced = self.env["product.product"]
        self._read_rows("product_variant_ids")
        for template in self:
            variants = template.product_variant_ids
            is_many = len(variants) > VARIANTS_PRICED
            priced |= variants[:1] if is_many else variants
        values = priced._get_dealer_values(user, is_list=True)
        held = basket._get_goods_cells(user) if basket else {}
        rows = []
        for template in self:
            variants = template.product_variant_ids
            known = [values[each.id] for each in variants if each.id in values]
            if not known:
                continue  # all its variants are archived
            row = {
                **known[0],
                "title": template.name,
                "variants": len(variants) if len(variants) > 1 else 0,
                "from_price": "",
                **held.get(known[0]["id"], {"quantity": 0, "subtotal": ""}),
            }
            if len(known) > 1:
                cheapest = min(known, key=lambda each: each.get("raw_price", 0))
                row["from_price"] = cheapest.get("price", "")
                row["stock"] = self._get_dealer_stock_of(known)
            row["more"] = variants[:1]._get_dealer_more(row, row["quantity"])
            rows.append(row)
        return rows

    def _get_dealer_stock_of(self, variants):
        """Return the stock of several variants in one: how many of them are there.

        :param variants: what ``product.product._get_dealer_values`` tells of each
        """
        there = sum(each["stock"]["tone"] == OK for each in variants)
        label = self.env._(
            "%(there)s of %(all)s in stock", there=there, all=len(variants)
        )
        return {"label": label, "tone": OK if there else OFF, "raw_free": 0}
