from odoo import fields, models


class PrintUpload(models.Model):
    """Uploads by a link for late files go on where they stopped, too."""

    _inherit = "print.upload"

    late_link_id = fields.Many2one(
        "print.late.link",
        string="By the link",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    def _on_finish(self, file):
        """What came by a link joins its job; closed meanwhile, it stays in the folder.

        Its bytes are kept either way, and the holder reads on his page what is wrong.
        """
        result = super()._on_finish(file)
        if link := self.late_link_id:
            # By which way a file came is written by no account.
            file.sudo().late_link_id = link
            if link._is_open():
                link._take(file)
        return result
