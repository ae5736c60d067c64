from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .places_common import PlacesCommon


@tagged("post_install", "-at_install")
class TestPlacesInBasket(PlacesCommon):
    """A basket over several addresses, while it is filled."""

    def test_all_of_it_stays_at_the_first_address_until_it_is_given_out(self):
        basket = self._split_basket()
        depot, shop, office = basket.print_place_ids
        self.assertEqual(
            (depot + shop + office).partner_id, self.depot + self.shop + self.office
        )
        self.assertEqual(depot.line_ids.mapped("quantity"), [6, 8])
        self.assertFalse(shop._has_goods() or office._has_goods())
        self.assertFalse(basket._get_unsplit_lines())

    def test_what_has_no_address_is_told_in_words_and_stops_the_order(self):
        basket = self._split_basket()
        self._give(basket, self.goods, 3, 2, 0)
        state = basket._get_split_state(sees_money=True)
        self.assertEqual(state["lead"], "Developer: 1 pcs without an address.")
        self.assertEqual(
            state["more"], "Give it an address, or lower the quantity to 5."
        )
        with self.assertRaisesRegex(UserError, "Developer: 1 pcs without an address"):
            basket.with_user(self.main).sudo()._submit_basket()
        self.assertTrue(basket.is_basket)
        self._give(basket, self.goods, 3, 2, 1)
        basket.with_user(self.main).sudo()._submit_basket()
        self.assertFalse(basket.is_basket)

    def test_what_is_given_out_twice_is_told_too(self):
        basket = self._split_basket()
        self._give(basket, self.goods, 6, 1)
        self.assertEqual(
            basket._get_split_state(sees_money=True)["lead"],
            "Developer: 1 pcs more than ordered.",
        )

    def test_the_quantity_is_lowered_to_what_is_given_out_by_one_click(self):
        basket = self._split_basket()
        self._give(basket, self.goods, 3, 2, 0)
        line = basket._get_unsplit_lines()
        basket.with_user(self.main).sudo()._fit_line(line.id)
        self.assertEqual(line.product_uom_qty, 5)
        self.assertFalse(basket._get_unsplit_lines())

    def test_each_address_with_goods_is_charged_for_its_delivery(self):
        basket = self._split_basket()
        self.assertEqual(basket.amount_total, 6 * 10 + 8 * 5 + 8)
        self._give(basket, self.goods, 3, 2, 1)
        deliveries = basket.order_line.filtered("is_delivery")
        self.assertEqual(
            deliveries.mapped("name"),
            ["Courier: Depot", "Courier: Shop", "Courier: Office"],
        )
        self.assertEqual(basket.amount_total, 6 * 10 + 8 * 5 + 3 * 8)
        self._give(basket, self.goods, 6, 0, 0)
        self.assertEqual(basket.amount_total, 6 * 10 + 8 * 5 + 8)

    def test_each_address_has_a_method_of_its_own(self):
        van = self._create_carrier("Van", fixed_price=20)
        basket = self._split_basket()
        self._give(basket, self.goods, 3, 3, 0)
        shop = basket.print_place_ids[1]
        self.assertFalse(basket._save_split({f"place_carrier_{shop.id}": str(van.id)}))
        self.assertEqual(shop.price, 20)
        self.assertEqual(basket.carrier_id, self.carrier)

    def test_a_method_is_rated_for_the_address_and_what_goes_there(self):
        heavy = self._create_carrier(
            "Freight",
            delivery_type="base_on_rule",
            country_ids=[Command.link(self.env.ref("base.bg").id)],
            price_rule_ids=[
                Command.create(
                    {
                        "variable": "weight",
                        "operator": ">=",
                        "max_value": 0,
                        "list_base_price": 0,
                        "list_price": 2,
                        "variable_factor": "weight",
                    }
                )
            ],
        )
        basket = self._split_basket()
        self._give(basket, self.goods, 1, 5, 0)
        shop = basket.print_place_ids[1]
        basket._save_split({f"place_carrier_{shop.id}": str(heavy.id)})
        self.assertEqual(shop.price, 10)  # 5 kg at 2.00
        self.shop.country_id = self.env.ref("base.fr")
        basket._refresh_delivery()
        self.assertFalse(shop.carrier_id)
        with self.assertRaisesRegex(UserError, "Shop: choose how it is delivered"):
            basket.with_user(self.main).sudo()._submit_basket()

    def test_what_is_typed_wrong_is_named_and_the_rest_is_kept(self):
        basket = self._split_basket()
        line = basket._get_split_lines()[0]
        depot, shop, office = basket.print_place_ids
        yesterday = fields.Date.today() - timedelta(days=1)
        typed = {
            f"share_{line.id}_{depot.id}": "three",
            f"share_{line.id}_{shop.id}": " 2 ",
            f"share_{line.id}_{office.id}": "",
            f"place_date_{shop.id}": str(yesterday),
            f"place_phone_{shop.id}": "abc",
            f"place_recipient_{office.id}": "Maria",
            "share_0_0": "7",
            "place_carrier_0": "7",
        }
        errors = basket._save_split(typed)
        self.assertEqual(
            errors[f"share_{line.id}_{depot.id}"],
            "Depot: enter a number of 0 or more.",
        )
        self.assertEqual(
            errors[f"place_date_{shop.id}"],
            "Shop: choose a day from today on, or none.",
        )
        self.assertIn(f"place_phone_{shop.id}", errors)
        self.assertEqual(len(errors), 3)
        self.assertEqual(shop._get_quantity(line), 2)
        self.assertEqual(office.recipient, "Maria")

    def test_an_address_is_called_otherwise_in_place(self):
        basket = self._split_basket().with_user(self.main).sudo()
        shop = basket.print_place_ids[1]
        self.assertFalse(basket._save_split({f"place_name_{shop.id}": "Old town"}))
        self.assertEqual(self.shop.name, "Old town")

    def test_addresses_of_others_and_those_not_allowed_are_refused(self):
        basket = self._goods_basket(self.ivanova)
        with self.assertRaisesRegex(UserError, "one of your own"):
            basket._split_over(self.reklama.id)
        self.ivanova.allowed_address_ids = self.depot + self.shop
        basket._split_over(self.shop.id)
        with self.assertRaisesRegex(UserError, "may not use this one"):
            basket._split_over(self.office.id)
        with self.assertRaisesRegex(UserError, "in the list already"):
            basket._split_over(self.shop.id)

    def test_one_address_for_all_is_as_before(self):
        basket = self._goods_basket()
        before = basket.amount_total
        basket._split_over(self.shop.id)
        self._give(basket, self.goods, 3, 3)
        basket._join_places()
        self.assertFalse(basket.is_print_split or basket.print_place_ids)
        self.assertEqual(basket.partner_shipping_id, self.depot)
        self.assertEqual(basket.carrier_id, self.carrier)
        self.assertEqual(basket.amount_total, before)

    def test_the_last_address_but_one_takes_the_split_with_it(self):
        basket = self._goods_basket()
        basket._split_over(self.shop.id)
        basket._drop_place(basket.print_place_ids[0])
        self.assertFalse(basket.is_print_split)
        self.assertEqual(basket.partner_shipping_id, self.shop)

    def test_one_delivery_for_all_is_not_chosen_beside_the_split(self):
        basket = self._split_basket()
        errors = basket._save_basket_form({"carrier_id": "0"})
        self.assertIn("on its own page", errors["carrier_id"])
        self.assertEqual(len(basket.order_line.filtered("is_delivery")), 1)

    def test_an_approval_counts_for_exactly_this_split(self):
        basket = self._split_basket()
        self._give(basket, self.goods, 3, 2, 1)
        seal = basket._get_approval_seal()
        self._give(basket, self.goods, 3, 1, 2)
        moved = basket._get_approval_seal()
        self.assertNotEqual(seal, moved)
        basket.print_place_ids[1].recipient = "Somebody else"
        self.assertNotEqual(moved, basket._get_approval_seal())

    def test_print_work_is_split_by_copies(self):
        basket = self._goods_basket(goods=6)
        basket._add_print_job(self.plates, self._form())
        basket._split_over(self.shop.id)
        line = basket.order_line.filtered("print_spec_id")
        depot, shop = basket.print_place_ids
        self.assertEqual(depot._get_quantity(line), 8)
        self._give(basket, line.product_id, 5, 3)
        self.assertEqual(shop._get_quantity(line), 3)
        self.assertFalse(basket._get_unsplit_lines())

    def test_who_sees_no_money_reads_no_prices_of_deliveries(self):
        self.ivanova.see_finance = False
        basket = self._split_basket(self.ivanova)
        basket = basket.with_user(self.ivanova).sudo()  # as its doors have it
        values = basket._get_split_values(self.ivanova)
        self.assertEqual({place["price"] for place in values["places"]}, {""})
        self.assertEqual({line["subtotal"] for line in values["lines"]}, {""})
        summary = basket._get_basket_summary(self.ivanova)
        self.assertEqual(set(summary["split"]["prices"].values()), {""})

    def test_of_many_addresses_one_is_shown_at_a_time(self):
        basket = self._split_basket()
        for number in range(4):
            address = self.shop.copy({"name": f"Shop {number}"})
            basket._split_over(address.id)
        last = basket.print_place_ids[-1]
        values = basket._get_split_values(self.main, last.id)
        self.assertEqual(len(values["places"]), 7)
        self.assertEqual([each["id"] for each in values["columns"]], [last.id])

    def test_more_lines_cost_no_more_queries(self):
        counts = []
        for size in (5, 20):
            basket = self.env["sale.order"].with_user(self.main)._create_basket()
            basket.order_line = [
                Command.create({"product_id": self.goods.id, "product_uom_qty": 3})
                for _number in range(size)
            ]
            basket._split_over(self.shop.id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            basket._get_split_values(self.main)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestPlacesInStore(PlacesCommon):
    """What the store sends where, and how it follows."""

    def test_each_address_gets_a_delivery_of_the_one_order(self):
        order = self._sent_split()
        order.action_confirm()
        self.assertEqual(
            self._stored(order),
            {
                (self.depot, self.goods): 3,
                (self.depot, self.paper): 8,
                (self.shop, self.goods): 2,
                (self.office, self.goods): 1,
            },
        )
        self.assertEqual(len(order.picking_ids), 3)
        self.assertEqual(order.picking_ids.carrier_id, self.carrier)
        self.assertEqual(order.order_line[0].qty_invoiced, 0)
        invoice = order._create_invoices()
        self.assertEqual(len(invoice), 1)

    def test_a_wished_day_is_the_day_of_that_delivery(self):
        order = self._sent_split()
        day = fields.Date.today() + timedelta(days=9)
        order.print_place_ids[1].date_wanted = day
        order.action_confirm()
        days = {
            picking.partner_id: picking.scheduled_date.date()
            for picking in order.picking_ids
        }
        self.assertEqual(days[self.shop], day)
        self.assertNotEqual(days[self.depot], day)

    def test_papers_name_what_goes_where(self):
        order = self._sent_split()
        paper, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "sale.action_report_saleorder", order.ids
        )
        paper = " ".join(paper.decode().split())
        self.assertIn("Shop, Varna", paper)
        self.assertIn("Developer 2 pcs", paper)

    def test_an_address_that_gets_nothing_is_no_part_of_the_order(self):
        basket = self._split_basket()
        self._give(basket, self.goods, 3, 3, 0)
        basket.with_user(self.main).sudo()._submit_basket()
        self.assertEqual(basket.print_place_ids.partner_id, self.depot + self.shop)

    def test_what_stays_behind_goes_to_the_same_address_later(self):
        order = self._sent_split()
        order.action_confirm()
        picking = order.picking_ids.filtered(lambda each: each.partner_id == self.depot)
        for move in picking.move_ids:
            move.quantity, move.picked = 1, True
        picking.with_context(skip_backorder=True).button_validate()
        later = order.picking_ids.filtered("backorder_id")
        self.assertEqual(later.partner_id, self.depot)
        self.assertEqual(later.print_place_id, picking.print_place_id)
        place = order.with_user(self.main)._portal_values(self.main)["places"][0]
        self.assertEqual(
            [(line["quantity"], line["left"]) for line in place["lines"]],
            [("3", "1"), ("8", "1")],
        )
        self.assertEqual(place["papers"][0]["name"], picking.name)

    def test_a_note_names_who_takes_the_goods_in_there(self):
        order = self._sent_split()
        order.action_confirm()
        picking = order.picking_ids.filtered(lambda each: each.partner_id == self.shop)
        note = picking._get_note_values()
        self.assertEqual(note["delivery"]["recipient"], "Violeta")
        self.assertEqual(note["to"]["address"][0], "Shop")

    def test_the_client_splits_again_what_the_shop_has_changed(self):
        order = self._sent_split()
        order.action_confirm()
        line = order.order_line[0]
        line.product_uom_qty = 9
        self.assertTrue(order.is_print_split_open)
        awaited = order.with_user(self.main)._get_awaited_line()
        self.assertEqual(awaited["tone"], "you")
        self.assertIn(f"/orders/{order.id}/places", awaited["url"])
        # What has no address is not sent anywhere.
        self.assertEqual(self._stored(order)[self.shop, self.goods], 2)
        places = order.print_place_ids
        errors = (
            order.with_user(self.main)
            .sudo()
            ._split_again(
                {
                    f"share_{line.id}_{places[0].id}": "2",
                    f"share_{line.id}_{places[2].id}": "5",
                }
            )
        )
        self.assertFalse(errors)
        stored = self._stored(order)
        self.assertEqual(stored[self.depot, self.goods], 2)
        self.assertEqual(stored[self.shop, self.goods], 2)
        self.assertEqual(stored[self.office, self.goods], 5)
        self.assertFalse(order.with_user(self.main)._is_split_asked())
        with self.assertRaisesRegex(UserError, "has its address already"):
            order.with_user(self.main).sudo()._split_again({})

    def test_nothing_is_confirmed_whose_split_is_open(self):
        order = self._sent_split()
        order.order_line[0].product_uom_qty = 4
        line = order.order_line[0]
        line._seal()  # as if the client had agreed to it
        with self.assertRaisesRegex(UserError, "Split over the addresses again first"):
            order.action_confirm()

    def test_staff_change_the_split_and_the_store_follows(self):
        order = self._sent_split()
        order.action_confirm()
        depot, shop, _office = order.with_user(self.salesperson).print_place_ids
        line = order.order_line[0]
        shop.line_ids.filtered(lambda share: share.line_id == line).quantity = 3
        depot.line_ids.filtered(lambda share: share.line_id == line).quantity = 2
        stored = self._stored(order)
        self.assertEqual(stored[self.depot, self.goods], 2)
        self.assertEqual(stored[self.shop, self.goods], 3)

    def test_a_copy_goes_to_one_address(self):
        order = self._sent_split()
        self.assertEqual(len(order.order_line.filtered("is_delivery")), 3)
        copied = order.copy()
        self.assertFalse(copied.is_print_split)
        self.assertFalse(copied.order_line.filtered("is_delivery"))
        self.assertEqual(len(copied.order_line), 2)

    def test_an_address_to_which_something_went_stays(self):
        order = self._sent_split()
        order.action_confirm()
        picking = order.picking_ids.filtered(lambda each: each.partner_id == self.shop)
        picking.move_ids.quantity = 2
        picking.button_validate()
        with self.assertRaisesRegex(UserError, "has left already"):
            picking.print_place_id.unlink()

    def test_what_comes_back_is_not_counted_as_there(self):
        order = self._sent_split()
        order.action_confirm()
        picking = order.picking_ids.filtered(lambda each: each.partner_id == self.shop)
        picking.move_ids.quantity = 2
        picking.button_validate()
        wizard = (
            self.env["stock.return.picking"]
            .with_context(
                active_ids=picking.ids,
                active_id=picking.id,
                active_model="stock.picking",
            )
            .create({})
        )
        wizard.product_return_moves.quantity = 1
        back = wizard._create_return()
        back.move_ids.quantity = 1
        back.button_validate()
        place = order.with_user(self.main)._portal_values(self.main)["places"][1]
        self.assertEqual(place["lines"][0]["left"], "1")
