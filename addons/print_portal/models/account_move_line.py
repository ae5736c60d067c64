from odoo import models

from .sale_order_line_documents import breakable


class AccountMoveLine(models.Model):
    _name = "account.move.line"
    _inherit = ["account.move.line", "print.guard.mixin"]

    # Core joins these without asking: by a path through them a client could search
    # our accounts, statements and payments.
    _PRINT_STAFF_FIELDS = frozenset(
        {
            "account_id",
            "payment_id",
            "search_account_id",
            "statement_id",
            "statement_line_id",
        }
    )

    def _get_paper_values(self):
        """Return what an invoice says of this line: work in its own words.

        :return: dict of ``title``, ``words``, ``job``, ``quantity`` and ``unit``
        """
        self.ensure_one()
        # Accountants read which work they bill, without rights on orders.
        lines = self.sudo().sale_line_ids
        # Cutting a recordset forgets whose values are read together.
        sold = lines[:1].with_prefetch(lines._prefetch_ids)
        quantity = sold._format_quantity(self.quantity)
        if sold.print_spec_id:
            jobs = sold.print_job_ids
            job = jobs[:1].with_prefetch(jobs._prefetch_ids)
            return {
                **sold._split_words(self.name),
                "job": job.name or "",
                "quantity": quantity,
                "unit": sold._get_unit_label(),
            }
        return {
            "title": "",
            "words": breakable(self.name or "").splitlines(),
            "job": "",
            "quantity": quantity,
            "unit": self.product_uom_id._get_paper_label(self.product_id),
        }
