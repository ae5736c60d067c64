from odoo import api, fields, models
from odoo.tools.misc import format_datetime

ASKED, APPROVED, RETURNED, TAKEN_BACK = "asked", "approved", "returned", "taken_back"


class PrintApproval(models.Model):
    """One step on a basket's way through its client's company: asked, sent back, ...

    Accounts have no right on these: the pages of a basket and of its order choose what
    is told, see ``sale.order._get_approval_values``.
    """

    _name = "print.approval"
    _description = "Step of an Approval"
    _order = "id"

    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    kind = fields.Selection(
        [
            (ASKED, "Sent for approval"),
            (APPROVED, "Approved"),
            (RETURNED, "Sent back"),
            (TAKEN_BACK, "Taken back"),
        ],
        required=True,
        readonly=True,
    )
    account_id = fields.Many2one(
        "res.users", required=True, readonly=True, ondelete="restrict"
    )
    comment = fields.Text(readonly=True)
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    is_told = fields.Boolean(
        readonly=True, help="Whoever has to know of it has been written to."
    )

    _untold_idx = models.Index("(id) WHERE is_told IS NOT TRUE")

    @api.model_create_multi
    def create(self, vals_list):
        """Write the mails as soon as the step is committed, not while a page waits."""
        steps = super().create(vals_list)
        if all(steps.mapped("is_told")):
            return steps
        cron = self.env.ref("print_portal.ir_cron_approval_mails")
        cron.sudo()._trigger()  # who makes a step may not start jobs of the system
        return steps

    @api.model
    def _cron_tell(self):
        """Write to approvers and owners about the steps that nobody knows of yet."""
        steps = self.search([("is_told", "=", False)])
        for left, step in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
            step._tell()
            self.env["ir.cron"]._commit_progress(1, remaining=left)

    def _tell(self):
        """Write about this step, unless the basket has moved on meanwhile."""
        self.ensure_one()
        order, newest = self.order_id, self.order_id.print_approval_ids[-1:]
        if self == newest and order.is_basket:
            if self.kind == ASKED:
                order._mail_approvers()
            elif self.kind == RETURNED:
                order._mail_returned()
        self.is_told = True

    def _get_values(self):
        """Return this step as pages tell it: dict of texts ``what``, ``who``, ...

        :return: dict of ``kind``, ``what``, ``who``, ``date`` and ``comment``
        """
        self.ensure_one()
        labels = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "kind": self.kind,
            "what": labels[self.kind],
            "who": self.account_id.name,
            "date": format_datetime(self.env, self.date, dt_format="d MMMM, HH:mm"),
            "comment": self.comment or "",
        }
