from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..estimate.ready import Promise
from ..working_hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Offer:
    """A turnaround with its date.

    :param until: when everything has to be there for it, naive UTC
    """

    turnaround: models.BaseModel
    until: datetime
    promise: Promise


class KeptHours:
    """Working time for one answer that asks for it several times.

    It travels in the context as ``print_kept_hours``, so it is told from others by
    identity.
    """

    def __init__(self):
        self.by_company = {}


class PrintTurnaround(models.Model):
    """How long a kind of work takes in one of the speeds that its form offers."""

    _name = "print.turnaround"
    _description = "Print Turnaround"
    _order = "order_type_id, lead_hours desc, id"

    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(
        required=True,
        help="Of a choice of the form's field for the turnaround, such as express.",
    )
    name = fields.Char(compute="_compute_name", help="What the client chooses.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        index="btree_not_null",
        help="Empty: every company without a line of its own.",
    )
    lead_hours = fields.Float(
        "Working hours",
        required=True,
        digits=(8, 2),
        help="From the moment when files, proof and payment are fine.",
    )
    has_cut_off = fields.Boolean(
        "Has a cut-off",
        default=True,
        help="What comes after the cut-off begins on the next working day.",
    )
    cut_off = fields.Float(
        "Cut-off", default=17, help="By the clock of the shop, such as 15:30."
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Working time",
        domain="[('company_id', 'in', (False, company_id))]",
        check_company=True,
        help="With its holidays. Empty: the working time of the company.",
    )

    _choice_uniq = models.UniqueIndex(
        "(order_type_id, code, COALESCE(company_id, 0)) WHERE active",
        "This work already has a turnaround with this code.",
    )
    _lead_hours_not_negative = models.Constraint(
        "CHECK (lead_hours >= 0 AND lead_hours <= 2000)",
        "Working hours: enter a number from 0 to 2000.",
    )
    _cut_off_is_a_time = models.Constraint(
        "CHECK (cut_off >= 0 AND cut_off < 24)",
        "Cut-off: enter a time of day from 00:00 to 23:59.",
    )

    @api.depends("code", "order_type_id.field_ids.value_ids.name")
    @api.depends_context("lang")
    def _compute_name(self):
        for turnaround in self:
            choice = turnaround._get_choice()
            turnaround.name = choice.name or turnaround.code

    @api.constrains("code", "order_type_id")
    def _check_code(self):
        for turnaround in self:
            if not turnaround._get_choice():
                raise ValidationError(
                    self.env._(
                        "%(type)s: its form offers no turnaround %(code)s. Add it there"
                        " first.",
                        type=turnaround.order_type_id.name,
                        code=turnaround.code,
                    )
                )

    def _get_choice(self):
        """Return the choice of the form that this line is about."""
        self.ensure_one()
        return self.order_type_id._get_turnaround_field()._get_choice(self.code)

    def _get_calendar(self, company):
        self.ensure_one()
        # Accounts do not read calendars; days on which we work are promised to them.
        return self.calendar_id or company.sudo().resource_calendar_id

    def _get_cut_off(self):
        """Return the cut-off as a time of day, None without one."""
        self.ensure_one()
        if not self.has_cut_off:
            return None
        hour, minute = divmod(round(self.cut_off * 60), 60)
        return time(hour, minute) if hour < 24 else time.max

    def _get_lead_hours(self, values):
        """Return the working hours that work with these ``values`` takes."""
        self.ensure_one()
        return Decimal(str(self.lead_hours)) + self.order_type_id._get_added_hours(
            values
        )

    def _offer(self, values, until, working, delivery_days=0):
        """Return the :class:`Offer` for work that is complete at ``until``, or None.

        :param until: naive UTC moment
        :param working: :class:`WorkingHours` of this turnaround
        """
        self.ensure_one()
        promise = working.promise(
            until,
            self._get_lead_hours(values),
            cut_off=self._get_cut_off(),
            delivery_days=delivery_days,
        )
        return promise and Offer(self, until, promise)

    def _open_hours(self, company, since, until=None):
        """Return the :class:`WorkingHours` of each calendar of these turnarounds.

        :return: dict of ``resource.calendar`` to WorkingHours
        """
        kept = None if until else self.env.context.get("print_kept_hours")
        by_calendar = kept.by_company.setdefault(company, {}) if kept else {}
        calendars = {turnaround._get_calendar(company) for turnaround in self}
        for calendar in calendars - by_calendar.keys():
            if calendar:
                by_calendar[calendar] = WorkingHours(calendar, company, since, until)
        return {calendar: by_calendar[calendar] for calendar in calendars if calendar}
