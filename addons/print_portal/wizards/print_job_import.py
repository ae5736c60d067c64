import base64

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError


class PrintJobImport(models.TransientModel):
    """Takes a table of jobs of one kind, and puts its right rows on a quotation."""

    _name = "print.job.import"
    _description = "Table of Print Jobs"

    order_id = fields.Many2one("sale.order", required=True)
    order_type_id = fields.Many2one(
        "print.order.type",
        string="Kind of work",
        required=True,
        domain="[('product_ids', '!=', False)]",
    )
    template = fields.Binary("Empty table", compute="_compute_template")
    template_name = fields.Char(compute="_compute_template")
    upload = fields.Binary("CSV file")
    table = fields.Text(help="Its first row names the columns, by code or by label.")
    right_count = fields.Integer(compute="_compute_found")
    wrong_count = fields.Integer(compute="_compute_found")
    found = fields.Html("What was found", compute="_compute_found", sanitize=False)

    @api.depends("order_type_id")
    @api.depends_context("lang")
    def _compute_template(self):
        for wizard in self:
            kind = wizard.order_type_id
            text = kind._write_template() if kind else ""
            wizard.template = base64.b64encode(text.encode("utf-8-sig"))
            wizard.template_name = f"{kind.code}.csv" if kind else False

    @api.onchange("upload")
    def _onchange_upload(self):
        """Show the file as the text that is checked, so that it can be mended here."""
        if self.upload:
            data = base64.b64decode(self.upload)
            self.table = self.env["print.order.type"]._decode_table(data)

    @api.depends("order_type_id", "table")
    @api.depends_context("lang")
    def _compute_found(self):
        for wizard in self:
            try:
                rows = wizard._read_rows() if wizard.table else []
                wizard.found = wizard._say_found(rows)
            except UserError as refusal:
                rows = []
                wizard.found = Markup("<p class='text-danger'>%s</p>") % refusal
            wrong = sum(bool(row["errors"]) for row in rows)
            wizard.wrong_count, wizard.right_count = wrong, len(rows) - wrong

    def _read_rows(self):
        """Return the rows of the table, see ``print.order.type._read_rows``."""
        client = self.order_id.partner_id.commercial_partner_id
        if not self.order_type_id:
            return []
        return self.order_type_id._read_rows(self.table, client)

    def _say_found(self, rows):
        """Return the rows as a table of HTML, each with what is wrong in it."""
        line = Markup("<tr><td>%s</td><td>%s</td><td>%s</td></tr>")
        wrong = Markup("<div class='text-danger'>%s</div>")
        right = Markup("<span class='text-success'>%s</span>") % self.env._("Right")
        body = Markup().join(
            line
            % (
                row["number"],
                row["title"],
                Markup().join(wrong % error["message"] for error in row["errors"])
                or right,
            )
            for row in rows
        )
        return Markup("<table class='table table-sm'>%s</table>") % body

    def action_add(self):
        """Put the right rows on the quotation; those to be mended stay here."""
        self.ensure_one()
        self.order_id.check_access("write")
        if self.order_id.is_basket:
            raise UserError(self.env._("The client fills this basket himself."))
        rows = self._read_rows()
        contents = [row["content"] for row in rows if not row["errors"]]
        if contents:
            self.order_id._add_print_jobs(self.order_type_id, contents)
        left = [row["number"] for row in rows if row["errors"]]
        if not left:
            return {"type": "ir.actions.act_window_close"}
        self.table = self.order_type_id._keep_rows(self.table, left)
        self.upload = False
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Several jobs at once"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }
