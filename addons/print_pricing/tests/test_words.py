from odoo.tests import tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestWords(PrintPricingCommon):
    """What is ordered, told as people of a language write it."""

    def _design(self, **values):
        defaults = self.design_type._get_default_values()
        return self._create_spec({**defaults, **values}, self.design_type)

    def test_a_format_with_a_name_has_no_unit(self):
        named = dict(self._design(finished_format="euro")._get_facts())
        self.assertEqual(named["Finished size"], "Euro")
        measured = dict(
            self._create_spec(self._banner(), self.banner_type)._get_facts()
        )
        self.assertRegex(measured["Width"], r"^3.000 mm$")
