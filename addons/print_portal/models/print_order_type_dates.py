from datetime import UTC

from odoo import fields, models
from odoo.addons.print_pricing.models.print_order_type_dates import BY_DATE
from odoo.addons.print_pricing.models.print_turnaround import KeptHours
from odoo.tools.misc import format_date, format_datetime

# The proof that nobody has to approve.
NO_PROOF = (None, "", "none")


class PrintOrderType(models.Model):
    """The dates that the form shows: each with its condition, never a duration."""

    _inherit = "print.order.type"

    def _quote(self, values, accepted_rules=(), file_ids=()):
        """Say when it is ready, beside what it costs.

        :return: with ``dates``, see ``_get_form_dates``
        """
        # Price, rules and dates ask for the same working time.
        self = self.with_context(print_kept_hours=KeptHours())
        quote = super()._quote(values, accepted_rules, file_ids)
        spec = self.env["print.spec"].new({"order_type_id": self.id, "values": values})
        offers = self._get_offers(values, delivery_days=spec._get_delivery_days())
        return quote | {"dates": self._get_form_dates(values, offers)}

    def _get_form_dates(self, values, offers):
        """Return ``offers`` in words, in the language and the time of the shop.

        :return: dict of texts: ``ready``, ``condition``, ``arrival`` (with delivery),
            ``turnaround`` (what a needed date comes to); ``choices``, the date of each
            turnaround by its code, and ``conditions`` of these dates
        """
        chosen = self._choose_offer(values, offers)
        shown = {code: offers.get(code) for code in self._get_speeds()}
        if values.get("turnaround") == BY_DATE and chosen:
            shown[BY_DATE] = chosen
        return {
            "choices": {
                code: self._format_ready(offer.promise)
                if offer
                else self.env._("We answer with a date.")
                for code, offer in shown.items()
            },
            "conditions": {
                code: self._say_condition(values, offer) if offer else ""
                for code, offer in shown.items()
            },
            **self._get_offer_texts(values, chosen),
        }

    def _get_offer_texts(self, values, offer):
        """Return what a promise says, empty texts without one; see above."""
        if not offer:
            return dict.fromkeys(("ready", "condition", "arrival", "turnaround"), "")
        promise = offer.promise
        is_by_date = offer.turnaround.code != values.get("turnaround")
        return {
            "ready": self._format_ready(promise),
            "condition": self._say_condition(values, offer),
            "arrival": self.env._(
                "With you on %s.",
                format_date(self.env, promise.day, date_format="EEE d MMMM"),
            )
            if promise.day != promise.ready.date()
            else "",
            "turnaround": offer.turnaround.name if is_by_date else "",
        }

    def _format_ready(self, promise):
        """Return day and time in words, by the clock of the shop."""
        return format_datetime(
            self.env,
            promise.ready.astimezone(UTC).replace(tzinfo=None),
            tz=str(promise.ready.tzinfo),
            dt_format="EEE d MMMM, HH:mm",
        )

    def _say_condition(self, values, offer):
        """Return what has to be there, and until when, for the date to hold."""
        until = self._format_until(offer)
        needs_proof = values.get("proof_kind") not in NO_PROOF
        if self.needs_files and needs_proof:
            return self.env._(
                "if the files are good and the proof is approved by %s", until
            )
        if self.needs_files:
            return self.env._("if the files are good by %s", until)
        if needs_proof:
            return self.env._("if the proof is approved by %s", until)
        return self.env._("if you send the order by %s", until)

    def _format_until(self, offer):
        tz = offer.promise.ready.tzinfo
        zone = str(tz)
        time = format_datetime(self.env, offer.until, tz=zone, dt_format="HH:mm")
        today = _local_day(fields.Datetime.now(), tz)
        days = (_local_day(offer.until, tz) - today).days
        if days == 0:
            return self.env._("%(time)s today", time=time)
        if days == 1:
            return self.env._("%(time)s tomorrow", time=time)
        day = format_datetime(self.env, offer.until, tz=zone, dt_format="EEE d MMMM")
        return self.env._("%(time)s on %(day)s", time=time, day=day)


def _local_day(moment, tz):
    """Return the date of a naive UTC moment by the calendar on the wall in ``tz``."""
    return moment.replace(tzinfo=UTC).astimezone(tz).date()
