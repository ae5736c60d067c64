from odoo import api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words


class PrintArchiveDownload(models.Model):
    """That somebody has fetched the archive of an order. Outlives the archive."""

    _name = "print.archive.download"
    _description = "Download of an Order Archive"
    _order = "id desc"

    archive_id = fields.Many2one(
        "print.archive", readonly=True, ondelete="set null", index="btree_not_null"
    )
    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    kind = fields.Selection(
        lambda self: self.env["print.archive"]._fields["kind"].selection,
        "For whom",
        readonly=True,
    )
    size = BigInteger(readonly=True, help="Bytes.")
    size_text = fields.Char("Size in words", compute="_compute_size_text")
    fingerprint = fields.Char(readonly=True, help="Of what was in it.")
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, ondelete="restrict"
    )
    create_date = fields.Datetime("Fetched on", readonly=True)

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for download in self:
            download.size_text = size_words(self.env, download.size)
