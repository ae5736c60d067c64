import logging

from odoo import api, models
from odoo.exceptions import UserError

_logger = logging.getLogger(__name__)


class AccountMoveSend(models.AbstractModel):
    _inherit = "account.move.send"

    @api.model
    def _generate_and_send_invoices(
        self,
        moves,
        from_cron=False,
        allow_raising=True,
        allow_fallback_pdf=False,
        **custom_settings,
    ):
        """Leave invoices unsent when no PDF can be made and nobody is there to be told.

        That is so when a payment is processed: it is kept, and the invoices wait for
        the job that sends what was left.
        """
        try:
            return super()._generate_and_send_invoices(
                moves,
                from_cron=from_cron,
                allow_raising=allow_raising,
                allow_fallback_pdf=allow_fallback_pdf,
                **custom_settings,
            )
        except UserError as error:
            reports = self.env["ir.actions.report"]
            if allow_raising or not reports._is_typesetting_failure(error):
                raise
            _logger.error("Invoices %s were not sent: %s", moves.ids, error)
            moves.is_move_sent = False
            for move in moves:
                move._message_log(
                    body=self.env._(
                        "The invoice was not sent yet. %(reason)s", reason=str(error)
                    )
                )
            return self.env["ir.attachment"]
