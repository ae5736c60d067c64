from odoo import api, fields, models

# What was true of the bytes has to stay true: asked again at each step of the work.
STANDING = frozenset({"files", "certified", "proof"})
GATED = ("work", "ready", "done")


class PrintGate(models.Model):
    """What has to be true before a job may go on to a status, or past it.

    A kind of work chooses its gates; ``print.job`` answers for them, see
    ``_get_gate_answers`` there.
    """

    _name = "print.gate"
    _description = "Gate of Production"
    _order = "sequence, id"

    rule = fields.Selection(
        [
            ("files", "Files accepted"),
            ("certified", "Files certified for output"),
            ("proof", "Proof approved by the client"),
            ("prepaid", "Paid in full"),
            ("limit", "Within the credit limit"),
            ("price", "Final price settled"),
            ("document", "Delivery validated"),
        ],
        "What is asked",
        required=True,
    )
    status_id = fields.Many2one(
        "print.status",
        "Asked before",
        required=True,
        ondelete="restrict",
        domain=[("kind", "in", GATED)],
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_usual = fields.Boolean(
        "Usual", help="Kinds of work that are made from now on ask for it, too."
    )
    order_type_ids = fields.Many2many(
        "print.order.type",
        "print_gate_order_type_rel",
        "gate_id",
        "order_type_id",
        string="Kinds of work",
    )

    _rule_uniq = models.UniqueIndex(
        "(rule, status_id)", "This is asked before that status already."
    )

    @api.depends("rule", "status_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["rule"]._description_selection(self.env))
        for gate in self:
            gate.display_name = self.env._(
                "%(asked)s, before: %(status)s",
                asked=labels.get(gate.rule, ""),
                status=gate.status_id.name or "",
            )

    def _is_asked(self, place, status):
        """Whether a job asks at this gate on its step to ``status``.

        :param int place: sequence of the status at which the job stands now
        """
        self.ensure_one()
        at = self.status_id.sequence
        if at > status.sequence:
            return False
        return place < at or (self.rule in STANDING and status.kind == "work")
