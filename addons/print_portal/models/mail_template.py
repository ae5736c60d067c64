from odoo import models


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _generate_template_attachments(
        self, res_ids, render_fields, render_results=None
    ):
        """Attach the PDF of a print order where it can be made and may be read.

        A shop without a PDF engine still mails its quotations, with all in the text.
        """
        results = {} if render_results is None else render_results
        bare = self._get_orders_without_pdf(res_ids)
        without_pdf = set(render_fields) - {"report_template_ids"}
        super()._generate_template_attachments(bare, without_pdf, results)
        others = [res_id for res_id in res_ids if res_id not in bare]
        return super()._generate_template_attachments(others, render_fields, results)

    def _get_orders_without_pdf(self, res_ids):
        """Return those of ``res_ids`` that are print orders to be sent as text only."""
        if self.model != "sale.order" or not self.report_template_ids:
            return []
        has_engine = self.env["ir.actions.report"].get_wkhtmltopdf_state() == "ok"
        orders = self.env["sale.order"].browse(res_ids)
        return [
            order.id
            for order in orders
            if order.print_source
            and not (has_engine and order._is_money_shown_to(order._get_mail_contact()))
        ]
