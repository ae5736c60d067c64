from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import PrintPortalCommon


@tagged("post_install", "-at_install")
class TestRights(PrintPortalCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls._create_order(cls.ivanova)
        cls.own_basket = cls._create_order(cls.ivanova, state="basket")
        cls.of_buh = cls._create_order(cls.buh)
        cls.basket_of_buh = cls._create_order(cls.buh, state="basket")
        cls.of_office = cls._create_order()
        cls.quotation = cls._create_order(state="draft")
        cls.of_contact = cls._create_order(partner_id=cls.ivanova.partner_id.id)
        cls.of_rival = cls._create_order(cls.rival)
        cls.sent = cls.own | cls.of_buh | cls.of_office | cls.of_contact
        drafts = cls.own_basket | cls.basket_of_buh | cls.quotation
        cls.orders = cls.sent | drafts | cls.of_rival

    def _seen(self, records, user):
        """Return which of ``records`` a user finds, and can read one by one."""
        found = records.with_user(user).search([("id", "in", records.ids)])
        readable = records.filtered(
            lambda record: record.with_user(user).has_access("read")
        )
        self.assertEqual(set(found.ids), set(readable.ids))
        return readable

    # --- Orders ---

    def test_account_sees_its_own_orders_and_baskets(self):
        seen = self._seen(self.orders, self.ivanova)
        self.assertEqual(seen, self.own | self.own_basket | self.of_contact)

    def test_colleagues_orders_are_seen_once_they_are_sent(self):
        self.assertEqual(self._seen(self.orders, self.head), self.sent)

    def test_main_account_sees_all_but_other_peoples_baskets_and_our_drafts(self):
        self.assertEqual(self._seen(self.orders, self.main), self.sent)

    def test_another_client_sees_its_own(self):
        self.assertEqual(self._seen(self.orders, self.rival), self.of_rival)

    def test_who_is_of_no_client_sees_no_order(self):
        order = self._create_order(client=self.stranger.partner_id)
        self.assertFalse(self._seen(self.orders | order, self.stranger))
        with self.assertRaises(AccessError):
            self.orders.with_user(self.public).search([])

    def test_staff_sees_what_its_groups_say(self):
        self.assertEqual(self._seen(self.orders, self.salesperson), self.orders)
        self.assertEqual(
            self._seen(self.orders, self.prepress),
            self.orders.filtered("print_job_ids"),
        )
        with self.assertRaises(AccessError):
            self.orders.with_user(self.coordinator).search([])

    def test_branch_with_a_code_of_its_own_is_another_client(self):
        branch = self._create_client(
            "Poligraf Branch", "test-branch", parent_id=self.poligraf.id
        )
        order = self._create_order(client=branch)
        account = branch._print_primary_account()
        self.assertEqual(self._seen(self.orders | order, account), order)
        self.assertNotIn(order, self._seen(order, self.main))

    def test_lines_follow_their_order(self):
        lines = self.orders.order_line
        seen = self._seen(lines, self.ivanova)
        self.assertEqual(seen.order_id, self.own | self.own_basket | self.of_contact)

    def test_nobody_reads_an_order_through_a_search_on_what_he_may_see(self):
        partners = self.env["res.partner"].with_user(self.ivanova)
        for order, found in ((self.own, True), (self.of_buh, False)):
            with self.subTest(order=order.name):
                partner = partners.search([("sale_order_ids.name", "=", order.name)])
                self.assertEqual(bool(partner), found)

    # --- Deliveries ---

    def test_deliveries_follow_their_order(self):
        (self.own | self.of_buh | self.of_rival).action_confirm()
        pickings = (self.own | self.of_buh | self.of_rival).picking_ids
        self.assertEqual(len(pickings), 3)
        for user, orders in (
            (self.ivanova, self.own),
            (self.head, self.own | self.of_buh),
            (self.main, self.own | self.of_buh),
            (self.rival, self.of_rival),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(pickings, user).sale_id, orders)
        self.assertFalse(self._seen(pickings, self.stranger))

    # --- Money ---

    def test_invoices_are_for_who_sees_finance(self):
        invoice = self._create_invoice()
        other = self._create_invoice(self.reklama)
        invoices = invoice | other
        for user, seen in (
            (self.main, invoice),
            (self.buh, invoice),
            (self.ivanova, invoices.browse()),
            (self.head, invoices.browse()),
            (self.rival, other),
            (self.stranger, invoices.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(invoices, user), seen)
                self.assertEqual(self._seen(invoices.line_ids, user).move_id, seen)

    def test_draft_invoice_is_nobodys_business(self):
        invoice = self._create_invoice()
        invoice.button_draft()
        self.assertFalse(self._seen(invoice, self.main))

    # --- People ---

    def test_colleagues_contact_is_closed(self):
        address = self.env["res.partner"].create(
            {"name": "Store", "type": "delivery", "parent_id": self.poligraf.id}
        )
        everybody = (
            self.poligraf
            | address
            | self.ivanova.partner_id
            | self.buh.partner_id
            | self.reklama
            | self.petrov
        )
        for user, seen in (
            (self.ivanova, self.poligraf | address | self.ivanova.partner_id),
            (self.main, everybody - self.reklama - self.petrov),
            (self.rival, self.reklama),
            (self.stranger, everybody.browse()),
            (self.public, everybody.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(everybody, user), seen)

    def test_colleague_whose_contact_is_called_an_address_is_closed_too(self):
        self.buh.partner_id.type = "delivery"
        self.assertFalse(self._seen(self.buh.partner_id, self.ivanova))

    def test_main_account_sees_its_colleagues_and_nobody_else(self):
        users = self.main | self.ivanova | self.buh | self.rival | self.salesperson
        self.assertEqual(
            self._seen(users, self.main), self.main | self.ivanova | self.buh
        )
        self.assertEqual(self._seen(users, self.ivanova), self.ivanova)

    def test_nobody_edits_a_contact_that_logs_in(self):
        address = self.env["res.partner"].create(
            {"name": "Store", "type": "delivery", "parent_id": self.poligraf.id}
        )
        self.buh.partner_id.type = "other"
        self.poligraf.type = "invoice"
        for contact, allowed in (
            (self.ivanova.partner_id, True),
            (address, True),
            (self.buh.partner_id, False),
            (self.poligraf, False),
            (self.reklama, False),
        ):
            with self.subTest(contact=contact.name):
                mine = contact.with_user(self.ivanova).sudo()
                self.assertEqual(mine._can_be_edited_by_current_customer(), allowed)

    def test_what_we_think_of_a_client_is_closed_to_him(self):
        self.poligraf.comment = "Pays late"
        poligraf = self.poligraf.with_user(self.main)
        self.assertEqual(poligraf.name, "Poligraf Ltd")
        for name in ("comment", "property_product_pricelist", "same_vat_partner_id"):
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    poligraf.read([name])
                self.assertNotIn(name, poligraf.fields_get())
        with self.assertRaises(AccessError):
            poligraf.search([("comment", "ilike", "late")])
        main = self.main.with_user(self.main)
        with self.assertRaises(AccessError):
            main.search([("comment", "ilike", "late")])
        with self.assertRaises(AccessError):
            main.read(["comment"])

    # --- Rights in a live session ---

    def test_right_works_from_the_moment_it_is_given_to_when_it_is_taken(self):
        self.assertNotIn(self.of_buh, self._seen(self.orders, self.ivanova))
        self.ivanova.see_colleagues = True
        self.assertIn(self.of_buh, self._seen(self.orders, self.ivanova))
        self.ivanova.see_colleagues = False
        self.assertNotIn(self.of_buh, self._seen(self.orders, self.ivanova))

    def test_money_closes_in_a_live_session(self):
        invoice = self._create_invoice()
        self.assertTrue(self._seen(invoice, self.buh))
        self.buh.with_user(self.coordinator).see_finance = False
        self.assertFalse(self._seen(invoice, self.buh))

    def test_client_who_loses_his_company_loses_its_rows_at_once(self):
        self.assertTrue(self._seen(self.own, self.ivanova))
        self.ivanova.partner_id.is_company = True
        self.assertFalse(self._seen(self.own, self.ivanova))

    def test_every_change_that_decides_reaches_the_other_workers(self):
        """Workers are told through the cache's sequence in the database."""
        changes = {
            "see_finance": lambda: self.ivanova.write({"see_finance": True}),
            "see_colleagues": lambda: self.ivanova.write({"see_colleagues": True}),
            "can_submit": lambda: self.ivanova.write({"can_submit": False}),
            "contact": lambda: self.buh.partner_id.write({"parent_id": False}),
            "code": lambda: self.poligraf.write({"client_code": "test-graf"}),
            "dealer": lambda: self.poligraf.write(
                {"is_dealer": True, "client_number": "77"}
            ),
            "closing": lambda: self.head.action_archive(),
        }
        for name, change in changes.items():
            with self.subTest(change=name):
                self.registry.cache_invalidated.clear()
                change()
                self.assertIn("default", self.registry.cache_invalidated)

    # --- What a right is ---

    def test_main_account_has_every_right_without_a_tick(self):
        for name in self.main.PRINT_RIGHTS:
            with self.subTest(right=name):
                self.assertFalse(self.main[name])
                self.assertTrue(self.main._has_print_right(name))
                self.assertTrue(self.salesperson._has_print_right(name))
                self.assertFalse(self.stranger._has_print_right(name))
        self.assertTrue(self.ivanova._has_print_right("can_submit"))
        self.assertFalse(self.ivanova._has_print_right("see_finance"))

    def test_model_unknown_to_us_is_closed(self):
        for user in (self.main, self.stranger, self.public):
            with self.subTest(user=user.login):
                self.assertTrue(user._print_domain("print.secret").is_false())
        self.assertTrue(self.salesperson._print_domain("print.secret").is_true())

    def test_lists_cost_the_same_however_many_orders_there_are(self):
        few = self._count_queries()
        for _number in range(5):
            self._create_order(self.buh)
        self.assertEqual(self._count_queries(), few)

    def test_the_company_is_not_looked_up_before_each_search(self):
        rules = self.env["ir.rule"]
        for model in ("sale.order", "account.move"):
            with self.subTest(model=model):
                domain = rules.with_user(self.main)._compute_domain(model)
                self.assertNotIn("child_of", str(domain))
        domain = rules.with_user(self.stranger)._compute_domain("account.move")
        self.assertTrue(domain.is_false())

    def test_rows_are_never_more_than_those_of_the_client(self):
        """Whoever puts our rule out of force has core's, as we say it."""
        self.env.ref("print_portal.sale_order_print_rule").active = False
        self.assertEqual(
            self._seen(self.orders, self.main), self.orders - self.of_rival
        )

    def _count_queries(self):
        """Return how many queries a list of orders takes a warm worker."""
        orders = self.env["sale.order"].with_user(self.head)
        orders.search_fetch([], ["name"])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        orders.search_fetch([], ["name"])
        return self.env.cr.sql_log_count - before
