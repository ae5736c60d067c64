from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PrintFile(models.Model):
    """Where a client's file is used, and what follows from that."""

    _inherit = "print.file"

    def _get_holding_artwork(self):
        """Return the artwork, as superuser, that open jobs have of these files."""
        open_jobs = self.env["print.job"]._get_open_domain()
        # A colleague's job holds a file as well as one's own.
        return (
            self.env["print.artwork"]
            .sudo()
            .search(
                Domain("file_id", "in", self.ids) & Domain("job_id", "any", open_jobs)
            )
        )

    def _get_basket_lines(self):
        """Return the basket lines, as superuser, for which these files are chosen."""
        # A colleague's basket counts as well as one's own.
        return (
            self.env["sale.order.line"]
            .sudo()
            .search(
                Domain("order_id.is_basket", "=", True)
                & Domain("print_spec_id.file_ids", "in", self.ids)
            )
        )

    def _get_requests(self):
        """Return the requests in words, as superuser, that these files go with."""
        # A colleague's request counts as well as one's own.
        return (
            self.env["sale.order"]
            .sudo()
            .search(
                Domain("print_file_ids", "in", self.ids) & Domain("state", "=", "sent")
            )
        )

    def _get_usage(self):
        """Return where each of these files is used, as the user may know it.

        :return: ``{file: [{"label", "url"}, ...]}``; ``url`` is empty for a place that
            the user may not see. Four queries for any number of files.
        """
        usage = {file: [] for file in self}
        artworks, lines = self._get_holding_artwork(), self._get_basket_lines()
        requests = self._get_requests()
        orders = (artworks.job_id.order_id | lines.order_id | requests).sudo(False)
        visible = orders._filtered_access("read")
        for file in self:
            own = artworks.filtered(lambda artwork, file=file: artwork.file_id == file)
            for order in own.job_id.order_id:
                usage[file].append(self._get_place(order, order.id in visible.ids))
            chosen = lines.filtered(
                lambda line, file=file: file in line.print_spec_id.file_ids
            )
            asked = requests.filtered(
                lambda order, file=file: file in order.print_file_ids
            )
            for order in chosen.order_id | asked:
                usage[file].append(self._get_place(order, order.id in visible.ids))
        return usage

    @api.model
    def _get_place(self, order, is_visible):
        """Return how to call ``order``, and where it is shown."""
        if not is_visible:
            return {"label": self.env._("with a colleague"), "url": ""}
        if order.is_basket:
            return {"label": self.env._("basket"), "url": "/my/print/basket"}
        return {"label": order.name, "url": f"/my/print/orders/{order.id}"}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Refuse to delete what somebody counts on."""
        for file, places in self._get_usage().items():
            if places:
                raise UserError(
                    self.env._(
                        "%(file)s is used (%(places)s): replace it there first.",
                        file=file.name,
                        places=", ".join(place["label"] for place in places),
                    )
                )
