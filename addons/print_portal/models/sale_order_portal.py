from babel.units import format_unit

from odoo import fields, models
from odoo.tools import get_lang
from odoo.tools.misc import babel_locale_parse, format_date, format_datetime

from .sale_order import PARTLY

# Tones of the pages: the client's move, nothing to do yet, late or stopped.
YOU, OFF, BAD = "you", "off", "bad"


class SaleOrder(models.Model):
    """What an account may see of an order: the one source of pages, PDFs and JSON."""

    _inherit = "sale.order"

    def _portal_values(self, account):
        """Return everything that ``account`` may see of this order.

        Texts are in the account's language; money is left out, not hidden, for who
        has no right to it.

        :param account: ``res.users`` that reads
        :rtype: dict
        """
        self.ensure_one()
        # The rows were checked by whoever found the order; the columns are chosen here.
        order = self.sudo()
        sees_money = account._has_print_right("see_finance")
        return {
            "id": order.id,
            "name": order.name,
            "title": order.print_title or order.name,
            "date": format_date(order.env, order.date_order, date_format="d MMMM y"),
            "account": order.print_account_id.name or "",
            "ref": order.client_order_ref or "",
            "note": order.print_note or "",
            "is_basket": order.is_basket,
            "kind": order.print_kind,
            "files": [file._portal_values() for file in order.print_file_ids],
            "status": order._get_status_values(),
            "ready": order._format_promise(),
            "lines": [
                line._portal_values(sees_money) for line in order._get_portal_lines()
            ],
            "delivery": order._get_delivery_values(sees_money),
            "payment_method": order._get_payment_method_label(),
            "payment_status": order._get_payment_status() if sees_money else None,
            "totals": order._get_total_values() if sees_money else None,
            "offer": order._get_offer_values(account),
            **order._get_course_values(sees_money),
            "papers": order._get_papers(sees_money),
            "can_send": account._has_print_right("can_submit"),
            "can_act": order._may_be_changed_by(account),
            "can_cancel": order._may_be_changed_by(account)
            and order._is_cancellable_by_client(),
            "can_pay": sees_money and order._is_payable_by_client(),
        }

    def _get_course_values(self, sees_money):
        """Return what has become of an order; of a basket there is nothing yet."""
        if self.is_basket:
            return {"awaited": {}, "milestones": [], "contact": None, "invoices": None}
        return {
            "awaited": self._get_awaited_line(sees_money=sees_money),
            "milestones": self._get_milestones(sees_money),
            "contact": self._get_contact_values(),
            "invoices": self._get_unpaid_values() if sees_money else None,
        }

    def _get_portal_lines(self):
        """Return the lines that a client reads as work or goods."""
        return self.order_line.filtered(
            lambda line: (
                line.product_id and not line.is_delivery and not line.is_downpayment
            )
        )

    def _get_status_values(self):
        status = self.print_status_id
        if not status:
            label = self.env._("In basket") if self.is_basket else ""
            return {"code": "draft", "label": label, "tone": OFF}
        return {
            "code": status.code,
            "label": status._get_client_name(self._is_carried()),
            "tone": status.tone,
        }

    def _get_contact_values(self):
        """Return whom the client may ask: who serves the order, else the company."""
        return self._get_print_server()._get_print_contact(self.company_id)

    def _get_delivery_values(self, sees_money):
        address = self.partner_shipping_id
        price = sum(self.order_line.filtered("is_delivery").mapped("price_subtotal"))
        return {
            "carrier_id": self.carrier_id.id,
            "carrier": self.carrier_id.name or "",
            "is_pickup": not self._is_carried(),
            "address_id": address.id,
            "address": address._get_print_address(),
            "recipient": self.print_recipient_name or "",
            "phone": self.print_recipient_phone or "",
            "price": self.currency_id.format(price) if sees_money and price else "",
        }

    def _get_payment_method_label(self):
        field = self._fields["print_payment_method"]
        labels = dict(field._description_selection(self.env))
        return labels.get(self.print_payment_method, "")

    # Money -------------------------------------------------------------------------

    def _get_price_texts(self):
        """Return the price of this order as texts, for the form and the basket."""
        delivery = self.order_line.filtered("is_delivery")
        delivery_net = sum(delivery.mapped("price_subtotal"))
        return {
            "work": self._format_plain(self.amount_untaxed - delivery_net),
            "delivery": self._format_plain(delivery_net) if delivery else "",
            "tax_label": self._get_tax_label(),
            "tax": self._format_plain(self.amount_tax),
            "total": self.currency_id.format(self.amount_total),
            "raw_total": self.amount_total,
            "currency": self.currency_id.name,
            "symbol": self.currency_id.symbol,
        }

    def _get_total_values(self):
        """Return the price with what is paid and due, the same order everywhere."""
        paid = self._get_paid_amount()
        due = self._get_amount_due()
        return {
            **self._get_price_texts(),
            **(self._get_open_texts() if self._is_price_open() else {}),
            "is_open": self._is_price_open(),
            "is_final": self._is_price_final(),
            "has_on_request": any(self.order_line.mapped("print_is_on_request")),
            "paid": self._format_plain(paid) if paid else "",
            "due": self.currency_id.format(due),
            "raw_due": due,
            "pending": self._get_pending_words(),
        }

    def _is_price_open(self):
        """Whether no work of this order has a price yet: a person answers with it."""
        lines = self._get_portal_lines()
        return bool(lines) and all(line.print_is_on_request for line in lines)

    def _get_open_texts(self):
        """Return what stands in place of sums that nobody knows yet."""
        return {
            "work": "",
            "tax_label": "",
            "tax": "",
            "total": self.env._("on request"),
        }

    def _get_tax_label(self):
        """Return the name of the tax, such as VAT 20 %, or just Taxes for several."""
        taxes = self.order_line.tax_ids
        if len(taxes) != 1:
            return self.env._("Taxes")
        return taxes.invoice_label or taxes.name

    def _format_plain(self, amount):
        """Return ``amount`` without the currency, which stands in the column's head."""
        digits = self.currency_id.decimal_places
        return self.env["res.lang"]._write_number(amount, digits)

    def _is_price_final(self):
        """Whether every job has its price after the work, or is invoiced."""
        lines = self.order_line.filtered("print_spec_id")
        return bool(lines) and all(
            line.print_price_locked or line.qty_invoiced for line in lines
        )

    def _get_print_invoices(self):
        """Return the posted invoices and credit notes of this order, oldest first."""
        return self.invoice_ids.filtered(lambda move: move.state == "posted").sorted(
            lambda move: (move.invoice_date or move.date, move.id)
        )

    def _get_unpaid_values(self):
        """Return the invoices that wait for payment, with the page that takes it.

        ``due`` is what settles one today, ``early`` until when that is less.
        """
        unpaid = self._get_print_invoices().filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and move.payment_state in ("not_paid", "partial")
            )
        )
        return [
            {
                "name": move.name,
                "url": move._get_print_url(),
                "due": move.currency_id.format(move._get_amount_to_pay()),
                "early": move._get_early_words(),
                "date_due": format_date(self.env, move.invoice_date_due),
            }
            for move in unpaid
        ]

    # Whose move it is ----------------------------------------------------------------

    def _get_awaited_line(self, job=None, sees_money=False):
        """Say whose move it is, since when, what follows, and the button for it.

        :param job: the ``print.job`` to speak of, by default the one that speaks for
            the order
        :param sees_money: whether the reader may pay
        :return: dict of ``tone``, ``lead``, ``since``, ``more`` (with ``since``),
            ``url`` and ``label``
        """
        self.ensure_one()
        # Whoever may see the order may read where it stands.
        job = (job or self.sudo()._get_speaking_job()).sudo()
        status = job.status_id or self.sudo().print_status_id
        if not status and self.sudo()._is_offer():
            return self.sudo()._get_offer_line()
        if not status:
            return dict.fromkeys(("lead", "since", "more", "url", "label"), "") | {
                "tone": OFF
            }
        lead, more, label = self._get_awaited_words(status, job.reason_id)
        since = self._format_since(job) if job.awaited_from == "client" else ""
        tone = BAD if self._is_print_late() else status.tone
        url = f"{self._get_print_url()}/job/{job.id}" if label and job else ""
        if status.code == "awaiting_payment" and sees_money:
            label, url = self._get_payment_button()
        return {
            "tone": YOU if job.awaited_from == "client" else tone,
            "lead": lead,
            "since": since,
            "more": " ".join(filter(None, [since, job.reason_note, more])),
            "url": url,
            "label": label,
        }

    def _get_payment_button(self):
        """Return ``(label, address)`` of the page that takes the payment, if any."""
        order = self.sudo()  # whoever sees the amounts may pay, see ``can_pay``
        if not order._is_payable_by_client():
            return "", ""
        return self.env._("Pay"), f"{self._get_print_url()}/pay"

    def _is_print_late(self):
        """Whether work of this order should have been ready by now."""
        # Whoever reads the order may know that it is late.
        return any(self.sudo().print_job_ids.mapped("is_late"))

    def _get_awaited_words(self, status, reason):
        """Return ``(lead, more, button label)`` for a status and its reason."""
        _ = self.env._
        if status.code == PARTLY:
            return self._get_partly_words()
        reason = reason._get_lead() if reason else ""
        words = {
            "awaiting_files": (
                _("Waiting for you: send the files."),
                _("The clock starts when they are here."),
                _("Add files"),
            ),
            "checking": (
                _("We are checking the files."),
                _("We write to you as soon as they are good, or something is missing."),
                "",
            ),
            "returned": (
                reason,
                _("We go on as soon as you have sent it again."),
                _("Mend and send again"),
            ),
            "on_hold": (reason, "", ""),
            "awaiting_proof": (
                _("Waiting for you: approve the proof."),
                _("Write to us below, then we go on."),
                "",
            ),
            "awaiting_payment": (
                _("Waiting for your payment."),
                _("We start the same day."),
                "",
            ),
            "awaiting_price": (
                _("Waiting for you: accept the final price."),
                _("Write to us below, then we send the invoice."),
                "",
            ),
            "ready": (
                _("Ready, on its way soon.")
                if self._is_carried()
                else _("Ready to collect."),
                "",
                "",
            ),
            "shipped": (_("Shipped."), "", ""),
            "delivered": (_("Delivered."), "", ""),
            "closed": (_("Closed."), "", ""),
            "cancelled": (_("Cancelled."), "", ""),
        }
        return words.get(status.code) or self._get_production_words()

    def _get_production_words(self):
        """Return ``(lead, more, "")`` for work in hand, which may be late."""
        promise = self._format_promise_end()
        if self._is_print_late():
            return (
                self.env._("Late: it was promised for %s.", promise),
                self.env._("We write as soon as there is a new date."),
                "",
            )
        ready = self.env._("Ready %s.", promise) if promise else ""
        return self.env._("In production."), ready, ""

    def _get_partly_words(self):
        """Return ``(lead, more, "")`` for goods of which some have left the shop."""
        _ = self.env._
        lead = _("Part of it is handed over.")
        if self._is_carried():
            lead = _("Part of it is shipped.")
        promise = self._format_promise()
        if self._is_print_late():
            return lead, _("The rest is late: it was promised for %s.", promise), ""
        return lead, _("The rest follows %s.", promise) if promise else "", ""

    def _format_since(self, job):
        """Return since when the client is awaited, with the days that makes."""
        return self._format_days(job.awaited_since)

    def _format_days(self, moment):
        """Return since which day, and the days that makes."""
        days = (fields.Datetime.now() - moment).days
        day = format_date(self.env, moment, date_format="d MMMM")
        if not days:
            return self.env._("Since %s.", day)
        # Babel knows the plurals of every language: 3 дня, but 5 дней.
        locale = babel_locale_parse(get_lang(self.env).code)
        count = format_unit(days, "duration-day", locale=locale)
        return self.env._("Since %(day)s, %(count)s.", day=day, count=count)

    # What has happened, and what will ------------------------------------------------

    def _get_milestones(self, sees_money):
        """Return the course of this order: passed, present and coming steps.

        :return: list of dicts ``state`` (done, now, next), ``label``, ``date``,
            ``document``, ``url``, ``amount``, ``note``
        """
        steps = [
            self._get_step_sent(),
            self._get_step_started(sees_money),
            *self._get_steps_delivered(),
        ]
        if sees_money:
            steps += [*self._get_steps_invoiced(), *self._get_steps_paid()]
        done = [step for step in steps if step["raw_date"]]
        is_cancelled = self.state == "cancel" or self.print_status_id.kind == "cancel"
        coming = [step for step in steps if not step["raw_date"] and not is_cancelled]
        # By day: documents carry no time, and within a day the usual course holds.
        done.sort(key=lambda step: step["raw_date"].date())
        present = self._get_step_present()
        return [*done, *([present] if present else []), *coming]

    def _step(self, label, date=None, document="", url="", amount=None, note=""):
        return {
            "state": "done" if date else "next",
            "label": label,
            "raw_date": fields.Datetime.to_datetime(date),
            "date": self._format_moment(date),
            "document": document,
            "url": url,
            "amount": self.currency_id.format(amount) if amount is not None else "",
            "note": note,
        }

    def _format_moment(self, date):
        if not date:
            return ""
        moment = fields.Datetime.to_datetime(date)
        if moment == date and (moment.hour or moment.minute):
            return format_datetime(self.env, moment, dt_format="d MMM, HH:mm")
        return format_date(self.env, date, date_format="d MMM")

    def _get_step_sent(self):
        label = (
            self.env._("Quotation sent")
            if self._is_offer()
            else self.env._("Order sent")
        )
        return self._step(label, self._get_date_sent())

    def _get_date_sent(self):
        return self.print_date_submitted or (
            self.date_order if self.state != "draft" else None
        )

    def _get_step_started(self, sees_money):
        """Approval: its date, the confirmation and the amount ordered."""
        moves = self.print_job_ids.move_ids
        starts = moves.filtered(lambda move: move.to_id.code == "started")
        date = min(starts.mapped("date"), default=None)
        if not date and self.state == "sale" and not self.print_job_ids:
            date = self.date_order
        return self._step(
            self.env._("Started"),
            date,
            document=self.env._("Confirmation") if date and sees_money else "",
            url=f"{self._get_print_url()}/pdf" if date and sees_money else "",
            amount=self._get_confirmed_total() if date and sees_money else None,
        )

    def _get_confirmed_total(self):
        """Return what was agreed to at the start; None where nobody kept it."""
        return self.print_confirmed_total or None

    def _get_step_present(self):
        """The status of now, unless it is one of the steps already told."""
        status = self.print_status_id
        if not status or status.kind == "done" or status.code == PARTLY:
            return None
        since = self.print_awaited_since
        step = self._step(status._get_client_name(self._is_carried()), since)
        return {**step, "state": "now"}

    def _get_steps_delivered(self):
        """One step for each delivery that left, one expected while some is to come."""
        pickings = self.picking_ids.filtered(
            lambda picking: picking.picking_type_id.code == "outgoing"
        )
        left = pickings.filtered(lambda picking: picking.state == "done")
        steps = [self._get_step_left(picking) for picking in left]
        coming = pickings.filtered(lambda one: one.state not in ("done", "cancel"))
        return [*steps, *([self._get_step_coming(coming)] if coming else [])]

    def _get_step_left(self, picking):
        """A delivery that has left."""
        return self._step(
            self.env._("Shipped") if self._is_carried() else self.env._("Handed over"),
            picking.date_done,
            document=picking.name,
            url=f"{self._get_print_url()}/delivery/{picking.id}",
            note=picking.carrier_tracking_ref or "",
        )

    def _get_step_coming(self, pickings):
        """All that has not left yet."""
        return self._step(self.env._("Delivery"))

    def _get_steps_invoiced(self):
        invoices = self._get_print_invoices()
        steps = [
            self._step(
                self.env._("Credit note")
                if move.move_type == "out_refund"
                else self.env._("Invoiced"),
                move.invoice_date,
                document=move.name,
                url=move._get_print_url(),
                amount=move.amount_total,
            )
            for move in invoices
        ]
        return steps or [self._step(self.env._("Invoice"))]

    def _get_steps_paid(self):
        """Payments of the invoices, and online payments that came before them."""
        transactions = self._get_done_transactions()
        invoices = self._get_print_invoices()
        payments = invoices._find_payments() | transactions.payment_id
        steps = [
            self._step(
                self.env._("Paid"),
                payment.date,
                document=payment.name,
                amount=payment.amount,
            )
            for payment in payments
        ]
        steps += [
            self._step(
                self.env._("Paid"),
                transaction.last_state_change,
                document=transaction.reference,
                amount=transaction.amount,
            )
            for transaction in transactions.filtered(lambda tx: not tx.payment_id)
        ]
        return steps or [self._step(self.env._("Payment"))]
