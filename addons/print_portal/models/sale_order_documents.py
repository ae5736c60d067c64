from odoo import models
from odoo.tools.misc import format_date


class SaleOrder(models.Model):
    """What the papers of an order say beside core's: confirmation and quotation."""

    _inherit = "sale.order"

    def _is_money_shown(self, reader):
        """Whether a document of this order names amounts when ``reader`` opens it.

        Only accounts of a client have the right taken from them: staff, and customers
        of the shop's other business, read their documents as core makes them.
        """
        self.ensure_one()
        if not self.print_source and not reader._print_client():
            return True
        return reader._has_print_right("see_finance")

    def _get_paper_facts(self, is_proforma=False):
        """Return dates and numbers of a confirmation, a quotation or a pro-forma.

        :rtype: list of (label, text)
        """
        self.ensure_one()
        _ = self.env._
        is_offer = self.state in ("draft", "sent") and not self.print_account_id
        is_alive = self.state != "cancel"
        ordered = _("Date of the quotation") if is_offer else _("Order date")
        if self.is_basket:
            ordered = _("Date")
        facts = [
            (_("Your reference"), self.client_order_ref),
            (_("Issued on") if is_proforma else ordered, self.date_order),
            (_("Valid until"), self.validity_date if is_offer else False),
            (_("Ready"), is_alive and self._format_promise(with_year=True)),
            # Goods without work are promised for the whole order alone.
            (_("Ready"), not self.print_job_ids and self.commitment_date),
            (_("Your manager"), self.user_id.name),
        ]
        return [
            (label, fact if isinstance(fact, str) else format_date(self.env, fact))
            for label, fact in facts
            if fact
        ]

    def _has_work_on_request(self):
        """Whether the total is of a part of the work, as another part has no price."""
        self.ensure_one()
        is_partly = any(self.order_line.mapped("print_is_on_request"))
        return is_partly and not self._is_price_open()

    def _is_estimate(self):
        """Whether the price may still change after the work."""
        self.ensure_one()
        return bool(self.print_job_ids) and not self._is_price_final()
