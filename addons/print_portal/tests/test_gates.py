from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .files_common import FilesMixin
from .orders_common import PrintOrdersCommon


class GatesCase(FilesMixin, PrintOrdersCommon):
    """Jobs with a file of their own, which nobody has looked at yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.started = cls.env.ref("print_portal.status_started")
        cls.output = cls.env.ref("print_portal.status_output")
        cls.machine = cls.env.ref("print_portal.reason_machine")
        cls.manager = new_test_user(
            cls.env,
            "test-manager",
            groups="sales_team.group_sale_manager",
            name="Test manager",
        )

    def _sent(self, *names):
        """Return the job of an order that ``ivanova`` has sent with files."""
        files = [self._receive(self.ivanova, name) for name in names or ("cover.pdf",)]
        basket_sudo = self.env["sale.order"].with_user(self.ivanova)._create_basket()
        form = self._form(files_later=False)
        basket_sudo._add_print_job(self.plates, form, file_ids=[f.id for f in files])
        basket_sudo._submit_basket()
        return self.env["print.job"].search([("order_id", "=", basket_sudo.id)])

    def _running(self, code="started"):
        """Return such a job that has met its gates, brought to the status ``code``."""
        job = self._sent()
        self._accept_files(job)
        job.order_id.action_confirm()
        self._walk(job, self.env.ref(f"print_portal.status_{code}"))
        return job

    def _gate(self, rule, status=None, order_type=None):
        """Let plates ask at the gate of ``rule``; return it."""
        gate = self.env.ref(f"print_portal.gate_{rule}")
        if status:
            gate.status_id = self.env.ref(f"print_portal.status_{status}")
        (order_type or self.plates).gate_ids |= gate
        return gate

    def _refused(self, job, status, sentence):
        """Assert that a step is refused with a sentence, and would be by its button."""
        with self.assertRaisesRegex(UserError, sentence):
            job._move_to(status)
        status = self.env.ref(f"print_portal.status_{status}")
        [said] = job._get_gate_blockers(status)
        self.assertRegex(said, sentence)
        self.assertLessEqual(len(said), 90)


@tagged("post_install", "-at_install")
class TestGates(GatesCase):
    """What has to be true before a job goes on."""

    # Files ----------------------------------------------------------------------------

    def test_work_starts_once_somebody_has_accepted_the_files(self):
        job = self._sent()
        order = job.order_id.with_user(self.salesperson)
        with self.assertRaisesRegex(UserError, "Not accepted yet: cover.pdf"):
            order.action_confirm()
        self.assertEqual(order.state, "sent")
        self.assertIn("Not accepted yet: cover.pdf", job.blocker)
        job.with_user(self.prepress).action_accept_files()
        self.assertEqual(job.blocker, "Confirm the order first.")
        artwork = job.artwork_ids
        self.assertEqual(artwork.accepted_by_id, self.prepress)
        self.assertTrue(artwork.accepted_on)
        order.action_confirm()
        self.assertEqual(job.status_id, self.started)

    def test_who_moves_no_jobs_accepts_no_files(self):
        job = self._sent()
        for user in (self.ivanova, self.main, self.accountant, self.rival):
            with self.subTest(user.login), self.assertRaises(AccessError):
                job.with_user(user).action_accept_files()
            with self.subTest(user.login), self.assertRaises(AccessError):
                job.artwork_ids.with_user(user).action_accept()
        self.assertEqual(job.artwork_ids.state, "checking")

    def test_every_door_gives_the_same_answer(self):
        job, good = self._sent(), self._sent()
        self._accept_files(good)
        prepress = (job | good).with_user(self.prepress)
        answer = "Not accepted yet: cover.pdf"
        doors = {
            "confirm": job.order_id.with_user(self.salesperson).action_confirm,
            "confirm many": (job | good).order_id.action_confirm,
            "button": prepress[0].action_next,
            "board": prepress.action_next,
            "code": lambda: prepress._move_to("started"),
        }
        for name, door in doors.items():
            with self.subTest(name), self.assertRaisesRegex(UserError, answer):
                door()
        self.assertEqual(set((job | good).mapped("status_id.code")), {"checking"})

    def test_an_import_moves_no_job(self):
        job = self._sent()
        rows = [[str(job.id), "print_portal.status_output"]]
        for user in (self.prepress, self.manager):
            jobs = self.env["print.job"].with_user(user)
            result = jobs.load([".id", "status_id/id"], rows)
            self.assertFalse(result["ids"])
            self.assertIn("a status is never typed", result["messages"][0]["message"])
        self.assertEqual(job.status_id.code, "checking")

    def test_a_job_that_needs_files_does_not_start_without_any(self):
        job = self._send().print_job_ids
        job._move_to("checking")
        with self.assertRaisesRegex(UserError, "No file yet: add one"):
            job.order_id.action_confirm()
        self.plates.needs_files = False
        job.order_id.action_confirm()
        self.assertEqual(job.status_id, self.started)

    def test_a_new_file_closes_the_gate_again(self):
        job = self._running()
        job._move_to("on_hold", reason=self.machine)
        job.with_user(self.ivanova)._add_artwork(self._receive(self.ivanova, "new.pdf"))
        with self.assertRaisesRegex(UserError, "Not accepted yet: new.pdf"):
            job.with_user(self.prepress).action_next()
        self._accept_files(job)
        job.with_user(self.prepress).action_next()
        self.assertEqual(job.status_id, self.started)

    def test_a_step_past_a_gate_asks_there_too(self):
        """Jobs go from the proof to prepress without a stop at "started"."""
        job = self._sent()
        job.order_id.write({"state": "sale"})
        job._move_to("awaiting_proof")
        self._refused(job, "prepress", "Not accepted yet")

    def test_without_the_gate_who_starts_accepts(self):
        self.plates.gate_ids = False
        job = self._sent()
        job.order_id.action_confirm()
        self.assertEqual(job.artwork_ids.state, "accepted")

    def test_many_files_are_said_in_one_sentence(self):
        names = [f"{'very_' * 20}{number}.pdf" for number in range(4)]
        job = self._sent(*names)
        [sentence] = job._get_gate_blockers(self.started)
        self.assertIn("(+ 3)", sentence)
        self.assertLessEqual(len(sentence), 90)

    def test_a_file_that_comes_is_written_on_the_job(self):
        """So that who adds it and who starts the job at once cannot both win."""
        job = self._sent()
        job.sudo().date_files = False
        same = self._receive(self.ivanova, "cover.pdf")
        same.sudo().name = "cover.pdf"
        job._add_artwork(same)
        self.assertFalse(job.date_files)
        job._add_artwork(self._receive(self.ivanova, "other.pdf", b"%PDF other"))
        self.assertTrue(job.date_files)

    # Certified for output -------------------------------------------------------------

    def _uncertified(self):
        job = self._sent()
        job.with_user(self.prepress).action_accept_files()
        job.order_id.action_confirm()
        return job

    def test_output_needs_files_that_prepress_vouches_for(self):
        job = self._uncertified()
        self._refused(job, "output", "Not certified: cover.pdf")
        self.assertTrue(job.with_user(self.prepress).is_certifiable)
        job.with_user(self.prepress).action_certify_files()
        artwork = job.artwork_ids
        self.assertTrue(artwork.is_certified)
        self.assertEqual(artwork.certified_by_id, self.prepress)
        self.assertEqual(artwork.certified_checksum, artwork.checksum)
        self.assertIn(artwork.checksum[:8], job.message_ids[0].body)
        job._move_to("output")

    def test_only_prepress_certifies(self):
        job = self._uncertified()
        for user in (self.salesperson, self.manager, self.accountant, self.ivanova):
            with self.subTest(user.login), self.assertRaises(AccessError):
                job.artwork_ids.with_user(user).action_certify()
        self.assertFalse(job.with_user(self.salesperson).is_certifiable)

    def test_what_is_not_accepted_is_not_certified(self):
        artwork = self._sent().artwork_ids.with_user(self.prepress)
        with self.assertRaisesRegex(UserError, "Accept cover.pdf first"):
            artwork.action_certify()

    def test_other_bytes_void_the_certificate(self):
        job = self._running("output")
        path = self.root / job.artwork_ids.path
        path.unlink()
        path.write_bytes(b"something else")
        job._move_to("on_hold", reason=self.machine)
        self._refused(job, "output", "Not certified: cover.pdf")
        with self.assertRaisesRegex(UserError, "changed on our disk"):
            job.artwork_ids.with_user(self.prepress).action_certify()

    def test_a_replaced_production_file_is_certified_anew(self):
        job = self._uncertified()
        self._accept_files(job)
        old = job.artwork_ids
        mended = self._receive(self.ivanova, "cover_fonts.pdf", b"%PDF mended")
        wizards = self.env["print.artwork.replace"].with_user(self.prepress)
        replace = wizards.create(
            {"artwork_id": old.id, "file_id": mended.id, "reason": "Fonts embedded"}
        )
        replace.action_replace()
        new = job._get_current_artwork()
        self.assertEqual((new.version, new.state), (2, "accepted"))
        self.assertEqual(new.comment_ids.audience, "staff")
        self._refused(job, "output", "Not certified: cover_fonts.pdf")
        with self.assertRaisesRegex(UserError, "was replaced"):
            old.with_user(self.prepress).action_certify()
        with self.assertRaisesRegex(UserError, "was replaced by somebody else"):
            replace.action_replace()
        new.with_user(self.prepress).action_certify()
        job._move_to("output")
        for user in (self.salesperson, self.ivanova):
            with self.assertRaises(AccessError):
                new.with_user(user)._replace(old.file_id, "Nothing")
        with self.assertRaisesRegex(UserError, "What is different"):
            new.with_user(self.prepress)._replace(old.file_id, " ")
        with self.assertRaisesRegex(UserError, "is this very file"):
            new.with_user(self.prepress)._replace(mended, "Nothing")

    # Proof ----------------------------------------------------------------------------

    def test_a_proof_is_approved_for_the_files_of_that_time(self):
        self._gate("proof")
        job = self._sent()
        self._accept_files(job)
        job.order_id.action_confirm()
        self._refused(job, "output", "has not approved a proof")
        job = self._sent()
        self._accept_files(job)
        job._move_to("awaiting_proof")
        job.order_id.write({"state": "sale"})
        job._move_to("prepress")
        job._move_to("output")
        job._move_to("on_hold", reason=self.machine)
        self.env.cr.execute(
            "UPDATE print_job_move SET date = date - interval '1 hour'"
            " WHERE job_id = %s",
            [job.id],
        )
        job.move_ids.invalidate_recordset()
        job._add_artwork(self._receive(self.ivanova, "new.pdf"))
        self._accept_files(job)
        self._refused(job, "output", "has not approved a proof")

    # Money ----------------------------------------------------------------------------

    def test_prepaid_work_starts_when_it_is_paid(self):
        self._gate("prepaid")
        job = self._sent()
        self._accept_files(job)
        order = job.order_id
        with self.assertRaisesRegex(UserError, f"{order.name} is not paid") as refused:
            order.action_confirm()
        # Numbers of orders have any figures.
        for sentence in (str(refused.exception), job.with_user(self.prepress).blocker):
            self.assertNotIn("96", sentence.replace(order.name, ""))
        self.env["payment.transaction"].create(
            {
                "provider_id": self.env["payment.provider"].search([], limit=1).id,
                "payment_method_id": self.env["payment.method"].search([], limit=1).id,
                "reference": "test-prepaid",
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "sale_order_ids": [(4, order.id)],
                "state": "done",
            }
        )
        order.action_confirm()
        self.assertEqual(job.status_id, self.started)

    def test_who_would_owe_more_than_his_limit_waits(self):
        job = self._sent()
        self._accept_files(job)
        order = job.order_id
        client = order.partner_invoice_id.commercial_partner_id
        self.company.account_use_credit_limit = True
        client.credit_limit = order.amount_total - 1
        with self.assertRaisesRegex(UserError, "credit limit is reached"):
            order.action_confirm()
        client.credit_limit = order.amount_total
        order.action_confirm()
        self.assertEqual(job.status_id, self.started)
        # What is in work is not stopped by what the client owes for other orders.
        client.credit_limit = 1
        job._move_to("output")

    # Leaving --------------------------------------------------------------------------

    def test_what_was_made_differently_leaves_with_its_price(self):
        job = self._running("ready")
        job.with_user(self.prepress).made_quantity = 9
        with self.assertRaises(UserError) as refused:  # rolls back, as a request does
            self._hand_over(job)
        self.assertIn("sales sets the final price", str(refused.exception))
        self.assertEqual(job.status_id.code, "ready")
        self.assertNotEqual(job.line_id.move_ids.mapped("state"), ["done"])
        job.line_id._set_final_price(8, 14)
        self._hand_over(job)
        self.assertEqual(job.status_id.code, "delivered")

    def test_what_is_said_to_have_left_has_left_by_the_books(self):
        job = self._running("ready")
        self._refused(job, "shipped", "is not validated")

    # Where the gates stand ------------------------------------------------------------

    def test_new_kinds_of_work_ask_at_the_usual_gates(self):
        usual = self.env["print.gate"].search([("is_usual", "=", True)])
        self.assertIn("files", usual.mapped("rule"))
        kind = self.env["print.order.type"].create({"name": "Gold", "code": "gold"})
        self.assertEqual(kind.gate_ids, usual)
        self.plates.gate_ids = self.env.ref("print_portal.gate_prepaid")
        self.assertEqual(self.plates.copy({"code": "more"}).gate_ids.rule, "prepaid")

    def test_a_gate_may_stand_elsewhere(self):
        self._gate("certified", status="started")
        job = self._sent()
        job.with_user(self.prepress).action_accept_files()
        with self.assertRaisesRegex(UserError, "Not certified: cover.pdf"):
            job.order_id.action_confirm()

    def test_an_offer_is_accepted_and_its_jobs_wait(self):
        """Nobody could look at the files of an office order before it has jobs."""
        file = self._receive(self.main)
        order = self.env["sale.order"].with_user(self.salesperson)
        order = order.create({"partner_id": self.poligraf.id})
        form = self._form(files_later=False)
        order._add_print_job(self.plates, form, file_ids=file.ids)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        job = order.sudo().print_job_ids
        self.assertEqual(job.status_id.code, "checking")
        self.assertIn("Not accepted yet", job.blocker)
        job.with_user(self.prepress).action_accept_files()
        job.with_user(self.prepress).action_next()
        self.assertEqual(job.status_id, self.started)


@tagged("post_install", "-at_install")
class TestOpenedGates(GatesCase):
    """A gate that somebody opens, with his name and his reason."""

    def _open(self, jobs, reason="The courier waits", user=None):
        wizard = self.env["print.gate.open"].with_user(user or self.manager)
        wizard = wizard.create({"job_ids": jobs.ids, "reason": reason})
        wizard.action_open()

    def test_an_opened_gate_names_who_when_why_and_what(self):
        job = self._sent()
        self.assertTrue(job.with_user(self.manager).is_openable)
        wizard = self.env["print.gate.open"].with_user(self.manager)
        shown = wizard.new({"job_ids": job.ids})
        self.assertIn(f"{job.name}: Not accepted yet: cover.pdf", shown.missing)
        self._open(job)
        override = job.override_ids
        self.assertEqual(override.user_id, self.manager)
        self.assertEqual(override.gate_id.rule, "files")
        self.assertEqual(override.reason, "The courier waits")
        self.assertIn("Not accepted yet: cover.pdf", override.missing)
        self.assertTrue(override.date)
        self.assertTrue(override.is_valid)
        self.assertIn("The courier waits", job.message_ids[0].body)
        job.order_id.with_user(self.salesperson).action_confirm()
        self.assertEqual(job.status_id, self.started)
        self.assertEqual(job.artwork_ids.state, "checking", "nobody accepted it")

    def test_who_has_no_right_opens_none(self):
        job = self._sent()
        for user in (self.salesperson, self.prepress, self.accountant, self.ivanova):
            with self.subTest(user.login):
                with self.assertRaises(AccessError):
                    self._open(job, user=user)
                with self.assertRaises(AccessError):
                    job.with_user(user)._open_gates("I say so")
        self.assertFalse(job.with_user(self.salesperson).is_openable)
        self.assertFalse(job.override_ids)

    def test_a_reason_is_given(self):
        job = self._sent()
        for reason in ("", "  \n "):
            with self.subTest(reason), self.assertRaisesRegex(UserError, "Say why"):
                job.with_user(self.manager)._open_gates(reason)

    def test_what_is_open_needs_no_opening(self):
        job = self._sent()
        self._accept_files(job)
        with self.assertRaisesRegex(UserError, "No gate is closed"):
            self._open(job)

    def test_it_covers_what_was_true_then(self):
        job = self._sent()
        self._open(job)
        override = job.override_ids
        job.with_user(self.ivanova)._add_artwork(self._receive(self.ivanova, "new.pdf"))
        override.invalidate_recordset()
        self.assertFalse(override.is_valid)
        with self.assertRaisesRegex(UserError, "Not accepted yet"):
            job.order_id.action_confirm()

    def test_it_covers_one_gate_of_one_job(self):
        self._gate("prepaid")
        job, other = self._sent(), self._sent()
        jobs = job.with_user(self.manager)
        jobs._open_gates("Friends", self.env.ref("print_portal.gate_files"))
        with self.assertRaisesRegex(UserError, "is not paid") as refused:
            job.order_id.action_confirm()
        self.assertNotIn("Not accepted", str(refused.exception))
        jobs._open_gates("Pays tomorrow")
        self.assertEqual(
            set(job.override_ids.mapped("gate_id.rule")), {"files", "prepaid"}
        )
        with self.assertRaises(UserError):
            other.order_id.action_confirm()
        job.order_id.action_confirm()

    def test_another_amount_closes_the_money_gate(self):
        self._gate("prepaid")
        job = self._sent()
        self._accept_files(job)
        self._open(job)
        job.line_id.price_unit = 100
        with self.assertRaisesRegex(UserError, "is not paid"):
            job.order_id.action_confirm()

    def test_the_list_is_kept(self):
        job = self._sent()
        self._open(job)
        override = job.override_ids
        for user in (self.manager, self.prepress, self.salesperson):
            own = override.with_user(user)
            with self.subTest(user.login):
                self.assertEqual(own.reason, "The courier waits")
                with self.assertRaises(AccessError):
                    own.write({"reason": "Nothing"})
                with self.assertRaises(AccessError):
                    own.unlink()
                with self.assertRaises(AccessError):
                    own.create({"job_id": job.id, "gate_id": own.gate_id.id})
        for user in (self.colleague, self.ivanova, self.rival):
            with self.subTest(user.login), self.assertRaises(AccessError):
                override.with_user(user).read(["reason"])

    def test_what_it_was_opened_for_cannot_be_read_from_it(self):
        job = self._sent()
        self._open(job)
        with self.assertRaises(AccessError):
            job.override_ids.with_user(self.prepress).read(["basis"])
