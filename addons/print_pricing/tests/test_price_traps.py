from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestPriceTraps(PrintPricingCommon):
    """Amounts that shops reported wrong, with the option to show discounts on.

    Sources: issues 30243, 46417 and 151647 of odoo/odoo; the adjustments are those of
    GelatoConnect's estimates.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        shown = cls.env.ref("sale.group_discount_per_so_line")
        cls.env.ref("base.group_user").implied_ids += shown

    def _line(self, own=None, pricelist=None, quantity=1):
        """Return a line of banners of 1 m²; ``own`` is the client's own rate."""
        pricelist = pricelist or self._create_pricelist("Own")
        if own:
            self._create_tariff(self.banner_type, own, pricelist=pricelist)
        banner = self._banner(finished_width=1000, finished_height=1000)
        spec = self._create_spec(banner | {"copies": quantity}, self.banner_type)
        return self._create_order(spec, pricelist_id=pricelist.id).order_line

    def test_the_own_price_is_met_to_the_cent(self):
        tariff = self._create_tariff(self.banner_type, 168)
        for listed, own, quantity, total in [(168, 158, 2, 316), (180, 80, 1, 80)]:
            with self.subTest(listed=listed, own=own):
                tariff.price = listed
                line = self._line(own=own, quantity=quantity)
                self.assertEqual((line.price_unit, line.discount), (own, 0))
                self.assertEqual(line.price_subtotal, total)

    def test_a_percentage_is_rounded_as_the_currency_says(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        pricelist = self._create_pricelist("Whole", discount=5)
        pricelist.currency_id = yen
        yen.rate_ids.unlink()
        self.env["res.currency.rate"].create(
            {"currency_id": yen.id, "rate": 1, "name": "2020-01-01"}
        )
        self._create_tariff(self.banner_type, 305)
        line = self._line(pricelist=pricelist)
        self.assertEqual((line.price_unit, line.discount), (290, 0))

    def test_a_price_is_set_raised_and_lowered_by_hand(self):
        self._create_tariff(self.banner_type, 500)
        for price in (475, 505, 475):
            line = self._line()
            line.order_id.order_line = [
                Command.update(line.id, {"price_unit": price}),
            ]
            line.order_id.order_line.product_uom_qty = 1
            self.assertEqual(line.price_subtotal, price)
            rows = line.print_estimate_id.breakdown
            self.assertEqual(float(rows[1]["net"]), price - 500)

    def test_a_new_tariff_begins_at_midnight_of_the_shop(self):
        """In Sofia, UTC+2: whoever looks, in whatever zone and language."""
        self.env.company.resource_calendar_id.tz = "Europe/Sofia"
        old = self._create_tariff(self.banner_type, 10)
        old.date_end = "2026-12-31"
        old.copy({"date_start": "2027-01-01", "date_end": False, "grid": [["1", "12"]]})
        self.env["res.lang"]._activate_lang("fr_FR")
        for moment, price in [("21:59:59", 10), ("22:00:00", 12)]:
            for zone, lang in [
                ("Pacific/Auckland", "fr_FR"),
                ("America/Lima", "en_US"),
            ]:
                with (
                    self.subTest(moment=moment, zone=zone),
                    freeze_time(f"2026-12-31 {moment}"),
                ):
                    self.env.user.write({"tz": zone, "lang": lang})
                    line = self._line().with_context(tz=zone, lang=lang)
                    self.assertEqual(line.price_unit, price)
                    spec = line.print_spec_id
                    live = spec._price(line.order_id.pricelist_id, self.partner)
                    self.assertEqual(live.net, price)
