import re

from odoo import models
from odoo.exceptions import UserError

COLUMNS = 5  # addresses side by side; beyond that one at a time
SHARE = re.compile(r"share_(\d+)_(\d+)")
FIELD = re.compile(r"place_(carrier|date|recipient|phone|name)_(\d+)")


class SaleOrder(models.Model):
    """The split of an order over addresses, as its page shows it and is filled in."""

    _inherit = "sale.order"

    # Shown ------------------------------------------------------------------------

    def _get_split_values(self, account, shown_id=0):
        """Return the matrix of goods and addresses, and what is still to be said.

        :param account: ``res.users`` that reads
        :param int shown_id: of many addresses, the one whose column is shown
        :return: dict of ``places`` (see ``print.order.place._portal_values``, with
            ``choices`` of methods), ``columns``, those of them that stand side by
            side, ``lines``, and what ``_get_split_state`` returns
        """
        self.ensure_one()
        sees_money = account._has_print_right("see_finance")
        # The order was found by the reader's rights; its parts are chosen here.
        order = self.sudo()
        places = order.print_place_ids
        shown = places.filtered(lambda place: place.id == shown_id) or places[:1]
        may_rename = self.env["res.partner"]._may_keep("address")
        rows = {
            place.id: place._portal_values(sees_money)
            | {
                "choices": [
                    (carrier.id, carrier.name) for carrier in place._get_carriers()
                ],
                "may_rename": may_rename
                and place.partner_id != place.partner_id.commercial_partner_id,
            }
            for place in places
        }
        columns = places if len(places) <= COLUMNS else shown
        return {
            "places": [*rows.values()],
            "columns": [rows[place.id] for place in columns],
            "shown": shown.id,
            "lines": [
                line._get_split_row(places, sees_money)
                for line in order._get_split_lines()
            ],
            "has_services": bool(order._get_portal_lines() - order._get_split_lines()),
            **order._get_split_state(sees_money),
        }

    def _get_split_state(self, sees_money):
        """Return what a change may change elsewhere on the page of the split.

        :return: dict of ``told``, the sentence for each line that is not split whole,
            ``lead`` and ``more`` about the first of them with its ``line_id``,
            ``send`` for the button, and ``prices`` of the deliveries, by id
        """
        unsplit = self._get_unsplit_lines()
        first = unsplit[:1]
        return {
            "told": {line.id: line._get_split_words() for line in unsplit},
            "fits": {
                line.id: line._get_fit_words()
                for line in unsplit
                if self.is_basket and line._get_split_quantity()
            },
            "lead": first._get_unsplit_words() if first else "",
            "more": first._get_unsplit_way() if first else "",
            "line_id": first.id,
            "prices": {
                place.id: self._format_plain(place.price)
                if sees_money and place.delivery_line_id
                else ""
                for place in self.print_place_ids
            },
        }

    def _get_places_to_add(self, account):
        """Return the client's other addresses: list of ``(id, text)``."""
        # Found by the reader's rights; where it goes is his own client's.
        used = self.sudo().print_place_ids.partner_id
        if not self.is_print_split:
            used = self.sudo().partner_shipping_id
        return [
            (address.id, _name_address(address))
            for address in self.sudo()._get_shipping_addresses(account) - used
        ]

    def _get_basket_relations(self):
        return [
            *super()._get_basket_relations(),
            "print_place_ids",
            "print_place_ids.line_ids",
            "print_place_ids.picking_ids",
            "order_line.print_place_ids",
            "order_line.move_ids",
        ]

    def _portal_values(self, account):
        values = super()._portal_values(account)
        is_split = self.is_print_split
        order = self.sudo()  # of what the reader sees, what is missing is told
        unsplit = order._get_unsplit_lines()[:1] if self.is_basket else ()
        return values | {
            "is_split": is_split,
            "unsplit": unsplit._get_unsplit_words() if unsplit else "",
            "may_be_split": self.is_basket
            and not is_split
            and bool(order._get_split_lines()),
        }

    def _get_delivery_values(self, sees_money):
        values = super()._get_delivery_values(sees_money)
        if not self.is_print_split:
            return values
        # Where the goods go is kept behind the order, which the reader has.
        labels = [place._get_place_label() for place in self.sudo()._get_used_places()]
        return values | {
            "carrier": self.env._("To several addresses: %s", len(labels)),
            "address": "; ".join(labels),
            "is_pickup": False,
            "recipient": "",
            "phone": "",
        }

    def _get_basket_summary(self, account, before=None, has_delivery=True):
        summary = super()._get_basket_summary(account, before, has_delivery)
        if not self.is_print_split:
            return summary
        sees_money = account._has_print_right("see_finance")
        # As above.
        return summary | {"split": self.sudo()._get_split_state(sees_money)}

    # Typed ------------------------------------------------------------------------

    def _save_basket_form(self, typed):
        """Keep what was typed on the page of the split, too.

        :param typed: beside the fields of the basket ``share_<line id>_<place id>``,
            quantities, and ``place_<field>_<place id>``
        """
        errors = super()._save_basket_form(typed)
        if self.is_print_split:
            errors |= self._save_split(typed)
        return errors

    def _save_split(self, typed):
        """Keep what goes where, how and when, each field for itself.

        :return: sentences by name, for what could not be kept
        """
        self.ensure_one()
        order = self.with_context(tracking_disable=True)
        errors, changed = {}, order.print_place_ids.browse()
        for name, text in typed.items():
            try:
                changed |= order._save_split_field(name, str(text or ""))
            except UserError as refusal:
                errors[name] = str(refusal)
        for place in changed:
            if refusal := place._price_delivery():
                place.carrier_id = False
                errors.setdefault(f"place_carrier_{place.id}", refusal)
        if changed:
            order._follow_first_place()
        return errors

    def _save_split_field(self, name, text):
        """Keep one field of the page; return the address whose price may change."""
        places = self.print_place_ids
        if match := SHARE.fullmatch(name):
            line_id, place_id = map(int, match.groups())
            place = places.filtered(lambda each: each.id == place_id)
            line = self._get_split_lines().filtered(lambda each: each.id == line_id)
            return place._save_share(line, text) if place and line else places.browse()
        if match := FIELD.fullmatch(name):
            field, place_id = match[1], int(match[2])
            place = places.filtered(lambda each: each.id == place_id)
            if place:
                return place._save_field(field, text.strip())
        return places.browse()

    def _fit_line(self, line_id):
        """Order exactly what the addresses get.

        :raise UserError: when that much cannot be ordered
        """
        self._check_is_basket()
        line = self._get_split_lines().filtered(lambda each: each.id == line_id)
        if not line or not line._get_unsplit():
            return
        quantity = line._get_split_quantity()
        if line._is_goods():
            line._set_goods_quantity(quantity)
        else:
            line._set_typed_copies(line._format_quantity(quantity))


def _name_address(address):
    """Return an address as one line of a list: what it is called, and where it is."""
    place = address._get_print_address()
    return ", ".join(dict.fromkeys(filter(None, [address.name, place])))
