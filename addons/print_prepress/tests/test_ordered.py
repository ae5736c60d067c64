from odoo.tests import TransactionCase, tagged

CMYK = ("Cyan", "Magenta", "Yellow", "Black")


@tagged("post_install", "-at_install")
class TestOrdered(TransactionCase):
    """What each form orders, in the terms of a file."""

    def _ordered(self, code, **values):
        order_type = self.env.ref(f"print_pricing.order_type_{code}")
        values = {**order_type._get_default_values(), "job_title": "x", **values}
        spec = self.env["print.spec"].create(
            {"order_type_id": order_type.id, "values": values}
        )
        self.spec = spec
        return spec._get_ordered()

    def test_imposed_plates_are_one_form_a_side(self):
        ordered = self._ordered(
            "ctp_plates",
            plate_format="745x605",
            imposed=True,
            colors_front=4,
            colors_back=1,
            signatures=3,
            separations="PANTONE 185 C",
        )
        self.assertEqual((ordered.pages, ordered.separations), (6, 15))
        self.assertEqual((ordered.sheet, ordered.colors), ((745, 605), 4))
        self.assertEqual(ordered.spots, ("PANTONE 185 C",))
        self.assertEqual(ordered.ink_key("Pantone 185 CVC"), "pantone185")

    def test_what_we_impose_says_nothing_of_forms(self):
        ordered = self._ordered("ctp_plates", plate_format="745x605", imposed=False)
        self.assertIsNone(ordered.pages)
        self.assertIsNone(ordered.separations)
        self.assertFalse(ordered.is_imposed)

    def test_films_name_their_inks(self):
        ordered = self._ordered(
            "film_output",
            finished_width=210,
            finished_height=297,
            bleed=5,
            inks=["C", "M", "Y", "K", "Varnish"],
            pages=4,
            black_pages=2,
            screen_ruling="133",
            paper="uncoated",
        )
        self.assertEqual(ordered.inks, (*CMYK, "Varnish"))
        self.assertEqual((ordered.pages, ordered.separations), (6, 22))
        self.assertEqual(ordered.separation_unit, "films")
        self.assertEqual((ordered.sizes, ordered.bleed_mm), (((210, 297),), 5))
        self.assertEqual((ordered.ruling_lpi, ordered.paper), (133, "uncoated"))

    def test_a_banner_is_larger_than_its_file(self):
        ordered = self._ordered(
            "wide_format",
            finished_width=3000,
            finished_height=1500,
            media="frontlit_440",
            file_scale="10",
            edge_top="pocket",
            pocket_top=50,
            cut_line="through",
            white_ink="spot",
        )
        self.assertEqual((ordered.scale, ordered.sizes), (10, ((3000, 1500),)))
        self.assertEqual([round(each) for each in ordered.pockets], [119, 0, 0, 0])
        self.assertTrue(ordered.has_cut_line)
        self.assertEqual(ordered.extras, ("CutContour", "White"))

    def test_a_book_has_pages_of_cover_and_block(self):
        ordered = self._ordered(
            "press_printing",
            copies=1000,
            parts=["cover", "block"],
            finished_format="A5",
            cover_paper="gloss_250",
            cover_colors_front=4,
            cover_colors_back=0,
            block_paper="offset_80",
            block_pages=64,
            block_colors_front=1,
            block_colors_back=1,
            binding="SaddleStitch",
        )
        self.assertEqual(ordered.pages, 68)
        self.assertIn((148, 210), ordered.sizes)
        self.assertIn((296, 210), ordered.sizes)
        self.assertEqual((ordered.colors, ordered.paper), (4, "coated"))
        self.assertIsNone(ordered.rows)

    def test_a_flyer_has_as_many_pages_as_printed_sides(self):
        flyer = {"finished_format": "A5", "paper": "gloss_115", "copies": 5000}
        one = self._ordered("press_printing", **flyer, colors_back=0)
        two = self._ordered("press_printing", **flyer, colors_back=4)
        self.assertEqual((one.pages, two.pages), (1, 2))

    def test_a_digital_run_is_judged_as_one(self):
        flyer = {"finished_format": "A5", "paper": "gloss_115", "colors_front": 4}
        self._ordered("press_printing", **flyer, copies=50)
        digital = self.env.ref("print_prepress.profile_digital")
        self.assertEqual(self.spec._get_preflight_profile(), digital)
        self._ordered("press_printing", **flyer, copies=50000)
        offset = self.env.ref("print_prepress.profile_offset")
        self.assertEqual(self.spec._get_preflight_profile(), offset)

    def test_a_personalised_run_has_a_row_for_each_copy(self):
        ordered = self._ordered(
            "press_printing", finished_format="A5", copies=250, variable="names"
        )
        self.assertEqual(ordered.rows, 250)

    def test_a_proof_shows_the_paper_of_the_run(self):
        ordered = self._ordered(
            "digital_proof",
            format="A3",
            pages=4,
            print_condition="fogra39",
            run_paper="uncoated",
        )
        self.assertEqual((ordered.pages, ordered.sheet), (4, (297, 420)))
        self.assertEqual(ordered.paper, "uncoated")

    def test_an_unfinished_form_orders_nothing(self):
        for code in ("design", "scanning", "analogue_proof"):
            self.assertEqual(self._ordered(code).sizes, ())

    def test_an_outline_orders_nothing(self):
        ordered = self._ordered("film_output", finished_width=210, finished_height=297)
        self.assertTrue(ordered.sizes)
        self.spec.is_brief = True
        self.assertEqual(self.spec._get_ordered().sizes, ())
