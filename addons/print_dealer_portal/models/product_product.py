import math

from odoo import api, models
from odoo.fields import Domain
from odoo.tools.float_utils import float_compare, float_round

DIGITS = 6  # of quantities, beyond which floats only look different


class ProductProduct(models.Model):
    """What partners may order, and how much of it."""

    _inherit = "product.product"

    @api.model
    def _get_dealer_domain(self):
        """Return which products partners of this company see and order.

        The only authority: list, page, codes, basket and the API all ask here.
        """
        return self.env["product.template"]._get_dealer_domain()

    @api.model
    def _find_dealer_products(self, ids):
        """Return those of ``ids`` that partners may order, as superuser, in that order.

        Portal users have no right on products: what they may see is chosen here.
        """
        products_sudo = self.sudo()
        domain = self._get_dealer_domain() & Domain("id", "in", ids)
        # With what stands on every page of one of them.
        found = products_sudo.search_fetch(domain, ["product_tmpl_id"], order="id")
        found = set(found.ids)
        return products_sudo.browse([id for id in ids if id in found])

    def _check_dealer_quantity(self, quantity):
        """Return why a partner cannot order ``quantity`` units, "" where he can."""
        self.ensure_one()
        # What a partner may order he may be told of; he has no right on products.
        self = self.sudo()
        mended = self._mend_dealer_quantity(quantity)
        if not float_compare(mended, quantity, precision_digits=DIGITS):
            return ""
        pack, least = self.print_pack_size, self._get_dealer_minimum()
        if float_compare(quantity, least, precision_digits=DIGITS) < 0:
            return self.env._(
                "Quantity: enter at least %s.", self._format_dealer_quantity(least)
            )
        if not pack:
            return self.env._(
                "Quantity: enter whole pieces, such as %s.",
                self._format_dealer_quantity(mended),
            )
        return self.env._(
            "Quantity: only in packs of %(pack)s, enter %(mended)s.",
            pack=self._format_dealer_quantity(pack),
            mended=self._format_dealer_quantity(mended),
        )

    def _mend_dealer_quantity(self, quantity):
        """Return the next larger quantity that a partner can order; 0 stays 0."""
        self.ensure_one()
        if quantity <= 0:
            return 0.0
        quantity = max(quantity, self._get_dealer_minimum())
        return _round_up(quantity, self._get_dealer_step())

    def _get_dealer_minimum(self):
        """Return the least quantity that can be ordered, in whole packs."""
        self.ensure_one()
        step = self._get_dealer_step()
        return max(_round_up(self.product_tmpl_id.print_minimum, step), step)

    def _get_dealer_step(self):
        """Return in what steps a partner orders: packs, else pieces, which are whole.

        Metres and kilograms are measured as finely as their unit allows.
        """
        self.ensure_one()
        template = self.product_tmpl_id  # as in ``_get_dealer_facts``
        if template.print_pack_size:
            return template.print_pack_size
        # Cached, unlike the record: a list asks this of each of its rows.
        known = self.env["ir.model.data"]._xmlid_to_res_id("uom.product_uom_unit")
        piece = self.env["uom.uom"].sudo().browse(known)
        is_counted = template.uom_id.parent_path.startswith(piece.parent_path)
        return 1.0 if is_counted else template.uom_id.rounding

    def _format_dealer_quantity(self, quantity):
        """Return ``quantity`` as people write it: 60, or 2.5."""
        digits = 0
        while (
            quantity % 1
            and digits < 3
            and float_round(quantity, precision_digits=digits)
            != (float_round(quantity, precision_digits=DIGITS))
        ):
            digits += 1
        return self.env["res.lang"]._write_number(quantity, digits)


def _round_up(quantity, step):
    return math.ceil(float_round(quantity / step, precision_digits=DIGITS)) * step
