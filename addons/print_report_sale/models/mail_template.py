import logging

from odoo import models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class MailTemplate(models.Model):
    _inherit = "mail.template"

    def _generate_template_attachments(
        self, res_ids, render_fields, render_results=None
    ):
        """Prepare a mail without its documents when no PDF can be made.

        A confirmed order or a received payment is worth more than the file that
        accompanies the news of it.
        """
        render_results = {} if render_results is None else render_results
        for res_id in res_ids:
            try:
                super()._generate_template_attachments(
                    [res_id], render_fields, render_results=render_results
                )
            except UserError as error:
                if not self.env["ir.actions.report"]._is_typesetting_failure(error):
                    raise
                self._note_missing_document(res_id, error)
                super()._generate_template_attachments(
                    [res_id],
                    set(render_fields) - {"report_template_ids"},
                    render_results=render_results,
                )
                render_results[res_id].setdefault("attachments", [])
        return render_results

    def _note_missing_document(self, res_id, error):
        """Tell the administrator in the log, and the staff on the record."""
        record = self.env[self.model].browse(res_id)
        _logger.error("Mail for %s goes without its PDF: %s", record, error)
        if hasattr(record, "_message_log"):
            record._message_log(
                body=self.env._(
                    "The mail “%(mail)s” was prepared without its document. %(reason)s",
                    mail=self.name,
                    reason=str(error),
                )
            )
