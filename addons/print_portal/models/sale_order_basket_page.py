from odoo import models
from odoo.addons.print_pricing.spec_error import SpecErrors
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..typed_ids import read_id

# What is typed on the page, with its longest text.
TEXTS = {
    "client_order_ref": 40,
    "print_note": 2000,
    "print_recipient_name": 80,
    "print_recipient_phone": 40,
}


class SaleOrder(models.Model):
    """The basket as a page: what it offers to choose from, what was typed on it."""

    _inherit = "sale.order"

    def _get_basket_choices(self, account):
        """Return what ``account`` may choose for this basket.

        :return: dict of field name to a list of dicts ``value``, ``label``, and
            ``price``, which is empty for who may not see money
        """
        self.ensure_one()
        sees_money = account._has_print_right("see_finance")
        return {
            **self._get_basket_ways(),
            "carrier_id": [
                {
                    "value": carrier.id,
                    "label": carrier.name,
                    "price": self._get_carrier_price(carrier) if sees_money else "",
                }
                for carrier in self._get_basket_carriers()
            ],
            "partner_shipping_id": [
                {
                    "value": address.id,
                    "label": address._get_print_address(),
                    "price": "",
                }
                for address in self._get_shipping_addresses(account)
            ],
        }

    def _get_basket_ways(self):
        """Return those of the choices that are the same for every basket."""
        return {"print_payment_method": self._list_selection("print_payment_method")}

    def _list_selection(self, name):
        selection = self._fields[name]._description_selection(self.env)
        return [
            {"value": value, "label": label, "price": ""} for value, label in selection
        ]

    def _get_carrier_price(self, carrier):
        """Return what delivery by ``carrier`` costs, as a text, tax excluded."""
        rate = carrier.rate_shipment(self)
        if not rate["success"]:
            return ""
        return self.currency_id.format(rate["price"]) if rate["price"] else ""

    def _get_shipping_addresses(self, account):
        """Return the client's addresses that ``account`` may see, the company first."""
        client = account._print_buyer()
        addresses = (
            self.env["res.partner"]
            .with_user(account)
            .search(
                Domain("id", "in", (client | account.partner_id).ids)
                | Domain("commercial_partner_id", "=", client.id)
                & Domain("type", "in", ("delivery", "other"))
            )
        )
        # Their parts are read below, which a contact of the company may not be shown.
        return addresses.sudo().sorted(lambda address: (address != client, address.id))

    def _save_basket_form(self, typed):
        """Keep what was typed on the page of this basket, each field for itself.

        :param typed: texts by name: one of ``_get_basket_fields``, or
            ``copies_<line id>`` for how many are wanted; others are ignored
        :return: sentences by name, for what could not be kept
        """
        self.ensure_one()
        errors = self._save_typed_copies(typed)
        for name in self._get_basket_fields() & typed.keys():
            try:
                value = self._parse_basket_field(name, (typed[name] or "").strip())
                if value != self._get_basket_field(name):
                    with self.env.cr.savepoint():
                        self._write_basket({name: value})
            except UserError as refusal:
                errors[name] = str(refusal)
        return errors

    def _save_typed_copies(self, typed):
        errors = {}
        for line in self._get_portal_lines():
            name = f"copies_{line.id}"
            text = str(typed.get(name) or "").strip()
            if not text or text == line._get_typed_copies():
                continue
            try:
                line._set_typed_copies(text)
            except (SpecErrors, UserError) as refusal:
                errors[name] = str(refusal)
        return errors

    def _get_typed_basket(self):
        """Return the fields of the page as texts, by name."""
        return {
            name: str(self._get_basket_field(name) or "")
            for name in self._get_basket_fields()
        }

    def _get_basket_field(self, name):
        value = self[name]
        return value.id if isinstance(value, models.BaseModel) else value or ""

    def _parse_basket_field(self, name, text):
        """Return what ``_write_basket`` takes for a typed text.

        :raise UserError: naming the field, when the text is none of its choices
        """
        field = self._fields[name]
        if field.type == "many2one":
            return read_id(text) or False
        if field.type == "selection" and text not in field.get_values(self.env):
            raise UserError(
                self.env._(
                    "%s: choose one of the ways shown.",
                    field._description_string(self.env),
                )
            )
        if len(text) > TEXTS.get(name, len(text)):
            raise UserError(
                self.env._(
                    "%(field)s: shorten it to %(max)s characters.",
                    field=field._description_string(self.env),
                    max=TEXTS[name],
                )
            )
        return text

    def _restore_print_job(self, undo):
        """Put a removed job back.

        :param undo: what ``sale.order.line._get_undo_values`` returned
        :return: its new line
        :raise SpecErrors: when it cannot be ordered any more
        """
        order_type = self.env["print.order.type"].browse(undo["order_type_id"])
        return self._add_print_job(
            order_type, undo["values"], undo["accepted_rules"], undo["file_ids"]
        )

    def _restore_print_jobs(self, undone):
        """Put removed jobs back, all of a basket that was deleted; see above."""
        for undo in undone:
            self._restore_print_job(undo)

    def _get_line_figures(self):
        """Return what a change may change on each line: a comparable value by id."""
        return {
            line.id: (line.product_uom_qty, line.price_unit, line.price_subtotal)
            for line in self._get_portal_lines()
        }

    def _get_basket_summary(self, account, before=None, has_delivery=True):
        """Return what a change may change elsewhere on the page of this basket.

        A part of ``_portal_values``: asked at each click, so it stays small.

        :param before: ``_get_line_figures`` of before the change: of lines that are
            as they were, nothing is told
        :param bool has_delivery: whether it may have changed where all of it goes
        """
        sees_money = account._has_print_right("see_finance")
        before = before or {}
        figures = self._get_line_figures()
        lines = self._get_portal_lines()
        return {
            "count": len(lines),
            "totals": self._get_total_values() if sees_money else None,
            "lines": {
                line.id: line._get_basket_cells(sees_money)
                for line in lines
                if figures[line.id] != before.get(line.id)
            },
            "delivery": self._get_delivery_values(sees_money) if has_delivery else None,
        }
