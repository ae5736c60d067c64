from odoo import fields, models
from odoo.tools.misc import format_datetime


class PrintProof(models.Model):
    """The sheet of paper that says who has decided on which bytes."""

    _inherit = "print.proof"

    name = fields.Char(
        "Number", compute="_compute_name", help="As the sheet and its file have it."
    )

    def _compute_name(self):
        for proof in self:
            proof.name = f"{proof.job_id.name}-{proof.version}"

    def _get_sheet_values(self):
        """Return what the proof sheet says, as texts; no prices.

        :rtype: dict
        """
        self.ensure_one()
        proof = self.sudo()  # whoever prints the sheet has found the proof
        job = proof.job_id
        return {
            "heading": self.env._("Proof %s", proof.version),
            "name": job.name,
            "title": job.title or "",
            "client": job.partner_id.name,
            "type": job.order_type_id.name,
            "state": proof._get_state_words(),
            "void": proof._get_void_words() if proof.state == "void" else "",
            "is_void": proof.state == "void",
            "sent": proof._format(proof.date),
            "spec_version": proof.spec_id.version,
            "spec_hash": proof.spec_hash,
            "files": [file._get_sheet_values() for file in proof.file_ids],
            "approvers": [each._portal_values() for each in proof.approver_ids],
            "remarks": [
                {
                    **remark._get_values(),
                    "place": proof._get_place_words(remark),
                    "answers": [
                        answer._get_values()
                        for answer in remark.answer_ids
                        if answer.audience == "all"
                    ],
                }
                for remark in proof._get_remarks(for_staff=False)
            ],
            "printed": format_datetime(self.env, fields.Datetime.now()),
        }

    def _get_place_words(self, remark):
        """Return of which page a remark is, for paper."""
        if not remark.page:
            return ""
        if len(self.file_ids) < 2:
            return self.env._("Page %s", remark.page)
        return self.env._(
            "Page %(page)s, %(file)s", page=remark.page, file=remark.artwork_id.name
        )
