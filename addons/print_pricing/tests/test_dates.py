from datetime import date, datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import PrintPricingCommon, create_calendar

# A Monday in winter: 10:00 and 17:30 by the clock of the shop in Sofia, UTC+2.
MORNING = datetime(2026, 3, 2, 8)
EVENING = datetime(2026, 3, 2, 15, 30)


@tagged("post_install", "-at_install")
class TestDates(PrintPricingCommon):
    """Dates of a shop in Sofia that works from 9 to 18, from Monday to Friday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.calendar = create_calendar(cls.company)
        cls.company.resource_calendar_id = cls.calendar

    def _holiday(self, day, company=None):
        leave = self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": False,
                "date_from": datetime(2026, 3, day, 0),
                "date_to": datetime(2026, 3, day, 21, 59),
            }
        )
        leave.flush_recordset()
        leave.company_id = company or self.company

    def _ready(self, code="standard", now=MORNING, values=None, **options):
        """Return when plates are ready, by the clock of the shop."""
        offers = self.plates_type._get_offers(values or self._plates(), now, **options)
        ready = offers[code].promise.ready
        return f"{ready:%d %B %H:%M %z}"

    # The clock -------------------------------------------------------------------

    def test_the_date_holds_for_all_that_comes_before_the_cut_off(self):
        # 8 hours from 17:00: one on Monday, seven on Tuesday.
        self.assertEqual(self._ready(), "03 March 16:00 +0200")
        # Half the day from 12:00; two hours from 15:00 would be later than that.
        self.assertEqual(self._ready("fast"), "02 March 16:00 +0200")
        self.assertEqual(self._ready("express"), "02 March 14:00 +0200")
        afternoon = datetime(2026, 3, 2, 11)
        self.assertEqual(self._ready("express", afternoon), "02 March 17:00 +0200")

    def test_after_the_cut_off_the_next_day_counts(self):
        self.assertEqual(self._ready(now=EVENING), "04 March 16:00 +0200")
        standard = self.plates_type._get_offers(self._plates(), EVENING)["standard"]
        self.assertEqual(standard.until, datetime(2026, 3, 3, 15))  # 17:00 in Sofia

    def test_without_a_cut_off_the_day_ends_with_the_work(self):
        self.plates_type.turnaround_ids.has_cut_off = False
        self.assertEqual(self._ready(), "03 March 17:00 +0200")
        self.assertEqual(self._ready(now=EVENING), "03 March 17:00 +0200")

    def test_a_holiday_moves_the_date(self):
        self._holiday(3)
        self.assertEqual(self._ready(), "04 March 16:00 +0200")

    def test_the_holiday_of_another_company_does_not(self):
        other = self.env["res.company"].create({"name": "Branch"})
        self._holiday(3, other)
        self.assertEqual(self._ready(), "03 March 16:00 +0200")
        other.resource_calendar_id = self.calendar
        self.assertEqual(self._ready(company=other), "04 March 16:00 +0200")

    def test_days_and_cut_offs_are_those_of_the_shop(self):
        self.calendar.tz = "Asia/Vladivostok"  # 18:00 there: work is over
        self.assertEqual(self._ready(), "04 March 16:00 +1000")

    def test_no_hour_is_lost_when_summer_time_begins(self):
        friday = datetime(2026, 3, 27, 8)
        self.assertEqual(self._ready(now=friday), "30 March 16:00 +0300")

    def test_the_way_to_the_client_comes_on_top(self):
        offers = self.plates_type._get_offers(
            self._plates(), datetime(2026, 3, 5, 8), delivery_days=2
        )
        promise = offers["standard"].promise
        self.assertEqual(promise.ready.date(), date(2026, 3, 6))
        self.assertEqual(promise.day, date(2026, 3, 10))

    def test_welding_takes_a_day_more_however_many_sides(self):
        plain, welded = (
            self.banner_type._get_offers(self._banner(**sides), MORNING)["standard"]
            for sides in (
                {},
                {"edge_top": "hem_welded", "edge_bottom": "hem_welded"},
            )
        )
        self.assertEqual(plain.promise.ready.isoformat(), "2026-03-04T15:00:00+02:00")
        self.assertEqual(welded.promise.ready.isoformat(), "2026-03-05T14:00:00+02:00")

    def test_work_of_many_weeks_is_promised_too(self):
        self.plates_type.turnaround_ids.lead_hours = 900
        self.assertEqual(self._ready(), "20 July 17:00 +0300")

    def test_a_shop_that_never_works_promises_nothing(self):
        self.calendar.attendance_ids.unlink()
        self.assertEqual(self.plates_type._get_offers(self._plates(), MORNING), {})

    def test_every_kind_of_work_comes_with_turnarounds(self):
        for order_type in self.env["print.order.type"].search([]):
            offers = order_type._get_offers({}, MORNING)
            self.assertEqual(
                list(offers), ["standard", "fast", "express"], order_type.code
            )
            days = [offer.promise.ready for offer in offers.values()]
            self.assertEqual(days, sorted(days, reverse=True), order_type.code)

    def test_a_company_may_be_faster_than_the_others(self):
        self.env["print.turnaround"].create(
            {
                "order_type_id": self.plates_type.id,
                "code": "standard",
                "company_id": self.company.id,
                "lead_hours": 7,
            }
        )
        self.assertEqual(self._ready(), "03 March 15:00 +0200")
        other = self.env["res.company"].create({"name": "Branch"})
        offered = self.plates_type._get_turnarounds(other)
        self.assertEqual(offered.mapped("lead_hours"), [8, 4, 2])

    def test_a_turnaround_may_have_its_own_working_time(self):
        nights = create_calendar(self.company)
        nights.attendance_ids.write({"hour_from": 20, "hour_to": 24})
        line = self.plates_type.turnaround_ids.filtered(
            lambda line: line.code == "express"
        )
        line.write({"calendar_id": nights.id, "cut_off": 20})
        self.assertEqual(self._ready("express"), "02 March 22:00 +0200")
        self.assertEqual(self._ready(), "03 March 16:00 +0200")

    # The date that a client needs ------------------------------------------------

    def _needed_by(self, day, **values):
        """Return the error of plates that are needed on that day, or None."""
        values = self._plates(turnaround="by_date", needed_by=day, **values)
        spec = self.env["print.spec"].new(
            {"order_type_id": self.plates_type.id, "values": values}
        )
        with freeze_time(EVENING):
            errors = [e for e in spec._check() if e.field == "needed_by"]
        return errors[0] if errors else None

    def test_a_date_that_is_too_early_names_the_earliest(self):
        error = self._needed_by("2026-03-02")
        self.assertEqual((error.rule, error.fix), ("R02", "2026-03-03"))
        self.assertEqual(
            error.message,
            "The earliest date for this work is Tue 3 March."
            " Choose it or order express.",
        )
        self.assertIsNone(self._needed_by(error.fix))

    def test_a_date_without_work_is_refused(self):
        self.assertIn(
            "We do not work on Sun 8 March.", self._needed_by("2026-03-08").message
        )
        self._holiday(9)
        self.assertIn("Mon 9 March", self._needed_by("2026-03-09").message)
        self.assertIsNone(self._needed_by("2026-03-10"))
        self.assertIsNone(self._needed_by("2030-03-05"))

    def test_what_is_ordered_is_not_asked_again(self):
        values = self._plates(turnaround="by_date", needed_by="2020-01-01")
        spec = self._create_spec(values)
        self.assertIn("needed_by", [error.field for error in spec._check()])
        spec._freeze()
        self.assertNotIn("needed_by", [error.field for error in spec._check()])

    def test_a_needed_date_takes_the_slowest_that_is_in_time(self):
        for day, code in (
            ("2026-03-03", "standard"),
            ("2026-03-02", "fast"),
            ("2026-03-01", "express"),
        ):
            spec = self._create_spec(self._plates(turnaround="by_date", needed_by=day))
            turnaround = spec._get_turnaround(self.company, MORNING)
            self.assertEqual(turnaround.code, code, day)

    # The back office --------------------------------------------------------------

    def test_a_turnaround_follows_the_form(self):
        line = {"order_type_id": self.plates_type.id, "lead_hours": 1}
        with self.assertRaises(ValidationError) as refusal:
            self.env["print.turnaround"].create({**line, "code": "overnight"})
        self.assertIn("offers no turnaround overnight", str(refusal.exception))
        self.plates_type._get_turnaround_field().value_ids = [
            Command.create({"code": "overnight", "name": "Overnight"})
        ]
        turnaround = self.env["print.turnaround"].create({**line, "code": "overnight"})
        self.assertEqual(turnaround.name, "Overnight")

    @mute_logger("odoo.sql_db")
    def test_figures_out_of_range_are_refused(self):
        line = self.plates_type.turnaround_ids[0]
        for values in (
            {"lead_hours": -1},
            {"lead_hours": 99999},
            {"cut_off": 24},
            {"code": "fast"},
        ):
            with (
                self.subTest(values=values),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                line.write(values)
                line.flush_recordset()

    def test_a_copied_kind_of_work_is_as_fast(self):
        copied = self.plates_type.copy()
        self.assertEqual(
            copied.turnaround_ids.mapped("lead_hours"),
            self.plates_type.turnaround_ids.mapped("lead_hours"),
        )

    def test_sales_managers_set_them(self):
        line = self.plates_type.turnaround_ids[0]
        seller = new_test_user(
            self.env, "print-seller", groups="sales_team.group_sale_salesman"
        )
        manager = new_test_user(
            self.env, "print-manager", groups="sales_team.group_sale_manager"
        )
        with self.assertRaises(AccessError):
            line.with_user(seller).lead_hours = 1
        line.with_user(manager).lead_hours = 1
        self.assertEqual(line.lead_hours, 1)

    # Speed -------------------------------------------------------------------------

    def test_many_jobs_ask_for_working_time_once(self):
        specs = self.env["print.spec"]
        for order_type, values in (
            (self.plates_type, self._plates()),
            (self.banner_type, self._banner()),
            (self.plates_type, self._plates(turnaround="express")),
        ):
            specs |= self._create_spec(values, order_type)
        specs._get_offers(MORNING, self.company)  # what is kept of forms is built once
        counts = []
        for asked in (specs[0] | specs[1], specs):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            offers = asked._get_offers(MORNING, self.company)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(offers), len(asked))
        self.assertEqual(counts[0], counts[1])
