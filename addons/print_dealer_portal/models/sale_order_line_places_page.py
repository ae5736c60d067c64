from odoo import models
from odoo.tools.misc import formatLang


class SaleOrderLine(models.Model):
    """A row of the matrix."""

    _inherit = "sale.order.line"

    def _get_split_row(self, places, sees_money):
        """Return a row: dict of ``id``, ``title``, ``code``, ``unit``, ``quantity``,
        ``cells`` (texts by id of the address), ``price`` and ``subtotal``, which are
        empty for who may not see money."""
        self.ensure_one()
        shares = {share.place_id.id: share.quantity for share in self.print_place_ids}
        is_priced = sees_money and not self.print_is_on_request
        return {
            "id": self.id,
            "title": self._get_print_title(),
            "code": (not self.print_spec_id and self.product_id.default_code) or "",
            "unit": self._get_unit_label(self.product_uom_qty),
            "quantity": self._format_quantity(self.product_uom_qty),
            "cells": {
                place.id: self._format_typed(shares.get(place.id, 0.0))
                for place in places
            },
            "price": self.currency_id.format(self.price_unit) if is_priced else "",
            "subtotal": self.order_id._format_plain(self.price_subtotal)
            if is_priced
            else "",
        }

    def _format_typed(self, quantity):
        """Return a quantity as it is typed: without marks between thousands."""
        digits = 0 if quantity % 1 == 0 else 2
        return formatLang(self.env, quantity, digits=digits, grouping=False)

    def _get_split_words(self):
        """Say how much of this line has an address: "5 of 6 have an address"."""
        return self.env._(
            "Given out: %(split)s of %(all)s",
            split=self._format_quantity(self._get_split_quantity()),
            all=self._format_quantity(self.product_uom_qty),
        )

    def _get_fit_words(self):
        return self.env._(
            "Order %(quantity)s %(unit)s",
            quantity=self._format_quantity(self._get_split_quantity()),
            unit=self._get_unit_label(self._get_split_quantity()),
        )

    def _follow_share(self, quantity, moves):
        """Return what one address gets of this line, and has got.

        :param quantity: how much it gets, in the units of the line
        :param moves: what has moved between the shop and that address
        """
        self.ensure_one()
        unit = self.product_uom_id
        left = 0.0
        for move in moves.filtered(lambda move: move.sale_line_id == self):
            count = move.product_uom._compute_quantity(move.quantity, unit)
            if move.location_dest_id._is_outgoing():
                left += count
            elif move.location_id._is_outgoing():
                left -= count  # it came back
        return {
            "title": self._get_print_title(),
            "unit": self._get_unit_label(quantity),
            "quantity": self._format_quantity(quantity),
            "left": self._format_quantity(left),
            "is_whole": unit.compare(left, quantity) >= 0,
        }
