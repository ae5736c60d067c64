from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.addons.print_pricing.tests.common import create_calendar
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

# A Monday in winter, 10:00 in Sofia, where the shop works from 9 to 18.
MONDAY = datetime(2026, 3, 2, 8)
FORM = "/my/print/order/ctp_plates"


class DatesMixin:
    """A shop in Sofia that works from 9 to 18, from Monday to Friday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = create_calendar(cls.company)
        cls.company.resource_calendar_id = cls.calendar


@tagged("post_install", "-at_install")
class TestJobDates(DatesMixin, PrintOrdersCommon):
    """The clock of a job; all moments by the clock of the shop."""

    def setUp(self):
        super().setUp()
        self._go_to(2, 10)

    def _go_to(self, day, hour, minute=0):
        """Let it be this moment of March 2026 in the shop."""
        moment = datetime(2026, 3, day, hour, minute) - timedelta(hours=2)
        self.startPatcher(freeze_time(moment))

    def _job(self, **values):
        return self._order(None, self._form(**values)).print_job_ids

    def _move(self, job, *codes, reason=None):
        reason = reason and self.env.ref(f"print_portal.reason_{reason}")
        for code in codes:
            if code == "started" and job.order_id.state != "sale":
                job.order_id.action_confirm()
            if job.status_id.code != code:
                job._move_to(code, reason=reason)

    def _date(self, job):
        """Return the date of a job by the clock of the shop."""
        self.env.flush_all()
        if not job.date_promised:
            return None
        return f"{job.date_promised + timedelta(hours=2):%a %H:%M}"

    def _mails(self, act):
        queue = self.env["mail.mail"]
        before = queue.search([])
        act()
        self.env.flush_all()
        mails = queue.search([]) - before
        return mails.filtered(lambda mail: mail.recipient_ids.user_ids.share)

    def test_nothing_is_promised_while_files_are_awaited(self):
        job = self._send().print_job_ids
        self.assertFalse(self._date(job))
        job._move_to("checking")
        # 8 hours after the cut-off at 17:00, as the form has said.
        self.assertEqual(self._date(job), "Tue 16:00")

    def test_the_clock_starts_when_the_files_are_accepted(self):
        job = self._job()
        self._go_to(2, 11)
        self._move(job, "started")
        self.assertEqual(self._date(job), "Tue 10:00")

    def test_what_is_accepted_after_the_cut_off_begins_next_morning(self):
        job = self._job()
        self._go_to(2, 17, 30)
        self._move(job, "started")
        self.assertEqual(self._date(job), "Tue 17:00")

    def test_the_clock_stands_still_while_the_client_is_awaited(self):
        job = self._job()
        self._go_to(2, 11)
        self._move(job, "started")
        self._go_to(2, 12)
        self._move(job, "on_hold", reason="rights")
        self.assertFalse(self._date(job))
        self.assertFalse(job.is_late)
        self._go_to(4, 12)
        self._move(job, "started")
        # One of its eight hours had passed.
        self.assertEqual(self._date(job), "Thu 10:00")

    def test_a_hold_of_ours_moves_no_date_but_makes_it_late(self):
        job = self._job()
        self._go_to(2, 11)
        self._move(job, "started")
        self._move(job, "on_hold", reason="machine")
        self.assertEqual(self._date(job), "Tue 10:00")
        self._go_to(3, 11)
        job.invalidate_recordset(["is_late"])
        self.assertTrue(job.is_late)

    def test_what_is_ready_keeps_its_date(self):
        job = self._job(turnaround="express")
        self._move(job, "started")
        self.assertEqual(self._date(job), "Mon 12:00")
        self._walk(job, self.env.ref("print_portal.status_ready"))
        self._go_to(5, 11)
        self._walk(job, self.env.ref("print_portal.status_delivered"))
        self.assertEqual(self._date(job), "Mon 12:00")

    def test_a_holiday_is_no_working_day(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Liberation Day",
                "calendar_id": self.calendar.id,
                "date_from": datetime(2026, 3, 2, 22),
                "date_to": datetime(2026, 3, 3, 21, 59),
            }
        )
        job = self._job()
        self._go_to(2, 11)
        self._move(job, "started")
        self.assertEqual(self._date(job), "Wed 10:00")

    def test_a_needed_date_moves_the_order_to_the_speed_that_makes_it(self):
        job = self._job(turnaround="by_date", needed_by="2026-03-02")
        self.assertEqual(job.turnaround_id.code, "fast")
        self._move(job, "started")
        self.assertEqual(self._date(job), "Mon 14:00")

    def test_another_speed_later_changes_nothing_that_was_promised(self):
        job = self._job()
        self._move(job, "started")
        self.plates.turnaround_ids.lead_hours = 40
        self.assertEqual(self._date(job), "Mon 18:00")

    def test_the_delivery_date_of_the_order_wins(self):
        job = self._job()
        job.order_id.commitment_date = datetime(2026, 3, 6, 12)
        self.assertEqual(self._date(job), "Fri 14:00")
        job.order_id.commitment_date = False
        self._move(job, "started")
        self.assertEqual(self._date(job), "Mon 18:00")

    def test_an_outline_is_promised_when_it_is_described(self):
        job = self._job()
        job.spec_id.is_brief = True
        self.assertFalse(job.turnaround_id)
        job.spec_id.is_brief = False
        self.assertEqual(self._date(job), "Tue 16:00")

    # A person's word ---------------------------------------------------------------

    def test_staff_say_why_they_set_a_date(self):
        job = self._job().with_user(self.prepress)
        friday = datetime(2026, 3, 6, 12)
        with self.assertRaises(UserError) as refusal:
            job.date_promised = friday
        self.assertIn("Say why the date changes", str(refusal.exception))
        wizard = self.env["print.job.date"].with_user(self.prepress)
        action = job.action_set_date()
        with Form(wizard.with_context(**action["context"])) as form:
            form.date_promised = friday
            form.reason = "Setter in repair"
        form.record.action_set()
        self.assertEqual(self._date(job), "Fri 14:00")
        self.assertEqual(job.date_reason, "Setter in repair")
        self.assertIn("Setter in repair", job.sudo().message_ids[0].body)
        self._move(job.sudo(), "started")
        self.assertEqual(self._date(job), "Fri 14:00")

    def test_a_job_goes_back_to_the_clock(self):
        job = self._job()
        job.write({"date_promised": datetime(2026, 3, 6, 12), "date_reason": "x"})
        job.write({"date_promised": False})
        self.assertEqual(self._date(job), "Tue 16:00")
        self.assertFalse(job.is_date_manual or job.date_reason)

    def test_clients_set_no_date(self):
        job = self._job()
        for user in (self.ivanova, self.rival, self.stranger):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                job.with_user(user).write(
                    {"date_promised": MONDAY, "date_reason": "now"}
                )
        for name in ("turnaround_id", "date_reason", "date_told", "is_date_manual"):
            with self.subTest(name=name), self.assertRaises(UserError):
                job.with_user(self.ivanova).read([name])

    # What the client is told ---------------------------------------------------------

    def test_a_later_date_is_told_with_the_old_one(self):
        job = self._job()
        friday = {"date_promised": datetime(2026, 3, 6, 12), "date_reason": "x"}
        mail = self._mails(lambda: job.write(friday))
        self.assertEqual(len(mail), 1)
        self.assertIn("new date", mail.subject)
        self.assertIn("will be ready later than promised", mail.body_html)
        self.assertIn("Fri 6 March, 14:00", mail.body_html)
        self.assertIn("Tue 3 March, 16:00", mail.body_html)
        self.assertFalse(self._mails(lambda: job.write(friday)))

    def test_an_earlier_date_is_not_told(self):
        job = self._job()
        self.assertFalse(self._mails(lambda: job.write({"date_promised": MONDAY})))

    def test_a_mail_about_a_step_carries_the_new_date(self):
        job = self._job()
        self._move(job, "started")
        self._go_to(2, 11)
        self._move(job, "on_hold", reason="rights")
        self._go_to(4, 10)
        mail = self._mails(lambda: self._move(job, "started"))
        self.assertEqual(len(mail), 1)
        self.assertNotIn("new date", mail.subject)
        self.assertIn("was promised for", mail.body_html)

    def test_the_client_reads_a_later_date_in_his_language(self):
        for code in ("ru_RU", "bg_BG", "fr_FR"):
            self.env["res.lang"]._activate_lang(code)
        self.ivanova.lang = "ru_RU"
        job = self._job()
        mail = self._mails(
            lambda: job.write({"date_promised": datetime(2026, 3, 6, 12)})
        )
        self.assertIn("пт 6 марта, 14:00", mail.body_html)

    # Speed ---------------------------------------------------------------------------

    def test_many_jobs_ask_for_working_time_once(self):
        counts = []
        for number in (2, 6):
            order = self._order(None, *[self._form()] * number)
            self.env.flush_all()
            self.env.invalidate_all()
            jobs = order.print_job_ids
            before = self.env.cr.sql_log_count
            self.env.add_to_compute(jobs._fields["date_promised"], jobs)
            self.assertTrue(all(jobs.mapped("date_promised")))
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])


class TestDatePages(DatesMixin, PrintPagesCommon):
    def _typed(self, **values):
        typed = self.plates._get_typed(self._form(**values))
        return {code: text for code, text in typed.items() if text != ""}

    def _dates(self, **values):
        params = {"code": "ctp_plates", "raw": self._typed(**values)}
        with freeze_time(MONDAY):
            review = self.make_jsonrpc_request("/my/print/price", params)
        return review

    def test_each_turnaround_shows_its_date_and_the_summary_the_condition(self):
        with freeze_time(MONDAY):
            self._login(self.ivanova)
            page = self._get(FORM)
        tiles = "//div[@data-field='turnaround']//label"
        self.assertEqual(
            self._read(page, tiles),
            "Standard Tue 3 March, 16:00 if the files are good by 17:00 today"
            " Fast Mon 2 March, 16:00 if the files are good by 12:00 today"
            " Express Mon 2 March, 14:00 if the files are good by 12:00 today"
            " By a date",
        )
        ready = self._read(page, "//div[hasclass('pr-ready')]")
        self.assertIn("Ready Tue 3 March, 16:00", ready)
        self.assertIn("if the files are good by 17:00 today", ready)

    def test_the_live_price_brings_the_date(self):
        with freeze_time(MONDAY):
            self._login(self.ivanova)
        dates = self._dates(turnaround="express", proof_kind="screen")["dates"]
        self.assertEqual(dates["ready"], "Mon 2 March, 14:00")
        self.assertEqual(
            dates["condition"],
            "if the files are good and the proof is approved by 12:00 today",
        )
        review = self._dates(turnaround="by_date", needed_by="2026-03-02")
        self.assertEqual(review["dates"]["turnaround"], "Fast")
        self.assertEqual(review["errors"], [])

    def test_a_date_too_early_comes_with_its_mend(self):
        with freeze_time(MONDAY):
            self._login(self.ivanova)
        [error] = self._dates(turnaround="by_date", needed_by="2026-02-27")["errors"]
        self.assertEqual((error["rule"], error["field"]), ("R02", "needed_by"))
        self.assertEqual(error["fix"], "2026-03-02")
        self.assertEqual(error["fix_label"], "Set: 03/02/2026")

    def test_delivery_counts_for_the_date_that_is_needed(self):
        carrier = self.env["delivery.carrier"].create(
            {
                "name": "Courier",
                "product_id": self.product.id,
                "print_delivery_days": 2,
            }
        )
        with freeze_time(MONDAY):
            self._login(self.ivanova)
            basket = self._basket(self.ivanova)
            basket.carrier_id = carrier
            review = self._dates(turnaround="by_date", needed_by="2026-03-03")
            self.assertEqual(review["errors"][0]["fix"], "2026-03-04")
            dates = self._dates()["dates"]
            self.assertEqual(dates["arrival"], "With you on Thu 5 March.")
            page = self._read(self._get("/my/print/basket"))
        self.assertIn(
            "Ready Tue 3 March, 16:00 if the files are good by 17:00 today."
            " With you on Thu 5 March.",
            page,
        )

    def test_the_order_page_shows_the_date_of_each_job(self):
        with freeze_time(MONDAY):
            self._login(self.ivanova)
            order = self._order(
                self.ivanova, self._form(), self._form(turnaround="express")
            )
            jobs = self._read(
                self._get(f"/my/print/orders/{order.id}"), "//section[@id='jobs']"
            )
            rows = self._read(self._get("/my/print/orders"), "//tbody")
        self.assertIn("Ready Tue 3 March, 16:00", jobs)
        self.assertIn("Ready Mon 2 March, 14:00", jobs)
        self.assertIn("Tue 3 Mar", rows)

    def test_the_day_is_the_one_on_the_wall_of_the_shop(self):
        order = self._order(self.main)
        # 1:00 of the next day in Sofia.
        order.print_job_ids.date_promised = datetime(2026, 3, 6, 23)
        self.assertEqual(order._format_promise(), "Sat 7 Mar")

    def test_a_day_at_the_end_of_a_sentence_brings_no_second_full_stop(self):
        """Where months are abbreviated with one: "7 дек."."""
        self.env["res.lang"]._activate_lang("ru_RU")
        order = self._order(self.main).with_context(lang="ru_RU")
        order.print_job_ids.date_promised = datetime(2026, 12, 7, 12)
        self.assertRegex(order._get_coming_words(), r"7 дек\.$")

    def test_another_client_sees_no_dates(self):
        order = self._order(self.ivanova)
        for account in (self.rival, self.stranger):
            self._login(account)
            answer = self._get(f"/my/print/orders/{order.id}")
            self.assertNotIn("Ready", answer.text)
            self.assertNotEqual(answer.status_code, 200)

    def test_more_jobs_ask_no_more_for_dates(self):
        self._login(self.main)
        self._basket(self.main, *[self._form()] * 2)
        few = self._count_queries("/my/print/basket")
        basket = self.env["sale.order"].with_user(self.main)._get_basket()
        for _number in range(6):
            basket._add_print_job(self.plates, self._form())
        self.assertLessEqual(self._count_queries("/my/print/basket"), few + 3)
