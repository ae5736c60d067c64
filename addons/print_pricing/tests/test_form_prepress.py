from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE, STOP
from odoo.tests import tagged

from .form_case import PrintFormCase

IMPOSE = {"works": ["imposition"], "pages": 16}


@tagged("post_install", "-at_install")
class TestFormPrepress(PrintFormCase):
    code = "prepress"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        press = cls.env.ref("print_pricing.press_gto_52")
        press.can_perfect = "no"
        cls.impose = {**IMPOSE, "press": str(press.id)}

    def test_defaults_and_the_title_are_enough(self):
        self.assertFalse(self._check())
        self.assertFalse(self._check(**self.impose))

    def test_the_work_is_a_service_counted_once(self):
        self.assertEqual(self.order_type.product_id.type, "service")
        spec = self._spec(works=["trapping", "pdf"], pages=20)
        self.assertEqual(spec.quantity, 1)
        self.assertEqual(str(spec._get_drivers().quantity), "2.5")
        self.assertEqual(spec.summary, "Trapping, Making a PDF, 20 p.")

    def test_imposition_brings_its_own_questions(self):
        asked = {"imposition", "press", "work_style", "sheet_width", "marks"}
        self.assertFalse(asked & self._shown())
        self.assertLessEqual(asked, self._shown(works=["imposition"]))
        self.assertFalse(self._check(works=["imposition"]))  # any press will do

    def test_a_new_layout_asks_what_stays(self):
        self.assertEqual(set(self._check(works=["re_layout"])), {"allowed_changes"})

    def test_a_sheet_too_large_for_the_press(self):
        error = self._assert_rule(
            "R16M",
            "sheet_width",
            "Heidelberg GTO 52 prints sheets up to 520 × 360 mm.",
            **self.impose,
            sheet_width=700,
            sheet_height=500,
        )
        self.assertEqual(error.severity, STOP)

    def test_a_press_that_cannot_perfect(self):
        error = self._assert_rule(
            "R19W",
            "work_style",
            "Heidelberg GTO 52 cannot perfect. Choose sheetwise.",
            **self.impose,
            work_style="Perfecting",
        )
        self.assertEqual(error.fix, "WorkAndBack")

    def test_stitched_pages_are_imposed_in_fours(self):
        self._assert_rule(
            "R04",
            "pages",
            "A stitched booklet needs pages in fours: make it 16 or 20.",
            **{**self.impose, "pages": 18},
            binding="SaddleStitch",
        )

    def test_open_files_without_fonts(self):
        error = self._assert_rule(
            "RW1",
            "fonts_sent",
            "Without fonts and linked pictures we replace what is missing. Keep it?",
            source_app="indesign",
        )
        self.assertEqual(error.severity, ACCEPT)

    def test_variable_data_is_priced_by_a_person(self):
        error = self._check(works=["variable_data"])["works"]
        self.assertEqual((error.rule, error.severity), ("R35", QUOTE))
