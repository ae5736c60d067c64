from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE, STOP
from odoo.tests import tagged

from .form_case import PrintFormCase


@tagged("post_install", "-at_install")
class TestScanning(PrintFormCase):
    code = "scanning"
    required = {"original_width": "210", "original_height": "297"}

    def test_the_size_of_the_original_is_all_that_the_form_misses(self):
        self.assertFalse(self._errors())

    def test_it_is_a_service_without_files(self):
        self.assertEqual(self.order_type.product_id.type, "service")
        self.assertFalse(self.order_type.needs_files)

    def test_films_of_a_known_size_are_not_measured(self):
        measures = {"original_width", "original_height"}
        self.assertLessEqual(measures, self._shown())
        self.assertFalse(measures & self._shown(original="slide_35"))
        self.assertFalse(self._errors(original="slide_35"))

    def test_the_profile_follows_from_the_mode(self):
        self.assertEqual(self._fill()["profile"], "adobe_rgb")
        self.assertEqual(self._fill(mode="CMYK")["profile"], "fogra39")
        self.assertNotIn("profile", self._fill(mode="grey"))
        self.assertNotIn("bits", self._fill(mode="bitmap"))

    def test_fields_come_with_what_they_belong_to(self):
        self.assertNotIn("ocr_lang", self._shown())
        self.assertIn("ocr_lang", self._shown(original="text_ocr", ocr_lang=["bg"]))
        missing = self._errors(original="text_ocr")
        self.assertEqual([error[1] for error in missing], ["ocr_lang"])
        self.assertIn("descreen", self._shown())
        self.assertNotIn("descreen", self._shown(original="slide_35"))
        self.assertIn("scale", self._shown())
        by_width = self._shown(size_by="width", target_width="300")
        self.assertIn("target_width", by_width)
        self.assertNotIn("scale", by_width)

    def test_an_enlargement_beyond_the_scanner_stops(self):
        self.assertEqual(
            self._errors(scale="900"),
            [
                (
                    "R30",
                    "scan_dpi",
                    STOP,
                    "This enlargement needs 2700 ppi; our scanner gives 2400.",
                    "2400",
                )
            ],
        )

    def test_a_coarse_scan_asks_first(self):
        self.assertEqual(
            self._errors(scan_dpi="200"),
            [
                (
                    "S01",
                    "scan_dpi",
                    ACCEPT,
                    "200 ppi is coarse for this size: 300 is usual. Keep it?",
                    "300",
                )
            ],
        )

    def test_jpeg_holds_eight_bits(self):
        message = "JPEG holds 8 bits a channel. Choose TIFF."
        self.assertEqual(
            self._errors(format="JPEG", bits="16"),
            [("S02", "format", STOP, message, "TIFF")],
        )
        self.assertFalse(self._errors(format="JPEG"))

    def test_objects_are_priced_by_hand(self):
        errors = self._errors(original="object")
        self.assertEqual([error[:3] for error in errors], [("R35", "original", QUOTE)])

    def test_the_line_counts_scans_and_the_form_tells_how_large_they_become(self):
        spec = self._new_spec(originals_count="36")
        self.assertEqual(spec.quantity, 36)
        self.assertEqual(self.order_type._get_formula(spec), "300 ppi, 26.2 MB a scan")

    def test_without_a_size_nothing_is_told_about_files(self):
        spec = self._new_spec(original_width="", original_height="")
        self.assertEqual(self.order_type._get_formula(spec), "")

    def test_the_work_is_said_in_one_line(self):
        summary = self.order_type._get_summary(self._fill(original="slide_35"))
        self.assertEqual(summary, "Slide 35 mm, RGB, TIFF")
