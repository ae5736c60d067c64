from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What client and staff said about files, in the export of an account's data."""

    _inherit = "res.users"

    def _get_print_export(self, whole_client):
        yield from super()._get_print_export(whole_client)
        yield "comments", self._export_comments(whole_client)

    def _export_comments(self, whole_client):
        for comment in self._find_export_comments(
            "print.artwork.comment", whole_client
        ):
            yield {
                "order": comment.job_id.order_id.name,
                "file": comment.artwork_id.name,
                "author": comment.user_id.name,
                "date": comment.date,
                "text": comment.body,
            }

    def _find_export_comments(self, model_name, whole_client):
        """Return what was said to the client at his jobs, as superuser.

        What staff said among themselves is not the account's to read.

        :param str model_name: a model of comments, with ``job_id`` and ``audience``
        """
        orders = self._find_export_orders(whole_client)
        # The orders were found by the account's rights; what was said to it goes along.
        comments_sudo = self.env[model_name].sudo()
        return comments_sudo.search(
            Domain("job_id.order_id", "in", orders.ids)
            & Domain("audience", "=", "all"),
            order="id",
        )
