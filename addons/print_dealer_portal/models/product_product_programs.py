from odoo import api, models
from odoo.fields import Domain

from ..plain_numbers import write_number

PAGE_AT_MOST = 100


class ProductProduct(models.Model):
    """Products as programs of dealers read them."""

    _inherit = "product.product"

    @api.model
    def _get_program_page(self, cursor, limit):
        """Return products that the current user may order, by their ids.

        :param int cursor: id behind which they begin
        :param int limit: at most so many
        :return: ``(dicts, whether there are more)``, see ``_get_program_values``
        """
        # Portal users have no right on products: the domain is all they may order.
        products_sudo = self.sudo()
        domain = self._get_dealer_domain() & Domain("id", ">", cursor)
        found = products_sudo.search(domain, order="id", limit=limit + 1)
        return found[:limit]._get_program_values(), len(found) > limit

    def _get_program_values(self):
        """Return what the current user may read of these products, for programs.

        A part of ``_get_dealer_values``: amounts and quantities are decimal texts, and
        amounts are left out for who may not see them.

        :rtype: list of dicts
        """
        user = self.env.user
        values = self._get_dealer_values(user)
        is_with_tax = self.env.company.is_dealer_price_with_tax
        return [
            _as_program(values[product.id], product.barcode, is_with_tax)
            for product in self
        ]


def _as_program(values, barcode, is_with_tax):
    stock = values["stock"]
    found = {
        "id": values["id"],
        "code": values["code"],
        "barcode": barcode or "",
        "name": values["name"],
        "unit": values["unit"],
        "minimum": write_number(values["minimum"]),
        "step": write_number(values["step"]),
        "stock": {
            "label": stock["label"],
            "available": write_number(stock["raw_free"]),
        },
        "order_type": values["order_type"],
    }
    if "raw_price" in values:
        found["price"] = {
            "amount": write_number(values["raw_price"], 2),
            "currency": values["currency"],
            "tax_included": is_with_tax,
            "breaks": [
                {
                    "quantity": write_number(each["raw_quantity"]),
                    "amount": write_number(each["raw_price"], 2),
                }
                for each in values["breaks"]
            ],
        }
        if values["raw_end_price"]:
            found["price"]["end_customer"] = write_number(values["raw_end_price"], 2)
    return found
