from odoo import api, fields, models
from odoo.tools import ormcache


class PrintStatus(models.Model):
    """Where a job stands, and where it may go from there."""

    _name = "print.status"
    _description = "Print Status"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, help="What staff call it.")
    client_name = fields.Char(
        "The client reads",
        required=True,
        translate=True,
        help="What the client reads, at most 40 letters.",
    )
    carried_name = fields.Char(
        "Client reads, if shipped",
        translate=True,
        help="The same for orders that a carrier brings. Empty: no difference.",
    )
    step_name = fields.Char(
        "Button",
        translate=True,
        help="What the button says that leads here, verb first. Empty: the name.",
    )
    code = fields.Char(required=True, copy=False)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(
        default=10, help="How far a job is: the least advanced one speaks for an order."
    )
    company_id = fields.Many2one("res.company")
    kind = fields.Selection(
        [
            ("check", "To check"),
            ("client", "With the client"),
            ("hold", "On hold"),
            ("work", "In production"),
            ("ready", "Ready"),
            ("done", "Finished"),
            ("cancel", "Cancelled"),
        ],
        required=True,
        default="work",
        help="While the client is awaited, or on hold, the clock stands still.",
    )
    tone = fields.Selection(
        [
            ("you", "Amber: the client's move"),
            ("run", "Blue: we are at it"),
            ("ok", "Green: done"),
            ("bad", "Red: stopped"),
            ("off", "Grey: nothing to do yet"),
        ],
        required=True,
        default="run",
    )
    next_ids = fields.Many2many(
        "print.status",
        "print_status_next_rel",
        "status_id",
        "next_id",
        string="May go on to",
    )
    is_client_told = fields.Boolean(
        string="Tell the client", help="A mail goes out when a job gets here."
    )
    is_folded = fields.Boolean(compute="_compute_is_folded")

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "Another status already has this code."
    )

    @api.depends("kind")
    def _compute_is_folded(self):
        for status in self:
            status.is_folded = status.kind in ("done", "cancel")

    def _get_client_name(self, is_carried):
        """Return what a client reads, whose order is brought to him or collected."""
        return (is_carried and self.carried_name) or self.client_name or ""

    @api.model
    def _get(self, code):
        """Return the status with ``code``.

        :raise ValueError: when the shop has no such status
        """
        return self.browse(self._get_id(code, self.env.company.id))

    @api.model
    @ormcache("code", "company_id", cache="stable")
    def _get_id(self, code, company_id):
        # Kept for everybody: what one of them may see is asked where it is read.
        status = self.sudo().search(
            [("code", "=", code), ("company_id", "in", (False, company_id))],
            order="company_id",
            limit=1,
        )
        if not status:
            raise ValueError(f"no print status {code!r}")
        return status.id

    @api.model_create_multi
    def create(self, vals_list):
        statuses = super().create(vals_list)
        self.env.registry.clear_cache("stable")
        return statuses

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"code", "company_id", "active"}:
            self.env.registry.clear_cache("stable")
        return result

    def unlink(self):
        result = super().unlink()
        self.env.registry.clear_cache("stable")
        return result
