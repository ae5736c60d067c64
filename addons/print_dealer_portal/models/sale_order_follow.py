from odoo import api, fields, models
from odoo.tools.misc import format_date


class SaleOrder(models.Model):
    """How an order of goods comes along: what has left, how, and what is still open."""

    _inherit = "sale.order"

    # The course ----------------------------------------------------------------------

    def _get_step_left(self, picking):
        """Say, too, who brings it, where it is, and what of each line has left."""
        step = super()._get_step_left(picking)
        if not self.is_partner_portal:
            return step
        # Accounts have no right on delivery methods, but read how their goods come.
        carrier = picking.carrier_id.sudo().name or ""
        tracking = picking.carrier_tracking_ref or ""
        return step | {
            "note": " ".join(filter(None, [carrier, tracking])),
            "track_url": picking.carrier_tracking_url or "",
            "lines": [
                self._format_moved(move.sale_line_id, move.quantity)
                for move in picking.move_ids
                if move.sale_line_id and move.quantity
            ],
        }

    def _get_step_coming(self, pickings):
        """Say, too, for when it is planned, and what of each line is still to come."""
        step = super()._get_step_coming(pickings)
        if not self.is_partner_portal:
            return step
        open_lines = [line for line in self._get_goods() if line._get_qty_left()]
        return step | {
            "expected": format_date(
                self.env, max(pickings.mapped("scheduled_date")), date_format="d MMM"
            ),
            "lines": [
                self._format_moved(line, line._get_qty_left()) for line in open_lines
            ],
        }

    def _has_all_left(self):
        """Whether no goods of this order are to come any more."""
        return not self.print_job_ids and self.print_status_id.kind == "done"

    def _format_moved(self, line, quantity):
        return self.env._(
            "%(goods)s: %(quantity)s %(unit)s",
            goods=line._get_print_title(),
            quantity=line._format_quantity(quantity),
            unit=line._get_unit_label(quantity),
        )

    def _get_steps_delivered(self):
        """End with how far the order is carried out, line by line."""
        steps = super()._get_steps_delivered()
        if self.is_partner_portal and self.state == "sale":
            step = self._get_step_execution()
            # Nobody knows when a service was done that staff only ticked as delivered.
            if step["raw_date"] or not self._are_services_done():
                steps.append(step)
        return steps

    def _get_step_execution(self):
        """Say how many lines are delivered in full, and since when all are."""
        lines = self._get_goods().filtered("product_uom_qty")
        done = lines.filtered(
            lambda line: line._is_service_done() or not line._get_qty_short()
        )
        return self._step(
            self.env._("Carried out"),
            self._get_date_carried_out() if lines and done == lines else None,
            note=self.env._(
                "lines delivered: %(done)s of %(all)s", done=len(done), all=len(lines)
            )
            if lines
            else "",
        )

    def _get_date_carried_out(self):
        """Return when the last of this order left; services are billed at their end."""
        moved = self._get_notes_of_delivery().mapped("date_done")
        billed = self._get_print_invoices().mapped("invoice_date")
        return max(moved or billed, default=None)

    def _get_mail_values(self):
        """Add the delivery that a mail tells of: ``left``, and ``to_come``, or None."""
        values = super()._get_mail_values()
        picking = self.env["stock.picking"].browse(
            self.env.context.get("print_picking") or ()
        )
        order = self.sudo()  # the delivery is of the reader's own order
        values["delivered"] = picking and {
            "left": order._get_step_left(picking.sudo()),
            "to_come": [
                order._format_moved(line, line._get_qty_left())
                for line in order._get_goods()
                if line._get_qty_left()
            ],
        }
        return values

    # The table -----------------------------------------------------------------------

    def _portal_values(self, account):
        """See, too, ``goods``: a row for each line of a sent order of the portal.

        Dicts of ``id``, ``title``, ``code``, ``unit``, ``ref``, and as texts
        ``ordered``, ``accepted``, ``delivered``, ``invoiced``, ``left``, ``date``, and
        ``subtotal``, "" for who may not see money. Nothing is delivered or invoiced,
        nor left, of what is not accepted yet.
        """
        values = super()._portal_values(account)
        order = self.sudo()  # found by the account's rights
        goods = []
        if order.is_partner_portal and not order.is_basket:
            sees_money = account._has_print_right("see_finance")
            goods = [
                line._get_goods_row(sees_money)
                for line in order._get_goods()
                if line.print_ordered_qty or line.product_uom_qty
            ]
        return values | {"goods": goods}

    # Dates ---------------------------------------------------------------------------

    @api.depends("order_line.print_date_planned")
    def _compute_print_date_promised(self):
        """Goods are promised for the last day on which some of them leave."""
        result = super()._compute_print_date_promised()
        for order in self.filtered(
            lambda each: each.is_basket or not each.print_job_ids
        ):
            days = [
                fields.Datetime.to_datetime(line.print_date_planned)
                for line in order.order_line
                if line.print_date_planned
            ]
            dates = filter(None, [order.print_date_promised, *days])
            order.print_date_promised = max(dates, default=False)
        return result

    def _format_promise(self, with_year=False):
        """Return the day for which goods are promised where there is no work."""
        promise = super()._format_promise(with_year)
        day = self.print_date_promised
        if promise or not (day and self.is_partner_portal and self.state == "sale"):
            return promise
        return format_date(
            self.env, day, date_format="EEE d MMM y" if with_year else "EEE d MMM"
        )
