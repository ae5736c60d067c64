from odoo import models
from odoo.tools.misc import format_date

# Statuses of jobs whose work is done: what was made can be accepted.
FINISHED = frozenset({"ready", "done"})


class SaleOrder(models.Model):
    """Papers of the trade around an order: pro-forma, delivery note, act."""

    _inherit = "sale.order"

    def _get_order_parties(self):
        """Return seller and buyer as papers name them.

        :rtype: tuple of two dicts, see ``res.partner._get_party_values``
        """
        self.ensure_one()
        # Whoever may read the paper reads who sells to whom, and where to pay.
        order = self.sudo()
        seller = order.company_id.partner_id.with_context(lang=self.env.lang)
        return (
            seller._get_party_values(bank=seller.bank_ids[:1]),
            order.partner_invoice_id._get_party_values(),
        )

    def _get_amount_in_words(self):
        return self.currency_id._get_amount_in_words(self.amount_total)

    def _is_proforma_due(self):
        """Whether there is something to pay for that no invoice asks for yet."""
        self.ensure_one()
        return (
            self.state in ("sent", "sale")
            and not self.is_basket
            and not self._get_print_invoices()
            and not any(self.order_line.mapped("print_is_on_request"))
            and self.amount_total > 0
        )

    # The act -------------------------------------------------------------------------

    def _is_act_due(self):
        """Whether all work of this order is done, so that it can be accepted."""
        self.ensure_one()
        jobs = self.print_job_ids.filtered(lambda job: job.kind != "cancel")
        return bool(jobs) and set(jobs.mapped("kind")) <= FINISHED

    def _get_act_date(self):
        """Return the day on which the work was handed over, or was ready for it."""
        self.ensure_one()
        left = self._get_notes_of_delivery().mapped("date_done")
        done = self.print_job_ids.move_ids.filtered(
            lambda move: move.to_id.kind in FINISHED
        )
        moments = left or done.mapped("date") or [self.date_order]
        return format_date(self.env, max(moments))

    def _get_act_lines(self):
        """Return the lines that an act accepts, with the fee of a delivery."""
        return self.order_line.filtered(
            lambda line: (
                line.product_id
                and not line.is_downpayment
                and (line.price_subtotal or not line.is_delivery)
            )
        )

    # Delivery notes ------------------------------------------------------------------

    def _get_notes_of_delivery(self):
        """Return what has left the shop for this order."""
        return self.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id.code == "outgoing" and picking.state == "done"
            )
        ).sorted(lambda picking: (picking.date_done, picking.id))

    # What the client may take along --------------------------------------------------

    def _get_money_papers(self):
        """Return papers of the order itself, ``(label, url)``; all name amounts."""
        self.ensure_one()
        _ = self.env._
        root = self._get_print_url()
        papers = []
        if self.state == "sale":
            papers.append((_("Order confirmation"), f"{root}/pdf"))
        if self._is_proforma_due():
            papers.append((_("Pro-forma invoice"), f"{root}/proforma"))
        if self._is_act_due():
            papers.append((_("Act of acceptance"), f"{root}/act"))
        return papers

    def _get_papers(self, sees_money):
        """Return the papers that a client may download, as ``(label, url)``.

        All but the delivery note name amounts: they are for who may see them.
        """
        self.ensure_one()
        if self.is_basket:
            return []
        root = self._get_print_url()
        notes = [
            (
                self.env._("Delivery note %s", picking.name),
                f"{root}/delivery/{picking.id}",
            )
            for picking in self._get_notes_of_delivery()
        ]
        if not sees_money:
            return notes
        invoices = [
            (move.name, move._get_paper_url()) for move in self._get_print_invoices()
        ]
        return self._get_money_papers() + notes + invoices
