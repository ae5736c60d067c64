from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestPress(PrintPricingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gto = cls.env.ref("print_pricing.press_gto_52")
        cls.own = cls.env["print.press"].create(
            {
                "name": "Old lady",
                "client_id": cls.partner.id,
                "plate_width": 745,
                "plate_height": 605,
                "gauges": "0.30",
                "gripper": 12,
                "sheet_min_width": 210,
                "sheet_min_height": 280,
                "sheet_max_width": 700,
                "sheet_max_height": 500,
                "units": 2,
                "can_perfect": "yes",
                "max_ruling": 150,
                "punch": "komori",
            }
        )
        cls.for_client = cls.plates_type.with_context(print_client_id=cls.partner.id)

    def _errors(self, **values):
        spec = self.for_client.env["print.spec"].new(
            {"order_type_id": self.plates_type.id, "values": self._plates(**values)}
        )
        return {error.field: error for error in spec._check()}

    def _read(self, **raw):
        values, errors = self.for_client._parse_form(raw)
        self.assertFalse(errors)
        return values

    def test_a_press_fills_what_is_left_empty(self):
        values = self._read(press=str(self.own.id))
        self.assertEqual(values["plate_format"], "745x605")
        self.assertEqual(values["plate_thickness"], "0.30")
        self.assertEqual((values["gripper"], values["punch"]), (12, "komori"))
        self.assertEqual(self._read(press=str(self.own.id), gripper="9")["gripper"], 9)

    def test_a_plate_that_no_list_has_is_another_size(self):
        self.own.write({"plate_width": 744, "plate_height": 604})
        values = self._read(press=str(self.own.id))
        self.assertEqual(values["plate_format"], "other")

    def test_rules_ask_the_press(self):
        press = {"press": str(self.own.id)}
        errors = self._errors(
            **press, sheet_width=720, sheet_height=500, work_style="Perfecting"
        )
        self.assertEqual(
            errors["sheet_width"].message,
            "Old lady prints sheets from 210 × 280 to 700 × 500 mm.",
        )
        self.assertIn("Old lady cannot perfect 4+4", errors["work_style"].message)
        self.assertEqual(errors["screen_ruling"].fix, "150")
        self.own.gauges = "0.15, 0.30"
        self.assertIn("0.15 / 0.30", self._errors(**press)["plate_thickness"].message)

    def test_another_plate_than_the_press_takes_is_asked_about(self):
        error = self._errors(press=str(self.own.id), plate_format="510x400")
        self.assertEqual(error["plate_format"].fix, "745x605")
        self.assertEqual(error["plate_format"].severity, "accept")

    def test_without_a_press_the_plate_tells(self):
        self.assertIn(
            "0.15", self._errors(plate_format="510x400")["plate_thickness"].message
        )

    def test_a_press_of_another_client_does_not_exist(self):
        code = str(self.own.id)
        _values, errors = self.plates_type._parse_form({"press": code})
        self.assertEqual([error.field for error in errors], ["press"])
        for bad in ("0", "x", "-1", "9" * 30, "²"):
            _values, errors = self.for_client._parse_form({"press": bad})
            self.assertEqual([error.field for error in errors], ["press"], bad)

    def test_ordered_work_keeps_the_press_as_it_was(self):
        spec = self._create_spec(
            self._plates(
                press=str(self.gto.id), plate_format="510x400", plate_thickness="0.15"
            )
        )
        spec._freeze()
        self.gto.write({"name": "Renamed", "active": False})
        self.assertEqual(dict(spec._get_facts())["Press"], "Heidelberg GTO 52")
        self.assertFalse(self.gto in self.env["print.press"]._get_offered())

    def test_figures_are_refused_with_a_sentence(self):
        for values, sentence in (
            ({"gripper": 31}, "from 0 to 30"),
            ({"plate_height": 0}, "both sides, or neither"),
            ({"gauges": "thick"}, "write them like 0.15, 0.30"),
            ({"sheet_min_width": 900, "sheet_min_height": 900}, "larger than"),
        ):
            with self.assertRaisesRegex(ValidationError, sentence), self.cr.savepoint():
                self.own.write(values)
