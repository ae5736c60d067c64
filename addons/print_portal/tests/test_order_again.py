from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .files_common import PDF, FilesMixin
from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon


class OrderAgainMixin(FilesMixin):
    def _printed(self, user=None, name="cover.pdf", **form):
        """Return an order whose only job has one file, being checked."""
        user = user or self.ivanova
        file = self._receive(user, name)
        order = self._send(user, self._form(**form))
        job = order.print_job_ids
        job.spec_id.sudo().file_ids = file.sudo()
        job._add_artwork(file.sudo())
        self._accept_files(job)
        job._move_to("checking")
        return order

    def _again(self, order, mode, user=None, line_id=0):
        """Return what was told, and the basket in which it is now."""
        order = order.with_user(user or self.ivanova)
        told = order._repeat_into_basket(mode, line_id)
        basket = order.env["sale.order"]._get_basket()
        return told, self.env["sale.order"].browse(basket.id)

    def _mode(self, order, code, user=None):
        user = user or self.ivanova
        values = order.with_user(user)._get_again_values(user)
        return next(mode for mode in values["modes"] if mode["code"] == code)

    def _make_dearer(self, price=20):
        self.env["print.tariff"].search([]).unlink()
        self._tariff(self.plates, price)

    def _age(self, order, days):
        order.date_order = fields.Datetime.now() - timedelta(days)


