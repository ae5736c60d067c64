from odoo import fields, models


class PrintSpecValue(models.Model):
    """One choice of a form field: a plate size, a material, a ruling."""

    _name = "print.spec.value"
    _inherit = "print.form.part.mixin"
    _description = "Print Form Choice"
    _order = "sequence, id"

    field_id = fields.Many2one(
        "print.spec.field", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    description = fields.Char(
        translate=True, help="Second line of the tile: what differs."
    )
    picture = fields.Char(
        help="Address of a small picture of it on this server, such as /web/image/1."
        " A list with pictures is shown as tiles.",
    )
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    data = fields.Json(
        help="Facts that rules and prices use, such as roll widths or sheet sizes, in"
        " mm."
    )

    _code_uniq = models.UniqueIndex(
        "(field_id, code)", "Another choice of this field already has this code."
    )
