from odoo import models


class PrintProof(models.Model):
    _inherit = "print.proof"

    def _get_talk_event(self, moment, text, note=""):
        return {
            "moment": moment,
            "text": text,
            "note": note or "",
            "url": self._get_url(),
            "label": self.env._("Proof %s", self.version),
        }

    def _get_talk_sent(self):
        self.ensure_one()
        text = self.env._(
            "%(job)s: proof %(version)s sent.",
            job=self.job_id.title or self.job_id.name,
            version=self.version,
        )
        return self._get_talk_event(self.date, text, self.note)
