from odoo import api, models

from ..prepress.naming_rule import keep

# What another archive follows from, see ``print.archive._get_fingerprint``.
PACKED = frozenset({"is_current", "state", "checksum", "certified_checksum"})


class PrintArtwork(models.Model):
    """Other files, another archive."""

    _inherit = "print.artwork"

    @api.model_create_multi
    def create(self, vals_list):
        artwork = super().create(vals_list)
        artwork.job_id._pack_anew()
        return artwork

    def write(self, vals):
        result = super().write(vals)
        if PACKED & set(vals):
            self.job_id._pack_anew()
        return result

    def _get_original(self):
        """Return what the client has sent that this one goes back to, if any."""
        self.ensure_one()
        original = self
        while original and not original.user_id.share:
            original = original.replaces_id
        return original

    def _get_kept_name(self):
        """Return the client's name of this file, as every system can keep it."""
        self.ensure_one()
        return keep(self.name)
