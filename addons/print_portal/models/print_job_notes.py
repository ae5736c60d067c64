from odoo import fields, models


class PrintJob(models.Model):
    """What is written on a job, each kind of note for its own readers.

    The internal note is the office's alone; the production note goes with the ticket;
    the client reads how his work is finished.
    """

    _inherit = "print.job"

    note_finishing = fields.Text(
        "Finishing instructions",
        copy=False,
        help="How the sheets are folded, bound, packed. On the ticket; the client reads"
        " it, too.",
    )
    note_production = fields.Text(
        "Production note",
        copy=False,
        help="For who makes the work. On the ticket, never shown to the client.",
    )
    control_level = fields.Selection(
        [
            ("usual", "As usual"),
            ("first", "First sheet is signed"),
            ("every", "Every piece is looked at"),
        ],
        "Control",
        default="usual",
        copy=False,
        tracking=True,
        help="How closely the work is looked at. On the ticket.",
    )

    def _portal_values(self):
        """A client reads how his work is finished."""
        return super()._portal_values() | {"finishing": self.note_finishing or ""}

    def _get_ticket_values(self):
        """Add how closely the work is looked at, unless it is as usual."""
        values = super()._get_ticket_values()
        # Whoever works on a job prints its ticket.
        level = self.sudo().control_level or "usual"
        labels = dict(self._fields["control_level"]._description_selection(self.env))
        return values | {"control": "" if level == "usual" else labels[level]}

    def _get_ticket_own_notes(self):
        """Return what staff wrote for who makes this job, as ``[(label, text)]``."""
        return [
            (self.env._("Finishing"), self.note_finishing),
            (self.env._("Production"), self.note_production),
        ]
