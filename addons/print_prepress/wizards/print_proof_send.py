from odoo import Command, api, fields, models

from ..models.print_proof import RULES


class PrintProofSend(models.TransientModel):
    """Asks what to write beside a proof, and who decides on it."""

    _name = "print.proof.send"
    _description = "Send a Proof"

    job_id = fields.Many2one("print.job", required=True)
    note = fields.Text("To the client", help="What is new, where to look.")
    date_due = fields.Date("Answer until")
    rule = fields.Selection(
        RULES,
        "Approved by",
        compute="_compute_rule",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    quorum = fields.Integer(
        "How many",
        compute="_compute_rule",
        store=True,
        readonly=False,
        precompute=True,
    )
    person_ids = fields.One2many(
        "print.proof.send.person",
        "send_id",
        "Who decides",
        compute="_compute_people",
        store=True,
        readonly=False,
    )
    file_names = fields.Char("Files", compute="_compute_file_names")

    @api.depends("job_id")
    def _compute_rule(self):
        for wizard in self:
            wizard.rule, wizard.quorum = wizard.job_id._get_proof_rule()

    @api.depends("job_id")
    def _compute_people(self):
        for wizard in self:
            job = wizard.job_id
            wizard.person_ids = [Command.clear()] + [
                Command.create(
                    {"user_id": person.id}
                    if not isinstance(person, dict)
                    else {"name": person["name"], "email": person["email"]}
                )
                for person in job._get_default_approvers()
            ]

    @api.depends("job_id")
    def _compute_file_names(self):
        for wizard in self:
            files = wizard.job_id._get_current_artwork()
            wizard.file_names = ", ".join(files.mapped("name"))

    def action_send(self):
        """Send it; the job waits for the client from here on."""
        self.ensure_one()
        self.job_id._send_proof(
            note=self.note,
            due=self.date_due,
            people=[person._get_person() for person in self.person_ids],
            rule=self.rule,
            quorum=self.quorum,
        )
        return {"type": "ir.actions.act_window_close"}
