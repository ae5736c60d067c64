from odoo.addons.print_portal.tests.orders_common import PrintOrdersCommon
from odoo.exceptions import UserError
from odoo.tests import tagged

from .shelf_common import ShelfMixin


@tagged("post_install", "-at_install")
class TestBasketGoods(ShelfMixin, PrintOrdersCommon):
    """Goods in a basket, through their only door."""

    def _open(self, account=None, items=()):
        orders = self.env["sale.order"].with_user(account or self.maria)
        basket_sudo = orders._open_basket(print_source="dealer")
        if items:
            basket_sudo._put_goods(
                [(product.id, quantity) for product, quantity in items]
            )
        return basket_sudo

    def _quantities(self, basket):
        return {line.product_id: line.product_uom_qty for line in basket._get_goods()}

    # One door ------------------------------------------------------------------------

    def test_goods_are_added_up_on_one_line(self):
        basket = self._open(items=[(self.screws, 3), (self.paper, 6), (self.screws, 2)])
        basket._put_goods([(self.screws.id, 1)])
        self.assertEqual(self._quantities(basket), {self.screws: 6, self.paper: 6})
        self.assertAlmostEqual(basket.amount_untaxed, 391.8)

    def test_each_of_many_is_answered_for_itself(self):
        basket = self._open()
        items = [
            (self.screws.id, "1 200"),
            (self.paper.id, 7),
            (self.hidden.id, 1),
            (self.developer.id, "x"),
            (0, 1),
        ]
        answers = {each["product_id"]: each for each in basket._put_goods(items)}
        self.assertEqual(
            [*answers],
            [self.screws.id, self.paper.id, self.hidden.id, 0] + [self.developer.id],
        )
        self.assertEqual(answers[self.screws.id]["quantity"], 1200)
        self.assertFalse(answers[self.screws.id]["error"])
        self.assertIn("enter 12", answers[self.paper.id]["error"])
        self.assertIn("No longer sold", answers[self.hidden.id]["error"])
        self.assertIn("enter a number", answers[self.developer.id]["error"])
        self.assertEqual(self._quantities(basket), {self.screws: 1200})

    def test_work_is_no_goods(self):
        work = self.plates.product_id
        work.product_tmpl_id.is_partner_portal = True
        basket = self._open()
        [answer] = basket._put_goods([(work.id, 1)])
        self.assertIn("fill in its form", answer["error"])
        self.assertFalse(basket.order_line)

    def test_a_quantity_is_set_and_nothing_takes_goods_out(self):
        basket = self._open(items=[(self.screws, 3), (self.paper, 6)])
        line = basket._get_goods().filtered(lambda each: each.product_id == self.screws)
        line._set_goods_quantity("8")
        self.assertEqual(line.product_uom_qty, 8)
        with self.assertRaisesRegex(UserError, "enter a number"):
            line._set_goods_quantity("eight")
        self.assertEqual(line.product_uom_qty, 8)
        line._set_goods_quantity(0)
        self.assertEqual(self._quantities(basket), {self.paper: 6})

    def test_what_is_sent_takes_no_more_goods(self):
        basket = self._open(items=[(self.screws, 3)])
        basket._submit_basket()
        with self.assertRaises(UserError):
            basket._put_goods([(self.screws.id, 1)])

    def test_hundred_lines_cost_hardly_more_than_one(self):
        products = self.env["product.product"].concat(
            *(self._shelve(f"Ink {n}", f"INK-{n}", n + 1) for n in range(100))
        )
        few, many = self._open(), self._open()
        for basket, count in ((few, 2), (many, 100)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            basket._put_goods([(product.id, 1) for product in products[:count]])
            self.env.flush_all()
            if basket == few:
                cost = self.cr.sql_log_count - before
        self.assertEqual(len(many.order_line), 100)
        self.assertLessEqual(self.cr.sql_log_count - before, cost + 10)

    def test_a_click_leaves_nothing_in_the_discussion(self):
        basket = self._open(items=[(self.screws, 3)])
        self.env.flush_all()
        self.cr.precommit.run()
        before = len(basket.message_ids)
        loud = basket.with_context(tracking_disable=False)
        loud._put_goods([(self.screws.id, 1)])
        self.env.flush_all()
        self.cr.precommit.run()
        self.assertEqual(len(basket.message_ids), before)

    # Prices --------------------------------------------------------------------------

    def test_a_dealer_reads_his_price_and_no_discount(self):
        self.env["res.config.settings"].create(
            {"group_discount_per_so_line": True}
        ).execute()
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Dealers",
                "item_ids": [
                    (0, 0, {"compute_price": "percentage", "percent_price": 25})
                ],
            }
        )
        self.matprint.property_product_pricelist = pricelist
        line = self._open(items=[(self.screws, 1)]).order_line
        self.assertAlmostEqual(line.price_unit, 4.8)
        self.assertEqual(line.discount, 0)

    def test_new_prices_are_told_line_by_line(self):
        basket = self._open(items=[(self.screws, 3), (self.paper, 6)])
        before = basket._get_goods_prices()
        self.assertEqual(basket._tell_new_prices(before), [])
        self.screws.list_price = 7.1
        basket._reprice_goods()
        [sentence] = basket._tell_new_prices(before)
        self.assertIn("Screws", sentence)
        self.assertIn("6.40", sentence)
        self.assertIn("7.10", sentence)
        self.assertAlmostEqual(basket.amount_untaxed, 3 * 7.1 + 6 * 58.9)

    def test_what_is_gone_or_packed_otherwise_stops_the_order(self):
        basket = self._open(items=[(self.screws, 3), (self.developer, 1)])
        self.developer.is_partner_portal = False
        self.screws.print_pack_size = 10
        with self.assertRaises(UserError) as refused:
            basket._submit_basket()
        first, second = sorted(str(refused.exception).splitlines())
        self.assertIn("Developer HD-2: No longer sold", first)
        self.assertIn("Screws: Quantity: enter at least 10", second)
        self.assertTrue(basket.is_basket)

    # Undo, moving, several baskets ---------------------------------------------------

    def test_removed_goods_come_back_with_what_was_said_of_them(self):
        basket = self._open(items=[(self.screws, 3)])
        basket.order_line._take_line_words({"ref": "A-7", "note": "for the hall"})
        undo = basket.order_line._get_undo_values()
        basket.order_line._remove_print_job()
        self.assertFalse(basket.order_line)
        basket._restore_print_job(undo)
        line = basket.order_line
        self.assertEqual((line.product_id, line.product_uom_qty), (self.screws, 3))
        self.assertEqual(
            (line.print_line_ref, line.print_line_note), ("A-7", "for the hall")
        )

    def test_a_deleted_basket_comes_back_with_goods_and_work(self):
        basket = self._open(items=[(self.screws, 3), (self.paper, 6)])
        basket._add_print_job(self.plates, self._form())
        basket._write_basket({"print_date_wanted": "2099-12-24"})
        undo = basket._delete_basket()
        self.hidden.is_partner_portal = True
        again = self.env["sale.order"].with_user(self.maria)._restore_basket(undo)
        self.assertEqual(self._quantities(again), {self.screws: 3, self.paper: 6})
        self.assertEqual(len(again.order_line.print_spec_id), 1)
        self.assertEqual(str(again.print_date_wanted), "2099-12-24")

    def test_goods_are_moved_to_another_basket(self):
        basket = self._open(items=[(self.screws, 3)])
        other = self._open(items=[(self.screws, 2)])
        basket.order_line._move_to_basket(other)
        self.assertFalse(basket.order_line)
        self.assertEqual(self._quantities(other), {self.screws: 5})

    def test_approval_is_of_these_goods_in_this_quantity(self):
        basket = self._open(items=[(self.screws, 3)])
        seal = basket._get_approval_seal()
        self.assertEqual(basket._get_approval_seal(), seal)
        basket.order_line._set_goods_quantity(4)
        changed = basket._get_approval_seal()
        self.assertNotEqual(changed, seal)
        basket.order_line._take_line_words({"note": "x"})
        self.assertNotEqual(basket._get_approval_seal(), changed)

    def test_goods_over_the_limit_wait_for_an_approval(self):
        self.stock.order_limit = 50
        basket = self._open(self.stock, [(self.screws, 30)])
        with self.assertRaisesRegex(UserError, "limit"):
            basket._submit_basket()

    # Again ---------------------------------------------------------------------------

    def test_goods_are_ordered_again_as_they_are_sold_today(self):
        order = self._open(
            items=[(self.screws, 3), (self.paper, 6), (self.developer, 1)]
        )
        order._submit_basket()
        self.developer.is_partner_portal = False
        self.paper.print_pack_size = 10
        self.screws.list_price = 7
        mine = self.env["sale.order"].with_user(self.maria).browse(order.id)
        told = "\n".join(mine._repeat_into_basket("repeat"))
        self.assertIn("Developer HD-2: No longer sold", told)
        self.assertIn("enter at least 10", told)
        self.assertIn("from 6.40 to 7.00", told)
        basket = mine._get_basket()
        self.assertEqual(self._quantities(basket), {self.screws: 3, self.paper: 10})

    # Terms ---------------------------------------------------------------------------

    def test_how_an_invoice_is_sent_goes_from_client_to_order_to_invoice(self):
        self.matprint.print_invoice_way = "electronic"
        basket = self._open(items=[(self.screws, 3)])
        self.assertEqual(basket.print_invoice_way, "electronic")
        basket._write_basket({"print_invoice_way": "paper"})
        self.assertEqual(basket._prepare_invoice()["print_invoice_way"], "paper")

    def test_an_invoice_goes_to_an_address_of_ones_own(self):
        own, strange = self.env["res.partner"].create(
            [
                {"name": "Accounts", "parent_id": parent.id, "type": "invoice"}
                for parent in (self.matprint, self.copyline)
            ]
        )
        basket = self._open()
        basket._write_basket({"partner_invoice_id": own.id})
        self.assertEqual(basket.partner_invoice_id, own)
        with self.assertRaisesRegex(UserError, "Invoice address"):
            basket._write_basket({"partner_invoice_id": strange.id})

    def test_goods_are_not_wanted_yesterday(self):
        errors = self._open()._save_basket_form({"print_date_wanted": "2020-01-01"})
        self.assertIn("today or a later day", errors["print_date_wanted"])
