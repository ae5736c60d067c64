from odoo import models
from odoo.addons.print_pricing.estimate import QUOTE
from odoo.addons.print_pricing.spec_error import SpecErrors, stopping
from odoo.exceptions import UserError
from odoo.fields import Command

FOLDER_FILES = 30  # offered to choose from; the newest first


class SaleOrder(models.Model):
    """Print work that staff describe for a client, on the form that he would fill.

    The public methods are what the form in the browser calls, as whoever fills it.
    """

    _inherit = "sale.order"

    def action_add_print_job(self):
        """Open the form of a new job on this quotation."""
        return self._open_job_form(self.env["sale.order.line"])

    def _open_job_form(self, line):
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "print_portal.job_form",
            "name": self.env._("Print job"),
            "target": "new",
            "params": {"order_id": self.id, "line_id": line.id},
        }

    def get_print_job_form(self, line_id=False, order_type_id=False):
        """Return what the form shows at first.

        :param line_id: the line whose work is described, none for a new one
        :param order_type_id: the kind of work, by default that of the line
        :return: dict of ``order_types`` (``[(id, name)]``), ``order_type_id``,
            ``sections``, ``raw`` (texts by field code), ``accepted_rules``,
            ``file_ids`` and ``files`` to choose from; without a kind of work only
            the first two
        """
        self.check_access("write")
        self = self._for_print_client()
        line = self._get_office_line(line_id)
        spec = line.print_spec_id
        order_types = self._get_office_types(line)
        order_type = order_types.filtered(lambda kind: kind.id == order_type_id)
        if not order_type:
            order_type = order_types if len(order_types) == 1 else spec.order_type_id
        form = {
            "order_types": [(kind.id, kind.name) for kind in order_types],
            "order_type_id": order_type.id,
        }
        if not order_type:
            return form
        values = spec.values if spec else order_type._get_default_values()
        return {
            **form,
            "sections": order_type._get_office_sections(),
            "raw": order_type._get_typed(values),
            "accepted_rules": spec.accepted_rules or [],
            "file_ids": spec.file_ids.ids,
            "files": self._get_office_files(),
        }

    def _for_print_client(self):
        """Return this order in a context whose forms know the client's presses."""
        return self.with_context(print_client_id=self.partner_id.id)

    def review_print_job(self, order_type_id, raw, accepted_rules=(), file_ids=()):
        """Check and price a form that is being filled; nothing is stored.

        :return: dict of ``errors`` (dicts of ``SpecError``, see ``_arrange_errors``),
            ``formula``, ``quantity`` and ``price``, a text, empty while it has none
        """
        self.check_access("read")
        self = self._for_print_client()
        order_type = self.env["print.order.type"].browse(order_type_id)
        values, unread = order_type._parse_form(raw)
        spec = self.env["print.spec"].new(
            order_type._prepare_spec(values, accepted_rules, file_ids)
        )
        errors = [*unread, *spec._check()]
        kept = order_type._get_accepted(values, accepted_rules, file_ids)
        return {
            "errors": order_type._arrange_errors(
                [error.to_dict() for error in errors], kept
            ),
            "formula": order_type._get_formula(spec),
            "quantity": spec.quantity,
            "price": ""
            if unread or order_type._lacks_price_fields(values)
            else self._get_office_price(spec, errors),
        }

    def save_print_job(
        self, order_type_id, raw, accepted_rules=(), file_ids=(), line_id=False
    ):
        """Put the filled form on this quotation.

        :return: errors as ``review_print_job`` has them; none when it was saved
        """
        self.check_access("write")
        self = self._for_print_client()
        order_type = self.env["print.order.type"].browse(order_type_id)
        values, unread = order_type._parse_form(raw)
        content = (values, accepted_rules, file_ids)
        try:
            SpecErrors.raise_for(unread)
            with self.env.cr.savepoint():
                self._save_office_job(order_type, content, line_id)
        except SpecErrors:
            review = self.review_print_job(order_type_id, raw, accepted_rules, file_ids)
            return review["errors"]
        return []

    def _save_office_job(self, order_type, content, line_id):
        if self.is_basket:
            raise UserError(self.env._("The client fills this basket himself."))
        line = self._get_office_line(line_id)
        if not line:
            self._add_print_job(order_type, *content)
        elif line.print_job_ids:
            line._complete_print_job(*content)
        elif line.print_spec_id:
            line._revise_print_job(*content)
        else:
            line._describe_print_job(order_type, *content)

    def _get_office_line(self, line_id):
        """Return the line of this order, empty for a new one.

        :raise UserError: when its work has been ordered already, unless as an outline
        """
        line = self.order_line.filtered(lambda line: line.id == line_id)
        if line.print_job_ids and not line.print_spec_id.is_brief:
            raise UserError(
                self.env._(
                    "%s is ordered: return it to the client, or cancel it.",
                    line.print_job_ids.name,
                )
            )
        return line

    def _get_office_types(self, line):
        """Return the kinds of work to choose from; that of the line's product alone."""
        company = self.company_id or self.env.company
        kinds = self.env["print.order.type"].search(
            [
                ("company_id", "in", (False, company.id)),
                ("product_ids", "!=", False),
            ]
        )
        return line.print_order_type_id or kinds

    def _get_office_files(self):
        """Return the newest files of the client, as ``[(id, name), ...]``."""
        files = self.env["print.file"].search(
            [("partner_id", "=", self.partner_id.print_client_id.id)],
            limit=FOLDER_FILES,
        )
        return [(file.id, file.name) for file in files]

    def _get_office_price(self, spec, errors):
        """Return the price of ``spec`` for this order's client, tax excluded.

        A file that is still missing, say, keeps nobody from telling it by telephone.
        """
        if any(error.severity == QUOTE for error in errors):
            return self.env._("priced by hand")
        order = self.new(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "pricelist_id": self.pricelist_id.id,
                "order_line": [
                    Command.create(self.order_line._prepare_print_line(spec))
                ],
            }
        )
        if order.order_line.print_is_on_request:
            return self.env._("on request: enter the price on the line")
        amount = order.amount_untaxed
        is_unfilled = not amount and stopping(errors)
        return "" if is_unfilled else self.currency_id.format(amount)

    # Confirming --------------------------------------------------------------------

    def _confirmation_error_message(self):
        """Refuse an order with work that nobody has described, or described wrongly."""
        if message := super()._confirmation_error_message():
            return message
        if not self.print_source:
            return False
        blank = self.order_line.filtered(
            lambda line: line.print_order_type_id and not line.print_spec_id
        )
        if blank:
            return self.env._(
                "Describe the work first, with the button on the line: %s",
                ", ".join(blank.product_id.mapped("name")),
            )
        return "\n".join(self._get_office_errors()) or False

    def _get_office_errors(self):
        """Return what is wrong with work that has no job yet, as sentences."""
        specs = self.order_line.filtered(
            lambda line: line.print_spec_id and not line.print_job_ids
        )
        return [
            f"{spec.title}: {error.message}"
            for spec in specs.print_spec_id
            for error in stopping(spec._check())
        ]
