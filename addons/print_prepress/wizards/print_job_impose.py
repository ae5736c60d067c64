from odoo import api, fields, models

from ..prepress.imposition import Scheme


class PrintJobImpose(models.TransientModel):
    """Asks by which scheme the pages of a job are laid on sheets."""

    _name = "print.job.impose"
    _description = "Impose a Job"

    job_id = fields.Many2one("print.job", required=True)
    client_id = fields.Many2one(related="job_id.partner_id")
    scheme_id = fields.Many2one(
        "print.imposition",
        required=True,
        compute="_compute_scheme_id",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('client_id', 'in', [False, client_id])]",
    )
    is_as_ordered = fields.Boolean(compute="_compute_is_as_ordered")
    words = fields.Char("Takes", compute="_compute_preview")
    picture = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("job_id")
    def _compute_scheme_id(self):
        for wizard in self:
            choice = wizard.job_id._get_ordered_scheme()
            scheme_id = int(choice.code) if choice else False
            wizard.scheme_id = self.env["print.imposition"].browse(scheme_id).exists()

    @api.depends("job_id", "scheme_id")
    def _compute_is_as_ordered(self):
        for wizard in self:
            choice = wizard.job_id._get_ordered_scheme()
            wizard.is_as_ordered = bool(
                choice and choice.code == str(wizard.scheme_id.id)
            )

    @api.depends("job_id", "scheme_id")
    @api.depends_context("lang")
    def _compute_preview(self):
        schemes = self.env["print.imposition"]
        for wizard in self:
            wizard.words = wizard.picture = False
            if not (wizard.job_id and wizard.scheme_id):
                continue
            _artwork, facts = wizard.job_id._get_imposable()
            trim = wizard.job_id._get_trim(facts)
            shown = schemes._try_plan(wizard._get_scheme(), facts.page_count, trim)
            wizard.words = shown["words"]
            wizard.picture = shown["svg"] or False

    def _get_scheme(self):
        """Return the figures: those of the day of the order where it was ordered."""
        self.ensure_one()
        if self.is_as_ordered:
            return Scheme.from_json(self.job_id._get_ordered_scheme().data["scheme"])
        return self.scheme_id._get_scheme()

    def action_impose(self):
        self.ensure_one()
        self.job_id._impose(self._get_scheme(), self.scheme_id.name)
        return {"type": "ir.actions.act_window_close"}
