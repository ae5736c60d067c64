from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestOfficeOrder(PrintOrdersCommon):
    """A salesperson takes an order at the desk or on the telephone."""

    def _quotation(self, user=None):
        orders = self.env["sale.order"].with_user(user or self.salesperson)
        form = Form(orders, "sale.view_order_form")
        form.partner_id = self.petrov
        return form.save()

    def _raw(self, **values):
        return self.plates._get_typed(self._form(**values))

    def _save(self, order, line=None, accepted=(), files=(), **values):
        return order.save_print_job(
            self.plates.id, self._raw(**values), accepted, files, line and line.id
        )

    def test_a_quotation_has_its_number_at_once(self):
        order = self._quotation()
        self.assertRegex(order.name, r"^o-\d{6}$")
        self.assertEqual(order.print_source, "office")
        self.assertNotEqual(order.copy().name, order.name)

    def test_the_form_is_that_of_the_client(self):
        order = self._quotation()
        blank = order.get_print_job_form()
        self.assertGreater(len(blank["order_types"]), 5)
        self.assertNotIn("sections", blank)
        form = order.get_print_job_form(order_type_id=self.plates.id)
        codes = {
            field["code"] for section in form["sections"] for field in section["fields"]
        }
        self.assertEqual(codes, set(self.plates.field_ids.mapped("code")))
        self.assertEqual(form["raw"]["colors_front"], "4")

    def test_a_filled_form_becomes_a_priced_line(self):
        order = self._quotation()
        review = order.review_print_job(self.plates.id, self._raw())
        self.assertFalse(review["errors"])
        self.assertEqual(review["quantity"], 8)
        self.assertIn("96.00", review["price"])
        self.assertEqual(self._save(order), [])
        line = order.order_line
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (8, 96))
        self.assertIn("Booklet Autumn", line.name)

    def test_a_wrong_form_says_the_same_as_to_the_client(self):
        order = self._quotation()
        wrong = {"job_title": "", "colors_front": 99}
        for found in (
            self._save(order, **wrong),
            order.review_print_job(self.plates.id, self._raw(**wrong))["errors"],
        ):
            self.assertEqual(
                [error["field"] for error in found], ["job_title", "colors_front"]
            )
        self.assertFalse(order.order_line)

    def test_a_wrong_change_leaves_the_line_as_it_was(self):
        order = self._quotation()
        self._save(order)
        line = order.order_line
        self.assertTrue(self._save(order, line, colors_front=99))
        self.assertEqual(line.print_spec_id.values["colors_front"], 4)
        self.assertEqual(self._save(order, line, colors_front=2), [])
        self.assertEqual(order.order_line, line)
        self.assertEqual(line.product_uom_qty, 6)

    def test_a_warning_is_accepted_knowingly(self):
        order = self._quotation()
        values = {"plates_expected": 4}
        error = self._save(order, **values)[0]
        self.assertEqual((error["severity"], error["rule"]), ("accept", "R21"))
        self.assertEqual(self._save(order, accepted=["R21"], **values), [])

    def test_a_bare_product_is_described_before_it_is_confirmed(self):
        order = self._quotation()
        order.order_line = [Command.create({"product_id": self.plates.product_id.id})]
        with self.assertRaisesRegex(UserError, "Describe the work first.*CTP plates"):
            order.action_confirm()
        line = order.order_line
        form = order.get_print_job_form(line.id)
        self.assertEqual(form["order_type_id"], self.plates.id)
        self._save(order, line)
        self.assertEqual(line.product_uom_qty, 8)
        order.action_confirm()
        self.assertEqual(order.print_job_ids.line_id, line)

    def test_a_price_is_told_before_there_are_files(self):
        order = self._quotation()
        raw = self._raw(files_later=False)
        review = order.review_print_job(self.plates.id, raw)
        self.assertEqual([error["rule"] for error in review["errors"]], ["R01"])
        self.assertIn("96.00", review["price"])
        raw["signatures"] = "many"
        self.assertFalse(order.review_print_job(self.plates.id, raw)["price"])

    def test_work_without_a_price_is_said_to_be_so(self):
        self.env["print.tariff"].search([]).unlink()
        order = self._quotation()
        review = order.review_print_job(self.plates.id, self._raw())
        self.assertIn("on request", review["price"])

    def test_confirming_starts_what_has_its_files(self):
        order = self._quotation()
        no_files = self.wide
        no_files.needs_files = False
        raw = no_files._get_typed(self._form(no_files, files_later=False))
        self.assertEqual(order.save_print_job(no_files.id, raw), [])
        self._save(order)
        order.action_confirm()
        codes = order.print_job_ids.mapped("status_id.code")
        self.assertEqual(sorted(codes), ["awaiting_files", "started"])
        self.assertEqual(order.print_awaited_from, "client")

    def test_a_client_whose_files_are_awaited_is_told(self):
        order = self._quotation()
        self._save(order)
        before = self.env["mail.mail"].search([])
        order.action_confirm()
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.recipient_ids, self.petrov)
        self.assertIn("Waiting for your files", mail.subject)

    def test_what_is_ordered_is_not_rewritten(self):
        order = self._quotation()
        self._save(order)
        order.action_confirm()
        with self.assertRaises(UserError):
            self._save(order, order.order_line, colors_front=2)
        with self.assertRaises(UserError):
            self._save(order)

    def test_a_basket_is_the_clients_to_fill(self):
        basket = self._basket()
        form = basket.with_user(self.salesperson)
        with self.assertRaises(UserError):
            form.save_print_job(self.plates.id, self._raw())

    def test_only_who_writes_the_order_describes_its_work(self):
        order = self._quotation()
        for user in (self.colleague, self.prepress, self.main, self.stranger):
            other = order.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    other.save_print_job(self.plates.id, self._raw())
                with self.assertRaises(AccessError):
                    other.get_print_job_form()
                with self.assertRaises(AccessError):
                    other.review_print_job(self.plates.id, self._raw())

    def test_another_orders_line_is_out_of_reach(self):
        mine, other = self._quotation(), self._quotation()
        self._save(other)
        self._save(mine, other.order_line, colors_front=2)
        self.assertEqual(other.order_line.print_spec_id.values["colors_front"], 4)
