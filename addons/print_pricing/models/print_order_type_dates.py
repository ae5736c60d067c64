from decimal import Decimal

from odoo import fields, models
from odoo.tools.misc import format_date

from ..estimate.ready import earliest, slowest_in_time
from ..spec_error import SpecError

BY_DATE = "by_date"


class PrintOrderType(models.Model):
    """When work of this kind is ready."""

    _inherit = "print.order.type"

    turnaround_ids = fields.One2many("print.turnaround", "order_type_id", copy=False)

    def copy(self, default=None):
        """A copied kind of work is as fast: its lines follow its form."""
        copies = super().copy(default)
        for order_type, copied in zip(self, copies, strict=True):
            for turnaround in order_type.turnaround_ids:
                turnaround.copy({"order_type_id": copied.id})
        return copies

    def _get_turnaround_field(self):
        """Return the field of the form that asks how soon it is needed."""
        return self._get_fields(["turnaround"])

    def _get_turnarounds(self, company):
        """Return what ``company`` offers, the slowest first: its own line, or all's."""
        self.ensure_one()
        by_code = {}
        lines = self.turnaround_ids.filtered(
            lambda line: line.company_id in (company, company.browse())
        )
        for line in lines.sorted(lambda line: bool(line.company_id)):
            by_code[line.code] = line
        offered = self.turnaround_ids.browse([line.id for line in by_code.values()])
        return offered.sorted(lambda line: (-line.lead_hours, line.id))

    def _get_added_hours(self, values):
        """Return the working hours that choices add: the longest, they overlap."""
        facts = self._get_facts(values)
        added = [
            (facts[f"{question.code}_data"] or {}).get("lead_hours", 0)
            for question in self._get_form().choice_questions
            if question.kind == "selection"
        ]
        return Decimal(str(max(added, default=0)))

    def _get_offers(self, values, now=None, company=None, delivery_days=0, hours=None):
        """Return what can be promised for a filled form, the slowest first.

        :param values: as the spec keeps them
        :param now: naive UTC moment, by default this one
        :param company: by default that of this kind of work, else the current one
        :param delivery_days: working days on the way
        :param hours: what ``_open_hours`` returned for several forms at once
        :return: dict of turnaround code to :class:`Offer`
        """
        self.ensure_one()
        now = now or fields.Datetime.now()
        company = company or self._get_dates_company()
        turnarounds = self._get_turnarounds(company)
        if hours is None:
            hours = turnarounds._open_hours(company, now)
        offers, slower = {}, None
        for turnaround in turnarounds:
            working = hours.get(turnaround._get_calendar(company))
            until = working and working.last_call(now, turnaround._get_cut_off())
            if not until:
                continue
            offer = turnaround._offer(values, until, working, delivery_days)
            if offer and slower and offer.promise.ready >= slower.promise.ready:
                # Who pays for speed waits no longer: the earlier cut-off counts.
                until = min(until, slower.until)
                offer = turnaround._offer(values, until, working, delivery_days)
            if offer:
                offers[turnaround.code] = slower = offer
        return offers

    def _get_dates_company(self):
        return self.company_id or self.env.company

    def _choose_offer(self, values, offers):
        """Return the offer that a form asks for; the fastest when none is in time.

        :return: an :class:`Offer`, None when nothing can be promised
        """
        code = values.get("turnaround")
        if code != BY_DATE:
            return offers.get(code)
        if not (needed_by := fields.Date.to_date(values.get("needed_by"))):
            return None
        promises = {code: offer.promise for code, offer in offers.items()}
        code = slowest_in_time(needed_by, promises)
        return offers[code] if code else next(reversed(offers.values()), None)

    def _check_rules(self, spec):
        """Refuse a date that cannot be met, before the work is ordered."""
        errors = super()._check_rules(spec)
        values = spec.values or {}
        if values.get("turnaround") == BY_DATE and not spec.is_frozen:
            errors += self._check_needed_by(values, spec._get_delivery_days())
        return errors

    def _check_needed_by(self, values, delivery_days):
        """Return rule R02 as a list of at most one :class:`SpecError`."""
        if not (needed_by := fields.Date.to_date(values.get("needed_by"))):
            return []
        company = self._get_dates_company()
        turnarounds = self._get_turnarounds(company)
        now = fields.Datetime.now()
        hours = turnarounds._open_hours(company, now)
        offers = self._get_offers(
            values, now, company, delivery_days=delivery_days, hours=hours
        )
        first = earliest(offer.promise for offer in offers.values())
        if not first:
            return []
        if needed_by < first:
            return [self._say_earliest(first)]
        working = hours[next(iter(offers.values())).turnaround._get_calendar(company)]
        if not working.works_on(needed_by):
            sentence = self.env._(
                "We do not work on %(day)s. Choose a working day, from %(date)s.",
                day=format_date(self.env, needed_by, date_format="EEE d MMMM"),
                date=format_date(self.env, first, date_format="EEE d MMMM"),
            )
            return [SpecError("R02", "needed_by", sentence)]
        return []

    def _say_earliest(self, first):
        sentence = self.env._(
            "The earliest date for this work is %(date)s. Choose it or order express.",
            date=format_date(self.env, first, date_format="EEE d MMMM"),
        )
        fix = fields.Date.to_string(first)
        return SpecError("R02", "needed_by", sentence, fix=fix)
