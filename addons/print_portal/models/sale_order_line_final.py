from odoo import api, models
from odoo.addons.print_pricing.estimate import PriceError
from odoo.addons.print_pricing.estimate.final import OURS
from odoo.exceptions import UserError

APPROVED, TO_APPROVE, REJECTED = "approved", "to_approve", "rejected"
FINAL, QUOTE = "final", "quote"
# Only the doors below hold this: nobody can put it into a context by RPC.
_ASKING = object()


class SaleOrderLine(models.Model):
    """Prices set after the order was sent: final ones, and answers to requests.

    What is dearer than agreed is asked for, and holds once the client has accepted it.
    """

    _inherit = "sale.order.line"

    def write(self, vals):
        """Which price a client is asked for follows from the doors below alone."""
        is_asking = self.env.context.get("print_asking") is _ASKING
        if not is_asking and {"print_asked_id", "print_final_id"} & set(vals):
            raise UserError(
                self.env._("Ask for a price by its button: this is never typed.")
            )
        if "price_unit" in vals and not is_asking and any(self._get_asked()):
            raise UserError(
                self.env._("The client is asked for a price: wait for his answer.")
            )
        return super().write(vals)

    def _get_asked(self):
        """Return the prices that the clients of these lines are asked for."""
        return self.sudo().print_asked_id  # accounts see no estimates

    # After the work ------------------------------------------------------------------

    def _review_made_price(self):
        """Return ``(MadePrice, sentence)`` of what the job has noted; one is empty."""
        self.ensure_one()
        job = self.print_job_ids[:1]
        try:
            return self._price_made(job._get_made_facts()) if job else None, ""
        except PriceError as error:
            return None, self._say_price_error(error)

    def _settle_final_price(self, amount=None, cause=None, note=None):
        """Set what this line costs after the work: the one door for final prices.

        Not dearer than agreed, or within the shop's tolerance, it holds at once; else
        the client is asked, and the old price holds until he accepts.

        :param float amount: of the whole line, tax as the product says; by default
            what the engine makes of the facts of the job
        :param cause: of ``print.estimate.deviation_cause``
        :param note: what the client reads
        :return: the ``print.estimate`` with its state
        :raise UserError: once it is invoiced, without a reason, or for our fault
        """
        self.ensure_one()
        self._check_not_invoiced()
        made, _sentence = self._review_made_price()
        before = self._get_line_amount()
        if amount is None:
            amount = made.amount if made else before
        amount = self.currency_id.round(amount)
        self._check_final_amount(amount, before, made, cause, note)
        if not cause and made and made.changes:
            cause = made.changes[0]["cause"]
        is_asked = self._is_dearer_than_agreed(amount)
        estimate = self._keep_price(
            FINAL,
            amount,
            TO_APPROVE if is_asked else APPROVED,
            made,
            deviation_cause=cause,
            note=note,
        )
        if is_asked:
            self._ask_price(estimate)
        else:
            self._take_price(estimate)
        return estimate

    def _check_not_invoiced(self):
        if self.qty_invoiced:
            raise UserError(
                self.env._(
                    "%s is invoiced: correct the invoice by a credit note.",
                    self.print_spec_id.title or self.name,
                )
            )

    def _check_final_amount(self, amount, before, made, cause, note):
        """Refuse an amount that nobody could explain to the client."""
        compare = self.currency_id.compare_amounts
        if amount < 0:
            raise UserError(self.env._("Final price: enter an amount of 0 or more."))
        if cause in OURS and compare(amount, before) > 0:
            raise UserError(
                self.env._(
                    "Our own fault never raises a price: enter %s or less.",
                    self.currency_id.format(before),
                )
            )
        is_by_hand = not made or compare(amount, made.amount)
        if is_by_hand and compare(amount, before) and not (cause and note):
            raise UserError(
                self.env._(
                    "%s: choose why the price differs, and say it to the client.",
                    self.print_spec_id.title or self.name,
                )
            )

    # Before the work -----------------------------------------------------------------

    def _quote_price(self, amount, note=None, expires=None):
        """Answer a request: ask the client to accept ``amount`` before work begins.

        :param float amount: of the whole line, tax as the product says
        :param expires: last day on which he may accept it
        :raise UserError: for work that has its price, or an amount that is none
        """
        self.ensure_one()
        if not self.print_is_on_request:
            raise UserError(
                self.env._("%s has its price already.", self._get_print_title())
            )
        if self.currency_id.compare_amounts(amount, 0) <= 0:
            raise UserError(self.env._("Price: enter more than 0."))
        estimate = self._keep_price(
            QUOTE, amount, TO_APPROVE, note=note, expires=expires
        )
        self._ask_price(estimate)
        return estimate

    # Asking and answering ------------------------------------------------------------

    def _keep_price(self, kind, amount, state, made=None, **reason):
        """Keep a price that is set now; what was asked before is asked no more."""
        self._withdraw_price()
        # Estimates are kept by the doors, not by whoever uses them.
        return (
            self.env["print.estimate"]
            .sudo()
            ._keep_asked(
                self, kind, amount, self._get_line_amount(), state, made, **reason
            )
        )

    def _withdraw_price(self):
        """Ask for these prices no more."""
        asked = self._get_asked()
        if asked:
            asked.state = "superseded"
            self.with_context(print_asking=_ASKING).print_asked_id = False

    def _ask_price(self, estimate):
        """Ask the client to accept a price; his order says so, and a mail."""
        self.ensure_one()
        self.with_context(print_asking=_ASKING).print_asked_id = estimate
        self._follow_price()
        self.order_id._message_log(
            body=self.env._(
                "%(job)s: the client is asked to accept %(new)s instead of %(old)s."
                " %(note)s",
                job=self._get_print_title(),
                new=self.currency_id.format(estimate.amount_net),
                old=self.currency_id.format(estimate.amount_before),
                note=estimate.note or "",
            )
        )

    def _take_price(self, estimate):
        """Let a price hold that has been accepted, or needs no acceptance."""
        self.ensure_one()
        line = self.with_context(print_asking=_ASKING)
        line.print_asked_id = False
        if estimate.kind == QUOTE:
            line.write(
                {
                    "price_unit": estimate.amount_net / line.product_uom_qty,
                    "print_price_manual": True,
                }
            )
            line.print_estimated_subtotal = line.price_subtotal
        else:
            pieces = estimate.pieces or line.product_uom_qty
            line._set_final_price(pieces, estimate.amount_net / pieces)
            line.print_final_id = estimate
        self._follow_price()

    def _drop_price(self):
        """Leave the old price as it is: the client has refused another one."""
        self.ensure_one()
        self.with_context(print_asking=_ASKING).print_asked_id = False
        waiting = self.print_job_ids.filtered(
            lambda job: job.status_id.code == "awaiting_price"
        )
        if waiting:
            # A consequence of the answer, not a right of whoever gives it.
            waiting.sudo()._move_to(
                "on_hold", reason=self.env.ref("print_portal.reason_price_refused")
            )

    def _follow_price(self):
        """Let jobs that are made wait for the answer, or go on after it."""
        jobs = self.print_job_ids
        resumed = jobs.filtered(
            lambda job: (
                job.kind == "hold" and job.resume_status_id.code == "awaiting_price"
            )
        )
        asked = self._get_asked()
        waiting = jobs.filtered(lambda job: job.status_id.code == "awaiting_price")
        if asked:
            waiting = resumed | jobs.filtered(
                lambda job: job.status_id.code == "quality"
            )
        elif resumed:
            # A consequence of asking, not a right of who asks.
            resumed.sudo()._move_to("awaiting_price")
            waiting |= resumed
        if waiting:
            # A consequence of the price, not a right of whoever sets or accepts it.
            waiting.sudo()._move_to("awaiting_price" if asked else "ready")

    # Invoicing waits -----------------------------------------------------------------

    @api.depends("print_asked_id")
    def _compute_qty_to_invoice(self):
        """Nothing is billed at a price that the client is still asked for."""
        result = super()._compute_qty_to_invoice()
        for line in self:
            if line.print_asked_id:
                line.qty_to_invoice = 0
        return result

    # What the client reads -----------------------------------------------------------

    def _get_asked_values(self):
        """Return what a client with the right to money reads of a price to accept.

        :return: dict of ``title``, ``old``, ``new``, ``difference``, ``cause``,
            ``note``, ``changes`` and ``parts``; ``old`` is empty for work on request
        """
        self.ensure_one()
        order, asked = self.order_id, self.print_asked_id
        old, new = (
            self._get_untaxed(amount)
            for amount in (asked.amount_before, asked.amount_net)
        )
        causes = dict(asked._fields["deviation_cause"]._description_selection(self.env))
        is_final = asked.kind == FINAL
        return {
            "title": self._get_print_title(),
            "old": order._format_plain(old) if is_final else "",
            "new": order._format_plain(new),
            "difference": order._format_signed(new - old) if is_final else "",
            "cause": causes.get(asked.deviation_cause, ""),
            "note": asked.note or "",
            "changes": [
                {
                    **change,
                    "before": order._format_plain(change["before"]),
                    "after": order._format_plain(change["after"]),
                }
                for change in asked._get_client_changes()
            ],
            "parts": self._get_price_parts(asked),
        }

    def _get_final_reason(self):
        """Return why the final price is not the estimate, as its client reads it."""
        self.ensure_one()
        final = self.print_final_id
        causes = dict(final._fields["deviation_cause"]._description_selection(self.env))
        words = [causes.get(final.deviation_cause), final.note]
        return ". ".join(word.rstrip(".") for word in words if word)

    def _get_price_parts(self, estimate=None):
        """Return what a price is made of, in short: dicts ``text``, ``amount``."""
        self.ensure_one()
        order = self.order_id
        estimate = estimate or self.print_final_id or self.print_estimate_id
        rows = estimate._get_client_rows() if estimate else self._get_unkept_rows()
        return [
            {
                "text": self._get_part_text(row),
                "amount": ""
                if row["amount"] is None
                else order._format_plain(row["amount"]),
            }
            for row in rows
        ]

    def _get_unkept_rows(self):
        """Return the rows of a price on a form, of which nothing is kept yet."""
        if isinstance(self.id, int):
            return []
        price = self._price_print_work().prices.get(self.id)
        if not price or price.refusal or len(price.rows) < 2:
            return []  # one thing alone is said by its price
        rows = [
            {**row.as_dict(price.rounding), "component": row.name} for row in price.rows
        ]
        return self.env["print.estimate"]._describe_rows(rows, self.print_order_type_id)

    def _get_made_of(self):
        """Return in a line what a price is made of, empty for one thing alone."""
        parts = self._get_price_parts()
        if len(parts) < 2:
            return ""
        return " · ".join(
            " ".join(filter(None, [part["text"], part["amount"]])) for part in parts
        )

    def _get_part_text(self, row):
        words = [
            f"{row['name']}: {row['quantity']}" if row["quantity"] else row["name"]
        ]
        if row["is_remake"]:
            words.append(self.env._("made again"))
        if row["has_setup"]:
            words.append(self.env._("set-up included"))
        return ", ".join(words)
