"""Odoo as the tools run it."""

from shop.odoo import Odoo


class Twice:
    """Runs a second script of the same name while the first has not begun."""

    def __init__(self):
        self.ran = []

    def run(self, argv, log, stdin):
        if not self.ran:
            self.ran.append("begun")
            Odoo.python_code(self, "other", "second", log)
        self.ran.append(stdin.read())


def test_scripts_of_one_name_that_run_at_once_are_each_their_own():
    """``./shop serve`` and ``./shop test`` make the same templates in one state."""
    odoo = Twice()
    Odoo.python_code(odoo, "shop", "first", "assets")
    assert odoo.ran == ["begun", "second", "first"]
