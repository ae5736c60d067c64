from psycopg2 import IntegrityError

from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import PrintPricingCommon

CODES = {
    "design",
    "film_output",
    "prepress",
    "analogue_proof",
    "digital_proof",
    "wide_format",
    "ctp_plates",
    "scanning",
    "press_printing",
}


@tagged("post_install", "-at_install")
class TestOrderType(PrintPricingCommon):
    def _check(self, values, order_type=None):
        spec = self.env["print.spec"].new(
            {"order_type_id": (order_type or self.plates_type).id, "values": values}
        )
        return {error.field: error for error in spec._check()}

    def test_nine_kinds_of_work_can_be_ordered(self):
        types = self.env["print.order.type"].search([("code", "in", list(CODES))])
        self.assertEqual(set(types.mapped("code")), CODES)
        self.assertTrue(all(types.mapped("product_id")))

    def test_right_forms_have_no_error(self):
        self.assertFalse(self._check(self._plates()))
        self.assertFalse(self._check(self._banner(), self.banner_type))

    def test_every_type_opens_with_defaults_that_only_miss_what_is_the_clients(self):
        for order_type in self.env["print.order.type"].search([]):
            with self.subTest(order_type=order_type.code):
                values = order_type._get_default_values()
                missing = set(self._check(values, order_type)) - {"artwork"}
                expected = {"job_title", "plate_format"}
                expected |= {"finished_width", "finished_height", "media", "format"}
                expected |= {"original_width", "original_height"}
                expected |= {"product_kind", "finished_format", "paper"}
                self.assertLessEqual(missing, expected)

    def test_all_errors_come_at_once_each_with_its_field(self):
        errors = self._check(
            self._plates(job_title="", colors_front=11, plate_format="745x606")
        )
        self.assertLessEqual({"job_title", "colors_front", "plate_format"}, set(errors))
        self.assertEqual(
            errors["colors_front"].message,
            "Colours on the front: enter a whole number from 0 to 10.",
        )

    def test_text_longer_than_the_ticket_says_how_long_it_may_be(self):
        errors = self._check(self._plates(job_title="x" * 81))
        self.assertIn("80", errors["job_title"].message)

    def test_ruling_above_the_plate_offers_the_fix(self):
        values = self._plates(
            plate_format="510x400", plate_thickness="0.30", screen_ruling="200"
        )
        error = self._check(values)["screen_ruling"]
        self.assertEqual(error.message, "Up to 175 lpi for 510 × 400.")
        self.assertEqual(error.fix, "175")

    def test_plate_in_two_gauges_asks_which(self):
        errors = self._check(self._plates(plate_format="510x400"))
        self.assertIn("0.15 / 0.30", errors["plate_thickness"].message)

    def test_a_warning_is_silent_once_accepted(self):
        values = self._plates(work_style="WorkAndTurn", colors_back=1)
        self.assertEqual(self._check(values)["work_style"].severity, ACCEPT)
        spec = self.env["print.spec"].new(
            {
                "order_type_id": self.plates_type.id,
                "values": values,
                "accepted_rules": ["R17"],
            }
        )
        self.assertFalse(spec._check())

    def test_an_error_cannot_be_accepted_away(self):
        spec = self.env["print.spec"].new(
            {
                "order_type_id": self.plates_type.id,
                "values": self._plates(work_style="Simplex"),
                "accepted_rules": ["R18", "F00"],
            }
        )
        self.assertEqual([error.rule for error in spec._check()], ["R18"])

    def test_other_plate_size_is_answered_by_a_person(self):
        error = self._check(self._plates(plate_format="other"))["plate_format"]
        self.assertEqual(error.severity, QUOTE)

    def test_hidden_fields_are_neither_asked_nor_kept(self):
        raw = {
            "eyelets": "none",
            "pitch": "300",
            "turnaround": "standard",
            "needed_by": "2030-01-01",
        }
        values, errors = self.banner_type._parse_form(raw)
        self.assertFalse(errors)
        self.assertNotIn("pitch", values)
        self.assertNotIn("needed_by", values)

    def test_needed_by_is_asked_only_with_a_date(self):
        self.assertNotIn("needed_by", self._check(self._plates()))
        self.assertIn("needed_by", self._check(self._plates(turnaround="by_date")))

    def test_what_people_type_is_read_or_refused_with_a_sentence(self):
        good = {"colors_front": " 4 ", "sheet_width": "1 020", "baked": "on"}
        values, errors = self.plates_type._parse_form(good)
        self.assertFalse(errors)
        self.assertEqual(values["colors_front"], 4)
        self.assertEqual(values["sheet_width"], 1020)
        self.assertIs(values["baked"], True)
        for bad in ("four", "1.5", "1e3", "9" * 30, "−4", "<b>"):
            with self.subTest(bad=bad):
                _values, errors = self.plates_type._parse_form({"colors_front": bad})
                self.assertEqual([e.field for e in errors], ["colors_front"])
        _values, errors = self.plates_type._parse_form({"plate_format": "a' OR 1=1"})
        self.assertIn("choose from the list", errors[0].message)
        _values, errors = self.plates_type._parse_form({"needed_by": "soon"})
        self.assertEqual([e.field for e in errors], ["needed_by"])

    def test_eyelets_without_a_hem_ask_first(self):
        errors = self._check(self._banner(eyelets="perimeter"), self.banner_type)
        self.assertEqual(errors["eyelets"].rule, "R26")

    def test_indoor_material_is_refused_outdoors(self):
        values = self._banner(media="canvas_340", place="outdoor")
        error = self._check(values, self.banner_type)["media"]
        self.assertIn("Canvas 340 g does not suit this place", error.message)

    def test_work_is_said_in_one_line(self):
        self.assertEqual(
            self.plates_type._get_summary(self._plates(colors_back=1)),
            "745 × 605 mm, 4+1, 175 lpi",
        )
        self.assertEqual(
            self.banner_type._get_summary(self._banner()),
            "3,000 × 1,500 mm, Front-lit banner 510 g",
        )

    def test_a_shop_makes_a_new_type_from_an_old_one(self):
        copied = self.plates_type.copy()
        self.env.invalidate_all()
        self.assertEqual(
            copied.field_ids.mapped("code"), self.plates_type.field_ids.mapped("code")
        )
        self.assertFalse(self._check(self._plates(), copied))

    @mute_logger("odoo.sql_db")
    def test_codes_are_unique(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["print.order.type"].create({"name": "Twice", "code": "design"})
