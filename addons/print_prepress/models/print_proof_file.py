from odoo import fields, models


class PrintProofFile(models.Model):
    """A file as it was when a proof showed it: the client has approved these bytes."""

    _name = "print.proof.file"
    _description = "File of a Proof"
    _order = "proof_id, id"

    proof_id = fields.Many2one(
        "print.proof", required=True, readonly=True, ondelete="cascade", index=True
    )
    job_id = fields.Many2one(related="proof_id.job_id", store=True, index=True)
    company_id = fields.Many2one(related="proof_id.company_id", store=True)
    artwork_id = fields.Many2one(
        "print.artwork", "File", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char(required=True, readonly=True)
    checksum = fields.Char(
        required=True, readonly=True, help="SHA-256 of the bytes, hexadecimal."
    )
    version = fields.Integer(readonly=True, help="Of the file.")
    page_count = fields.Integer("Pages", readonly=True, help="0 where nobody knows.")

    _artwork_uniq = models.UniqueIndex("(proof_id, artwork_id)")

    def _portal_values(self):
        """Return what a client may see of this file.

        :return: dict of ``id``, ``key`` (for the viewer), ``name``, ``pages``,
            ``version``, ``checksum`` and ``url`` of the bytes
        """
        self.ensure_one()
        return {
            "id": self.id,
            "key": self._get_key(),
            "name": self.name,
            "pages": self.page_count,
            "version": self.version,
            "checksum": self.checksum,
            "url": f"/my/print/artwork/{self.artwork_id.id}/download",
        }
