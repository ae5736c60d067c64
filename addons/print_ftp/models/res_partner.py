from odoo import models

CHANGED = "print_ftp.files"  # what open pages of a client are told


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _ftp_tell_pages(self):
        """Let open pages with the folder of this client be shown anew."""
        # Nothing is told but that; whoever looks sees what he may.
        self.sudo()._bus_send(CHANGED, {}, subchannel=CHANGED)
