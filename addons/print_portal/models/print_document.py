from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date


class PrintDocument(models.Model):
    """A paper that the shop keeps ready for a client, or for all of them.

    Who may see it is said by ``res.users._print_domain``, as for everything else. The
    file is an attachment of this record, so it follows the record's rights.
    """

    _name = "print.document"
    _description = "Document for Clients"
    _order = "date desc, id desc"

    name = fields.Char("Title", required=True)
    kind = fields.Selection(
        [
            ("contract", "Contract"),
            ("price_conditions", "Price conditions"),
            ("act", "Act"),
            ("certificate", "Certificate"),
            ("other", "Other"),
        ],
        required=True,
        default="contract",
    )
    client_id = fields.Many2one(
        "res.partner",
        index="btree_not_null",
        ondelete="cascade",
        domain=[("client_code", "!=", False)],
        help="Empty: every client sees it.",
    )
    is_for_finance = fields.Boolean(
        "Only who sees money",
        compute="_compute_is_for_finance",
        store=True,
        readonly=False,
        precompute=True,
        help="Accounts without the right to see prices do not find it.",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    file = fields.Binary(attachment=True, required=True)
    file_name = fields.Char(required=True)
    active = fields.Boolean(default=True)

    @api.depends("kind")
    def _compute_is_for_finance(self):
        for document in self:
            document.is_for_finance = document.kind == "price_conditions"

    @api.constrains("client_id")
    def _check_client(self):
        for document in self:
            if document.client_id and not document.client_id.client_code:
                raise ValidationError(
                    self.env._(
                        "Client: choose a company with a client code, %s has none.",
                        document.client_id.name,
                    )
                )

    def _portal_rows(self):
        """Return rows of a list: dicts ``id``, ``name``, ``kind``, ``date``."""
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return [
            {
                "id": document.id,
                "name": document.name,
                "kind": kinds[document.kind],
                "date": format_date(self.env, document.date),
            }
            for document in self
        ]
