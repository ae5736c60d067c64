from odoo import fields, models


class PrintFile(models.Model):
    """A file that came by a link without a login."""

    _inherit = "print.file"

    origin = fields.Selection(
        selection_add=[("link", "Link without a login")],
        ondelete={"link": "set null"},
    )
    late_link_id = fields.Many2one(
        "print.late.link",
        string="By the link",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups="base.group_user",
    )
