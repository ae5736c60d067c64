from odoo.addons.print_pricing.estimate import ACCEPT, QUOTE, STOP
from odoo.tests import tagged

from .form_case import PrintFormCase


@tagged("post_install", "-at_install")
class TestAnalogueProof(PrintFormCase):
    code = "analogue_proof"
    required = {"format": "A3"}

    def test_a_size_is_all_that_the_form_misses(self):
        self.assertFalse(self._errors())

    def test_it_is_made_from_films_and_asks_for_no_files(self):
        self.assertFalse(self.order_type.needs_files)

    def test_only_own_films_are_asked_about(self):
        own = {"film_polarity", "reading", "films_count"}
        self.assertFalse(self._shown() & {*own, "film_order"})
        self.assertLessEqual(own, self._shown(films_source="client", films_count="4"))
        self.assertIn("film_order", self._shown(films_source="earlier"))
        errors = self._errors(films_source="earlier")
        self.assertEqual([error[1] for error in errors], ["film_order"])

    def test_films_of_the_other_polarity_do_not_fit(self):
        films = {
            "films_source": "client",
            "films_count": "4",
            "film_polarity": "Negative",
        }
        self.assertEqual(
            self._errors(system="cromalin", **films),
            [
                (
                    "R22",
                    "system",
                    STOP,
                    "Cromalin takes positive films. Order films with the proof, or"
                    " change it.",
                    None,
                )
            ],
        )

    def test_a_missing_separation_does_not_fit(self):
        errors = self._errors(films_source="client", films_count="7", pages="2")
        self.assertEqual(
            errors,
            [
                (
                    "R22S",
                    "films_count",
                    STOP,
                    "The proof takes 8 films, you bring 7. Order films with the proof.",
                    None,
                )
            ],
        )

    def test_another_system_is_priced_by_hand(self):
        errors = self._errors(system="other")
        self.assertEqual([error[:3] for error in errors], [("R35", "system", QUOTE)])

    def test_the_line_counts_proofs_and_the_form_tells_how(self):
        spec = self._new_spec(pages="2", copies="3")
        self.assertEqual(spec.quantity, 6)
        self.assertEqual(
            self.order_type._get_formula(spec), "2 pages × 3 copies = 6 proofs"
        )

    def test_the_work_is_said_in_one_line(self):
        summary = self.order_type._get_summary(self._fill(system="matchprint"))
        self.assertEqual(summary, "A3, Matchprint")


@tagged("post_install", "-at_install")
class TestDigitalProof(PrintFormCase):
    code = "digital_proof"
    required = {"format": "A3"}

    def test_a_size_is_all_that_the_form_misses(self):
        self.assertFalse(self._errors())

    def test_the_paper_of_the_proof_follows_from_the_print_condition(self):
        self.assertEqual(self._fill()["proof_media"], "semimatt_250")
        uncoated = self._fill(print_condition="fogra52")
        self.assertEqual(uncoated["proof_media"], "matt_150")
        errors = self._errors(print_condition="own")
        self.assertEqual([error[1] for error in errors], ["proof_media"])

    def test_a_contract_proof_is_full_size_with_strip_and_report(self):
        message = "A contract proof is made 1:1 with the control strip."
        self.assertEqual(
            self._errors(scale="50"), [("R24", "scale", STOP, message, "100")]
        )
        self.assertEqual(
            self._errors(control_strip="none"),
            [("R24", "control_strip", STOP, message, "v3")],
        )
        self.assertEqual(
            [error[:2] for error in self._errors(report="none")], [("R24L", "report")]
        )
        self.assertEqual(
            [error[:2] for error in self._errors(proof_media="house")],
            [("R24M", "proof_media")],
        )
        free = {"scale": "50", "control_strip": "none", "proof_media": "house"}
        self.assertFalse(self._errors(proof_type="layout", **free))

    def test_a_proof_for_another_paper_asks_first(self):
        self.assertEqual(
            self._errors(run_paper="uncoated"),
            [
                (
                    "R23",
                    "print_condition",
                    ACCEPT,
                    "FOGRA39 is not for this paper (Uncoated): colours will differ."
                    " Keep it?",
                    None,
                )
            ],
        )
        self.assertFalse(self._errors(run_paper="coated"))

    def test_fields_come_with_what_they_belong_to(self):
        usual = self._shown()
        self.assertFalse(usual & {"proof_width", "proof_height", "spots"})
        self.assertIn("report", usual)
        self.assertNotIn("report", self._shown(proof_type="layout"))
        self.assertIn("spots", self._shown(separations="PANTONE 286 C"))
        free = self._errors(format="free")
        self.assertEqual({error[1] for error in free}, {"proof_width", "proof_height"})

    def test_the_line_counts_proofs_and_the_form_tells_how(self):
        spec = self._new_spec(pages="3", copies="2")
        self.assertEqual(spec.quantity, 6)
        self.assertEqual(
            self.order_type._get_formula(spec), "3 pages × 2 copies = 6 proofs"
        )
        self.assertEqual(self.order_type._get_formula(self._new_spec()), "")

    def test_the_work_is_said_in_one_line(self):
        self.assertEqual(
            self.order_type._get_summary(self._fill()), "A3, FOGRA39, Contract proof"
        )
