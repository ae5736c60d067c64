from odoo import Command, api, fields, models

from ..prepress.imposition import Scheme


class PrintJobImpose(models.TransientModel):
    """Asks by which scheme the pages of a job are laid on sheets, and in which order
    its files follow one another.
    """

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
    file_ids = fields.One2many(
        "print.job.impose.file",
        "impose_id",
        "Files",
        compute="_compute_file_ids",
        store=True,
        readonly=False,
        help="Their pages follow one another in this order: drag them.",
    )
    # Not on each file: forms do not show anew what follows from a dragged neighbour.
    places = fields.Char("Become pages", compute="_compute_places")
    is_as_ordered = fields.Boolean(compute="_compute_is_as_ordered")
    words = fields.Char("Takes", compute="_compute_preview")
    picture = fields.Html(compute="_compute_preview", sanitize=False)

    @api.depends("job_id")
    def _compute_scheme_id(self):
        for wizard in self:
            choice = wizard.job_id._get_ordered_scheme()
            scheme_id = int(choice.code) if choice else False
            wizard.scheme_id = self.env["print.imposition"].browse(scheme_id).exists()

    @api.depends("job_id")
    def _compute_file_ids(self):
        for wizard in self:
            files = wizard.job_id._get_imposable() if wizard.job_id else ()
            wizard.file_ids = [Command.clear()] + [
                Command.create({"sequence": number, "artwork_id": file.id})
                for number, file in enumerate(files, start=1)
            ]

    @api.depends("file_ids.sequence", "file_ids.page_count", "file_ids.artwork_id")
    def _compute_places(self):
        for wizard in self:
            places, first = [], 1
            for file in wizard._get_files():
                last = first + file.page_count - 1
                pages = f"{first}–{last}" if last > first else str(first)
                places.append(f"{pages}: {file.artwork_id.name}")
                first = last + 1
            wizard.places = ", ".join(places)

    @api.depends("job_id", "scheme_id")
    def _compute_is_as_ordered(self):
        for wizard in self:
            choice = wizard.job_id._get_ordered_scheme()
            wizard.is_as_ordered = bool(
                choice and choice.code == str(wizard.scheme_id.id)
            )

    @api.depends("job_id", "scheme_id", "file_ids.sequence")
    @api.depends_context("lang")
    def _compute_preview(self):
        schemes = self.env["print.imposition"]
        for wizard in self:
            wizard.words = wizard.picture = False
            files = wizard._get_files()
            first = files[:1].artwork_id
            facts = first._get_file_facts().get(first)
            if not (wizard.job_id and wizard.scheme_id and facts):
                continue
            trim = wizard.job_id._get_trim(facts)
            pages = sum(files.mapped("page_count"))
            shown = schemes._try_plan(wizard._get_scheme(), pages, trim)
            wizard.words = shown["words"]
            wizard.picture = shown["svg"] or False

    def _get_files(self):
        """Return the files in their order, also while somebody drags them."""
        self.ensure_one()
        return self.file_ids.sorted("sequence")

    def _get_scheme(self):
        """Return the figures: those of the day of the order where it was ordered."""
        self.ensure_one()
        if self.is_as_ordered:
            return Scheme.from_json(self.job_id._get_ordered_scheme().data["scheme"])
        return self.scheme_id._get_scheme()

    def action_impose(self):
        self.ensure_one()
        files = self._get_files().artwork_id
        self.job_id._impose(self._get_scheme(), self.scheme_id.name, files)
        return {"type": "ir.actions.act_window_close"}
