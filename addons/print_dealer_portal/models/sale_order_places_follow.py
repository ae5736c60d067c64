from odoo import models
from odoo.tools.misc import format_date


class SaleOrder(models.Model):
    """What has left for each address, as the page of the order shows it."""

    _inherit = "sale.order"

    def _portal_values(self, account):
        values = super()._portal_values(account)
        # The order was found by the reader's rights; the store is told in his words.
        order = self.sudo()
        return values | {
            "places": order._follow_by_place() if order.is_print_split else []
        }

    def _follow_by_place(self):
        """Return what each address gets and has got.

        :return: list of dicts: what ``print.order.place._portal_values`` returns
            without money, ``is_accepted``, ``lines`` (``title``, ``unit``,
            ``quantity``, ``left``, all texts) and ``papers`` (``name``, ``url``,
            ``date``, ``tracking``, ``tracking_url``). Of what nobody has accepted no
            day is promised but that which the client wishes.
        """
        is_accepted = self.state == "sale"
        moves = self.order_line.move_ids.filtered(lambda move: move.state == "done")
        moves_by_place = moves.grouped("print_place_id")
        rows = []
        for place in self.print_place_ids:
            here = moves_by_place.get(place, moves.browse())
            values = place._portal_values(sees_money=False)
            if not is_accepted and not (self.state == "sent" and place.date_wanted):
                values["arrival"] = ""
            rows.append(
                values
                | {
                    "is_accepted": is_accepted,
                    "lines": [
                        share.line_id._follow_share(share.quantity, here)
                        for share in place.line_ids.filtered("quantity")
                    ],
                    "papers": [
                        self._get_paper_of_delivery(picking)
                        for picking in place.picking_ids
                        if picking.state == "done"
                        and picking.picking_type_id.code == "outgoing"
                    ],
                }
            )
        return rows

    def _get_paper_of_delivery(self, picking):
        return {
            "name": picking.name,
            "url": f"{self._get_print_url()}/delivery/{picking.id}",
            "date": format_date(self.env, picking.date_done, date_format="d MMMM"),
            "tracking": picking.carrier_tracking_ref or "",
            "tracking_url": picking.carrier_tracking_url or "",
        }
