from odoo import api, models

from ..reading import read_relations

# What every row of a list asks of its lines; all of their columns would be many.
LINE_FIELDS = (
    "product_id",
    "display_type",
    "is_delivery",
    "is_downpayment",
    "print_asked_id",
    "print_is_on_request",
    "print_spec_id",
)


class SaleOrder(models.Model):
    """How pages read orders: what they will need, by few queries."""

    _inherit = "sale.order"

    @api.model
    def _get_row_relations(self):
        """Return the relations that a list of orders looks into, see ``reading``."""
        return ["order_line", "print_job_ids", "print_job_ids.artwork_ids"]

    @api.model
    def _get_page_relations(self):
        """Return the relations that the page of an order looks into, as above."""
        return [
            *self._get_row_relations(),
            "order_line.print_job_ids",
            "order_line.invoice_lines",
            "order_line.tax_ids",
            "print_job_ids.move_ids",
            "print_job_ids.artwork_ids.comment_ids",
            "print_job_ids.result_ids",
            "print_file_ids",
            "print_approval_ids",
            "picking_ids",
            "picking_ids.move_ids",
            "transaction_ids",
            "message_follower_ids",
        ]

    @api.model
    def _get_basket_relations(self):
        """Return the relations that the page of a basket looks into, as above."""
        return [
            "order_line",
            "order_line.print_job_ids",
            "order_line.tax_ids",
            "print_job_ids",
            "print_file_ids",
            "print_approval_ids",
        ]

    def _read_for_basket(self):
        """Read what the page of a basket looks into, which the user fills or sees."""
        orders = self.sudo()  # found by the account's own rights, or shared with it
        read_relations(orders, orders._get_basket_relations())

    def _read_for_rows(self):
        """Read what lists tell of these orders, which the user has found."""
        orders = self.sudo()  # what is told of them is chosen by who reads
        read_relations(orders, orders._get_row_relations())
        orders.order_line.fetch(LINE_FIELDS)

    def _read_for_page(self):
        """Read what the page of an order looks into, which the user has found."""
        orders = self.sudo()  # as above
        read_relations(orders, orders._get_page_relations())
        addresses = orders.partner_shipping_id | orders.partner_invoice_id
        (orders.partner_id | addresses).mapped("name")
        billed = orders.order_line.invoice_lines
        billed.fetch(["move_id"])
        # Which orders an invoice is for, whoever of them is looked at.
        read_relations(billed.move_id, ["line_ids", "line_ids.sale_line_ids"])
