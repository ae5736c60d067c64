from itertools import product

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestPrintJob(PrintOrdersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.no_bleed = cls.env.ref("print_portal.reason_no_bleed")
        cls.machine = cls.env.ref("print_portal.reason_machine")

    def _put(self, job, status):
        """Put a job where a test needs it, past every rule."""
        job.flush_recordset()
        self.env.cr.execute(
            "UPDATE print_job SET status_id = %s, resume_status_id = NULL"
            " WHERE id = %s",
            (status.id, job.id),
        )
        job.invalidate_recordset()

    def _last_step(self, job):
        return job.move_ids.sorted("id")[-1]

    def test_only_declared_moves_are_possible(self):
        job = self._job_in("started")
        self._deliver(job)  # its gates are met: what is left is the table of steps
        statuses = self.env["print.status"].search([])
        self.assertGreater(len(statuses), 10)
        for before, after in product(statuses, repeat=2):
            with self.subTest(before=before.code, after=after.code):
                self._put(job, before)
                reason = self.machine if after.kind == "hold" else self.no_bleed
                if after in before.next_ids:
                    job._move_to(after.code, reason=reason)
                    self.assertEqual(job.status_id, after)
                else:
                    with self.assertRaises(UserError):
                        job._move_to(after.code, reason=reason)
                    self.assertEqual(job.status_id, before)

    def test_nobody_types_a_status(self):
        job = self._job_in("started")
        ready = self.env.ref("print_portal.status_ready")
        for user in (self.salesperson, self.prepress, self.ivanova):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                job.with_user(user).write({"status_id": ready.id})
        self.assertEqual(job.status_id.code, "started")

    def test_a_context_from_outside_moves_nothing(self):
        """Whatever JSON can carry is not the token that ``_move_to`` holds."""
        job = self._job_in("started").with_user(self.prepress)
        ready = self.env.ref("print_portal.status_ready")
        for forged in (True, 1, "_MOVING", {}, [], None, "<object object>"):
            with self.subTest(forged=forged), self.assertRaises(UserError):
                job.with_context(print_moving=forged).write({"status_id": ready.id})

    def test_what_a_move_sets_is_not_typed_either(self):
        """Reason, its note and since when are the move's, the client reads them."""
        job = self._job_in("returned").with_user(self.prepress)
        for vals in (
            {"reason_id": self.machine.id},
            {"reason_note": "Something else"},
            {"awaited_since": "2020-01-01"},
            {"resume_status_id": self.env.ref("print_portal.status_ready").id},
            {"spec_id": job.spec_id.id},
            {"line_id": job.line_id.id},
        ):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                job.write(vals)

    def test_a_step_is_kept_with_who_when_and_why(self):
        job = self._job_in("checking")
        job.with_user(self.prepress)._move_to(
            "returned", reason=self.no_bleed, note="Page 3"
        )
        step = self._last_step(job)
        self.assertEqual(step.from_id.code, "checking")
        self.assertEqual(step.to_id.code, "returned")
        self.assertEqual(step.user_id, self.prepress)
        self.assertEqual(step.reason_id, self.no_bleed)
        self.assertEqual(step.note, "Page 3")

    def test_history_is_not_rewritten(self):
        step = self._job_in("started").move_ids[0]
        for user in (self.prepress, self.salesperson, self.main):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    step.with_user(user).write({"note": "x"})
                with self.assertRaises(AccessError):
                    step.with_user(user).unlink()

    def test_return_and_hold_need_a_reason_of_their_kind(self):
        job = self._job_in("checking")
        for code, wrong in (("returned", self.machine), ("on_hold", self.no_bleed)):
            with self.subTest(code=code):
                with self.assertRaises(UserError):
                    job._move_to(code)
                with self.assertRaises(UserError):
                    job._move_to(code, reason=wrong)

    def test_after_a_hold_a_job_goes_on_where_it_was(self):
        job = self._job_in("output")
        job._move_to("on_hold", reason=self.machine)
        self.assertEqual(job.next_status_id.code, "output")
        job.with_user(self.prepress).action_next()
        self.assertEqual(job.status_id.code, "output")
        self.assertFalse(job.resume_status_id)

    def test_all_jobs_move_or_none(self):
        order = self._order(self.ivanova, self._form(), self._form())
        first, second = order.print_job_ids
        second._move_to("returned", reason=self.no_bleed)
        with self.assertRaises(UserError):
            order.print_job_ids._move_to("awaiting_payment")
        self.assertEqual(first.status_id.code, "checking")

    def test_nothing_starts_before_the_order_is_confirmed(self):
        job = self._job_in("checking")
        self.assertTrue(job.blocker)
        with self.assertRaises(UserError):
            job.with_user(self.prepress).action_next()
        job.order_id.with_user(self.salesperson).action_confirm()
        self.assertEqual(job.status_id.code, "started")
        self.assertFalse(job.blocker)

    def test_prepress_moves_jobs_without_rights_on_sales(self):
        job = self._job_in("started").with_user(self.prepress)
        for code in ("prepress", "output", "quality", "ready"):
            job._move_to(code)
        self.assertEqual(job.status_id.code, "ready")
        self.assertEqual(job.order_id.sudo().print_status_id.code, "ready")

    def test_an_accountant_moves_nothing(self):
        job = self._job_in("started").with_user(self.accountant)
        self.assertEqual(job.status_id.code, "started")
        for button in ("action_next", "action_return", "action_hold", "action_cancel"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(job, button)()

    def test_a_client_moves_nothing_by_buttons_of_staff(self):
        job = self._job_in("checking").with_user(self.ivanova)
        for button in ("action_next", "action_return", "action_hold", "action_cancel"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(job, button)()

    def test_a_mended_job_comes_back_to_checking(self):
        job = self._job_in("returned")
        job.with_user(self.ivanova)._resubmit("New file with bleed")
        self.assertEqual(job.status_id.code, "checking")
        self.assertFalse(job.reason_id)
        self.assertEqual(self._last_step(job).user_id, self.ivanova)

    def test_a_client_resubmits_only_what_waits_for_him(self):
        job = self._job_in("checking")
        with self.assertRaises(UserError):
            job.with_user(self.ivanova)._resubmit()


@tagged("post_install", "-at_install")
class TestOrderStatus(PrintOrdersCommon):
    """An order stands where the job stands that speaks for it."""

    def _two_jobs(self):
        order = self._order(self.ivanova, self._form(), self._form())
        order.action_confirm()
        return order, *order.print_job_ids

    def test_the_least_advanced_job_speaks(self):
        order, first, _second = self._two_jobs()
        first._move_to("output")
        self.assertEqual(order.print_status_id.code, "started")

    def test_a_stopped_job_speaks_before_all(self):
        order, first, second = self._two_jobs()
        second._move_to("on_hold", reason=self.env.ref("print_portal.reason_machine"))
        self.assertEqual(order.print_status_id.code, "on_hold")
        self.assertEqual(order.print_awaited_from, "us")
        first._move_to("output")
        first._move_to(
            "on_hold", reason=self.env.ref("print_portal.reason_spec_conflict")
        )
        self.assertEqual(order.print_status_id.code, "on_hold")

    def test_a_cancelled_job_is_silent_beside_others(self):
        order, first, second = self._two_jobs()
        first._move_to("cancelled")
        self.assertEqual(order.print_status_id.code, "started")
        second._move_to("cancelled")
        self.assertEqual(order.print_status_id.code, "cancelled")

    def test_awaited_since_is_the_speaking_jobs(self):
        order, first, _second = self._two_jobs()
        first._move_to("returned", reason=self.env.ref("print_portal.reason_no_bleed"))
        self.assertEqual(order.print_awaited_from, "client")
        self.assertEqual(order.print_awaited_since, first.awaited_since)

    def test_a_client_who_must_act_speaks_before_our_own_hold(self):
        """Else his page says that a machine stands still, and he mends nothing."""
        order, first, second = self._two_jobs()
        first._move_to("on_hold", reason=self.env.ref("print_portal.reason_machine"))
        second._move_to("on_hold", reason=self.env.ref("print_portal.reason_content"))
        self.assertEqual(order.print_awaited_from, "client")
