from odoo import api, fields, models


class PrintStoredMixin(models.AbstractModel):
    _inherit = "print.stored.mixin"

    checksum = fields.Char(index=True)
    preflight_id = fields.Many2one(
        "print.preflight",
        string="Check",
        compute="_compute_preflight_id",
        compute_sudo=True,
        groups="base.group_user",
        help="What is known of these bytes; empty if nobody asked yet.",
    )

    @api.depends("checksum")
    def _compute_preflight_id(self):
        checksums = list(set(self.mapped("checksum")))
        found = {
            preflight.checksum: preflight
            for preflight in self.env["print.preflight"]._find(checksums)
        }
        for record in self:
            record.preflight_id = found.get(record.checksum)

    def _get_check_values(self):
        """Return how far the check of these bytes is, for a page; None once it ended.

        :return: ``key``, by which the page asks again, ``progress`` in percent and
            ``sentence``
        """
        self.ensure_one()
        # Only how far it is, of bytes that the account may see.
        preflight_sudo = self.sudo().preflight_id
        if preflight_sudo.state not in ("waiting", "running"):
            return None
        return {
            "key": f"{self._name}-{self.id}",
            "progress": preflight_sudo.progress,
            "sentence": preflight_sudo._get_progress_sentence(self.env),
        }
