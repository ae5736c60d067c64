from odoo import fields, models


class PrintArtworkSay(models.TransientModel):
    """Asks for a comment on a file, and who is to read it."""

    _name = "print.artwork.say"
    _description = "Comment on a File"

    artwork_id = fields.Many2one("print.artwork", "File", required=True)
    comment_ids = fields.One2many(string="Comments", related="artwork_id.comment_ids")
    audience = fields.Selection(
        [("staff", "Staff only"), ("all", "Client and staff")],
        "Who reads it",
        required=True,
        default="staff",
    )
    body = fields.Text("Comment", required=True)

    def action_say(self):
        """Keep the comment; the client is told of his."""
        self.ensure_one()
        self.artwork_id._comment(self.body, self.audience)
        return {"type": "ir.actions.act_window_close"}
