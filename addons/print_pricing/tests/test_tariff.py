from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command, Date
from odoo.tests import new_test_user, tagged

from .common import PrintPricingCommon

LADDER = [[100, "1.80"], [150, "1.40"], [200, "1.20"], [300, "0.85"], [400, "0.73"]]


@tagged("post_install", "-at_install")
class TestTariff(PrintPricingCommon):
    """What a shop may enter as its price list, and what comes of it on a line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._create_tariff(cls.plates_type, 640)

    def _amount(self, order_type=None, **values):
        """Return what an order of plates, or of another type, comes to."""
        order_type = order_type or self.plates_type
        fill = self._plates if order_type == self.plates_type else self._banner
        spec = self._create_spec(fill(**values), order_type)
        return self._create_order(spec).order_line.price_subtotal

    # Grids -------------------------------------------------------------------------

    def test_a_flat_rate_is_entered_as_one_price(self):
        tariff = self._create_tariff(self.banner_type, 11.3)
        self.assertEqual(tariff.grid, [["1", "11.3"]])
        tariff.price = 0.012
        self.assertEqual(tariff.price, 0.012)

    def test_a_ladder_is_read_by_its_break_mode(self):
        banner = {"finished_width": 1000, "finished_height": 1000}
        tariff = self.env["print.tariff"].create(
            {
                "order_type_id": self.banner_type.id,
                "billing_unit": "m2",
                "grid": LADDER,
            }
        )
        self.assertEqual(self._amount(self.banner_type, copies=299, **banner), 358.80)
        tariff.break_mode = "next_rung_cap"
        self.assertEqual(self._amount(self.banner_type, copies=299, **banner), 255)

    def test_setup_minimum_and_step_count(self):
        self.tariff.write({"setup_price": 100, "quantity_step": 5})
        self.assertEqual(self._amount(), 100 + 10 * 640)
        self.tariff.minimum_price = 9000
        self.assertEqual(self._amount(), 9000)

    def test_out_of_range_is_on_request(self):
        self.tariff.write({"grid": [[10, "640"]], "underflow": "refuse"})
        line = self._create_order(self._create_spec(self._plates())).order_line
        self.assertTrue(line.print_is_on_request)
        self.assertEqual(line.print_no_price_reason, "The tariff begins at 10.")
        self.assertEqual(line.print_price_state, "on_request")

    def test_a_falling_total_is_told_and_kept(self):
        self.tariff.grid = LADDER
        self.assertIn("200 costs less than 199: 240, not 278.6.", self.tariff.warning)
        self.tariff.break_mode = "incremental"
        self.assertFalse(self.tariff.warning)

    def test_a_grid_that_cannot_be_is_refused_at_its_row(self):
        for grid, sentence in [
            ([], "Grid: enter at least one row"),
            ([[100, "1"], [100, "2"]], "Row 2: quantity 100 must be more than 100"),
            ([[100, "-1"]], "Row 1: enter a price of 0 or more"),
            ([[100, "x"]], "Row 1: enter a number"),
            ([[100]], "Row 1: enter a quantity and a price"),
            ([[-1, "1"]], "Row 1: enter a quantity of 0 or more"),
            ([[10**16, "1"]], "The number is too large"),
        ]:
            with (
                self.subTest(grid=grid),
                self.assertRaisesRegex(ValidationError, sentence),
                self.cr.savepoint(),
            ):
                self.tariff.grid = grid
        self.tariff.invalidate_recordset()
        self.assertEqual(self.tariff.price, 640)

    def test_a_negative_setup_is_refused_at_its_field(self):
        with self.assertRaisesRegex(ValidationError, "Set-up: enter a price of 0"):
            self.tariff.setup_price = -1

    # Which one ----------------------------------------------------------------------

    def test_dates_choose_and_the_border_belongs_to_one(self):
        today = Date.today()
        self.tariff.date_end = today
        self.tariff.copy(
            {
                "date_start": today + timedelta(1),
                "date_end": False,
                "grid": [["1", "700"]],
            }
        )
        spec = self._create_spec(self._plates())
        for day, price in [(today, 640), (today + timedelta(1), 700)]:
            order = self._create_order(date_order=day)
            order.order_line = [
                Command.create(order.order_line._prepare_print_line(spec.copy()))
            ]
            self.assertEqual(order.order_line.price_unit, price)

    def test_a_second_tariff_for_the_same_days_is_refused(self):
        with (
            self.assertRaisesRegex(ValidationError, "counts for the same jobs"),
            self.cr.savepoint(),
        ):
            self.tariff.copy()
        self.tariff.date_end = "2026-01-31"
        self.tariff.copy({"date_start": "2026-02-01", "date_end": False})
        with self.assertRaisesRegex(ValidationError, "counts for the same jobs"):
            self.tariff.date_end = "2026-02-01"

    def test_a_company_that_has_its_own_is_charged_its_own(self):
        self.tariff.company_id = False
        self.tariff.copy({"company_id": self.env.company.id, "grid": [["1", "600"]]})
        self.assertEqual(self._amount(), 8 * 600)

    def test_any_of_several_choices_fits(self):
        formats = self.plates_type.field_ids.filtered(
            lambda field: field.code == "plate_format"
        )
        two = formats.value_ids.filtered(
            lambda choice: choice.code in ("745x605", "1030x790")
        )
        tariff = self._create_tariff(self.plates_type, 590, plate_format="745x605")
        tariff.value_ids = two
        for plate_format in two.mapped("code"):
            self.assertEqual(self._amount(plate_format=plate_format), 8 * 590)

    def test_a_range_of_numbers_chooses(self):
        width = self.banner_type.field_ids.filtered(
            lambda field: field.code == "finished_width"
        )
        self._create_tariff(self.banner_type, 10)
        self.env["print.tariff"].create(
            {
                "order_type_id": self.banner_type.id,
                "price": 20,
                "range_ids": [
                    Command.create(
                        {
                            "field_id": width.id,
                            "lowest": 2001,
                            "has_highest": False,
                        }
                    )
                ],
            }
        )
        narrow = {"finished_width": 2000, "finished_height": 1000, "copies": 1}
        self.assertEqual(self._amount(self.banner_type, **narrow), 20)
        wide = {**narrow, "finished_width": 2001, "finished_height": 2000}
        self.assertEqual(self._amount(self.banner_type, **wide), 80.04)

    def test_lines_with_one_tariff_reach_its_rungs_together(self):
        self.tariff.write(
            {
                "grid": [["1", "640"], ["16", "500"]],
                "quantity_principle": "order_same_tariff",
            }
        )
        specs = [self._create_spec(self._plates()) for _number in range(2)]
        order = self._create_order(*specs)
        self.assertEqual(order.order_line.mapped("price_unit"), [500, 500])
        order.order_line[1].unlink()
        self.assertEqual(order.order_line.price_unit, 640)
        order.order_line = [
            Command.create(
                order.order_line._prepare_print_line(self._create_spec(self._plates()))
            )
        ]
        self.assertEqual(order.order_line.mapped("price_unit"), [500, 500])

    # History ------------------------------------------------------------------------

    def test_who_changed_what_is_kept(self):
        manager = new_test_user(self.env, "print-head", "sales_team.group_sale_manager")
        self.tariff.with_user(manager).grid = [["1", "640"], ["100", "500"]]
        self.assertEqual(self.tariff.revision, 2)
        change = self.tariff.revision_ids
        self.assertEqual((change.number, change.user_id), (2, manager))
        self.assertEqual(change.old_values["grid"], [["1", "640"]])
        self.assertEqual(change.changes, "from 100: new row, 500")
        self.tariff.name = "Plates"
        self.assertEqual(self.tariff.revision, 2)
        with self.assertRaisesRegex(UserError, "kept as it was"):
            change.number = 3
        with self.assertRaises(AccessError):
            change.with_user(manager).unlink()

    # Components -----------------------------------------------------------------------

    def _component(self, **values):
        return self.env["print.component"].create(
            {"order_type_id": self.plates_type.id, **values}
        )

    def test_components_add_up_and_a_percentage_counts_on_them(self):
        plates = self._component(name="Plates", process="ImageSetting")
        self.tariff.component_id = plates
        punching = self._component(
            name="Punching", quantity_formula="ceil(quantity / 3)", sequence=20
        )
        self.env["print.tariff"].create(
            {
                "order_type_id": self.plates_type.id,
                "component_id": punching.id,
                "price": 10,
            }
        )
        self._component(
            name="Express", kind="percent", percent=50, base="net", sequence=30
        )
        self.assertEqual(self._amount(), (8 * 640 + 3 * 10) * 1.5)

    def test_a_formula_that_is_none_is_refused_at_its_character(self):
        for formula, sentence in [
            ("quantity + / 2", "Quantity Formula: Character 12: this is not a formula"),
            ("quantity * foo", "Character 12: “foo” is not counted for this work"),
            ("1,5 * quantity", "Character 1: write decimals with a point: 1.5"),
            ("quantity.real", "Character 1: “quantity.real” is not allowed here"),
        ]:
            with (
                self.subTest(formula=formula),
                self.assertRaisesRegex(ValidationError, sentence),
                self.cr.savepoint(),
            ):
                self._component(name="Wrong", quantity_formula=formula)

    def test_a_formula_that_divides_by_zero_makes_the_line_on_request(self):
        self.tariff.component_id = self._component(
            name="Plates", quantity_formula="quantity / (pieces - pieces)"
        )
        line = self._create_order(self._create_spec(self._plates())).order_line
        self.assertTrue(line.print_is_on_request)
        self.assertIn("the formula divides by zero", line.print_no_price_reason)
        self.assertFalse(line.print_estimate_id)
        sales = new_test_user(self.env, "print-sales", "sales_team.group_sale_salesman")
        line.order_id.user_id = sales
        line.order_id.action_quotation_sent()
        activity = line.order_id.activity_ids
        self.assertEqual(activity.user_id, sales)
        self.assertIn("the formula divides by zero", activity.note)

    def test_work_that_cannot_be_counted_is_on_request(self):
        spec = self._create_spec(self._banner(copies=-3), self.banner_type)
        self._create_tariff(self.banner_type, 10)
        line = self._create_order(spec).order_line
        self.assertTrue(line.print_is_on_request)
        self.assertTrue(spec._check())

    def test_staff_that_may_not_sell_see_no_tariff(self):
        clerk = new_test_user(self.env, "print-clerk", "base.group_user")
        for model in (
            "print.tariff",
            "print.tariff.revision",
            "print.discount",
            "print.component",
            "print.estimate",
        ):
            with self.subTest(model=model), self.assertRaises(AccessError):
                self.env[model].with_user(clerk).search([])
