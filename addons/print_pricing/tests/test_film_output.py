from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE, STOP
from odoo.tests import tagged

from .form_case import PrintFormCase


@tagged("post_install", "-at_install")
class TestFilmOutput(PrintFormCase):
    code = "film_output"
    required = {"finished_width": "210", "finished_height": "297"}

    def test_a_page_size_is_all_that_the_form_misses(self):
        self.assertFalse(self._errors())

    def test_polarity_side_and_ruling_follow_from_the_purpose(self):
        for purpose, polarity, reading, ruling, resolution in [
            ("offset", "Positive", "RRED", "150", "2400"),
            ("screen_print", "Positive", "RREU", "55", "1200"),
            ("embossing", "Negative", "RREU", "none", "2400"),
        ]:
            with self.subTest(purpose=purpose):
                values = self._fill(purpose=purpose)
                self.assertEqual(values["polarity"], polarity)
                self.assertEqual(values["reading"], reading)
                self.assertEqual(values["screen_ruling"], ruling)
                self.assertEqual(values["output_resolution"], resolution)
                self.assertFalse(self._errors(purpose=purpose))

    def test_the_paper_decides_the_ruling_where_there_is_paper(self):
        for paper, ruling in [("uncoated", "133"), ("news", "85")]:
            self.assertEqual(self._fill(paper=paper)["screen_ruling"], ruling)
        values = self._fill(purpose="screen_print", paper="news")
        self.assertEqual(values["screen_ruling"], "55")
        self.assertNotIn("paper", values)

    def test_where_nothing_is_usual_the_client_chooses(self):
        errors = {error[1]: error[3] for error in self._errors(purpose="pcb")}
        self.assertEqual(set(errors), {"polarity", "reading"})
        self.assertEqual(errors["polarity"], "Polarity: choose from the list.")
        chosen = {"polarity": "Negative", "reading": "RREU"}
        self.assertFalse(self._errors(purpose="pcb", **chosen))

    def test_a_choice_is_kept_although_another_is_usual(self):
        values = self._fill(screen_ruling="175", output_resolution="2540")
        self.assertEqual(values["screen_ruling"], "175")
        self.assertEqual(values["output_resolution"], "2540")

    def test_films_unlike_their_purpose_ask_and_offer_the_usual(self):
        errors = self._errors(purpose="foil_stamp", polarity="Positive", reading="RRED")
        self.assertEqual(
            errors,
            [
                (
                    "R14P",
                    "polarity",
                    ACCEPT,
                    "Foil stamping: films usually have the other polarity. Keep yours?",
                    "Negative",
                ),
                (
                    "R14",
                    "reading",
                    ACCEPT,
                    "Foil stamping: the emulsion is usually on the other side."
                    " Keep yours?",
                    "RREU",
                ),
            ],
        )

    def test_a_kept_choice_is_not_asked_about_again(self):
        spec = self._new_spec(accepted=["R14"], reading="RREU")
        self.assertFalse(spec._check())

    def test_a_ruling_too_fine_for_the_paper(self):
        self.assertEqual(
            self._errors(paper="uncoated", screen_ruling="175"),
            [
                (
                    "R13P",
                    "screen_ruling",
                    ACCEPT,
                    "Uncoated: usual is up to 133 lpi, you chose 175. Keep it?",
                    "133",
                )
            ],
        )

    def test_a_ruling_too_fine_for_the_resolution(self):
        self.assertEqual(
            self._errors(screen_ruling="150", output_resolution="1200"),
            [
                (
                    "R12",
                    "screen_ruling",
                    ACCEPT,
                    "150 lpi at 1200 dpi gives only 65 tones. Take 100 lpi.",
                    "100",
                )
            ],
        )

    def test_a_way_out_that_the_shop_does_not_offer_is_not_named(self):
        ruling = self.order_type.field_ids.filtered(lambda f: f.code == "screen_ruling")
        ruling.value_ids.filtered(lambda value: value.code == "100").active = False
        self.env.invalidate_all()
        errors = self._errors(screen_ruling="150", output_resolution="1200")
        self.assertEqual([(error[0], error[4]) for error in errors], [("R12", None)])

    def test_the_page_with_marks_has_to_fit_the_film(self):
        self.assertFalse(self._errors(film_format="A4"))
        self.assertEqual(
            self._errors(film_format="A4", bleed="5"),
            [
                (
                    "R15",
                    "film_format",
                    STOP,
                    "The page with marks needs 234 × 321 mm of film.",
                    None,
                )
            ],
        )
        wide = {"finished_width": "800", "finished_height": "1200"}
        self.assertEqual([error[0] for error in self._errors(**wide)], ["R15W"])

    def test_an_own_size_asks_for_width_and_height(self):
        size = {"film_width", "film_height"}
        self.assertFalse(size & self._shown())
        self.assertLessEqual(size, self._shown(film_format="free"))
        errors = self._errors(film_format="free")
        self.assertEqual({error[1] for error in errors}, size)
        large = {"film_width": "300", "film_height": "400"}
        self.assertFalse(self._errors(film_format="free", **large))

    def test_fields_come_with_what_they_belong_to(self):
        usual = self._shown()
        self.assertFalse(usual & {"forms", "trap_width", "angles_text"})
        self.assertLessEqual({"paper", "black_pages", "dot_shape"}, usual)
        self.assertIn("forms", self._shown(imposition="by_shop"))
        self.assertNotIn("black_pages", self._shown(imposition="by_shop"))
        self.assertIn("trap_width", self._shown(trap="by_shop"))
        self.assertIn("angles_text", self._shown(angles="own"))
        self.assertNotIn("dot_shape", self._shown(screening_type="FM20"))

    def test_the_width_of_a_trap_follows_from_the_purpose(self):
        self.assertEqual(self._fill(trap="by_shop")["trap_width"], "0.06")
        screen_print = self._fill(trap="by_shop", purpose="screen_print")
        self.assertEqual(screen_print["trap_width"], "0.30")

    def test_no_ink_is_no_film(self):
        message = "Choose at least one ink, or name a spot colour."
        self.assertEqual(self._errors(inks=[]), [("FI1", "inks", STOP, message, None)])
        self.assertFalse(self._errors(inks=[], separations="PANTONE 286 C"))

    def test_an_own_scheme_tells_its_forms_and_ours_is_priced_by_hand(self):
        self.assertEqual(
            [error[:3] for error in self._errors(imposition="own_scheme")],
            [("FI2", "forms", STOP)],
        )
        self.assertEqual(
            [error[:3] for error in self._errors(imposition="by_shop")],
            [("R35", "imposition", QUOTE)],
        )

    def test_the_line_counts_films_and_the_form_tells_how(self):
        for values, quantity, formula in [
            ({}, 4, "4 films"),
            ({"pages": "2"}, 8, "2 pages × 4 inks = 8 films"),
            (
                {"pages": "2", "separations": "PANTONE 286 C", "copies": "2"},
                20,
                "2 pages × 5 inks × 2 sets = 20 films",
            ),
            (
                {"pages": "16", "black_pages": "96"},
                160,
                "16 pages × 4 inks + 96 in black only = 160 films",
            ),
            (
                {"imposition": "own_scheme", "forms": "6"},
                24,
                "6 forms × 4 inks = 24 films",
            ),
        ]:
            with self.subTest(formula=formula):
                spec = self._new_spec(**values)
                self.assertEqual(spec.quantity, quantity)
                self.assertEqual(self.order_type._get_formula(spec), formula)

    def test_the_work_is_said_in_one_line(self):
        self.assertEqual(
            self.order_type._get_summary(self._fill(inks=["K"])),
            "Offset, 210 × 297 mm, Black",
        )

    def test_films_are_priced_by_the_piece(self):
        self.order_type.tariff_ids.unlink()
        self._create_tariff(self.order_type, 6.9)
        spec = self._create_spec(self._fill(pages="2"), self.order_type)
        line = self._create_order(spec).order_line
        self.assertEqual((line.product_uom_qty, line.price_subtotal), (8, 55.2))
