from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestFormVersion(PrintPricingCommon):
    """Old orders keep what they were ordered with."""

    def _field(self, code):
        return self.plates_type.field_ids.filtered(lambda field: field.code == code)

    def _ordered(self, **values):
        spec = self._create_spec(self._plates(**values))
        spec._freeze()
        return spec

    def test_ordered_work_keeps_its_words_values_units_and_order(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        ruling = self._field("screen_ruling")
        ruling.with_context(lang="fr_FR").name = "Linéature"
        spec = self._ordered()
        french = spec.with_context(lang="fr_FR")
        before = spec._get_facts(), french._get_facts(), spec.summary, spec.quantity
        chosen = self._field("plate_format").value_ids.filtered(
            lambda choice: choice.code == "745x605"
        )
        ruling.name = "Lines"
        ruling.with_context(lang="fr_FR").name = "Trame"
        ruling.unit = "per inch"
        ruling.sequence = 900
        chosen.name = "Big one"
        self._field("work_style").name = "Manner"
        chosen.with_context(install_mode=True).unlink()
        self._field("plate_thickness").active = False
        self._field("signatures").active = False
        self.plates_type.summary_pattern = "{screen_ruling}"
        self.env.invalidate_all()
        after = spec._get_facts(), french._get_facts(), spec.summary, spec.quantity
        self.assertEqual(after, before)
        self.assertIn("Linéature", dict(french._get_facts()))
        draft = self._create_spec(self._plates())
        self.assertIn("Lines", dict(draft._get_facts()))
        self.assertEqual(draft.summary, "175")

    def test_a_form_is_kept_once_until_it_changes(self):
        first, second = self._ordered(), self._ordered(colors_back=1)
        self.assertEqual(first.form_version_id, second.form_version_id)
        self._field("baked").name = "Burnt-in"
        third = self._ordered()
        self.assertNotEqual(third.form_version_id, first.form_version_id)
        self.assertEqual(third.form_version_id.number, first.form_version_id.number + 1)
        self._field("baked").name = "Baked plates"
        self.assertEqual(self._ordered().form_version_id, first.form_version_id)

    def test_a_version_is_kept_as_it_was(self):
        spec = self._ordered()
        with self.assertRaises(UserError):
            spec.form_version_id.content = {}
        with self.assertRaises(ValidationError):
            spec.form_version_id = False

    def test_work_ordered_before_versions_is_read_with_the_form_of_today(self):
        spec = self._create_spec(self._plates())
        spec.is_frozen = True
        self._field("screen_ruling").name = "Lines"
        self.assertIn("Lines", dict(spec._get_facts()))

    def test_a_revision_uses_the_form_of_today(self):
        spec = self._ordered()
        self._field("screen_ruling").name = "Lines"
        revised = spec._revise(self._plates(colors_back=1))
        self.assertFalse(revised.form_version_id)
        self.assertIn("Lines", dict(revised._get_facts()))

    def test_a_shop_may_make_another_kind_of_its_own_field(self):
        field = self.env["print.spec.field"].create(
            {"order_type_id": self.plates_type.id, "code": "own", "name": "Own"}
        )
        spec = self._create_spec(self._plates(own="abc"))
        for kind in ("integer", "date", "multi", "selection", "text", "press"):
            field.kind = kind
            self.assertEqual(dict(spec._get_facts())["Own"], "abc", kind)
