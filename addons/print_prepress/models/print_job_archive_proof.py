from odoo import models

from .print_archive_files import PackedFile

APPROVED = "approved"


class PrintJob(models.Model):
    """What the client has approved is his to fetch, too."""

    _inherit = "print.job"

    def _get_client_archive_files(self):
        files = super()._get_client_archive_files()
        own = {file.stored for file in files}
        proofs = self.proof_ids.filtered(lambda proof: proof.state == "approved")
        approved = proofs.file_ids.artwork_id & self._get_current_artwork()
        return files + [
            PackedFile(
                self, f"{self.name}/{APPROVED}", artwork, artwork._get_kept_name()
            )
            for artwork in approved
            if artwork not in own
        ]
