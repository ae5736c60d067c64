import doctest

from odoo.tests import TransactionCase, tagged

from .. import naming, view_as


@tagged("post_install", "-at_install")
class TestNaming(TransactionCase):
    def test_examples_in_the_docstrings_are_true(self):
        for module in (naming, view_as):
            self.assertFalse(doctest.testmod(module).failed)

    def test_every_proposal_is_a_code(self):
        for name in ("ООО", "«»", "  ", "2+2", "Ёлка", "日本", "x" * 80, "-a-", "İ"):
            with self.subTest(name=name):
                self.assertTrue(naming.is_code(naming.propose_code(name)))
