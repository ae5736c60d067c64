from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE
from odoo.tests import tagged

from .form_case import PrintFormCase

BOOKLET = {
    "parts": ["cover", "block"],
    "cover_paper": "matt_300",
    "block_paper": "gloss_115",
    "block_pages": 32,
    "binding": "SaddleStitch",
}


@tagged("post_install", "-at_install")
class TestFormPressPrinting(PrintFormCase):
    code = "press_printing"
    required = {
        "copies": 1000,
        "finished_format": "A4",
        "paper": "gloss_115",
    }

    def test_defaults_and_what_is_the_clients_are_enough(self):
        self.assertFalse(self._check())
        self.assertFalse(self._check(**BOOKLET))

    def test_a_flyer_is_a_short_form(self):
        folded = self.order_type.field_ids.filtered("is_advanced")
        plain = self._shown() - set(folded.mapped("code"))
        self.assertLessEqual(len(plain), 15)
        self.assertFalse(
            {code for code in plain if code.startswith(("cover_", "block_", "insert_"))}
        )

    def test_parts_bring_and_take_their_questions(self):
        asked = self._shown(**BOOKLET)
        self.assertLessEqual({"cover_paper", "block_pages", "binding"}, asked)
        self.assertFalse({"paper", "fold_catalog", "insert_pages"} & asked)
        missing = self._check(parts=["cover", "block", "insert"])
        self.assertEqual(
            set(missing),
            {"cover_paper", "block_pages", "block_paper", "insert_paper", "binding"},
        )

    def test_the_line_counts_pieces_the_counts_say_how_they_are_made(self):
        spec = self._spec(colors_back=4, process="offset")
        self.assertEqual(spec.quantity, 1000)
        counts = spec._get_drivers().counts
        self.assertEqual(
            (counts["number_up"], counts["sheets"], counts["plates"]), (4, 250, 4)
        )
        self.assertEqual(str(round(counts["weight_kg"], 1)), "7.2")

    def test_our_choice_prints_short_runs_digitally(self):
        short = self._spec(copies=100)._get_drivers().counts
        self.assertEqual(short["plates"], 0)
        self.assertGreater(short["clicks"], 0)
        self.assertEqual(self._spec()._get_drivers().counts["clicks"], 0)

    def test_the_work_in_one_line(self):
        self.assertEqual(self._spec().summary, "A4, 4+0, Gloss coated 115 g")
        self.assertEqual(
            self._spec(**BOOKLET).summary,
            "A4, 32 pages, 4+4, Gloss coated 115 g, Saddle stitching",
        )

    def test_a_size_larger_than_the_sheet(self):
        self._assert_rule(
            "R03",
            "finished_width",
            "This size does not fit: at most 684 × 479 mm. Choose a smaller one.",
            finished_format="own",
            finished_width=900,
            finished_height=600,
        )

    def test_stitched_pages_come_in_fours(self):
        error = self._assert_rule(
            "R04",
            "block_pages",
            "A stitched booklet needs pages in fours: make it 28 or 32.",
            **{**BOOKLET, "block_pages": 30},
        )
        self.assertEqual(error.fix, "32")

    def test_glued_pages_come_in_pairs(self):
        self._assert_rule(
            "R05",
            "block_pages",
            "Pages come in pairs: make it 98.",
            **{**BOOKLET, "block_pages": 97, "binding": "SoftCover"},
        )

    def test_a_block_too_thick_to_stitch(self):
        error = self._assert_rule(
            "R06",
            "binding",
            "This block is 4.2 mm thick, too much for: Saddle stitching. Have it"
            " glued.",
            **{**BOOKLET, "block_pages": 96},
        )
        self.assertEqual(error.fix, "SoftCover")

    def test_a_block_too_thin_to_glue(self):
        self._assert_rule(
            "R06T",
            "binding",
            "This block is 1.4 mm thick, too thin for: Soft cover, glued. Have it"
            " stitched.",
            **{**BOOKLET, "binding": "SoftCover"},
        )

    def test_thickness_is_said_as_the_language_writes_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        order_type = self.order_type.with_context(lang="fr_FR")
        values = self._fill(**{**BOOKLET, "block_pages": 96})
        spec = self.env["print.spec"].new(
            {"order_type_id": order_type.id, "values": values}
        )
        [error] = order_type._check_rules(spec)
        self.assertIn("4,2", error.message)

    def test_a_fold_that_does_not_come_out(self):
        self._assert_rule(
            "R07",
            "fold_catalog",
            "Flat 420 × 297 folded this way gives 140 × 297, not your size.",
            finished_format="euro",
            fold_catalog="F6-4",
            flat_width=420,
            flat_height=297,
        )
        self.assertFalse(
            self._check(
                finished_format="euro",
                fold_catalog="F6-4",
                flat_width=297,
                flat_height=210,
            )
        )

    def test_heavy_paper_without_creasing(self):
        error = self._assert_rule(
            "R08",
            "crease",
            "Paper over 170 g may crack at the fold. Keep it without creasing?",
            paper="gloss_300",
            fold_catalog="F4-1",
            finished_format="A5",
            crease="none",
        )
        self.assertEqual((error.severity, error.fix), (ACCEPT, "at_folds"))

    def test_thin_paper_under_film(self):
        error = self._assert_rule(
            "R09",
            "lamination",
            "Thin paper curls under lamination: take 130 g or more. Keep it?",
            paper="gloss_105",
            lamination="gloss",
        )
        self.assertEqual(error.severity, ACCEPT)

    def test_ways_of_turning_the_sheet(self):
        self._assert_rule(
            "R18",
            "work_style",
            "The back has 4 colours, which does not go with this way of printing."
            " Change one of them.",
            colors_back=4,
            work_style="Simplex",
        )
        self._assert_rule(
            "R17",
            "work_style",
            "One set of plates serves both sides: 4 plates for the inks of front and"
            " back together. Keep it?",
            colors_back=1,
            work_style="WorkAndTurn",
        )
        self._assert_rule(
            "R19",
            "work_style",
            "Offset cannot perfect 4+4. Choose sheetwise.",
            colors_back=4,
            work_style="Perfecting",
        )

    def test_a_sheet_larger_than_the_press(self):
        self._assert_rule(
            "R16M",
            "press_sheet",
            "Offset prints sheets up to 720 × 520 mm.",
            press_sheet="b1",
        )

    def test_a_cover_without_a_block(self):
        self._assert_rule(
            "RP1",
            "parts",
            "Cover and insert go with a block: tick the block too.",
            parts=["cover"],
            cover_paper="matt_300",
        )

    def test_personalised_work_is_digital(self):
        error = self._assert_rule(
            "RP2",
            "process",
            "What differs from copy to copy is printed digitally. Choose digital.",
            process="offset",
            variable="names",
        )
        self.assertEqual(error.fix, "digital")

    def test_paper_outside_the_list_is_priced_by_a_person(self):
        error = self._check(paper="designer")["paper"]
        self.assertEqual((error.rule, error.severity), ("R35", QUOTE))

    def test_every_fix_can_be_chosen(self):
        fixes = {"binding": ["SoftCover", "SaddleStitch"], "crease": ["at_folds"]}
        fixes |= {"process": ["digital"], "work_style": ["WorkAndBack"]}
        for field in self.order_type.field_ids:
            for code in fixes.get(field.code, ()):
                self.assertTrue(field._get_choice(code), f"{field.code}: {code}")
