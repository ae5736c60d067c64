from odoo import fields, models
from odoo.addons.print_portal.typed_ids import read_id
from odoo.exceptions import UserError

from ..quantities import read_quantity

TEXTS = {"recipient": 80, "phone": 40, "name": 60}


class PrintOrderPlace(models.Model):
    """An address, as its row is filled in."""

    _inherit = "print.order.place"

    def _save_share(self, line, text):
        """Send as much of ``line`` here as was typed; nothing typed is 0."""
        try:
            quantity = line.product_uom_id.round(read_quantity(text.strip() or 0))
        except ValueError as error:
            raise UserError(
                self.env._("%s: enter a number of 0 or more.", self._get_place_label())
            ) from error
        if quantity == self._get_quantity(line):
            return self.browse()
        with self.env.cr.savepoint():  # what is refused leaves no trace
            self._set_quantity(line, quantity)
        return self

    def _save_field(self, field, text):
        """Keep how, when and by whom goods are taken in here."""
        if field == "carrier":
            carrier_id = read_id(text)
            if carrier_id == self.carrier_id.id:
                return self.browse()
            with self.env.cr.savepoint():
                self._choose_carrier(carrier_id)
            return self
        if len(text) > TEXTS.get(field, len(text)):
            raise UserError(
                self.env._(
                    "%(address)s: shorten the text to %(max)s characters.",
                    address=self._get_place_label(),
                    max=TEXTS[field],
                )
            )
        if field == "date":
            date = self._read_date(text)
            if date != self.date_wanted:
                self.date_wanted = date
        elif field == "recipient" and text != (self.recipient or ""):
            self.recipient = text
        elif field == "phone" and text != (self.phone or ""):
            self.phone = self.order_id._check_phone(text) if text else ""
        elif field == "name" and text and text != self.partner_id.name:
            self._rename(text)
            return self
        return self.browse()

    def _read_date(self, text):
        try:
            day = fields.Date.to_date(text) if text else False
        except ValueError as error:
            raise UserError(self._get_date_words()) from error
        if day and day < fields.Date.context_today(self.order_id):
            raise UserError(self._get_date_words())
        return day

    def _get_date_words(self):
        return self.env._(
            "%s: choose a day from today on, or none.", self._get_place_label()
        )

    def _rename(self, text):
        """Call an address of the client otherwise, where that is his to do."""
        address = self.partner_id.sudo(False)  # it is asked what the user may
        address._check_may_keep("address")
        address.sudo().name = text  # accounts write addresses through such doors
