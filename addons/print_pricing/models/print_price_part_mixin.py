import uuid

from odoo import api, models


class PrintPricePartMixin(models.AbstractModel):
    """What prices of an order type are made of: a change gives the type a new stamp.

    Tariffs are kept ready to price with under that stamp, see
    ``print.order.type._get_price_book``.
    """

    _name = "print.price.part.mixin"
    _description = "Part of a Print Price"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._get_order_types()._stamp_prices()
        return records

    def write(self, vals):
        order_types = self._get_order_types()
        result = super().write(vals)
        (order_types | self._get_order_types())._stamp_prices()
        return result

    def unlink(self):
        order_types = self._get_order_types()
        result = super().unlink()
        order_types._stamp_prices()
        return result

    def _get_order_types(self):
        """Return the order types whose prices these records make."""
        return self.order_type_id


def new_stamp():
    """Return a stamp that no state of any database ever had."""
    return uuid.uuid4().hex
