from odoo import fields, models

from ..estimate import price_total


class ProductPricelistItem(models.Model):
    _inherit = "product.pricelist.item"

    base = fields.Selection(
        selection_add=[("print_tariff", "Print tariff")],
        ondelete={"print_tariff": "set default"},
    )

    def _compute_base_price(
        self, product, quantity, uom, date, currency, *, print_spec=None, **kwargs
    ):
        """Price print work by its tariff, everything else as core does.

        :param print_spec: ``print.spec`` of the line; core hands it down from
            ``sale.order.line._get_pricelist_kwargs``
        :return: price of one unit of the line in ``currency``, tax excluded, not
            rounded; 0 for print work that has no price here ("on request"):
            never ``list_price``
        """
        is_chained = self.base in ("pricelist", "standard_price")
        if product.print_order_type_id and not is_chained:
            return self._compute_tariff_price(print_spec, date, currency)
        # Over an ordinary product a tariff rule starts from the sales price: core
        # does that for no rule at all.
        rule = self.browse() if self.base == "print_tariff" else self
        if print_spec is not None:
            kwargs["print_spec"] = print_spec
        return super(ProductPricelistItem, rule)._compute_base_price(
            product, quantity, uom, date, currency, **kwargs
        )

    def _compute_tariff_price(self, spec, date, currency):
        """Return the unit price of ``spec`` by this rule's tariff, 0 without one."""
        if not spec or self.base != "print_tariff":
            return 0.0
        tariff = self.env["print.tariff"]._find(spec, self.pricelist_id)
        if not tariff or spec.order_type_id.is_priced_by_hand:
            return 0.0
        drivers = spec._get_drivers()
        source = tariff.currency_id
        total = price_total(drivers.quantity, tariff._get_rate(), source.decimal_places)
        return source._convert(
            float(total) / drivers.pieces, currency, self.env.company, date, round=False
        )

    def _get_price_label_base_str(self):
        if self.base == "print_tariff":
            return self.env._("print tariff")
        return super()._get_price_label_base_str()

    def _show_discount(self):
        """Keep the percentage inside the price.

        Clients read ``discount`` by RPC and on documents: a discount kept there
        publishes the list price.
        """
        return False
