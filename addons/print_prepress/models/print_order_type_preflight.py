from odoo import fields, models

from ..prepress import Ordered, judge
from .print_finding import UNKNOWN


class PrintOrderType(models.Model):
    _inherit = "print.order.type"

    preflight_profile_id = fields.Many2one(
        "print.preflight.profile",
        string="Files are judged by",
        ondelete="restrict",
        index="btree_not_null",
        help="Limits for the files of this work. Empty: nothing is found in them.",
    )
    preflight_digital_profile_id = fields.Many2one(
        "print.preflight.profile",
        string="Digital runs are judged by",
        ondelete="restrict",
        help="Limits for runs that a digital press prints. Empty: as all others.",
    )

    def _get_judged_values(self, file, ordered=None, profile=None):
        """Return what a client reads of ``file`` for work of this kind.

        :param ordered: ``prepress.Ordered``; by default only the file itself is judged
        :param profile: ``print.preflight.profile``, by default that of this work
        """
        self.ensure_one()
        # Accounts read neither checks nor limits; the file was found by their rights.
        preflight = file.sudo().preflight_id
        facts = preflight._get_facts() if preflight else None
        findings, words = self.env["print.finding"], file._get_content_words()
        if not facts:
            return findings._get_judged_values(UNKNOWN, words)
        profile = (profile or self.sudo().preflight_profile_id)._get_profile()
        findings = findings._preview(judge(facts, ordered or Ordered(), profile))
        return findings._get_judged_values(findings._get_verdict(), words)
