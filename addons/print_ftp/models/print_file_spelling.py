from odoo import api, fields, models


class PrintFile(models.Model):
    """The very bytes by which a program named a file, where they are not its name."""

    _inherit = "print.file"

    raw_name = fields.Char(
        "Name as sent",
        readonly=True,
        groups="base.group_user",
        help="The bytes that the client's program sent, others than plain letters as"
        " %C2. Empty: they are the name.",
    )
    raw_encoding = fields.Char(
        "Read as",
        readonly=True,
        groups="base.group_user",
        help="The code page in which these bytes give the name.",
    )

    @api.model
    def _get_spelling(self, note):
        """Return what a note says of the bytes of a name; that there are none, too."""
        return {name: note.get(name, False) for name in ("raw_name", "raw_encoding")}

    def _stored_values(self, client, stored, **values):
        """Other bytes under a name came by a name of their own."""
        values = super()._stored_values(client, stored, **values)
        return self._get_spelling({}) | values
