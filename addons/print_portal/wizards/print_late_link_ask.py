from odoo import api, fields, models

from ..models.print_late_link import LIFETIMES, USUAL_DAYS


class PrintLateLinkAsk(models.TransientModel):
    """Asks whom to send a link for late files, and what to write."""

    _name = "print.late.link.ask"
    _description = "Ask for Files"

    job_id = fields.Many2one("print.job", required=True)
    email = fields.Char(
        "E-mail",
        compute="_compute_email",
        store=True,
        readonly=False,
        help="Empty: the link stands on the job, to be copied.",
    )
    days = fields.Selection(
        [(str(days), str(days)) for days in LIFETIMES],
        required=True,
        default=str(USUAL_DAYS),
        help="How long the link works.",
    )
    note = fields.Text("What to send")

    @api.depends("job_id")
    def _compute_email(self):
        for wizard in self:
            # Who works on jobs may not read orders.
            contact = wizard.job_id.order_id.sudo()._get_print_contact()
            wizard.email = contact.email

    def action_open(self):
        """Make the link, and send it if somebody is to get it."""
        self.ensure_one()
        self.job_id._open_late_link(
            (self.email or "").strip(), int(self.days), self.note or ""
        )
        return {"type": "ir.actions.act_window_close"}
