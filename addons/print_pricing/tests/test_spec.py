from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestSpec(PrintPricingCommon):
    def test_a_draft_is_edited_in_place(self):
        spec = self._create_spec(self._plates())
        before = spec.hash
        self.assertEqual(spec._revise(self._plates(colors_back=1)), spec)
        self.assertEqual(spec.version, 1)
        self.assertNotEqual(spec.hash, before)

    def test_what_was_ordered_changes_only_as_a_new_version(self):
        spec = self._create_spec(self._plates())
        spec._freeze()
        revised = spec._revise(self._plates(colors_back=1))
        self.assertNotEqual(revised, spec)
        self.assertEqual((revised.version, revised.previous_id), (2, spec))
        self.assertNotEqual(revised.hash, spec.hash)
        self.assertEqual(spec.values["colors_back"], 4)
        self.assertFalse(revised.is_frozen)

    def test_revising_without_a_change_makes_no_version(self):
        spec = self._create_spec(self._plates())
        spec._freeze()
        self.assertEqual(spec._revise(self._plates()), spec)

    def test_nobody_rewrites_a_frozen_spec(self):
        spec = self._create_spec(self._plates())
        spec._freeze()
        with self.assertRaises(ValidationError):
            spec.values = self._plates(colors_back=0)

    def test_equal_wishes_have_equal_hashes(self):
        values = self._plates()
        turned = dict(reversed(values.items()))
        self.assertEqual(self._create_spec(values).hash, self._create_spec(turned).hash)

    def test_facts_are_words_with_units(self):
        facts = dict(self._create_spec(self._plates())._get_facts())
        self.assertEqual(facts["Plate size"], "745 × 605 mm")
        self.assertEqual(facts["Screen ruling"], "175 lpi")
        self.assertNotIn("Baked plates", facts)
