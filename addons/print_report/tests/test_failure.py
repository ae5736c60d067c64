from unittest.mock import patch

from odoo.addons.print_report.models import ir_actions_report
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ReportCase

MODULE = ir_actions_report.__name__


@tagged("post_install", "-at_install")
class TestFailure(ReportCase):
    def test_the_engine_is_there(self):
        self.assertEqual(self.env["ir.actions.report"].get_wkhtmltopdf_state(), "ok")

    def test_a_missing_engine_is_said_in_one_sentence(self):
        with patch.object(ir_actions_report, "ENGINE", None):
            state = self.env["ir.actions.report"].get_wkhtmltopdf_state()
            self.assertEqual(state, "install")
            with self.assertRaisesRegex(UserError, "WeasyPrint or its Pango") as caught:
                self._print(self._report("x"))
        self.assertTrue(
            self.env["ir.actions.report"]._is_typesetting_failure(caught.exception)
        )

    def test_an_engine_that_stops_is_logged_and_said(self):
        with (
            patch.object(
                ir_actions_report.ENGINE, "typeset", side_effect=RecursionError
            ),
            self.assertLogs(MODULE, "ERROR"),
            self.assertRaisesRegex(UserError, "engine stopped") as caught,
        ):
            self._print(self._report("x"))
        self.assertTrue(
            self.env["ir.actions.report"]._is_typesetting_failure(caught.exception)
        )

    def test_a_fault_in_the_template_is_not_the_engine_s(self):
        report = self._report('<p t-out="doc.no_such_field"/>')
        with self.assertRaises(Exception) as caught, mute_logger("odoo.addons.base"):
            self._print(report)
        self.assertFalse(
            self.env["ir.actions.report"]._is_typesetting_failure(caught.exception)
        )
