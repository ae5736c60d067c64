from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestBackOffice(PrintOrdersCommon):
    """What staff see, each with the rights of his role."""

    def _read_view(self, user, records, xmlid):
        """Read what a list or board shows of ``records``, as the web client does."""
        records = records.with_user(user)
        view = self.env.ref(f"print_portal.{xmlid}")
        arch = records.get_view(view.id, view.type)["arch"]
        nodes = etree.fromstring(arch).xpath("//field[not(ancestor::field)]")
        names = {node.get("name"): {} for node in nodes}
        return records.web_read(names)

    def test_every_role_opens_jobs(self):
        job = self._job_in("started")
        staff = (
            self.prepress,
            self.salesperson,
            self.accountant,
            self.coordinator,
        )
        for user in staff:
            with self.subTest(user=user.login):
                for view in ("print_job_view_list", "print_job_view_kanban"):
                    values = self._read_view(user, job, view)
                    self.assertEqual(values[0]["name"], job.name)
                form = Form(job.with_user(user), "print_portal.print_job_view_form")
                self.assertEqual(form.title, job.title)

    def test_production_sees_no_money(self):
        job = self._job_in("started")
        view = "print_portal.print_job_view_form"
        for user in (self.prepress, self.coordinator):
            arch = job.with_user(user).get_view(self.env.ref(view).id, "form")["arch"]
            self.assertNotIn("estimate", arch)
        with self.assertRaises(AccessError):
            job.with_user(self.prepress).read(["estimate"])
        values = job.with_user(self.coordinator).read(["estimate", "final_price"])[0]
        self.assertFalse(values["estimate"] or values["final_price"])
        for user in (self.salesperson, self.accountant):
            self.assertEqual(job.with_user(user).estimate, 96)

    def test_who_sees_his_own_orders_only_sees_no_jobs_of_others(self):
        job = self._job_in("started")
        with self.assertRaises(AccessError):
            job.with_user(self.colleague).read(["title"])

    def test_the_final_price_stands_beside_the_estimate(self):
        job = self._job_in("ready")
        self.assertFalse(job.final_price)
        job.line_id._set_final_price(9, 12)
        self.assertEqual((job.estimate, job.final_price), (96, 108))

    def test_the_button_is_named_after_the_step(self):
        job = self._job_in("output")
        self.assertEqual(job.step_name, "Begin finishing")
        self.env.ref("print_portal.status_finishing").step_name = "Laminate"
        job.invalidate_recordset()
        self.assertEqual(job.step_name, "Laminate")

    def test_only_declared_ways_off_the_line_are_offered(self):
        job = self._job_in("ready")
        self.assertFalse(job.is_returnable or job.is_holdable or job.is_cancellable)
        job = self._job_in("checking")
        self.assertTrue(job.is_returnable and job.is_holdable and job.is_cancellable)

    def test_the_way_of_a_job_begins_with_what_it_passed(self):
        job = self._job_in("on_hold")
        codes = job.way_ids.mapped("code")
        self.assertEqual(codes[:3], ["awaiting_files", "checking", "on_hold"])
        self.assertEqual(codes[-1], "closed")

    def test_a_blocked_step_says_why(self):
        job = self._job_in("checking").with_user(self.prepress)
        self.assertEqual(job.next_status_id.code, "started")
        self.assertEqual(job.blocker, "Confirm the order first.")

    def test_awaited_is_said_from_our_side(self):
        job = self._job_in("returned")
        words = "Client: replace the file, it has no bleed."
        self.assertEqual(job.with_user(self.prepress).awaited, words)
        order = job.order_id
        self.assertEqual(order.with_user(self.salesperson).print_awaited, words)
        self.assertIn("Waiting for you", order._get_awaited_line()["lead"])

    def test_no_status_calls_staff_you(self):
        job = self._job_in("checking")
        for status in self.env["print.status"].search([]):
            self.env.cr.execute(
                "UPDATE print_job SET status_id = %s, reason_id = %s WHERE id = %s",
                (
                    status.id,
                    self.env.ref("print_portal.reason_no_bleed").id,
                    job.id,
                ),
            )
            job.invalidate_recordset()
            with self.subTest(status=status.code):
                self.assertTrue(job.awaited)
                self.assertNotRegex(job.awaited, r"(?i)\byou")

    def test_production_opens_its_orders_and_finds_no_money_there(self):
        job = self._job_in("started")
        order = job.order_id.with_user(self.prepress)
        form = Form(order, "print_portal.sale_order_view_form_production")
        self.assertEqual(form.name, order.name)
        self.assertTrue(job.with_user(self.prepress).is_order_readable)
        self.assertEqual(order.order_line.product_uom_qty, 8)
        for record, names in (
            (order, ["amount_total", "amount_untaxed", "tax_totals"]),
            (order.order_line, ["price_unit", "price_subtotal"]),
        ):
            for name in names:
                with self.subTest(field=name), self.assertRaises(AccessError):
                    record.read([name])
        for record in (order, order.order_line):
            with self.assertRaises(AccessError):
                record.write({"name": "Other"})

    def test_production_reads_orders_with_jobs_only(self):
        orders = self.env["sale.order"].with_user(self.prepress)
        started = self._job_in("started").order_id
        others = self._basket() | self._create_order(self.main, state="draft")
        self.assertEqual(orders.search([("id", "in", (started | others).ids)]), started)

    def test_an_invoiced_order_takes_no_final_price(self):
        order = self._job_in("ready").order_id
        self.assertTrue(order.print_is_price_open)
        wizards = self.env["print.final.price"].with_user(self.salesperson)
        wizards = wizards.with_context(default_order_id=order.id)
        early = wizards.create({})
        order._create_invoices()
        self.assertFalse(order.print_is_price_open)
        mails = self.env["mail.mail"].search_count([])
        for wizard in (early, wizards.create({})):
            with self.assertRaisesRegex(UserError, "is invoiced"):
                wizard.action_fix()
        self.assertEqual(order.amount_untaxed, 96)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_the_preview_is_what_the_client_reads(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        job = self._job_in("checking")
        self.ivanova.lang = "fr_FR"
        reason = self.env.ref("print_portal.reason_no_bleed")
        reason.with_context(lang="fr_FR").client_sentence = "ajoutez un fond perdu."
        action = job.with_user(self.prepress).action_return()
        wizard = Form(
            self.env["print.job.stop"]
            .with_user(self.prepress)
            .with_context(**action["context"])
        )
        wizard.reason_id = reason
        wizard.note = "Page 3"
        preview = wizard.preview
        self.assertIn("ajoutez un fond perdu. ", preview)
        wizard.save().action_stop()
        awaited = job.order_id.with_context(lang="fr_FR")._get_awaited_line()
        self.assertTrue(preview.startswith(awaited["lead"]))
        self.assertIn("Page 3", awaited["more"])

    def test_late_is_what_we_owe_not_what_we_wait_for(self):
        yesterday = fields.Datetime.now() - timedelta(days=1)
        ours, theirs, made = (
            self._job_in(code) for code in ("started", "returned", "ready")
        )
        for job in (ours, theirs, made):
            job.order_id.commitment_date = yesterday
        self.assertTrue(ours.is_late)
        self.assertFalse(theirs.is_late or made.is_late)
        found = self.env["print.job"].search([("is_late", "=", True)])
        self.assertIn(ours, found)
        self.assertFalse((theirs | made) & found)
        orders = self.env["sale.order"].search([("print_is_late", "=", True)])
        self.assertIn(ours.order_id, orders)
        self.assertNotIn(theirs.order_id, orders)

    def test_a_job_follows_the_date_of_its_order(self):
        job = self._job_in("started")
        order = job.order_id.with_user(self.salesperson)
        order.commitment_date = "2030-01-08 15:00:00"
        self.assertEqual(job.date_promised, order.commitment_date)
        job.date_promised = "2030-01-09 15:00:00"
        self.assertEqual(order.print_date_promised, job.date_promised)

    def test_the_board_keeps_its_columns(self):
        self._job_in("started")
        jobs = self.env["print.job"].with_context(read_group_expand=True)
        groups = jobs.formatted_read_group(
            [("kind", "not in", ("done", "cancel"))], ["kind"], ["__count"]
        )
        self.assertEqual(
            [group["kind"] for group in groups],
            ["check", "client", "hold", "work", "ready"],
        )

    def test_jobs_of_an_order_show_no_query_per_row(self):
        jobs = self._job_in("started") | self._job_in("returned")
        names = ["name", "awaited", "step_name", "is_late", "board_color", "blocker"]
        jobs.with_user(self.prepress).read(names)
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            jobs.with_user(self.prepress).read(names)
        more = jobs | self._job_in("output") | self._job_in("on_hold")
        more |= self._job_in("checking")
        self.env.invalidate_all()
        with self.assertQueryCount(40):
            more.with_user(self.prepress).read(names)


@tagged("post_install", "-at_install")
class TestOrderLists(PrintOrdersCommon):
    """Which orders stand in which list."""

    def _list(self, action, filters=(), user=None):
        """Return the orders that an action shows with some filters of its search."""
        action = self.env.ref(action)
        domain = eval(action.domain or "[]", {"active_ids": self.poligraf.ids})
        for name in filters:
            arch = etree.fromstring(action.search_view_id.arch)
            node = arch.find(f".//filter[@name='{name}']")
            domain += eval(node.get("domain"), {"uid": self.env.uid})
        orders = self.env["sale.order"].with_user(user or self.salesperson)
        return orders.search(domain)

    def test_baskets_are_in_none_of_cores_lists(self):
        basket = self._basket()
        for name in (
            "sale.action_quotations_with_onboarding",
            "sale.action_quotations",
            "sale.action_orders",
            "sale.action_quotations_salesteams",
            "sale.act_res_partner_2_sale_order",
            "print_portal.print_order_action",
        ):
            with self.subTest(action=name):
                self.assertNotIn(basket, self._list(name))
        self.assertIn(basket, self._list("print_portal.print_basket_action"))

    def test_baskets_are_in_no_count_and_no_report(self):
        team = self.env["crm.team"].create({"name": "Plates"})
        client = self.poligraf.with_user(self.salesperson)
        orders, teams = client.sale_order_count, team.sale_order_count
        basket = self._basket()
        basket.team_id = team
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(client.sale_order_count, orders)
        self.assertEqual(team.sale_order_count, teams)
        rows = self.env["sale.report"].search([("partner_id", "=", self.poligraf.id)])
        self.assertNotIn(basket, rows.mapped("order_reference"))
        report = self.env["stock.forecasted_product_product"]
        domain = report._product_sale_domain(None, basket.order_line.product_id.ids)
        lines = self.env["sale.order.line"].search(domain)
        self.assertNotIn(basket.order_line, lines)

    def test_sent_orders_count_at_once(self):
        order = self._order()
        self.env.flush_all()
        self.assertIn(order, self._list("sale.action_quotations"))
        rows = self.env["sale.report"].search([("partner_id", "=", self.poligraf.id)])
        self.assertIn(order, rows.mapped("order_reference"))

    def test_the_list_leaves_out_finished_and_cancelled_until_ticked(self):
        action = "print_portal.print_order_action"
        running, done, cancelled = (
            self._job_in(code).order_id for code in ("started", "closed", "cancelled")
        )
        quotation = self.env["sale.order"].with_user(self.salesperson)
        quotation = quotation.create({"partner_id": self.poligraf.id})
        shown = self._list(action, ["open"])
        self.assertIn(running, shown)
        self.assertIn(quotation, shown)
        self.assertFalse(shown & (done | cancelled))
        self.assertIn(done, self._list(action, ["finished"]))
        self.assertIn(cancelled, self._list(action, ["cancelled"]))

    def test_a_quotation_that_was_cancelled_is_not_open(self):
        order = self.env["sale.order"].with_user(self.salesperson)
        order = order.create({"partner_id": self.poligraf.id})
        order._action_cancel()
        action = "print_portal.print_order_action"
        self.assertNotIn(order, self._list(action, ["open"]))
        self.assertIn(order, self._list(action, ["cancelled"]))

    def test_own_documents_only_means_own_orders(self):
        order = self._order()
        action = "print_portal.print_order_action"
        self.assertIn(order, self._list(action))
        self.assertNotIn(order, self._list(action, user=self.colleague))
        order.user_id = self.colleague
        self.assertIn(order, self._list(action, user=self.colleague))

    def test_staff_open_the_order_form(self):
        order = self._job_in("started").order_id
        for user in (self.salesperson, self.accountant):
            with self.subTest(user=user.login):
                form = Form(order.with_user(user), "sale.view_order_form")
                self.assertEqual(form.name, order.name)

    def test_goods_from_the_shelf_stand_where_their_delivery_is(self):
        order = self._create_order(self.ivanova)
        self.assertFalse(order.print_status_id)
        order.action_confirm()
        self.assertEqual(order.print_status_id.code, "started")
        picking = order.picking_ids
        picking.move_ids.quantity = 10
        picking.with_user(self.env.ref("base.user_admin")).button_validate()
        self.assertEqual(order.print_status_id.code, "delivered")
        self.assertEqual(order._get_awaited_line()["lead"], "Delivered.")
