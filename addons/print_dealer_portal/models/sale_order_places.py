import hashlib
import json

from odoo import api, fields, models
from odoo.exceptions import UserError

PLACES = 60  # addresses of one order


class SaleOrder(models.Model):
    """One order for several addresses: what goes where is kept beside its lines.

    Its first address stands for the order where Odoo knows one: taxes, papers.
    """

    _inherit = "sale.order"

    print_place_ids = fields.One2many(
        "print.order.place",
        "order_id",
        string="Delivery addresses",
        copy=False,
        groups="base.group_user",
    )
    is_print_split = fields.Boolean(
        "Several addresses",
        compute="_compute_is_print_split",
        store=True,
        help="The goods are split over several addresses: one delivery for each.",
    )
    is_print_split_open = fields.Boolean(
        "Split over addresses to be mended",
        compute="_compute_is_print_split_open",
        groups="base.group_user",
        help="What the addresses get is not what is ordered.",
    )

    @api.depends("print_place_ids")
    def _compute_is_print_split(self):
        for order in self:
            # Accounts have no right on places; that there are several is on the page.
            order.is_print_split = bool(order.sudo().print_place_ids)

    @api.depends(
        "print_place_ids.line_ids.quantity", "order_line.product_uom_qty", "state"
    )
    def _compute_is_print_split_open(self):
        for order in self:
            order.is_print_split_open = bool(order._get_unsplit_lines())

    # What is split ----------------------------------------------------------------

    def _get_split_lines(self):
        """Return the lines of this order that are carried somewhere."""
        return self.order_line.filtered(lambda line: line._is_carried_goods())

    def _get_unsplit_lines(self):
        """Return the lines whose addresses get more or less than is ordered."""
        self.ensure_one()
        if not self.is_print_split or self.state == "cancel":
            return self.order_line.browse()
        return self._get_split_lines().filtered(lambda line: line._is_split_open())

    def _get_used_places(self):
        # As above: the order was found by the rights of who asks.
        return self.sudo().print_place_ids.filtered(lambda place: place._has_goods())

    def copy_data(self, default=None):
        """A copy goes to one address: it is not charged for all these deliveries."""
        data = super().copy_data(default=default)
        for order, values in zip(self, data, strict=True):
            if order.is_print_split and values.get("order_line"):
                values["order_line"] = [
                    command
                    for command in values["order_line"]
                    if not command[2].get("is_delivery")
                ]
        return data

    # Splitting a basket -----------------------------------------------------------

    def _split_over(self, partner_id):
        """Deliver this basket to one more address.

        The first time, all of it is given to the address that it had so far.

        :param int partner_id: one of the client's addresses
        :return: the new ``print.order.place``
        :raise UserError: when that address is not his, or is here already
        """
        self.ensure_one()
        self._check_is_basket()
        if not self._get_split_lines():
            raise UserError(
                self.env._("Add goods first: what comes as files needs no address.")
            )
        self._check_shipping_address(partner_id)
        self._begin_split()
        places = self.print_place_ids
        if partner_id in places.partner_id.ids:
            raise UserError(self.env._("This address is in the list already."))
        if len(places) >= PLACES:
            raise UserError(
                self.env._("One order goes to %s addresses at most.", PLACES)
            )
        place = self._add_place(partner_id)
        place.carrier_id = places[:1].carrier_id & place._get_carriers()
        return place

    def _begin_split(self):
        """Give all of this basket to the address that it had so far."""
        if self.is_print_split:
            return
        first = self._add_place(
            self.partner_shipping_id.id,
            carrier_id=self.carrier_id.id,
            recipient=self.print_recipient_name,
            phone=self.print_recipient_phone,
        )
        for line in self._get_split_lines():
            first._set_quantity(line, line.product_uom_qty)
        self._price_places()

    def _add_place(self, partner_id, **values):
        last = max(self.print_place_ids.mapped("sequence"), default=0)
        return self.env["print.order.place"].create(
            {
                "order_id": self.id,
                "partner_id": partner_id,
                "sequence": last + 10,
                **values,
            }
        )

    def _join_places(self):
        """Deliver all of this basket to its first address again."""
        self.ensure_one()
        self._check_is_basket()
        first = self.print_place_ids[:1]
        if not first:
            return
        order = self.with_context(tracking_disable=True)
        address, carrier = first.partner_id, first.carrier_id
        who = {
            "print_recipient_name": first.recipient,
            "print_recipient_phone": first.phone,
        }
        order.print_place_ids.unlink()
        order.write({"partner_shipping_id": address.id, **who})
        order._set_basket_carrier((carrier & order._get_basket_carriers()).id)

    def _drop_place(self, place):
        """Deliver nothing to one of the addresses; the last one is that of all."""
        self.ensure_one()
        self._check_is_basket()
        place.unlink()
        if len(self.print_place_ids) > 1:
            self._price_places()
        else:
            self._join_places()

    # Prices -----------------------------------------------------------------------

    def _price_places(self):
        """Charge each delivery at the price of today.

        A method that does not serve an address any more is given up there: another
        one is chosen before the order is sent.
        """
        self.ensure_one()
        order = self.with_context(tracking_disable=True)
        places = order.print_place_ids
        charged = places.delivery_line_id
        (order.order_line.filtered("is_delivery") - charged).unlink()
        for place in places:
            if place._price_delivery():
                place.carrier_id = False
        order._follow_first_place()

    def action_price_places(self):
        """Charge the deliveries of a quotation at the prices of today."""
        for order in self.filtered("is_print_split"):
            order._price_places()

    def _follow_first_place(self):
        """The first address and its method stand for the order, where one counts."""
        first = self.print_place_ids[:1]
        carrier = self.print_place_ids.carrier_id[:1]
        values = {}
        if self.partner_shipping_id != first.partner_id:
            values["partner_shipping_id"] = first.partner_id.id
        if self.carrier_id != carrier:
            values["carrier_id"] = carrier.id
        if values:
            self.write(values)

    def _refresh_delivery(self):
        if not self.is_print_split:
            return super()._refresh_delivery()
        if self.is_basket and not self._get_split_lines():
            self._join_places()  # nothing is left that is carried
        elif self.is_basket:
            self._price_places()

    def _set_basket_carrier(self, carrier_id):
        """Addresses have methods of their own: one for all is no longer chosen."""
        if not self.is_print_split:
            return super()._set_basket_carrier(carrier_id)
        self._price_places()

    def _write_basket(self, vals):
        if self.is_print_split and vals.keys() & {"carrier_id", "partner_shipping_id"}:
            raise UserError(
                self.env._("Delivery: it is chosen for each address, on its own page.")
            )
        return super()._write_basket(vals)

    # Sending ----------------------------------------------------------------------

    def _check_submission(self):
        result = super()._check_submission()
        if self.is_print_split:
            self._check_split()
        return result

    def _check_split(self):
        """Refuse to send what has no address, or nobody to bring it.

        :raise UserError: with a sentence for each line, then for each address
        """
        sentences = [line._get_unsplit_words() for line in self._get_unsplit_lines()]
        for place in self._get_used_places():
            self._check_address_allowed(place.partner_id)
            if not place.carrier_id and place._get_carriers():
                sentences.append(
                    self.env._(
                        "%s: choose how it is delivered.", place._get_place_label()
                    )
                )
        if sentences:
            raise UserError("\n".join(sentences))

    def _prepare_submission(self):
        """Addresses that get nothing are no part of the order."""
        if self.is_print_split:
            (self.print_place_ids - self._get_used_places()).unlink()
        return super()._prepare_submission()

    def _get_approval_seal(self):
        """Where things go, and how, is a part of what is approved."""
        seal = super()._get_approval_seal()
        if not self.is_print_split:
            return seal
        places = [
            [
                place.partner_id.id,
                place.partner_id._get_print_address(),
                place.carrier_id.id,
                fields.Date.to_string(place.date_wanted) or "",
                place.recipient or "",
                place.phone or "",
                sorted(
                    (share.line_id.id, f"{share.quantity:.6f}")
                    for share in place.line_ids
                ),
            ]
            for place in self._get_used_places()
        ]
        facts = json.dumps([seal, places], sort_keys=True)
        return hashlib.sha256(facts.encode()).hexdigest()

    # Afterwards -------------------------------------------------------------------

    def _confirmation_error_message(self):
        """Nothing leaves before it is known where to."""
        if message := super()._confirmation_error_message():
            return message
        if unsplit := self._get_unsplit_lines():
            return self.env._(
                "Split over the addresses again first: %s",
                ", ".join(unsplit.mapped(lambda line: line._get_print_title())),
            )
        return False

    def _follow_places(self):
        """Let the store follow a split that has changed, once it is whole again."""
        for order in self:
            is_launched = order.state == "sale" and order.is_print_split
            if is_launched and not order._get_unsplit_lines():
                order._launch_places()

    def _launch_places(self):
        """Have the store deliver to each address what it lacks, or a little less."""
        self.ensure_one()
        procurements = []
        # Who changes a split, such as a client, has no rights in the store.
        for line in self.sudo()._get_split_lines():
            values = line._prepare_procurement_values()
            procurements += line._create_procurements(0, line.product_uom_id, values)
        if not procurements:
            return
        self.env["stock.rule"].sudo().run(procurements)
        waiting = self.sudo().picking_ids.filtered(
            lambda picking: picking.state not in ("cancel", "done")
        )
        waiting.action_confirm()
