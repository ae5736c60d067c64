from odoo import fields, models


class PrintImposedSource(models.Model):
    """A file that sheets were made of, as it was then, in the order of its pages."""

    _name = "print.imposed.source"
    _description = "File of Imposed Sheets"
    _order = "sequence, id"

    imposed_id = fields.Many2one(
        "print.imposed", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="imposed_id.company_id", store=True)
    sequence = fields.Integer(required=True, readonly=True)
    artwork_id = fields.Many2one(
        "print.artwork",
        "File",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
    )
    checksum = fields.Char(
        required=True, readonly=True, help="SHA-256 of the bytes, hexadecimal."
    )