@tagged("post_install", "-at_install")
class TestOrderAgain(OrderAgainMixin, PrintOrdersCommon):
    # What the work costs ---------------------------------------------------------

    def test_a_repeat_keeps_its_price_while_that_holds(self):
        order = self._printed()
        self._make_dearer()
        for mode, price in (("repeat", 12), ("reprint", 12), ("duplicate", 20)):
            with self.subTest(mode=mode):
                _told, basket = self._again(order, mode)
                self.assertEqual(basket.order_line[-1].price_unit, price)
        self.assertIn("holds until", self._mode(order, "repeat", self.main)["price"])

    def test_after_the_days_of_the_shop_it_costs_what_it_costs_today(self):
        order = self._printed()
        self._make_dearer()
        self._age(order, 31)
        _told, basket = self._again(order, "repeat")
        self.assertEqual(basket.order_line.price_unit, 20)
        said = self._mode(order, "repeat", self.main)["price"]
        self.assertIn("today's price", said)
        self.company.print_repeat_days = 0
        self._age(order, 0)
        self.assertIn("today's price", self._mode(order, "repeat", self.main)["price"])

    def test_a_basket_that_waits_too_long_loses_the_old_price(self):
        order = self._printed()
        self._age(order, 29)
        _told, basket = self._again(order, "repeat")
        self._make_dearer()
        self.assertEqual(basket.order_line.price_unit, 12)
        self.company.print_repeat_days = 30
        basket.order_line.print_kept_until = fields.Date.today() - timedelta(1)
        self.assertEqual(basket.order_line.price_unit, 20)

    def test_changed_work_costs_what_it_costs_today(self):
        order = self._printed()
        self._make_dearer()
        _told, basket = self._again(order, "repeat")
        line = basket.order_line
        basket.order_line.with_user(self.ivanova).sudo()._set_print_copies(3)
        self.assertEqual(line.price_unit, 20)
        # Back as it was, and called otherwise: the same work.
        spec = line.print_spec_id
        spec._revise({**order.order_line.print_spec_id.values, "job_title": "Other"})
        self.assertEqual(line.price_unit, 12)

    def test_a_repeat_of_a_repeat_does_not_prolong_the_price(self):
        order = self._printed()
        self._age(order, 20)
        self._again(order, "repeat")
        basket = self.env["sale.order"].with_user(self.ivanova)._get_basket()
        second = basket._submit_basket().with_user(self.env.user)
        _told, third = self._again(second, "repeat")
        until = fields.Date.today() + timedelta(10)
        self.assertEqual(third.order_line.print_kept_until, until)

    def test_what_was_made_otherwise_is_no_price_of_a_repeat(self):
        order = self._printed()
        line = order.order_line
        line._set_final_price(line.product_uom_qty, 50)
        _told, basket = self._again(order, "repeat")
        self.assertEqual(basket.order_line.price_unit, 12)

    def test_the_estimate_tells_staff_whose_price_it_is(self):
        order = self._printed()
        self._make_dearer()
        _told, basket = self._again(order, "repeat")
        line = basket.order_line
        estimate = line.print_estimate_id
        self.assertEqual(estimate.amount_net, 12 * line.product_uom_qty)
        labels = [row["label"] for row in estimate.breakdown]
        self.assertIn(f"Price of {order.name}", labels)

    # Files -----------------------------------------------------------------------

    def test_a_reprint_is_of_the_very_bytes_without_an_upload(self):
        order = self._printed()
        before = order.print_job_ids.artwork_ids
        _told, basket = self._again(order, "reprint")
        self.assertEqual(basket.order_line.print_spec_id.file_ids, before.file_id)
        basket.with_user(self.ivanova).sudo()._submit_basket()
        artwork = basket.print_job_ids.artwork_ids
        self.assertEqual(artwork.path, before.path)
        self.assertEqual(basket.print_job_ids.kind, "check")
        self.assertEqual(self._on_disk(), ["cover.pdf"])

    def test_a_deleted_file_comes_back_for_a_reprint(self):
        order = self._printed()
        order._action_cancel()
        artwork = order.print_job_ids.artwork_ids
        artwork.file_id.with_user(self.ivanova)._delete_by(self.ivanova)
        self.env.cr.postcommit.run()
        self.assertEqual(self._on_disk(), [])
        self.assertFalse(artwork.file_id)
        _told, basket = self._again(order, "reprint")
        file = basket.order_line.print_spec_id.file_ids
        self.assertEqual((file.name, file.checksum), ("cover.pdf", artwork.checksum))
        held = self.root / artwork.path
        self.assertTrue(held.samefile(self.root / file.path))

    def test_a_replaced_file_is_told_from_the_one_that_was_printed(self):
        order = self._printed()
        order.print_job_ids.artwork_ids.file_id.sudo().checksum = "0" * 64
        _told, basket = self._again(order, "reprint")
        file = basket.order_line.print_spec_id.file_ids
        self.assertEqual(file.name, "cover (2).pdf")
        self.assertEqual((self.root / file.path).read_bytes(), PDF)

    def test_without_its_bytes_nothing_is_reprinted(self):
        order = self._printed()
        artwork = order.print_job_ids.artwork_ids
        (self.root / artwork.path).unlink()
        mode = self._mode(order, "reprint")
        self.assertFalse(mode["is_possible"])
        self.assertIn("cover.pdf is gone from our disk", mode["told"][0])
        with self.assertRaisesRegex(UserError, "choose Duplicate"):
            self._again(order, "reprint")
        self.assertFalse(self.env["sale.order"].with_user(self.ivanova)._get_basket())
        self.assertTrue(self._mode(order, "duplicate")["is_possible"])

    def test_a_repeat_says_which_files_are_no_longer_there(self):
        order = self._printed()
        order.print_job_ids.artwork_ids.file_id.sudo().state = "missing"
        told, basket = self._again(order, "repeat")
        self.assertIn("cover.pdf is no longer in your folder", told[0])
        spec = basket.order_line.print_spec_id
        self.assertFalse(spec.file_ids)
        self.assertTrue(spec.values["files_later"])

    def test_a_duplicate_takes_no_files(self):
        order = self._printed()
        told, basket = self._again(order, "duplicate")
        self.assertEqual(told, [])
        self.assertFalse(basket.order_line.print_spec_id.file_ids)
        self.assertEqual(basket.order_line.print_again_mode, "duplicate")
        self.assertEqual(basket.order_line.print_source_line_id, order.order_line)

    # What is not there any more ----------------------------------------------------

    def test_what_is_not_offered_any_more_is_told_by_field(self):
        order = self._printed()
        form_fields = self.plates.field_ids
        gone = form_fields.value_ids.filtered(lambda value: value.code == "510x400")
        gone.active = False
        self.env.invalidate_all()
        values = order.with_user(self.ivanova)._get_again_values(self.ivanova)
        [stop] = values["lines"][0]["stops"]
        self.assertIn("is not offered any more", stop)
        self.assertIn(gone.name, stop)
        with self.assertRaisesRegex(UserError, "not offered any more"):
            self._again(order, "repeat")

    def test_a_field_that_was_taken_off_the_form_is_told_too(self):
        order = self._printed(note_client="Fold it")
        field = self.plates.field_ids.filtered(lambda f: f.code == "note_client")
        field.active = False
        self.env.invalidate_all()
        values, gone = order.order_line.print_spec_id._renew()
        self.assertNotIn("note_client", values)
        self.assertEqual(gone, [(field.name, "Fold it")])

    def test_a_kind_of_work_that_is_gone_is_told(self):
        order = self._printed()
        self.plates.active = False
        self.env.invalidate_all()
        values = order.with_user(self.ivanova)._get_again_values(self.ivanova)
        self.assertEqual(
            values["lines"][0]["stops"], ["This kind of work is not offered any more."]
        )
        self.assertFalse(values["lines"][0]["has_form"])
        possible = [mode["code"] for mode in values["modes"] if mode["is_possible"]]
        self.assertEqual(possible, ["new"])

    def test_zero_is_an_answer(self):
        order = self._printed(colors_back=0, work_style="Simplex")
        values, gone = order.order_line.print_spec_id._renew()
        self.assertEqual((values["colors_back"], gone), (0, []))

    # The order itself --------------------------------------------------------------

    def test_delivery_goes_along_into_an_empty_basket_only(self):
        order = self._printed()
        address = self.env["res.partner"].create(
            {"name": "Store", "parent_id": self.poligraf.id, "type": "delivery"}
        )
        order.partner_shipping_id = address
        order.print_recipient_name = "Petya"
        _told, basket = self._again(order, "repeat")
        self.assertEqual(basket.partner_shipping_id, address)
        self.assertEqual(basket.print_recipient_name, "Petya")
        order.print_recipient_name = "Vasil"
        self._again(order, "repeat")
        self.assertEqual(basket.print_recipient_name, "Petya")

    def test_an_address_that_the_account_may_not_use_is_chosen_anew(self):
        order = self._printed()
        addresses = self.env["res.partner"].create(
            [
                {"name": name, "parent_id": self.poligraf.id, "type": "delivery"}
                for name in ("Here", "There")
            ]
        )
        order.partner_shipping_id = addresses[0]
        self.ivanova.allowed_address_ids = addresses[1]
        told, _basket = self._again(order, "repeat")
        self.assertIn("Choose the delivery address anew.", told)

    def test_a_new_order_with_ones_data_has_no_work(self):
        order = self._printed()
        order.client_order_ref = "PO-7"
        self._again(order, "duplicate")
        first = self.env["sale.order"].with_user(self.ivanova)._get_basket()
        _told, basket = self._again(order, "new")
        self.assertNotEqual(basket.id, first.id)
        self.assertFalse(basket.order_line)
        self.assertEqual(basket.client_order_ref, "PO-7")

    # Rights --------------------------------------------------------------------------

    def test_a_colleague_with_the_right_repeats_into_his_own_basket(self):
        order = self._printed(self.main)
        _told, basket = self._again(order, "repeat", self.head)
        self.assertEqual(basket.print_account_id, self.head)
        with self.assertRaises(UserError):
            self._again(order, "repeat", self.rival)

    def test_money_is_told_to_whom_may_see_it_only(self):
        order = self._printed()
        self.assertTrue(self._mode(order, "repeat", self.main)["price"])
        self.assertFalse(self._mode(order, "repeat", self.ivanova)["price"])

    def test_staff_order_again_for_the_client(self):
        order = self._printed()
        self._make_dearer()
        staff = order.with_user(self.salesperson)
        repeat, told = staff._repeat_by_office("reprint", staff.order_line)
        self.assertEqual(told, [])
        self.assertTrue(repeat.name.startswith("o-"))
        self.assertEqual(repeat.partner_id, order.partner_id)
        self.assertEqual(repeat.order_line.price_unit, 12)
        self.assertEqual(
            repeat.order_line.print_spec_id.file_ids.checksum,
            order.print_job_ids.artwork_ids.checksum,
        )
        bare, _told = staff._repeat_by_office("new", staff.order_line)
        self.assertFalse(bare.order_line)


