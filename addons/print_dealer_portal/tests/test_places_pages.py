from datetime import timedelta

from odoo import fields
from odoo.addons.print_portal.tests.pages_common import PrintPagesCommon
from odoo.tests import tagged
from odoo.tools.misc import format_date

from .places_common import PlacesCommon


@tagged("post_install", "-at_install")
class TestPlacesPages(PlacesCommon, PrintPagesCommon):
    """The split in the browser, without a script."""

    def _url(self, order):
        kind = "baskets" if order.is_basket else "orders"
        return f"/my/print/{kind}/{order.id}/places"

    def test_a_basket_is_split_filled_in_and_sent_when_it_is_whole(self):
        basket = self._goods_basket()
        self._login(self.main)
        page = self._get(self._url(basket))
        self.assertIn("Add a second address", self._read(page))
        answer = self._post(self._url(basket), add="1", address=str(self.shop.id))
        self.assertEqual(answer.status_code, 303)
        depot, shop = basket.print_place_ids
        line = basket._get_split_lines()[0]
        share = {
            f"share_{line.id}_{depot.id}": "3",
            f"share_{line.id}_{shop.id}": "2",
        }
        sent = {"basket_id": basket.id, "places": "1", "submit": "1"}
        answer = self._post("/my/print/basket", **sent, **share)
        self.assertEqual(answer.status_code, 422)
        text = self._read(answer)
        self.assertIn("Developer: 1 pcs without an address.", text)
        self.assertIn("Given out: 5 of 6", text)
        self.assertTrue(basket.is_basket)
        saved = self.make_jsonrpc_request(
            "/my/print/basket/save",
            {"basket_id": basket.id, "typed": {f"share_{line.id}_{shop.id}": "3"}},
        )
        self.assertEqual(saved["split"]["lead"], "")
        self.assertEqual(saved["totals"]["delivery"], "16.00")
        answer = self._post("/my/print/basket", **sent)
        self.assertEqual(answer.status_code, 303)
        self.assertFalse(basket.is_basket)

    def test_a_wrong_number_stands_as_it_was_typed(self):
        basket = self._split_basket()
        line, depot = basket._get_split_lines()[0], basket.print_place_ids[0]
        self._login(self.main)
        name = f"share_{line.id}_{depot.id}"
        answer = self._post(self._url(basket), **{name: "many"})
        self.assertEqual(answer.status_code, 422)
        [field] = self._find(answer, f"//input[@name='{name}']")
        self.assertEqual(field.get("value"), "many")
        self.assertIn("Depot: enter a number of 0 or more.", self._read(answer))

    def test_a_new_address_is_added_in_place(self):
        basket = self._goods_basket()
        self._login(self.main)
        typed = {
            "new": "1",
            "name": "Second depot",
            "country_id": str(self.env.ref("base.bg").id),
            "street": "Side street 2",
            "zip": "6000",
        }
        wrong = self._post(self._url(basket), **typed)
        self.assertEqual(wrong.status_code, 422)
        self.assertIn("Enter the city", self._read(wrong))
        [street] = self._find(wrong, "//input[@name='street']")
        self.assertEqual(street.get("value"), "Side street 2")
        self._post(self._url(basket), **typed, city="Stara Zagora")
        self.assertEqual(
            basket.print_place_ids.partner_id.mapped("name"), ["Depot", "Second depot"]
        )

    def test_baskets_of_others_are_not_there(self):
        basket = self._split_basket()
        self._login(self.rival)
        self.assertEqual(self._get(self._url(basket)).status_code, 404)
        answer = self._post(self._url(basket), join="1")
        self.assertEqual(answer.status_code, 404)
        self.assertTrue(basket.is_print_split)

    def test_of_what_is_not_accepted_only_the_wished_day_is_told(self):
        order = self._sent_split()
        wished = fields.Date.today() + timedelta(days=9)
        order.print_place_ids[1].date_wanted = wished
        self._login(self.main)
        path = f"/my/print/orders/{order.id}"
        section = "//section[@id='places']"
        words = self._read(self._get(path), section)
        self.assertEqual(words.count("Arrives"), 1)
        self.assertIn(format_date(self.env, wished, date_format="d MMMM"), words)
        self.assertNotIn("left the shop", words)
        order.action_confirm()
        words = self._read(self._get(path), section)
        self.assertEqual(words.count("Arrives"), 3)
        self.assertIn("left the shop: 0", words)
        order._action_cancel()
        words = self._read(self._get(path), section)
        self.assertNotIn("Arrives", words)

    def test_an_order_is_split_again_on_its_page(self):
        order = self._sent_split()
        order.action_confirm()
        order.order_line[0].product_uom_qty = 7
        self._login(self.main)
        page = self._get(f"/my/print/orders/{order.id}")
        self.assertIn("split the goods over the addresses again", self._read(page))
        place = order.print_place_ids[2]
        name = f"share_{order.order_line[0].id}_{place.id}"
        answer = self._post(self._url(order), **{name: "2"})
        self.assertTrue(answer.headers["Location"].endswith(f"/orders/{order.id}"))
        self.assertEqual(self._stored(order)[self.office, self.goods], 2)
        page = self._get(f"/my/print/orders/{order.id}")
        self.assertIn("Developer: 2 pcs · left the shop: 0", self._read(page))
