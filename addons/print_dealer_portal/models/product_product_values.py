from math import ceil

from odoo import models
from odoo.tools.float_utils import float_round


class ProductProduct(models.Model):
    """What a dealer may read of products: the one source of pages, papers and JSON."""

    _inherit = "product.product"

    def _get_dealer_values(self, user, quantities=None, is_list=False):
        """Return everything that ``user`` may read of these products.

        The caller has found them by ``_get_dealer_domain``. Texts are in the language
        of the user; money is left out, not hidden, for who has no right to it. The
        number of queries does not grow with the number of products.

        :param quantities: quantity by product id at which ``price`` is told; by default
            the least that can be ordered
        :param is_list: of many products, each named as all its variants together:
            without ``image`` and ``has_variants``, as each is a query. Of several
            variants of one product no more than their row needs: ``id``, ``stock``,
            ``order_type``, ``price``, ``raw_price`` and ``symbol``
        :return: dict of product id to a dict of ``id``, ``template_id``, ``code``,
            ``name``, ``unit``, ``pack``, ``minimum`` and ``step`` (numbers; pack 0:
            none), ``pack_label``, ``stock`` (``label``, ``tone``, ``raw_free``),
            ``order_type`` (code or ""), ``image`` (address or ""), ``has_variants``;
            with ``see_finance`` also ``price`` (text, currency apart), ``raw_price``,
            ``end_price`` (text or ""), ``raw_end_price`` (None without), ``breaks``
            (``quantity``, ``raw_quantity``, ``price``, ``raw_price``), ``currency``,
            ``symbol``
        """
        # Portal users have no right on products: what they may read is chosen here.
        products = (
            self.sudo()
            .with_company(user.company_id)
            .with_context(lang=user.lang, display_default_code=False)
        )
        stock = products._get_dealer_stock()
        several = products._get_dealer_several() if is_list else products.browse()
        values = {
            product.id: {
                "id": product.id,
                "stock": stock[product.id],
                "order_type": product.product_tmpl_id.print_order_type_id.code or "",
            }
            for product in products
        }
        for product in products - several:
            values[product.id] |= product._get_dealer_facts(is_list)
        if not is_list:
            images = products._get_dealer_images()
            for product in products:
                values[product.id] |= {
                    "image": images.get(product.id, ""),
                    "has_variants": product.product_tmpl_id.product_variant_count > 1,
                }
        if user._has_print_right("see_finance"):
            products._add_dealer_money(user, values, quantities or {}, several)
        return values

    def _get_dealer_several(self):
        """Return those of these products that are not the only variant of theirs."""
        groups = self.grouped("product_tmpl_id").values()
        return self.browse().union(*(each for each in groups if len(each) > 1))

    def _get_dealer_facts(self, is_list):
        """Return what is told of this product beside its stock and its price."""
        # What all variants have in common is read where it stands: core copies it to
        # each of them first, as a field that is computed.
        template = self.product_tmpl_id
        return {
            "template_id": template.id,
            "code": self.default_code or "",
            "name": template.name if is_list else self._get_dealer_name(),
            "unit": template.uom_id._get_paper_label(template),
            "pack": _plain(template.print_pack_size),
            "pack_label": self._get_dealer_pack_label(),
            "minimum": _plain(self._get_dealer_minimum()),
            "step": _plain(self._get_dealer_step()),
        }

    def _add_dealer_money(self, user, values, quantities, several):
        """Add what may be read of prices to ``values``; work is priced on its form.

        :param several: those of which one price is enough, see ``_get_dealer_values``
        """
        goods = self.filtered(lambda each: not each.product_tmpl_id.print_order_type_id)
        least = {product.id: product._get_dealer_minimum() for product in goods}
        asked = {id: quantities.get(id) or minimum for id, minimum in least.items()}
        prices = goods._get_dealer_prices(user, asked, least, several)
        for product in goods:
            price = prices[product.id]
            currency = price["currency"]
            values[product.id] |= {
                "price": product._format_dealer_price(
                    price["price"], currency, asked[product.id]
                ),
                "raw_price": price["price"],
                "symbol": currency.symbol,
            }
        for product in goods - several:
            values[product.id] |= product._get_dealer_price_sheet(prices[product.id])

    def _get_dealer_price_sheet(self, price):
        """Return what ``price``, see ``_get_dealer_prices``, is in other quantities."""
        currency, end_price = price["currency"], price["end_price"]
        return {
            "end_price": self._format_dealer_price(end_price, currency)
            if end_price
            else "",
            "raw_end_price": end_price,
            "breaks": [
                {
                    "quantity": self._format_dealer_quantity(quantity),
                    "raw_quantity": _plain(quantity),
                    "price": self._format_dealer_price(each, currency, quantity),
                    "raw_price": each,
                }
                for quantity, each in price["steps"]
            ],
            "currency": currency.name,
        }

    def _get_dealer_name(self):
        """Return the name of this product, with what tells it from other variants."""
        choice = self._get_dealer_choice()
        return f"{self.name} ({choice})" if choice else self.name

    def _get_dealer_choice(self):
        """Return what tells this product from other variants, "" where it is alone."""
        self.ensure_one()
        if not self.combination_indices:
            return ""
        return self.product_template_attribute_value_ids._get_combination_name()

    def _compute_product_price_extra(self):
        """Core looks for choices of each product, although it keeps who has none."""
        plain = self.filtered(lambda product: not product.combination_indices)
        plain.price_extra = 0.0
        others = super(ProductProduct, self - plain)
        return others._compute_product_price_extra()

    def _get_dealer_pack_label(self):
        """Return in what packs this product is sold, "" for single units."""
        self.ensure_one()
        template = self.product_tmpl_id
        if not template.print_pack_size:
            return ""
        return self.env._(
            "pack of %(quantity)s %(unit)s",
            quantity=self._format_dealer_quantity(template.print_pack_size),
            unit=template.uom_id._get_paper_label(template),
        )

    def _get_dealer_more(self, values, quantity):
        """Say how many more make the price better, where that is not far away.

        :param values: what ``_get_dealer_values`` tells of this product
        :param quantity: that the basket holds; no more than as many again are proposed
        :return: a sentence or ""
        """
        for step in values.get("breaks", ()):
            packs = ceil(float_round(step["raw_quantity"] / values["step"], 6))
            more = packs * values["step"] - quantity
            if step["raw_quantity"] > quantity >= more:
                return self.env._(
                    "%(quantity)s more and the price becomes %(price)s",
                    quantity=self._format_dealer_quantity(more),
                    price=step["price"],
                )
        return ""

    def _get_dealer_images(self):
        """Return the addresses of pictures by product id, by one query."""
        # Which products have a picture is read here, the picture by its own route.
        attachments_sudo = self.env["ir.attachment"].sudo()
        domain = [
            ("res_field", "in", ("image_variant_128", "image_128")),
            ("res_model", "in", ("product.product", "product.template")),
            ("res_id", "in", [*self.ids, *self.product_tmpl_id.ids]),
        ]
        groups = attachments_sudo._read_group(domain, ["res_model", "res_id"])
        drawn = {(model, res_id) for model, res_id in groups}
        return {
            product.id: f"/dealer/products/{product.id}/image"
            for product in self
            if ("product.product", product.id) in drawn
            or ("product.template", product.product_tmpl_id.id) in drawn
        }


def _plain(quantity):
    """Return a quantity as a number that reads as people write it."""
    return int(quantity) if quantity % 1 == 0 else quantity
