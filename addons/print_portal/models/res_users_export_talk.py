from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What client and staff said about files, in the export of an account's data."""

    _inherit = "res.users"

    def _get_print_export(self, whole_client):
        yield from super()._get_print_export(whole_client)
        yield "comments", self._export_comments(whole_client)

    def _export_comments(self, whole_client):
        """What staff said among themselves is not the account's to read."""
        orders = self._find_export_orders(whole_client)
        # The orders were found by the account's rights; what was said to it goes along.
        comments_sudo = (
            self.env["print.artwork.comment"]
            .sudo()
            .search(
                Domain("job_id.order_id", "in", orders.ids)
                & Domain("audience", "=", "all"),
                order="id",
            )
        )
        for comment in comments_sudo:
            yield {
                "order": comment.job_id.order_id.name,
                "file": comment.artwork_id.name,
                "author": comment.user_id.name,
                "date": comment.date,
                "text": comment.body,
            }
