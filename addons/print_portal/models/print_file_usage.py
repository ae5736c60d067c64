from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .sale_order_page import RANK_CANCELLED, RANKS


class PrintFile(models.Model):
    """Where a client's file is used, and what follows from that."""

    _inherit = "print.file"

    def _get_used_artwork(self):
        """Return the artwork, as superuser, that jobs have of these files."""
        # A colleague's job counts as well as one's own.
        return self.env["print.artwork"].sudo().search([("file_id", "in", self.ids)])

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
            self.env["sale.order"].sudo().search([("print_file_ids", "in", self.ids)])
        )

    def _get_usage(self):
        """Return where each of these files is used, as the user may know it.

        :return: ``{file: [{"label", "url", "is_held"}, ...]}``; ``url`` is empty for a
            place that the user may not see, ``is_held`` tells whether the file is
            needed there: an order that is over keeps bytes of its own. What holds it
            comes first. The number of queries does not grow with the files.
        """
        usage = {file: [] for file in self}
        artworks, lines = self._get_used_artwork(), self._get_basket_lines()
        requests = self._get_requests()
        orders = (artworks.job_id.order_id | lines.order_id | requests).sudo(False)
        visible = orders._filtered_access("read")
        open_jobs = artworks.job_id.filtered_domain(
            self.env["print.job"]._get_open_domain()
        )
        holding = (
            open_jobs.order_id
            | lines.order_id
            | requests.filtered(lambda order: order.state == "sent")
        )
        for file in self:
            own = artworks.filtered(lambda artwork, file=file: artwork.file_id == file)
            chosen = lines.filtered(
                lambda line, file=file: file in line.print_spec_id.file_ids
            )
            asked = requests.filtered(
                lambda order, file=file: file in order.print_file_ids
            )
            held = (own.job_id & open_jobs).order_id
            held |= (chosen.order_id | asked) & holding
            for order in held | own.job_id.order_id | asked:
                usage[file].append(
                    self._get_place(order, order.id in visible.ids, order in held)
                )
        return usage

    @api.model
    def _get_place(self, order, is_visible, is_held):
        """Return how to call ``order``, where it is shown, and whether it is at work.

        Of a colleague's order the number stays untold.
        """
        if order.is_basket and is_visible:
            label, url = self.env._("basket"), f"/my/print/baskets/{order.id}"
        elif is_visible:
            label, url = order.name, f"/my/print/orders/{order.id}"
        else:
            label, url = self.env._("with a colleague"), ""
        if order.print_rank == RANKS["nobody"]:
            label = self.env._("%s, finished", label)
        elif order.print_rank == RANK_CANCELLED:
            label = self.env._("%s, cancelled", label)
        return {"label": label, "url": url, "is_held": is_held}

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Refuse to delete what somebody counts on."""
        for file, places in self._get_usage().items():
            if held := [place for place in places if place["is_held"]]:
                raise UserError(
                    self.env._(
                        "%(file)s is used (%(places)s): replace it there first.",
                        file=file.name,
                        places=", ".join(place["label"] for place in held),
                    )
                )