class TestOrderAgainPages(OrderAgainMixin, PrintPagesCommon):
    def test_the_page_says_what_is_kept_and_fills_the_basket(self):
        order = self._printed()
        self._login(self.ivanova)
        page = f"/my/print/orders/{order.id}"
        self.assertIn("Order again", self._read(self._get(page)))
        text = self._read(self._get(f"{page}/again"))
        for words in ("cover.pdf", "Repeat", "Reprint", "Duplicate", "New order"):
            self.assertIn(words, text)
        self.assertNotIn("price holds", text)
        answer = self._post(f"{page}/again", mode="reprint", line="0")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("cover.pdf", self._read(self._get("/my/print/basket")))
        self.assertEqual(self._post(f"{page}/again", mode="steal").status_code, 404)

    def test_a_refusal_says_the_way_out(self):
        order = self._printed()
        (self.root / order.print_job_ids.artwork_ids.path).unlink()
        self._login(self.ivanova)
        answer = self._post(f"/my/print/orders/{order.id}/again", mode="reprint")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("choose Duplicate", self._read(answer, "//*[@role='alert']"))

    def test_the_form_opens_as_the_job_was_ordered(self):
        order = self._printed(job_title="Booklet Winter", copies=3)
        self._login(self.ivanova)
        url = f"/my/print/orders/{order.id}/again/{order.order_line.id}"
        answer = self._get(url)
        [title] = self._find(answer, "//input[@name='job_title']/@value")
        self.assertEqual(title, "Booklet Winter")
        self.assertIn(order.name, self._read(answer, "//div[@role='status']"))

    def test_queries_do_not_grow_with_the_jobs(self):
        few = self._order(self.main, *[self._form()] * 2)
        many = self._order(self.main, *[self._form()] * 12)
        self._login(self.main)
        counts = [
            self._count_queries(f"/my/print/orders/{order.id}/again")
            for order in (few, many)
        ]
        self.assertLessEqual(counts[1] - counts[0], 4)
