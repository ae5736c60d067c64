import io

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .branches_common import BranchesMixin
from .files_common import PDF, FilesMixin
from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestBranches(BranchesMixin, FilesMixin, PrintOrdersCommon):
    """``ivanova`` and ``anna`` see what they make, ``head`` and others by right."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_branches()

    def _seen(self, records, user):
        """Return which of ``records`` a user finds, and can read one by one."""
        found = records.with_user(user).search([("id", "in", records.ids)])
        readable = records.filtered(
            lambda record: record.with_user(user).has_access("read")
        )
        self.assertEqual(set(found.ids), set(readable.ids))
        return readable

    # Whose it is ---------------------------------------------------------------------

    def test_client_is_the_nearest_above_with_a_code(self):
        for partner in self.north | self.shop | self.anna.partner_id | self.poligraf:
            self.assertEqual(partner.print_client_id, self.poligraf)
        self.assertFalse(self.stranger.partner_id.print_client_id)
        self.assertEqual(
            self.poligraf.print_branch_ids, self.north | self.south | self.shop
        )

    def test_accounts_of_a_branch_are_named_after_the_client(self):
        self.assertEqual(self.anna.login, "anna.test-poligraf")
        self.assertEqual(self.anna._print_client(), self.poligraf)
        self.assertEqual(self.anna._print_buyer(), self.north)
        self.assertEqual(self.main._print_buyer(), self.poligraf)
        self.assertFalse(self.anna._is_print_primary())
        with self.assertRaises(ValidationError):
            self.anna.login = "anna@example.com"
        self.assertEqual(self.poligraf.print_account_count, 8)

    # N22: several branches of one company ---------------------------------------------

    def test_branch_sees_its_own_and_head_office_sees_all(self):
        self.boris.see_colleagues = self.head.see_colleagues = True
        of_anna = self._order(self.anna)
        of_boris = self._order(self.boris)
        of_store = self._order(self.store)
        of_clara = self._order(self.clara)
        of_head = self._order(self.ivanova)
        orders = of_anna | of_boris | of_store | of_clara | of_head
        for user, seen in (
            (self.anna, of_anna),
            (self.boris, of_anna | of_boris | of_store),
            (self.store, of_store),
            (self.clara, of_clara),
            (self.ivanova, of_head),
            (self.head, orders),
            (self.main, orders),
            (self.rival, orders.browse()),
            (self.stranger, orders.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(orders, user), seen)
                lines = self._seen(orders.order_line, user)
                self.assertEqual(lines.order_id, seen)
                self.assertEqual(self._seen(orders.print_job_ids, user).order_id, seen)

    def test_money_of_a_branch_is_for_who_sees_finance_there(self):
        self.anna.see_finance = True
        of_north = self._create_invoice(self.north)
        of_shop = self._create_invoice(self.shop)
        of_south = self._create_invoice(self.south)
        of_head = self._create_invoice(self.poligraf)
        invoices = of_north | of_shop | of_south | of_head
        for user, seen in (
            (self.anna, of_north | of_shop),
            (self.boris, invoices.browse()),
            (self.clara, invoices.browse()),
            (self.buh, invoices),
            (self.main, invoices),
            (self.rival, invoices.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(invoices, user), seen)
                self.assertEqual(self._seen(invoices.line_ids, user).move_id, seen)
        balance = self.poligraf.with_user(self.anna).sudo()._get_print_balance()
        self.assertIn("200.00", balance["due"])
        balance = self.poligraf.with_user(self.main).sudo()._get_print_balance()
        self.assertIn("400.00", balance["due"])

    def test_deliveries_follow_their_order(self):
        orders = self._order(self.anna) | self._order(self.clara)
        orders.action_confirm()
        pickings = orders.picking_ids
        self.assertEqual(len(pickings), 2)
        self.assertEqual(self._seen(pickings, self.anna).sale_id, orders[0])
        self.assertEqual(self._seen(pickings, self.main), pickings)

    def test_people_and_addresses_of_another_office_are_closed(self):
        north, south, head = [
            self.env["res.partner"].create(
                {"name": f"Store {firm.name}", "type": "delivery", "parent_id": firm.id}
            )
            for firm in (self.north, self.south, self.poligraf)
        ]
        people = self.anna.partner_id | self.boris.partner_id | self.clara.partner_id
        firms = self.poligraf | self.north | self.south
        everybody = people | firms | north | south | head
        for user, seen in (
            (self.anna, self.anna.partner_id | self.north | north),
            (self.clara, self.clara.partner_id | self.south | south),
            (self.ivanova, firms | north | south | head),
            (self.main, everybody),
            (self.rival, everybody.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(everybody, user), seen)
        users = self.main | self.anna | self.clara | self.rival
        self.assertEqual(self._seen(users, self.anna), self.anna)
        self.assertEqual(self._seen(users, self.main), users - self.rival)

    def test_files_are_shared_in_the_office_that_put_them_there(self):
        of_anna = self._receive(self.anna, "north.pdf")
        of_clara = self._receive(self.clara, "south.pdf")
        of_head = self._receive(self.ivanova, "head.pdf")
        of_north = of_anna.with_env(self.env)
        result = self._order(self.anna).print_job_ids._receive_outgoing(
            "result.pdf", io.BytesIO(PDF)
        )
        files = of_north | of_clara | of_head | result
        for user, seen in (
            (self.anna, of_north | result),
            (self.boris, of_north),
            (self.clara, of_clara),
            (self.ivanova, of_head),
            (self.head, files),
            (self.main, files),
            (self.rival, files.browse()),
        ):
            with self.subTest(user=user.login):
                self.assertEqual(self._seen(files, user), seen)
        self.assertEqual(files.partner_id, self.poligraf)

    def test_presses_are_those_of_the_office(self):
        presses = self.env["print.press"]
        for user, name in ((self.anna, "GTO North"), (self.ivanova, "SM 74 Head")):
            errors = presses.with_user(user)._save_own({"name": name})
            self.assertEqual(errors, {})
        own = presses.with_user(self.anna)._get_own_presses()
        self.assertEqual(own.mapped("name"), ["GTO North"])
        self.assertEqual(own.client_id.id, self.north.id)
        self.assertFalse(presses.with_user(self.clara)._get_own_presses())

    # Ordering ------------------------------------------------------------------------

    def test_branch_is_invoiced_on_its_own_data_at_the_clients_terms(self):
        pricelist = self.env["product.pricelist"].create({"name": "Contract"})
        pricelist._ensure_tariff_rule()
        self.poligraf.property_product_pricelist = pricelist
        terms = self.env["account.payment.term"].create({"name": "45 days"})
        self.poligraf.property_payment_term_id = terms
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 50}
        )
        order = self._order(self.anna)
        self.assertEqual(order.partner_id, self.north)
        self.assertEqual(order.partner_invoice_id, self.north)
        self.assertEqual(order.user_id, self.salesperson)
        self.assertEqual(order.pricelist_id, pricelist)
        self.assertEqual(order.payment_term_id, terms)
        self.assertEqual(order.order_line.price_unit, 6)

    def test_what_a_branch_has_of_its_own_comes_first(self):
        pricelist = self.env["product.pricelist"].create({"name": "North"})
        pricelist._ensure_tariff_rule()
        self.north.property_product_pricelist = pricelist
        self.north.user_id = self.colleague
        self.env["print.discount"].create(
            [
                {"commercial_partner_id": self.poligraf.id, "percent": 50},
                {"commercial_partner_id": self.north.id, "percent": 25},
            ]
        )
        order = self._order(self.anna)
        self.assertEqual(order.user_id, self.colleague)
        self.assertEqual(order.pricelist_id, pricelist)
        self.assertEqual(self._order(self.clara).order_line.price_unit, 6)
        self.assertEqual(order.order_line.price_unit, 9)

    def test_branch_may_have_the_usual_pricelist_where_its_client_has_not(self):
        usual = self.north.property_product_pricelist
        self.poligraf.property_product_pricelist = self.env["product.pricelist"].create(
            {"name": "Contract"}
        )
        self.assertEqual(self.north.property_product_pricelist.name, "Contract")
        self.north.property_product_pricelist = usual
        self.assertEqual(self.north.property_product_pricelist, usual)

    def test_turnover_of_branches_counts_for_their_client(self):
        self.env["print.discount"].create(
            {
                "commercial_partner_id": self.poligraf.id,
                "percent": 50,
                "basis": "trailing_12_months",
                "min_amount": 150,
            }
        )
        self._create_invoice(self.north, invoice_date="2026-01-01")
        self._create_invoice(self.south, invoice_date="2026-01-01")
        self.assertEqual(self._order(self.anna).order_line.price_unit, 6)

    def test_price_on_the_form_is_that_of_the_basket(self):
        self.anna.see_finance = True
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 50}
        )
        plates = self.plates.with_user(self.anna).sudo()
        basket = self._basket(self.anna)
        quote = plates._quote(self._form())
        self.assertIn(f"{basket.amount_total:.2f}", str(quote["price"]))

    def test_goods_go_to_an_address_of_the_branch(self):
        store = self.env["res.partner"].create(
            {"name": "Store", "type": "delivery", "parent_id": self.north.id}
        )
        basket = self._basket(self.anna)
        offered = basket._get_shipping_addresses(self.anna)
        self.assertEqual(offered, self.north | store | self.anna.partner_id)
        basket._write_basket({"partner_shipping_id": store.id})
        with self.assertRaises(UserError):
            basket._write_basket({"partner_shipping_id": self.poligraf.id})

    def test_office_order_is_served_by_the_clients_manager(self):
        self.poligraf.user_id = self.colleague
        order = (
            self.env["sale.order"]
            .with_user(self.salesperson)
            .create({"partner_id": self.north.id})
        )
        self.assertEqual(order.user_id, self.colleague)

    def test_money_is_told_to_the_main_account(self):
        order = self._order(self.anna)
        self.assertEqual(order._get_print_contact(), self.anna.partner_id)
        self.assertEqual(order._get_money_contact(), self.poligraf)

    def test_baskets_are_approved_in_the_branch_or_above(self):
        (self.boris | self.clara | self.store | self.head).can_approve = True
        basket = self._basket(self.anna)
        approvers = basket._get_approvers()
        self.assertEqual(approvers, self.boris | self.head | self.main)
        of_head = self._basket(self.ivanova)
        self.assertEqual(of_head._get_approvers(), self.head | self.main)

    def test_basket_is_shared_in_the_office_alone(self):
        for account, offered in (
            (self.anna, self.boris),
            (self.ivanova, self.main | self.buh | self.head),
        ):
            with self.subTest(account=account.login):
                basket = self._basket(account)
                self.assertEqual(basket._get_colleagues(), offered)

    def test_pages_are_about_the_branch(self):
        partners = self.env["res.partner"].with_user(self.anna)
        self.assertEqual(partners._get_usual_address(), self.north)
        parts = dict(self.anna.with_user(self.anna)._get_print_export(False))
        self.assertEqual(parts["client"]["name"], "Poligraf North")
        manager = self.north.with_user(self.anna)._get_print_manager()
        self.assertEqual(manager["name"], self.salesperson.name)

    def test_main_account_runs_the_accounts_of_branches(self):
        client = self.poligraf.with_user(self.main)
        found, count = client._get_team("anna")
        self.assertEqual(count, 1)
        self.assertEqual(client._find_colleague(self.anna.id), self.anna)

    # Moving --------------------------------------------------------------------------

    def test_branch_with_a_code_becomes_a_client_of_its_own(self):
        order = self._order(self.anna)
        self.anna.see_finance = True
        self.assertIn(order, self._seen(order, self.main))
        self.north.client_code = "test-north"
        self.assertEqual(self.anna.login, "anna.test-north")
        self.assertEqual(self.store._print_client(), self.north)
        self.assertFalse(self.anna.see_finance)
        self.assertFalse(self._seen(order, self.main))
        self.assertEqual(self._seen(order, self.anna), order)

    def test_code_of_a_branch_stays_while_its_accounts_are_open(self):
        self.north.client_code = "test-north"
        with self.assertRaisesRegex(UserError, "Close the accounts of Poligraf North"):
            self.north.client_code = False

    def test_branch_moves_with_its_accounts_and_orders(self):
        order, basket = self._order(self.anna), self._basket(self.anna)
        self.anna.see_finance = True
        self.assertFalse(self._seen(order, self.rival))
        self.north.parent_id = self.reklama
        self.assertEqual(self.anna.login, "anna.test-reklama")
        self.assertFalse(self.anna.see_finance)
        self.assertFalse(self._seen(order, self.main))
        self.assertEqual(self._seen(order, self.rival), order)
        self.assertEqual(
            self.env["sale.order"].with_user(self.anna)._get_basket(), basket
        )

    def test_account_that_moves_to_another_branch_starts_bare(self):
        order, basket = self._order(self.anna), self._basket(self.anna)
        self.anna.see_colleagues = True
        self.anna.partner_id.parent_id = self.south
        self.assertFalse(self.anna.see_colleagues)
        self.assertEqual(self.anna.login, "anna.test-poligraf")
        self.assertFalse(self._seen(order, self.anna))
        self.assertEqual(basket.print_account_id, self.main)
        self.assertFalse(self.env["sale.order"].with_user(self.anna)._get_basket())

    def test_contact_that_leaves_the_client_leaves_all(self):
        order, basket = self._order(self.anna), self._basket(self.anna)
        self.anna.partner_id.parent_id = False
        self.assertFalse(self._seen(order | basket, self.anna))
        self.assertEqual(basket.print_account_id, self.main)

    def test_every_move_reaches_the_other_workers(self):
        """Workers are told through the cache's sequence in the database."""
        for name, change in {
            "branch": lambda: self.north.write({"parent_id": self.south.id}),
            "code": lambda: self.shop.write({"client_code": "test-shop"}),
            "contact": lambda: self.clara.partner_id.write({"is_company": True}),
        }.items():
            with self.subTest(change=name):
                self.registry.cache_invalidated.clear()
                change()
                self.assertIn("default", self.registry.cache_invalidated)

    def test_branches_of_two_clients_are_not_merged(self):
        other = self._create_branch("Reklama North", self.reklama)
        wizard = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "client codes of their own"):
            wizard._merge((self.south | other).ids, self.south, extra_checks=False)
        wizard._merge((self.south | self.shop).ids, self.south, extra_checks=False)
        self.assertEqual(self.store._print_buyer(), self.south)

    def test_contacts_follow_a_company_that_is_merged_into_a_client(self):
        double = self.env["res.partner"].create(
            {
                "name": "Poligraf again",
                "is_company": True,
                "child_ids": [Command.create({"name": "Dora"})],
            }
        )
        contact = double.child_ids
        self.env["base.partner.merge.automatic.wizard"]._merge(
            (self.poligraf | double).ids, self.poligraf, extra_checks=False
        )
        self.assertEqual(contact.print_client_id, self.poligraf)

    # Costs ---------------------------------------------------------------------------

    def test_lists_cost_the_same_however_many_branches_there_are(self):
        self.head.see_colleagues = True
        users = self.head | self.anna
        few = [self._count_queries(user) for user in users]
        for number in range(5):
            branch = self._create_branch(f"Shop {number}", self.north)
            self._create_order(client=branch)
        self.assertEqual([self._count_queries(user) for user in users], few)

    def _count_queries(self, user):
        """Return how many queries a list of orders takes a warm worker."""
        orders = self.env["sale.order"].with_user(user)
        orders.search_fetch([], ["name"])
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        orders.search_fetch([], ["name"])
        return self.env.cr.sql_log_count - before

    def test_who_is_of_another_client_puts_nothing_into_the_folder(self):
        with self.assertRaises(AccessError):
            self.files.with_user(self.anna)._receive(
                self.reklama, self.anna, "a.pdf", io.BytesIO(PDF)
            )
