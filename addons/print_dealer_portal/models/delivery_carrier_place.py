from odoo import models


class DeliveryCarrier(models.Model):
    """What a delivery costs to one of several addresses of an order.

    Core asks for the price of a whole order, at its one address: while an address is
    rated, it and what goes there stand in their place.
    """

    _inherit = "delivery.carrier"

    def _rate_place(self, place):
        """Return what ``rate_shipment`` does, for one ``print.order.place``."""
        self.ensure_one()
        rated = self.with_context(print_rated_place=place.id)
        return rated.rate_shipment(place.order_id)

    def _get_rated_place(self):
        places = self.env["print.order.place"]
        return places.browse(self.env.context.get("print_rated_place", ()))

    def _match_address(self, partner):
        return super()._match_address(self._get_rated_place().partner_id or partner)

    def _get_price_available(self, order):
        place = self._get_rated_place()
        if not place:
            return super()._get_price_available(order)
        total = weight = volume = quantity = bulk = 0.0
        for share in place.line_ids.filtered("quantity"):
            line, product = share.line_id, share.line_id.product_id
            count = line.product_uom_id._compute_quantity(
                share.quantity, product.uom_id
            )
            if line.product_uom_qty:
                total += line.price_total * share.quantity / line.product_uom_qty
            weight += product.weight * count
            volume += product.volume * count
            bulk += product.weight * product.volume * count
            quantity += count
        total = self._compute_currency(order, total, "pricelist_to_company")
        return self._get_price_from_picking(total, weight, volume, quantity, wv=bulk)
