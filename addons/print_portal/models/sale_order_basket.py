from odoo import api, fields, models
from odoo.addons.print_pricing.spec_error import SpecErrors, stopping
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

# What a client may say about his whole basket; all else follows from the jobs.
BASKET_FIELDS = frozenset(
    {
        "carrier_id",
        "client_order_ref",
        "partner_shipping_id",
        "print_note",
        "print_payment_method",
        "print_recipient_name",
        "print_recipient_phone",
    }
)


class SaleOrder(models.Model):
    """A basket: a draft order that a client's account fills, then sends."""

    _inherit = "sale.order"

    # Finding and filling ------------------------------------------------------------

    @api.model
    def _get_basket(self, create=False):
        """Return the current basket of this user, as superuser.

        Without a choice of his it is the newest of those he fills.

        :param bool create: open one when the user has none
        :return: the basket, or an empty recordset
        """
        user = self.env.user
        # Accounts may read their basket, but write it only through the doors below.
        basket_sudo = user.sudo().print_basket_id
        if not basket_sudo or not basket_sudo._may_be_filled_by(user):
            basket_sudo = self.sudo().search_fetch(
                Domain("print_account_id", "=", user.id)
                & Domain("is_basket", "=", True)
                & Domain("print_approval_state", "!=", "waiting")
                & Domain("print_kind", "in", ("normal", "digital")),
                order="id desc",
                limit=1,
            )
        if basket_sudo or not create:
            return basket_sudo
        return self._create_basket()

    @api.model
    def _create_basket(self):
        """Open a basket for this user and make it his current one.

        :raise AccessError: for whoever is no client's account
        """
        basket_sudo = self._open_basket()
        # The pointer is not his to write.
        self.env.user.sudo().print_basket_id = basket_sudo
        return basket_sudo

    def _open_basket(self, **values):
        """Return a new basket of this user, as superuser; see ``_create_basket``.

        :param values: of the order, beside or instead of what every basket begins with
        """
        user = self.env.user
        if not (client := user._print_client()):
            self._refuse_stranger()
        # Accounts may not create orders; this is what a basket holds for each of them.
        client_sudo = client.sudo()
        return (
            self.sudo()
            .with_company(user.company_id)
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            .create(
                {
                    "name": self.env._("Basket"),
                    "partner_id": client.id,
                    "company_id": user.company_id.id,
                    "user_id": client_sudo.user_id.id,
                    "is_basket": True,
                    "print_source": "web",
                    "print_account_id": user.id,
                    "print_recipient_name": user.name,
                    "print_recipient_phone": user.partner_id.phone or client.phone,
                    "validity_date": False,
                    **values,
                }
            )
        )

    def _refuse_stranger(self):
        raise AccessError(self.env._("Baskets are for accounts of our clients."))

    def _add_print_job(self, order_type, values, accepted_rules=(), file_ids=()):
        """Put a filled form into this basket, or into a quotation of the office.

        :param values: as ``print.order.type._parse_form`` returns them
        :param file_ids: ids of the client's files for this job
        :return: the new order line
        :raise SpecErrors: with every error of the form
        """
        return self._add_print_jobs(order_type, [(values, accepted_rules, file_ids)])

    def _add_print_jobs(self, order_type, contents):
        """Put many filled forms of one kind of work into this basket, or none.

        :param contents: list of ``(values, accepted rules, ids of files)``, see
            ``_add_print_job``
        :return: the new order lines
        :raise SpecErrors: with every error of the first form that has any
        """
        self.ensure_one()
        self._check_may_be_filled()
        specs = self.env["print.spec"].create(order_type._prepare_specs(contents))
        for spec in specs:
            SpecErrors.raise_for(spec._check())
        return self._create_print_lines(specs)

    def _create_print_lines(self, specs):
        """Return new lines of this order that ask for ``specs``.

        The client's own number for the first job is that of his whole order, unless he
        gave it one.
        """
        self._price_for_today()
        references = [(spec.values or {}).get("client_order_ref") for spec in specs]
        if not self.client_order_ref and (told := [*filter(None, references)]):
            self.client_order_ref = told[0]
        lines = self._line_in_silence()
        return lines.create(
            [{"order_id": self.id, **lines._prepare_print_line(spec)} for spec in specs]
        )

    def _line_in_silence(self):
        """Basket clicks leave no trace in the discussion."""
        return self.env["sale.order.line"].with_context(
            tracking_disable=True, mail_notrack=True, mail_auto_subscribe_no_notify=True
        )

    def _check_may_be_filled(self):
        """Let clients fill baskets, and staff whatever is not confirmed yet.

        :raise UserError: for an order that has been sent
        """
        is_staff = self.env.user._is_internal()
        if not (is_staff and self.state in ("draft", "sent")):
            self._check_is_basket()

    def _check_is_basket(self):
        if not self.is_basket:
            raise UserError(
                self.env._(
                    "%s has been sent: changes go through your manager.", self.name
                )
            )

    def _get_basket_fields(self):
        """Return the names of what a client may say about his whole basket."""
        return BASKET_FIELDS

    def _write_basket(self, vals):
        """Keep what the client says about his whole basket.

        :param vals: any of ``_get_basket_fields``; other keys are refused
        :raise UserError: for a value that is not his to choose
        """
        self.ensure_one()
        self._check_is_basket()
        if unknown := set(vals) - self._get_basket_fields():
            raise UserError(self.env._("Not in your hands: %s", ", ".join(unknown)))
        vals = dict(vals)
        if "partner_shipping_id" in vals:
            self._check_shipping_address(vals["partner_shipping_id"])
        carrier_id = vals.pop("carrier_id", None)
        basket = self.with_context(tracking_disable=True)
        if phone := vals.get("print_recipient_phone"):
            vals["print_recipient_phone"] = basket._check_phone(phone)
        basket.write(vals)
        if carrier_id is not None:
            basket._set_basket_carrier(carrier_id)

    def _check_shipping_address(self, partner_id):
        address = self.env["res.partner"].browse(partner_id).exists()
        if address.commercial_partner_id != self.partner_id.commercial_partner_id:
            raise UserError(self.env._("Delivery address: choose one of your own."))

    def _check_phone(self, phone):
        """Return ``phone`` in international form.

        :raise UserError: when it is no telephone number
        """
        number = self._phone_format(
            number=phone,
            country=self.partner_id.country_id or self.company_id.country_id,
            force_format="INTERNATIONAL",
        )
        if not number:
            raise UserError(
                self.env._(
                    "Recipient's phone: enter the number with its country code,"
                    " such as +359 2 400 50 60."
                )
            )
        return number

    def _get_basket_carriers(self):
        """Return the delivery methods that this basket may choose from."""
        self.ensure_one()
        carriers = self.env["delivery.carrier"].search(
            self.env["delivery.carrier"]._check_company_domain(self.company_id)
        )
        return carriers.available_carriers(self.partner_shipping_id, self)

    def _set_basket_carrier(self, carrier_id):
        """Choose how the order is delivered, at the price of today.

        :param carrier_id: falsy for no delivery
        :raise UserError: when that method does not serve this basket
        """
        self._remove_delivery_line()
        if not carrier_id:
            return
        carrier = self._get_basket_carriers().filtered(lambda c: c.id == carrier_id)
        if not carrier:
            raise UserError(self.env._("Delivery: choose one of the methods shown."))
        rate = carrier.rate_shipment(self)
        if not rate["success"]:
            raise UserError(
                rate["error_message"]
                or self.env._("%s has no price for this address.", carrier.name)
            )
        self.set_delivery_line(carrier, rate["price"])

    def _refresh_delivery(self):
        """Price the chosen delivery anew after the jobs have changed.

        On quotations of the office it is staff who do that, with core's button.
        """
        if self.is_basket and self.carrier_id:
            self._set_basket_carrier(self.carrier_id.id)

    # Sending ---------------------------------------------------------------------

    def _submit_basket(self, tell_later=False):
        """Send this basket: check all, create the jobs, number it, tell everybody.

        All or nothing. Sending a second time leads to the order that the first one
        made.

        :param bool tell_later: by a job of the system, for who waits for an answer
        :return: the order
        :raise UserError: with a sentence for each job that cannot be sent
        """
        self.ensure_one()
        if not self.is_basket:
            return self
        self._check_sender()
        self._check_is_basket()
        self._check_submission()
        self._price_for_today()
        self._refresh_delivery()
        self._check_limits()
        # What the discussion says of it is told below, once.
        self.with_context(tracking_disable=True).write(self._prepare_submission())
        for line in self.order_line:
            line.print_estimated_subtotal = line.price_subtotal
        self._create_print_jobs()
        # The number is taken last: what fails before wastes none.
        self.name = self._next_print_number()
        self._after_submission()
        if tell_later:
            self._tell_arrival_later()
        else:
            self._tell_arrival()
        return self

    def _check_submission(self):
        """Refuse to send, or to have approved, what is empty or contradicts itself."""
        specs = self.order_line.print_spec_id
        if not self._get_portal_lines() and self.print_kind != "free_form":
            raise UserError(self.env._("The basket is empty: add a job first."))
        sentences = [
            f"{spec.title}: {error.message}"
            for spec in specs
            for error in stopping(spec._check())
        ]
        if sentences:
            raise UserError("\n".join(sentences))

    def _prepare_submission(self):
        """Return what a basket becomes when it is sent."""
        now = fields.Datetime.now()
        return {
            "is_basket": False,
            "state": "sent",
            "date_order": now,
            "print_date_submitted": now,
        }

    def _next_print_number(self):
        """Return the next number of an order that clients send, such as i-000123."""
        sequence = self.env["ir.sequence"].with_company(self.company_id)
        return sequence.next_by_code("print.order.web")

    def _after_submission(self):
        """Clear the pointers to this basket, and note in its discussion who sent it."""
        pointing = self.env["res.users"].search([("print_basket_id", "=", self.id)])
        pointing.print_basket_id = False
        self._message_log(
            body=self._get_sent_words(),
            author_id=self.print_account_id.partner_id.id,
        )

    def _get_sent_words(self):
        """Return what the discussion says when this basket has been sent."""
        return self.env._("Sent by %s.", self.print_account_id.name)

    def _cancel_by_client(self):
        """Cancel this order at its client's wish, while nothing has been made.

        :raise UserError: once it has started
        """
        self.ensure_one()
        if not self._is_cancellable_by_client():
            raise UserError(
                self.env._("%s has started: call your manager to stop it.", self.name)
            )
        # Clients may not write orders: this is checked above.
        self.sudo()._action_cancel()
        self._tell_staff(
            lambda order: order.env._("%s was cancelled by the client.", order.name)
        )

    def _is_cancellable_by_client(self):
        """Whether the client may still cancel: sent, and no job has started."""
        self.ensure_one()
        if self._is_offer():  # that is declined, with a reason
            return False
        if self.state != "sent":
            return False
        kinds = set(self.print_job_ids.mapped("kind"))
        return kinds <= {"check", "client", "hold", "cancel"}

    def _follow_deliveries(self):
        """Move ready jobs along with what has left the shop."""
        self.ensure_one()
        ready = self.print_job_ids.filtered(lambda job: job.kind == "ready")
        gone = ready.filtered(lambda job: job.line_id._is_print_delivered())
        # A consequence of the delivery, not a right of who validates it.
        gone.sudo()._move_to("shipped" if self._is_carried() else "delivered")

    def _is_carried(self):
        """Whether somebody brings the goods, rather than the client collects them."""
        # Accountants read orders, and have no right on delivery methods.
        carrier_sudo = self.carrier_id.sudo()
        return bool(carrier_sudo) and not carrier_sudo.is_print_pickup
