from dataclasses import dataclass
from datetime import UTC, datetime

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_datetime

# From here on the work itself has begun, or is over.
BEGUN = ("work", "ready", "done")
OVER = ("ready", "done", "cancel")


@dataclass(frozen=True, slots=True)
class Course:
    """What of a job's history its date follows from; all moments naive UTC.

    :param began: when the work began, None before
    :param checked_since: since when we check what the client sent, None before
    :param pauses: when the client was awaited; the end of the last may be None
    """

    began: datetime | None
    checked_since: datetime | None
    pauses: tuple

    def is_waiting(self):
        """Whether the client is awaited now."""
        return bool(self.pauses) and self.pauses[-1][1] is None

    def moments(self):
        """Return every moment that working time has to be known for."""
        ends = (moment for pause in self.pauses for moment in pause)
        return [m for m in (self.began, self.checked_since, *ends) if m]


class PrintJob(models.Model):
    """When a job is promised: the clock of the trade, or a person's word."""

    _inherit = "print.job"

    turnaround_id = fields.Many2one(
        "print.turnaround",
        compute="_compute_turnaround_id",
        store=True,
        ondelete="set null",
        help="What was ordered; for a needed date, the slowest that is in time.",
    )
    is_date_manual = fields.Boolean(
        "Date set by hand", readonly=True, copy=False, help="Nothing else moves it."
    )
    date_reason = fields.Char("Reason of the date", readonly=True, copy=False)
    date_told = fields.Datetime(
        "Date told", readonly=True, copy=False, help="What the client knows."
    )

    @api.depends("spec_id.values", "spec_id.is_brief")
    def _compute_turnaround_id(self):
        for job in self:
            job.turnaround_id = job.spec_id._get_turnaround(job.company_id)

    @api.depends(
        "order_id.commitment_date", "is_date_manual", "turnaround_id", "move_ids"
    )
    def _compute_date_promised(self):
        """Follow the delivery date of the order, else the clock of each job.

        A date set by hand stays, and so does that of a cancelled job.
        """
        timed = self.browse()
        for job in self:
            ordered = job.order_id.commitment_date
            if job.is_date_manual or job.kind == "cancel":
                job.date_promised = job.date_promised
            elif ordered or not job.turnaround_id:
                job.date_promised = ordered or job.date_promised
            else:
                timed |= job
        for company, jobs in timed.grouped("company_id").items():
            jobs._promise_dates(company)

    def _promise_dates(self, company):
        """Set what the clock says for these jobs of one company."""
        courses = {job: job._get_course() for job in self}
        moments = [m for course in courses.values() for m in course.moments()]
        if not moments:
            self.date_promised = False
            return
        turnarounds = self.turnaround_id
        for order_type in self.order_type_id:
            turnarounds |= order_type._get_turnarounds(company)
        hours = turnarounds._open_hours(company, min(moments), max(moments))
        for job, course in courses.items():
            promise = job._get_promise(hours, course)
            job.date_promised = promise and promise.ready.astimezone(UTC).replace(
                tzinfo=None
            )

    def _get_promise(self, hours, course):
        """Return ``estimate``'s Promise for this job, None while it stands still.

        Before the work begins it is the one that the form has shown.

        :param hours: see ``print.turnaround._open_hours``
        """
        turnaround, company = self.turnaround_id, self.company_id
        values = self.spec_id.values or {}
        if not course.began:
            if not course.checked_since or course.is_waiting():
                return None
            offers = self.order_type_id._get_offers(
                values, course.checked_since, company, hours=hours
            )
            offer = offers.get(turnaround.code)
            return offer and offer.promise
        working = hours.get(turnaround._get_calendar(company))
        return working and working.promise(
            course.began,
            turnaround._get_lead_hours(values),
            cut_off=turnaround._get_cut_off(),
            pauses=course.pauses,
        )

    def _get_course(self):
        """Read the history of this job, until the work was ready.

        :rtype: Course
        """
        began = checked_since = None
        pauses = []
        for move in self.move_ids.sorted(lambda move: (move.date, move.id)):
            if pauses and pauses[-1][1] is None:
                pauses[-1] = (pauses[-1][0], move.date)
            if move.to_id.kind in BEGUN:
                began = began or move.date
            if move.to_id.kind == "check" or not move.from_id:
                checked_since = move.date
            if move.to_id.kind in OVER:
                break
            if move._is_client_awaited():
                pauses.append((move.date, None))
        return Course(began, checked_since, tuple(pauses))

    # A person's word -----------------------------------------------------------------

    def write(self, vals):
        """A date that is written is kept; staff say why they write it.

        An empty one gives the job back to the clock.
        """
        if "date_promised" not in vals:
            return super().write(vals)
        reason = (vals.get("date_reason") or "").strip()
        if vals["date_promised"] and not reason and not self.env.su:
            raise UserError(
                self.env._("Say why the date changes: the reason stays with the job.")
            )
        result = super().write(
            {
                **vals,
                "date_reason": reason if vals["date_promised"] else False,
                "is_date_manual": bool(vals["date_promised"]),
            }
        )
        if not vals["date_promised"]:
            self.env.add_to_compute(self._fields["date_promised"], self)
        if reason:
            for job in self:
                job._message_log(body=self.env._("Date set by hand: %s", reason))
        self._tell_new_dates()
        return result

    def action_set_date(self):
        """Ask for a date and the reason for it."""
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change the date"),
            "res_model": "print.job.date",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_job_ids": self.ids,
                "default_date_promised": self[:1].date_promised,
            },
        }

    # What the client is told ---------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        jobs = super().create(vals_list)
        jobs._tell_new_dates()
        return jobs

    def _move_to(self, code, reason=None, note=None):
        """A step may move the date: the mail about it says so, else one of its own."""
        result = super()._move_to(code, reason=reason, note=note)
        self._tell_new_dates(is_told=self.status_id[:1].is_client_told)
        return result

    def _is_date_later(self):
        """Whether the client counts on an earlier date than the job has now."""
        self.ensure_one()
        return bool(
            self.kind not in OVER
            and self.date_told
            and self.date_promised
            and self.date_promised > self.date_told
        )

    def _tell_new_dates(self, is_told=False):
        """Tell clients of dates that move later, one mail an order.

        :param bool is_told: a mail that goes out already carries the dates
        """
        # A consequence of the step, whoever makes it.
        jobs = self.sudo()
        if not is_told:
            template = self.env.ref("print_portal.mail_template_order_date")
            for order in jobs.filtered(lambda job: job._is_date_later()).order_id:
                if order.print_account_id != self.env.user:
                    order._send_print_mail(template)
        for job in jobs.filtered("date_promised"):
            if job.date_told != job.date_promised:
                job.date_told = job.date_promised

    def _format_date(self, moment):
        """Return a moment of this job in words, by the clock of the shop."""
        if not moment:
            return ""
        return format_datetime(
            self.env,
            moment,
            tz=self.company_id._get_print_tz(),
            dt_format="EEE d MMMM, HH:mm",
        )

    def _portal_values(self):
        """A client reads when each of his jobs is ready, until it is."""
        is_coming = self.kind not in OVER
        return super()._portal_values() | {
            "ready": self._format_date(self.date_promised) if is_coming else ""
        }
