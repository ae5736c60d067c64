from odoo.tests import tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestPriceDelivery(PrintOrdersCommon):
    """A delivery stands beside print work at its own price, whatever is repriced."""

    def test_terms_of_work_leave_the_delivery_alone(self):
        product = self.env["product.product"].create(
            {"name": "Courier", "type": "service", "list_price": 15, "taxes_id": False}
        )
        carrier = self.env["delivery.carrier"].create(
            {"name": "Courier", "product_id": product.id, "fixed_price": 15}
        )
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 50}
        )
        basket = self._basket(self.main)
        basket.set_delivery_line(carrier, 15)
        work, delivery = basket.order_line.sorted("is_delivery")
        self.assertEqual((work.price_subtotal, delivery.price_unit), (48, 15))
        work.product_uom_qty = 4
        basket.action_update_prices()
        self.assertEqual((delivery.price_unit, delivery.discount), (15, 0))
        basket.partner_id = self.reklama
        self.assertEqual((work.price_subtotal, delivery.price_unit), (48, 15))
