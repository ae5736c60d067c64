from markupsafe import Markup

from odoo import api, fields, models

PICTURES = 4  # of a cover: more are not recognised
IMAGE = Markup(
    '<img src="%s" alt="%s" loading="lazy"'
    ' style="max-width: 72px; max-height: 72px; border: 1px solid #d3d3cb;"/>'
)
MORE = Markup('<span class="text-muted">+%s</span>')


class SaleOrder(models.Model):
    """The cover of an order: first pages of all that is to be printed, in one look."""

    _inherit = "sale.order"

    print_cover_html = fields.Html(
        "Cover",
        compute="_compute_print_cover_html",
        sanitize=False,
        groups="base.group_user",
        help="First pages of the files that are to be printed.",
    )

    def _get_covers(self):
        """Return what the covers of these orders show.

        Batched: no query depends on their number. A user sees the files that he may
        see.

        :return: ``{id of the order: dict of pictures (list of url, view and name) and
            more (how many other files there are)}``; without orders that have none
        """
        sent = self.filtered(lambda order: not order.is_basket)
        if not sent:
            return {}  # nothing has been printed of what is still being filled
        if not self.env["print.artwork"].has_access("read"):
            return {}  # a basket that was shared by a link
        # Most orders of goods have none, which whoever sees the order may know.
        if not sent.sudo().print_job_ids.artwork_ids:
            return {}
        artwork = self.env["print.artwork"].search_fetch(
            [("job_id.order_id", "in", sent.ids), ("is_current", "=", True)],
            order="job_id, name, id",
        )
        drawn = artwork._filter_previewed()
        covers = {}
        # Which order a file belongs to is no secret to who sees the file.
        for order, files in artwork.sudo().grouped(_order_of).items():
            shown = (files & drawn.sudo()).with_env(self.env)
            if shown:
                first = shown[:PICTURES]
                covers[order.id] = {
                    "pictures": [file._get_cover_picture() for file in first],
                    "more": len(files) - len(first),
                }
        return covers

    @api.depends("print_job_ids.artwork_ids.is_current")
    def _compute_print_cover_html(self):
        covers = self._get_covers()
        for order in self:
            cover = covers.get(order.id)
            order.print_cover_html = cover and _html(cover)

    def _portal_values(self, account):
        """Add the cover, None while there is nothing to show."""
        values = super()._portal_values(account)
        covers = self.with_user(account)._get_covers()
        return {**values, "cover": covers.get(self.id)}

    def _portal_rows(self, account):
        rows = super()._portal_rows(account)
        covers = self.with_user(account)._get_covers()
        return [{**row, "cover": covers.get(row["id"])} for row in rows]


def _order_of(artwork):
    return artwork.job_id.order_id


def _html(cover):
    pictures = Markup().join(
        IMAGE % (picture["url"], picture["name"]) for picture in cover["pictures"]
    )
    more = MORE % cover["more"] if cover["more"] else ""
    return Markup('<div class="d-flex flex-wrap gap-1">%s%s</div>') % (pictures, more)
