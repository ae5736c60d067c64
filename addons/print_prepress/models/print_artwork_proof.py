from odoo import api, models


class PrintArtwork(models.Model):
    """Other bytes than those of the proof void it, whichever way they come."""

    _inherit = "print.artwork"

    @api.model_create_multi
    def create(self, vals_list):
        artworks = super().create(vals_list)
        artworks.job_id._check_proofs()
        return artworks

    def write(self, vals):
        result = super().write(vals)
        if {"checksum", "is_current"} & vals.keys():
            self.job_id._check_proofs()
        return result

    def _prepare_proof_file(self):
        """Return the values of the ``print.proof.file`` that shows these bytes."""
        self.ensure_one()
        facts = self._get_file_facts().get(self)
        return {
            "artwork_id": self.id,
            "name": self.name,
            "checksum": self.checksum,
            "version": self.version,
            "page_count": facts.page_count if facts else 0,
        }
