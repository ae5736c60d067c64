from odoo import fields
from odoo.tests import TransactionCase, tagged

from ..hooks import post_init_hook, pre_init_hook
from ..house import PASSWORD
from ..story import ORDERS, PLATE_FORMATS

STAFF = ("coordinator", "sales", "sales2", "prepress", "accountant")
ACCOUNTS = {
    "poligraf": "ru_RU",
    "ivanova.poligraf": "ru_RU",
    "buh.poligraf": "ru_RU",
    "reklama": "bg_BG",
    "petrov": "bg_BG",
    "trame": "fr_FR",
    "hillside": "en_US",
}
# Letters that the other Cyrillic language does not have, or writes much more rarely.
RUSSIAN_ONLY = set("ыэё")
BULGARIAN_ONLY = set("ъ")


@tagged("post_install", "-at_install")
class TestPrintDemo(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = cls.env["sale.order"].concat(
            *(cls.env.ref(f"print_demo.order_{order.key}") for order in ORDERS)
        )

    def _log_in(self, login, password):
        """Log in as the login page does; raises AccessDenied."""
        credential = {"type": "password", "login": login, "password": password}
        return self.env["res.users"]._login(credential, {"interactive": True})["uid"]

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    # Who is there

    def test_everybody_logs_in_with_the_password_of_the_demo(self):
        for login in (*STAFF, *ACCOUNTS):
            with self.subTest(login=login):
                uid = self._log_in(login, PASSWORD)
                self.assertEqual(uid, self._user(login).id)
        self.assertEqual(self._log_in("admin", "admin"), self._user("admin").id)

    def test_staff_can_be_called_and_recognised(self):
        for login in STAFF:
            user = self._user(login)
            self.assertTrue(user.phone and user.email and user.image_1920, login)

    def test_sub_accounts_have_their_rights_and_no_more(self):
        ivanova, buh = self._user("ivanova.poligraf"), self._user("buh.poligraf")
        rights = ("can_submit", "see_finance", "see_colleagues")
        self.assertEqual([ivanova[right] for right in rights], [True, False, False])
        self.assertEqual([buh[right] for right in rights], [False, True, False])
        self.assertTrue(self._user("poligraf")._is_print_primary())

    def test_clients_of_four_languages_know_their_manager(self):
        for login, lang in ACCOUNTS.items():
            user = self._user(login)
            self.assertEqual(user.lang, lang, login)
            self.assertTrue(user.commercial_partner_id.user_id, login)

    def test_a_client_whose_manager_is_away_sees_who_stands_in(self):
        manager = self._user("hillside").commercial_partner_id._get_print_manager()
        self.assertEqual(manager["name"], self._user("sales").name)
        self.assertEqual(manager["stands_in_for"], self._user("sales2").name)
        self.assertTrue(manager["photo"])

    def test_a_request_waits_and_one_was_refused(self):
        waiting = self.env.ref("print_demo.registration_etiket")
        refused = self.env.ref("print_demo.registration_fast")
        self.assertEqual((waiting.state, refused.state), ("new", "rejected"))
        self.assertTrue(refused.reject_reason)
        self.assertLess(refused.create_date, refused.date_answered)

    # What was ordered

    def test_every_status_has_its_order(self):
        shown = self.orders.print_status_id
        for status in self.env["print.status"].search([]):
            self.assertIn(status, shown, status.code)

    def test_a_basket_waits_with_two_jobs(self):
        ivanova = self._user("ivanova.poligraf")
        basket = self.env["sale.order"].with_user(ivanova)._get_basket()
        self.assertEqual(len(basket.order_line.filtered("print_spec_id")), 2)

    def test_a_basket_over_its_owners_limit_waits_for_the_main_account(self):
        ivanova, main = self._user("ivanova.poligraf"), self._user("poligraf")
        basket = self.orders.filtered(
            lambda order: order.print_approval_state == "waiting"
        )
        self.assertEqual(basket.print_account_id, ivanova)
        self.assertGreater(basket.amount_total, ivanova.order_limit)
        rows = self.env["sale.order"].with_user(main)._get_approval_rows(main)
        self.assertEqual([row["id"] for row in rows], basket.ids)

    def test_templates_wait_for_their_client_and_open_with_nothing_lost(self):
        templates = self.env["print.template"].with_user(self._user("poligraf"))._find()
        self.assertEqual(len(templates), 2)
        for template in templates:
            with self.subTest(template=template.name):
                values, gone = template._use()
                self.assertTrue(values["job_title"])
                self.assertEqual(gone, [])
        shared = templates.with_user(self._user("ivanova.poligraf"))._find()
        self.assertEqual(len(shared), 1)

    def test_amounts_are_those_of_a_shop(self):
        for order in self.orders:
            lines = order._get_portal_lines()
            if all(lines.mapped("print_is_on_request")):
                is_asked = order.print_status_id.code == "quoting"
                is_asked = is_asked or order.print_has_asked_price
                self.assertTrue(order.is_basket or is_asked, order.print_title)
                continue
            self.assertTrue(20 < order.amount_total < 1000, order.print_title)
            self.assertTrue(all(lines.mapped("price_subtotal")), order.print_title)

    def test_two_prices_wait_for_their_clients(self):
        asked = self.orders.order_line.print_asked_id
        self.assertEqual(sorted(asked.mapped("kind")), ["final", "quote"])
        for estimate in asked:
            order = estimate.order_id
            self.assertEqual(order.print_awaited_from, "client")
            self.assertGreater(estimate.amount_net, estimate.amount_before)

    def test_taxes_are_those_of_the_country(self):
        for order in self.orders.filtered("amount_untaxed"):
            rate = 0 if order.partner_id.country_id.code == "FR" else 20
            self.assertEqual(order.order_line.tax_ids.mapped("amount"), [rate])
            self.assertEqual(order.currency_id.name, "EUR")

    def test_a_contract_is_ten_per_cent_below_the_tariff(self):
        prices = {
            key: self.env.ref(f"print_demo.order_{key}")
            .order_line.filtered("print_spec_id")[0]
            .price_unit
            for key in ("autumn", "atlas")
        }
        self.assertAlmostEqual(prices["autumn"], prices["atlas"] * 0.9)

    def test_titles_are_in_the_language_of_the_client(self):
        for order in self.orders:
            lang = order.partner_id.lang
            for title in order.order_line.print_spec_id.mapped("title"):
                letters = set(title.lower())
                is_cyrillic = any("а" <= letter <= "я" for letter in letters)
                self.assertEqual(is_cyrillic, lang in ("bg_BG", "ru_RU"), title)
                foreign = {"bg_BG": RUSSIAN_ONLY, "ru_RU": BULGARIAN_ONLY}
                self.assertFalse(letters & foreign.get(lang, set()), title)

    def test_what_stopped_says_why_in_words(self):
        for key, status in (("labels", "returned"), ("signs", "on_hold")):
            job = self.env.ref(f"print_demo.order_{key}").print_job_ids
            self.assertEqual(job.status_id.code, status)
            self.assertTrue(job.reason_id.client_sentence and job.reason_note)

    # When

    def test_steps_follow_each_other_in_the_past(self):
        now = fields.Datetime.now()
        for order in self.orders.filtered("print_date_submitted"):
            if not order.print_job_ids:
                is_asked = order.print_status_id.code == "quoting"
                self.assertTrue(is_asked or order.is_partner_portal, order.name)
                continue
            dates = order.print_job_ids.move_ids.sorted("id").mapped("date")
            self.assertEqual(dates, sorted(dates), order.name)
            self.assertLessEqual(order.print_date_submitted, dates[0])
            self.assertLess(dates[-1], now)

    def test_documents_carry_the_days_of_the_story(self):
        for order in self.orders.filtered("invoice_ids"):
            invoice = order.invoice_ids
            self.assertLessEqual(
                invoice.delivery_date, invoice.invoice_date, order.name
            )
            artwork = order.print_job_ids.artwork_ids
            for each in artwork:
                self.assertLess(each.create_date, order.effective_date, each.name)

    def test_numbers_rise_with_the_days(self):
        sent = self.orders.filtered("print_date_submitted").sorted("name")
        dates = sent.mapped("print_date_submitted")
        self.assertEqual(dates, sorted(dates))
        invoices = self.orders.invoice_ids.sorted("name")
        dates = invoices.mapped("invoice_date")
        self.assertEqual(dates, sorted(dates))

    def test_an_order_shows_when_it_was_sent_delivered_invoiced_and_paid(self):
        order = self.env.ref("print_demo.order_autumn")
        steps = order._get_milestones(sees_money=True)
        self.assertEqual([step["state"] for step in steps], ["done"] * 5)
        days = [step["raw_date"].date() for step in steps]
        self.assertEqual(days, sorted(set(days)) if len(set(days)) == 5 else days)
        self.assertTrue(all(step["document"] for step in steps[1:]))

    def test_an_order_goes_to_three_addresses_and_one_has_it(self):
        order = self.env.ref("print_demo.order_dealer_split")
        self.assertEqual(len(order.print_place_ids), 3)
        self.assertFalse(order.is_print_split_open)
        gone = order.picking_ids.filtered(lambda each: each.state == "done")
        self.assertEqual(gone.print_place_id.partner_id.city, "Варна")
        self.assertEqual(len(order.picking_ids - gone), 2)

    def test_dealers_read_data_sheets_of_goods(self):
        documents = self.env["product.document"].search(
            [("is_partner_portal", "=", True)]
        )
        self.assertEqual(len(documents), 2)
        for document in documents:
            self.assertEqual(document.mimetype, "application/pdf", document.name)

    def test_a_job_is_late_and_others_are_not(self):
        jobs = self.orders.print_job_ids.filtered(lambda job: job.kind == "work")
        late = jobs.filtered(lambda job: job.date_promised < fields.Datetime.now())
        self.assertTrue(late)
        self.assertTrue(jobs - late)

    # Money

    def test_invoices_are_paid_partly_paid_open_and_overdue(self):
        invoices = self.orders.invoice_ids
        self.assertEqual(set(invoices.mapped("state")), {"posted"})
        states = set(invoices.mapped("payment_state"))
        self.assertEqual(states, {"paid", "partial", "not_paid"})
        today = fields.Date.today()
        unpaid = invoices.filtered(lambda move: move.payment_state == "not_paid")
        self.assertTrue(unpaid.filtered(lambda move: move.invoice_date_due < today))
        self.assertTrue(unpaid.filtered(lambda move: move.invoice_date_due > today))

    def test_a_paid_order_waits_for_its_check(self):
        order = self.env.ref("print_demo.order_canvas")
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.print_status_id.code, "checking")
        self.assertEqual(order._get_payment_status(), "paid")

    def test_the_client_may_pay_online_or_by_transfer(self):
        transfer = self.env.ref("payment.payment_provider_transfer")
        demo = self.env.ref("payment.payment_provider_demo")
        self.assertEqual((transfer.state, demo.state), ("enabled", "test"))
        messages = {
            transfer.with_context(lang=lang).pending_msg
            for lang in ("en_US", "bg_BG", "fr_FR", "ru_RU")
        }
        self.assertEqual(len(messages), 4)
        for message in messages:
            self.assertIn("BG80", message)

    # Things

    def test_rare_plates_are_off_so_the_form_shows_tiles(self):
        field = self.env.ref("print_pricing.field_ctp_plates_plate_format")
        self.assertEqual(set(field.value_ids.mapped("code")), set(PLATE_FORMATS))
        self.assertEqual(field._get_widget(), "tiles")

    def test_files_of_jobs_are_whole_and_on_disk(self):
        artwork = self.orders.print_job_ids.artwork_ids
        self.assertGreater(len(artwork), 20)
        store = self.env["print.file"]._store()
        for each in artwork:
            self.assertEqual(store.digest(each.path), each.checksum, each.name)

    def test_nothing_waits_to_be_mailed(self):
        self.assertFalse(
            self.env["mail.mail"].search_count([("state", "=", "outgoing")])
        )

    def test_a_second_installation_adds_nothing(self):
        models = (
            "print.template",
            "sale.order",
            "res.partner",
            "res.users",
            "print.tariff",
            "print.registration",
            "print.file",
            "account.move",
            "account.payment",
            "mail.message",
        )
        before = [self.env[model].search_count([]) for model in models]
        post_init_hook(self.env)
        after = [self.env[model].search_count([]) for model in models]
        self.assertEqual(after, before)

    def test_a_shop_that_works_already_is_left_alone(self):
        with self.assertRaisesRegex(Exception, "fresh database"):
            pre_init_hook(self.env)
