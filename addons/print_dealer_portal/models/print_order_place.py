from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

LABEL = 30  # characters of an address in the head of a column


class PrintOrderPlace(models.Model):
    """One of several addresses that an order is delivered to: a delivery of its own."""

    _name = "print.order.place"
    _description = "Delivery Address of an Order"
    _order = "sequence, id"
    _rec_name = "partner_id"

    order_id = fields.Many2one(
        "sale.order", required=True, ondelete="cascade", index=True
    )
    client_id = fields.Many2one(
        related="order_id.partner_id.commercial_partner_id", string="Client"
    )
    sequence = fields.Integer(default=10)
    partner_id = fields.Many2one(
        "res.partner", "Address", required=True, ondelete="restrict"
    )
    recipient = fields.Char(help="Who takes the goods in at this address.")
    phone = fields.Char("Recipient's phone")
    carrier_id = fields.Many2one(
        "delivery.carrier", "Delivery method", ondelete="restrict"
    )
    date_wanted = fields.Date(
        "Wanted on", help="The day on which the goods should be there."
    )
    line_ids = fields.One2many("print.line.place", "place_id", string="Goods")
    delivery_line_id = fields.Many2one(
        "sale.order.line",
        "Line of the delivery",
        readonly=True,
        ondelete="set null",
        help="The order line that charges this delivery.",
    )
    picking_ids = fields.One2many("stock.picking", "print_place_id", "Deliveries")
    currency_id = fields.Many2one(related="order_id.currency_id")
    price = fields.Monetary(
        related="delivery_line_id.price_subtotal", string="Price of the delivery"
    )

    _address_once = models.Constraint(
        "UNIQUE (order_id, partner_id)",
        "This address is in the order already: give it its goods there.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Begin with who takes goods in at the address, else who does for the order."""
        places = super().create(vals_list)
        for place, vals in zip(places, vals_list, strict=True):
            order = place.order_id
            known = place.partner_id._get_recipient_values()
            if "recipient" not in vals:
                place.recipient = known.get(
                    "print_recipient_name", order.print_recipient_name
                )
            if "phone" not in vals:
                place.phone = known.get(
                    "print_recipient_phone", order.print_recipient_phone
                )
        return places

    def unlink(self):
        """What was to go there waits for another address; nobody is charged for it."""
        orders, charged = self.order_id, self.delivery_line_id
        result = super().unlink()
        charged.exists().unlink()
        orders.exists()._follow_places()
        return result

    @api.ondelete(at_uninstall=False)
    def _keep_what_has_left(self):
        """An address to which something went stays: its papers say so."""
        # Salespeople do not read all of the store.
        gone = self.sudo().picking_ids.filtered(lambda each: each.state == "done")
        if gone:
            raise UserError(
                self.env._(
                    "%s has left already: its address stays.", gone[:1].display_name
                )
            )

    # What is sent there -----------------------------------------------------------

    def _get_place_label(self):
        """Return what the client calls this address, short enough for a column."""
        address = self.partner_id
        if address == address.commercial_partner_id:
            return address.city or address.name or ""
        return (address.name or address.city or address.street or "")[:LABEL]

    def _has_goods(self):
        return any(share.quantity for share in self.line_ids)

    def _get_quantity(self, line):
        """Return how much of an order line goes here, in the units of the line."""
        shares = self.line_ids.filtered(lambda share: share.line_id == line)
        return sum(shares.mapped("quantity"))

    def _set_quantity(self, line, quantity):
        """Send that much of an order line here."""
        self.ensure_one()
        share = self.line_ids.filtered(lambda share: share.line_id == line)
        if share:
            share.quantity = quantity
        elif quantity:
            self.line_ids.create(
                {"place_id": self.id, "line_id": line.id, "quantity": quantity}
            )

    # How, and for how much --------------------------------------------------------

    def _get_carriers(self):
        """Return the delivery methods that serve this address."""
        self.ensure_one()
        order = self.order_id
        carriers = self.env["delivery.carrier"].search(
            self.env["delivery.carrier"]._check_company_domain(order.company_id)
        )
        return carriers.available_carriers(self.partner_id, order)

    def _choose_carrier(self, carrier_id):
        """Have the goods brought here by a method, at the price of today.

        :param carrier_id: falsy for none
        :raise UserError: when that method does not serve this address
        """
        self.ensure_one()
        carrier = self._get_carriers().filtered(lambda each: each.id == carrier_id)
        if carrier_id and not carrier:
            raise UserError(
                self.env._(
                    "%s: choose one of the delivery methods shown.",
                    self._get_place_label(),
                )
            )
        self.carrier_id = carrier
        if refusal := self._price_delivery():
            raise UserError(refusal)

    def _price_delivery(self):
        """Charge this delivery at the price of today; without goods it costs nothing.

        :return: a sentence when the chosen method has no price here, else ""
        """
        self.ensure_one()
        if not self.carrier_id or not self._has_goods():
            self.delivery_line_id.unlink()
            return ""
        rate = self.carrier_id._rate_place(self)
        if not rate["success"]:
            self.delivery_line_id.unlink()
            return self.env._(
                "%(address)s: %(method)s has no price for this address.",
                address=self._get_place_label(),
                method=self.carrier_id.name,
            )
        self._charge(rate["price"])
        return ""

    def _charge(self, price):
        line = self.delivery_line_id
        if line.product_id != self.carrier_id.product_id:
            line.unlink()
            line = self.order_id._create_delivery_line(self.carrier_id, price)
            self.delivery_line_id = line
        elif line.currency_id.compare_amounts(line.price_unit, price):
            line.price_unit = price
        # The paper is read in the client's language, whoever chose the method.
        carrier = self.carrier_id.with_context(lang=self.order_id.partner_id.lang)
        name = f"{carrier.name}: {self._get_place_label()}"
        if line.name != name:
            line.name = name

    def _get_arrival(self):
        """Return the day of arrival: as wished, as promised, else as goods need it."""
        self.ensure_one()
        if self.date_wanted:
            return self.date_wanted
        order = self.order_id
        lines = self.line_ids.filtered("quantity").line_id
        leaves = order.commitment_date or max(
            [line._expected_date() for line in lines], default=None
        )
        if not leaves:
            return None
        days = self.carrier_id.print_delivery_days
        calendar = order.company_id.resource_calendar_id
        arrives = calendar.plan_days(days + 1, leaves) if days and calendar else leaves
        return fields.Datetime.context_timestamp(order, arrives or leaves).date()

    # For pages and papers ---------------------------------------------------------

    def _portal_values(self, sees_money):
        """Return what a client may read of this address; money only where he may."""
        self.ensure_one()
        arrival = self._get_arrival()
        price = self.price if self.delivery_line_id else None
        return {
            "id": self.id,
            "label": self._get_place_label(),
            "address": self.partner_id._get_print_address(),
            "recipient": self.recipient or "",
            "phone": self.phone or "",
            "carrier_id": self.carrier_id.id,
            "carrier": self.carrier_id.name or "",
            "is_pickup": self.carrier_id.is_print_pickup,
            "date_wanted": fields.Date.to_string(self.date_wanted) or "",
            "arrival": format_date(self.env, arrival, date_format="EEE d MMMM")
            if arrival
            else "",
            "has_goods": self._has_goods(),
            "price": self.order_id._format_plain(price)
            if sees_money and price is not None
            else "",
        }

    def _get_procurement_values(self):
        """Return what a need of goods takes over from where they go."""
        self.ensure_one()
        values = {"print_place_id": self.id, "partner_id": self.partner_id.id}
        if self.carrier_id.route_ids:
            values["route_ids"] = self.carrier_id.route_ids
        if self.date_wanted:
            leaves = fields.Datetime.to_datetime(self.date_wanted)
            values |= {"date_planned": leaves, "date_deadline": leaves}
        return values
