import json
from datetime import datetime
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .branches_common import BranchesMixin
from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestApproval(PrintOrdersCommon):
    """8 plates cost 96.00; ``ivanova`` sends orders, and sees no money."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plates.product_ids.taxes_id = False
        cls.wide.product_ids.taxes_id = False
        cls.deputy = cls._create_colleague("deputy", can_approve=True)
        cls.ivanova.order_limit = 90

    def _as(self, user, basket):
        """Return ``basket`` as the pages have it for ``user``."""
        return basket.with_user(user).sudo()

    def _ask(self, account=None, *forms, comment=""):
        basket = self._basket(account or self.ivanova, *forms)
        self._as(account or self.ivanova, basket)._ask_approval(comment)
        return basket

    def _approve(self, basket, user):
        order = self._as(user, basket)
        return order._approve_basket(order._get_approval_seal())

    def _send_own(self, basket):
        self._as(basket.print_account_id, basket)._submit_basket()

    def _refuses(self, act, words="", error=UserError):
        with self.assertRaisesRegex(error, words), self.cr.savepoint():
            act()

    # Limits ---------------------------------------------------------------------------

    def test_a_basket_over_the_limit_is_not_sent_and_no_figure_is_told(self):
        basket = self._basket(self.ivanova)
        with self.assertRaises(UserError) as refused, self.cr.savepoint():
            self._send_own(basket)
        said = str(refused.exception)
        self.assertIn("over your limit for one order", said)
        self.assertNotIn("90", said)
        self.assertTrue(basket.is_basket)
        self.ivanova.see_finance = True
        self._refuses(lambda: self._send_own(basket), "90.00")

    def test_a_limit_is_reached_by_what_is_above_it(self):
        self.ivanova.order_limit = 96
        basket = self._basket(self.ivanova)
        self._send_own(basket)
        self.assertEqual((basket.state, basket.print_approval_state), ("sent", False))

    def test_programs_are_bound_by_the_limit_too(self):
        basket = self._basket(self.ivanova).with_user(self.ivanova)
        self._refuses(basket.print_send_basket, "over your limit")
        answer = basket.print_ask_approval("For the fair")
        self.assertIn("Deputy", answer["approvers"])
        self.assertEqual(basket.print_approval_state, "waiting")
        for context in ({"approved": True}, {"print_approval_state": "approved"}):
            self._refuses(basket.with_context(**context).print_send_basket, "waits")

    def test_the_main_account_has_no_limits(self):
        self.main.write({"order_limit": 1, "month_limit": 1})
        basket = self._basket(self.main)
        self._send_own(basket)
        self.assertEqual(basket.state, "sent")

    def test_work_without_a_price_is_over_any_limit(self):
        self.ivanova.order_limit = 1_000_000
        self.env["print.tariff"].search([]).unlink()
        basket = self._basket(self.ivanova)
        self._refuses(lambda: self._send_own(basket), "without a price")

    def test_the_month_counts_what_was_sent_and_not_cancelled(self):
        self.ivanova.write({"order_limit": 0, "month_limit": 200})
        first = self._send()
        self._send()
        third = self._basket(self.ivanova)
        self._refuses(lambda: self._send_own(third), "this month")
        first._action_cancel()
        self._send_own(third)
        self.assertEqual(third.state, "sent")

    def test_the_month_counts_the_price_of_now(self):
        self.ivanova.write({"order_limit": 0, "month_limit": 200})
        order = self._order()
        order.order_line._set_final_price(10, 12)
        basket = self._basket(self.ivanova)
        self._refuses(lambda: self._send_own(basket), "this month")

    def _offer(self, **values):
        """Return a quotation of 8 plates that the office has sent."""
        orders = self.env["sale.order"].with_user(self.salesperson)
        order = orders.create({"partner_id": self.poligraf.id, **values})
        raw = self.plates._get_typed(self._form())
        self.assertFalse(order.save_print_job(self.plates.id, raw))
        order.action_quotation_sent()
        return order

    def test_the_month_counts_quotations_that_are_accepted(self):
        self.ivanova.write(
            {"order_limit": 0, "month_limit": 200, "see_colleagues": True}
        )
        own = self._offer(print_account_id=self.ivanova.id)
        of_nobody, third = self._offer(), self._offer()
        for order in (own, of_nobody):
            order.with_user(self.ivanova)._accept_offer()
            self.assertEqual(order.state, "sale")
        self.assertEqual(self.ivanova._get_month_total(self.company), 192)
        self._refuses(
            third.with_user(self.ivanova)._accept_offer, "over your limit", AccessError
        )
        self._refuses(lambda: self._send_own(self._basket(self.ivanova)), "this month")
        # What is in the month already is not added to it once more.
        self.assertTrue(own.with_user(self.ivanova)._is_within_limits(self.ivanova))
        third.with_user(self.main)._accept_offer()
        self.assertFalse(third.print_account_id)

    def test_a_month_begins_by_the_shops_own_clock(self):
        self.company.resource_calendar_id.tz = "Europe/Sofia"
        self.ivanova.write({"order_limit": 0, "month_limit": 100})
        order = self._send()
        # 23:30 on the last of November in Sofia, then half past midnight.
        for moment, counts in (("2026-11-30 21:30", 0), ("2026-11-30 22:30", 96)):
            order.print_date_submitted = datetime.fromisoformat(moment)
            with patch.object(fields.Datetime, "now", lambda: datetime(2026, 12, 10)):
                total = self.ivanova._get_month_total(self.company)
            self.assertEqual(total, counts)

    def test_what_is_ordered_at_once_writes_the_same_row(self):
        # Of two transactions that do, core begins the later one anew.
        self.ivanova.write({"order_limit": 0, "month_limit": 500})
        self.ivanova.see_finance = True
        basket = self._as(self.ivanova, self._basket(self.ivanova))
        offer = self._offer(print_account_id=self.ivanova.id)
        job = self._job_in("quality", self.ivanova)
        done = job.order_id
        job.with_user(self.prepress).write(
            {"made_quantity": 10, "deviation_note": "Two plates more."}
        )
        wizards = self.env["print.final.price"].with_user(self.salesperson)
        wizard = wizards.with_context(default_order_id=done.id).create({})
        wizard.action_fix()
        keys = done._get_price_question(self.main)["keys"]
        for act in (
            basket._check_limits,
            offer.with_user(self.ivanova)._accept_offer,
            lambda: done.with_user(self.ivanova)._accept_prices(keys),
        ):
            with self.subTest(act=act):
                before = self._get_row_mark()
                act()
                self.assertNotEqual(self._get_row_mark(), before)

    def _get_row_mark(self):
        """Return what is another text once the row of the account was written."""
        self.env.flush_all()
        mark = "SELECT xmax::text, xmin::text, ctid::text FROM res_users WHERE id = %s"
        self.cr.execute(mark, [self.ivanova.id])
        return self.cr.fetchone()

    # Asking ---------------------------------------------------------------------------

    def test_a_basket_that_waits_rests(self):
        basket = self._ask(comment="For the fair")
        line = self._as(self.ivanova, basket).order_line
        own = self._as(self.ivanova, basket)
        for act in (
            lambda: own._write_basket({"print_note": "x"}),
            lambda: own._add_print_job(self.plates, self._form()),
            line._remove_print_job,
            lambda: line._set_print_copies(2),
            own._delete_basket,
            own._submit_basket,
            own._make_current,
        ):
            self._refuses(act)
        self.assertFalse(self.ivanova.print_basket_id)
        orders = self.env["sale.order"].with_user(self.ivanova)
        self.assertNotEqual(orders._get_basket(create=True).id, basket.id)

    def test_asking_twice_is_asking_once(self):
        basket = self._ask()
        self._as(self.ivanova, basket)._ask_approval()
        self.assertEqual(basket.print_approval_ids.mapped("kind"), ["asked"])

    def test_its_owner_alone_asks_and_takes_back(self):
        basket = self._basket(self.ivanova)
        for user in (self.main, self.deputy, self.buh):
            ask = self._as(user, basket)._ask_approval
            self._refuses(ask, "belongs to", AccessError)
        own = self._as(self.ivanova, basket)
        self._refuses(own._take_back, "no approval")
        own._ask_approval()
        self._refuses(self._as(self.main, basket)._take_back, "belongs", AccessError)
        own._take_back()
        own._write_basket({"print_note": "Changed"})
        self._refuses(own._submit_basket, "over your limit")

    def test_who_may_not_send_asks_too(self):
        self.ivanova.write({"order_limit": 0, "can_submit": False})
        basket = self._basket(self.ivanova)
        self._refuses(lambda: self._send_own(basket), "may fill baskets, not send them")
        self._as(self.ivanova, basket)._ask_approval()
        self._approve(basket, self.deputy)
        self.assertEqual(basket.state, "sent")

    def test_nobody_there_to_approve_is_said(self):
        self.deputy.can_approve = False
        self.main.with_user(self.env.ref("base.user_admin")).action_archive()
        basket = self._basket(self.ivanova)
        self._refuses(
            self._as(self.ivanova, basket)._ask_approval, "main account of Poligraf"
        )

    # Deciding -------------------------------------------------------------------------

    def test_who_decides(self):
        second = self._create_colleague("second", can_approve=True, order_limit=50)
        basket = self._ask()
        self.assertEqual(basket._get_approvers(), self.main | self.deputy)
        for user in (second, self.buh, self.head, self.ivanova):
            with self.subTest(user=user.login):
                self._refuses(
                    lambda user=user: self._approve(basket, user),
                    "not yours to approve",
                    AccessError,
                )
        self.deputy.can_approve = False
        self._refuses(lambda: self._approve(basket, self.deputy), "", AccessError)

    def test_nobody_but_the_main_account_approves_his_own(self):
        self.ivanova.can_approve = True
        basket = self._ask()
        self._refuses(lambda: self._approve(basket, self.ivanova), "", AccessError)

    def test_approving_sends_it_in_its_owners_name(self):
        self.deputy.see_finance = False
        basket = self._ask(comment="For the fair")
        order = self._approve(basket, self.deputy)
        self.assertRegex(order.name, "^i-")
        self.assertEqual(order.print_account_id, self.ivanova)
        self.assertEqual(order.print_approver_id, self.deputy)
        self.assertEqual(len(order.print_job_ids), 1)
        told = order._portal_values(self.ivanova)["approval"]
        self.assertEqual(
            [(step["kind"], step["who"]) for step in told["steps"]],
            [("asked", "Ivanova"), ("approved", "Deputy")],
        )
        notes = " ".join(order.message_ids.mapped("body"))
        self.assertIn("approved by Deputy", notes)
        self._refuses(
            lambda: self._approve(basket, self.deputy), "no approval any more"
        )

    def test_it_comes_back_with_a_reason_and_may_be_changed(self):
        basket = self._ask()
        deputy = self._as(self.deputy, basket)
        self._refuses(lambda: deputy._return_basket("  "), "Comment")
        self._refuses(lambda: deputy._return_basket("x" * 1001), "shorten")
        deputy._return_basket("Leave the second job out")
        own = self._as(self.ivanova, basket)
        own._write_basket({"print_note": "Done"})
        own._ask_approval()
        kinds = basket.print_approval_ids.mapped("kind")
        self.assertEqual(kinds, ["asked", "returned", "asked"])

    def test_an_approval_is_for_what_was_read(self):
        basket = self._ask(self.ivanova, self._form(), self._form(self.wide))
        deputy = self._as(self.deputy, basket)
        spec = basket.order_line[0].print_spec_id
        changes = {
            "job": lambda: spec._revise({**spec.values, "colors_back": 0}),
            "price": lambda: basket.order_line[0].write({"price_unit": 1}),
            "address": lambda: basket.partner_shipping_id.write({"street": "New 1"}),
            "other address": lambda: basket.write(
                {"partner_shipping_id": self.ivanova.partner_id.id}
            ),
            "recipient": lambda: basket.write({"print_recipient_name": "Somebody"}),
            "a job less": lambda: basket.order_line[1].unlink(),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                seal = deputy._get_approval_seal()
                change()
                self._refuses(lambda: deputy._approve_basket(seal), "has changed")  # noqa: B023
        self.assertTrue(basket.is_basket)

    def test_an_old_approval_sends_nothing_else(self):
        basket = self._ask()
        seal = basket.sudo()._get_approval_seal()
        basket.sudo().write(
            {
                "print_approval_state": "approved",
                "print_approver_id": self.deputy.id,
                "print_approval_seal": seal,
            }
        )
        self.assertTrue(basket.sudo()._is_approved())
        self._as(self.ivanova, basket).order_line._set_print_copies(2)
        self._refuses(lambda: self._send_own(basket), "over your limit")

    def test_a_quick_order_waits_until_somebody_agrees(self):
        orders = self.env["sale.order"].with_user(self.ivanova)
        typed = {
            "type": "ctp_plates",
            "comment": "As last time",
            "phone": "+35924005060",
        }
        basket = orders._send_in_words(typed, key="once")
        self.assertEqual(basket.print_approval_state, "waiting")
        self.assertEqual(orders._send_in_words(typed, key="once"), basket)
        order = self._approve(basket, self.main)
        self.assertEqual((order.state, order.print_kind), ("sent", "quick"))
        self.assertTrue(order.sudo().activity_ids)

    def test_a_quotation_over_the_limit_is_for_the_main_account(self):
        order = self._create_order(client=self.ivanova.partner_id)
        self.assertTrue(order._is_offer())
        self._refuses(
            order.with_user(self.ivanova)._accept_offer, "over your limit", AccessError
        )
        told = order._portal_values(self.ivanova)
        self.assertIn("Poligraf Ltd can accept it", told["offer_refusal"])
        self.assertFalse(told["offer"]["can_answer"])
        self.ivanova.order_limit = 1000
        self.assertFalse(order._portal_values(self.ivanova)["offer_refusal"])
        order.with_user(self.ivanova)._accept_offer()
        self.assertEqual(order.state, "sale")

    # Addresses ------------------------------------------------------------------------

    def test_addresses_that_an_account_may_not_use_are_refused(self):
        self.ivanova.order_limit = 0
        address = self.env["res.partner"].create(
            {"name": "Gate", "type": "delivery", "parent_id": self.poligraf.id}
        )
        self.ivanova.allowed_address_ids = address
        basket = self._basket(self.ivanova)
        own = self._as(self.ivanova, basket)
        self.assertEqual(basket.partner_shipping_id, address)
        self._refuses(
            lambda: own._write_basket({"partner_shipping_id": self.poligraf.id}),
            "may not use",
        )
        choices = own._get_basket_choices(self.ivanova)["partner_shipping_id"]
        self.assertEqual([choice["value"] for choice in choices], [address.id])
        basket.partner_shipping_id = self.poligraf
        self._refuses(own._submit_basket, "may not use")
        self._refuses(own._ask_approval, "may not use")
        self.ivanova.allowed_address_ids = False
        own._submit_basket()

    # Rows -----------------------------------------------------------------------------

    def test_a_basket_is_seen_by_approvers_while_it_waits(self):
        basket = self._ask()
        line = basket.order_line

        def seen():
            return [
                user
                for user in (self.main, self.deputy, self.buh, self.head, self.rival)
                if line.with_user(user).search([("id", "=", line.id)]).order_id
            ]

        self.assertEqual(seen(), [self.main, self.deputy])
        self._as(self.deputy, basket)._return_basket("No")
        self.assertEqual(seen(), [])

    def test_accounts_read_nothing_of_how_it_is_kept(self):
        basket = self._ask()
        for user in (self.ivanova, self.main):
            orders = self.env["sale.order"].with_user(user)
            for name in (
                "print_approver_id",
                "print_approval_seal",
                "print_approval_ids",
                "print_reader_ids",
                "print_editor_ids",
                "print_link_ids",
            ):
                with self.subTest(user=user.login, field=name):
                    self._refuses(
                        lambda orders=orders, name=name: orders.search(
                            [(name, "!=", False)]
                        ),
                        "",
                        (AccessError, ValueError),
                    )
        for model in ("print.approval", "print.basket.link"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.main).search([])
        values = basket._portal_values(self.ivanova)
        self.assertNotIn("96.00", json.dumps(values, default=str))

    # Mail -----------------------------------------------------------------------------

    def _get_mails(self, basket):
        mails = self.env["mail.mail"].search(
            [("model", "=", "sale.order"), ("res_id", "=", basket.id)]
        )
        return {mail.recipient_ids.email: mail for mail in mails}

    def test_approvers_are_written_to_with_the_basket(self):
        basket = self._ask(comment="For the fair")
        seen_by = []
        reports = type(self.env["ir.actions.report"])

        def render(report, *_args, **_kwargs):
            reader = report.env.user
            seen_by.append(reader.login)
            return basket._get_basket_label().encode(), "pdf"

        with (
            patch.object(reports, "get_wkhtmltopdf_state", lambda _self: "ok"),
            patch.object(reports, "_render_qweb_pdf", render),
        ):
            basket.print_approval_ids._tell()
        mails = self._get_mails(basket)
        money = mails[self.main.partner_id.email]
        bare = mails[self.deputy.partner_id.email]
        self.assertEqual(len(mails), 2)
        self.assertIn("96.00", money.body_html)
        self.assertNotIn("96.00", bare.body_html)
        for mail in (money, bare):
            self.assertIn("For the fair", mail.body_html)
            self.assertIn(f"/my/print/baskets/{basket.id}", mail.body_html)
            self.assertEqual(len(mail.attachment_ids), 1)
        # Each paper is made for the rights of who reads it.
        self.assertEqual(set(seen_by), {self.main.login, self.deputy.login})
        self.assertTrue(basket.print_approval_ids.is_told)

    def test_the_owner_is_told_why_it_came_back(self):
        basket = self._ask()
        self._as(self.deputy, basket)._return_basket("Too early")
        for step in basket.print_approval_ids:
            step._tell()
        mails = self._get_mails(basket)
        self.assertEqual(list(mails), [self.ivanova.partner_id.email])
        mail = mails[self.ivanova.partner_id.email]
        self.assertIn("Too early", mail.body_html)
        self.assertEqual(mail.subject, "Sent back: Booklet Autumn")

    def test_the_mail_about_the_order_names_the_approver(self):
        order = self._approve(self._ask(), self.deputy)
        mail = self._get_mails(order)[self.ivanova.partner_id.email]
        self.assertRegex(mail.body_html, r"Approved by\s+Deputy")

    def test_the_paper_names_amounts_for_who_sees_them(self):
        basket = self._ask()
        report = "sale.action_report_saleorder"
        for user, sees in ((self.main, True), (self.deputy, False)):
            reports = self.env["ir.actions.report"].with_user(user).sudo()
            text = reports._render_qweb_html(report, basket.ids)[0].decode()
            self.assertEqual("96.00" in text, sees, user.login)
            self.assertIn("Booklet Autumn", text)

    # Staff ----------------------------------------------------------------------------

    def test_staff_read_that_it_waits_and_who_approved(self):
        basket = self._ask()
        seen = basket.with_user(self.salesperson)
        self.assertEqual(seen.print_awaited, "The client's company approves it.")
        self._approve(basket, self.deputy)
        self.assertEqual(seen.print_approver_id.name, "Deputy")

    def test_a_closed_accounts_basket_is_the_main_accounts_to_decide(self):
        basket = self._ask()
        self.ivanova.with_user(self.env.ref("base.user_admin")).action_archive()
        self.assertEqual(basket.print_account_id, self.main)
        self._approve(basket, self.main)
        self.assertEqual(basket.state, "sent")


@tagged("post_install", "-at_install")
class TestApprovalInBranches(BranchesMixin, PrintOrdersCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_branches()
        cls.anna.order_limit = 1
        (cls.boris | cls.clara | cls.buh | cls.ivanova).can_approve = True
        cls.basket = cls._basket(cls.anna)
        cls.basket.with_user(cls.anna).sudo()._ask_approval()

    def test_a_branch_approves_its_own_and_the_head_office_all(self):
        approvers = self.main | self.boris | self.buh | self.ivanova
        self.assertEqual(self.basket._get_approvers(), approvers)
        for user in approvers | self.clara:
            seen = self.basket.with_user(user).search([("id", "=", self.basket.id)])
            self.assertEqual(bool(seen), user in approvers, user.login)
        seal = self.basket.sudo()._get_approval_seal()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.basket.with_user(self.clara).sudo()._approve_basket(seal)
        self.basket.with_user(self.boris).sudo()._approve_basket(seal)
        self.assertEqual(self.basket.state, "sent")

    def test_a_basket_is_shared_inside_its_branch(self):
        own = self.basket.with_user(self.anna).sudo()
        own._take_back()
        for user in (self.clara, self.store, self.buh):
            with self.assertRaises(UserError), self.cr.savepoint():
                own._share_with(user.id, "edit")
        own._share_with(self.boris.id, "edit")
        self.assertTrue(own._may_be_filled_by(self.boris))
        seen = self.basket.with_user(self.boris).search([("is_basket", "=", True)])
        self.assertIn(self.basket, seen)
