from odoo import models

from .print_proof import APPROVED


class PrintProofApprover(models.Model):
    _inherit = "print.proof.approver"

    def _get_talk_decision(self):
        self.ensure_one()
        proof = self.proof_id
        facts = {
            "job": self.job_id.title or self.job_id.name,
            "who": self.name,
            "version": proof.version,
        }
        if self.state == APPROVED:
            text = self.env._(
                "%(job)s: %(who)s has approved proof %(version)s.", **facts
            )
        else:
            text = self.env._(
                "%(job)s: %(who)s asks for changes in proof %(version)s.", **facts
            )
        return proof._get_talk_event(self.date_decided, text, self.reason)
