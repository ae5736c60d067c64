from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user

from .pages_common import PrintPagesCommon
from .test_routes import PIXEL


class TestServing(PrintPagesCommon):
    """Who serves a client: shown to him, told of his orders, replaced while away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={})
        cls.third = new_test_user(
            cls.env,
            "test-third",
            groups="sales_team.group_sale_salesman",
            name="Test third",
        )
        cls.salesperson.write({"phone": "+359 2 111 11 11", "image_1920": PIXEL})
        for user in cls.salesperson | cls.colleague | cls.third:
            user.notification_type = "inbox"

    def _leave(self, user, substitute, begin=-1, end=1):
        """Let ``user`` be away from ``begin`` to ``end``, in days from now."""
        now = fields.Datetime.now()
        user.write(
            {
                "out_of_office_from": now + timedelta(days=begin),
                "out_of_office_to": now + timedelta(days=end),
                "print_substitute_id": substitute.id,
            }
        )

    def _told(self, user, order):
        """Return how often ``user`` was told of ``order`` in his inbox."""
        return self.env["mail.notification"].search_count(
            [
                ("res_partner_id", "=", user.partner_id.id),
                ("mail_message_id.model", "=", "sale.order"),
                ("mail_message_id.res_id", "=", order.id),
            ]
        )

    def _tasks(self, user, order):
        return order.activity_ids.filtered(lambda task: task.user_id == user)

    # Who ----------------------------------------------------------------------------

    def test_whoever_let_a_client_in_serves_him_until_somebody_else_does(self):
        client = self._create_client("New Ltd", "test-new")
        self.assertEqual(client._get_print_manager()["name"], self.company.name)
        self.env["print.registration"].create(
            {
                "name": "New Ltd",
                "email": "new@example.com",
                "phone": "1",
                "city": "Varna",
                "country_id": self.env.ref("base.bg").id,
                "lang": "en_US",
                "state": "approved",
                "partner_id": client.id,
                "answered_by_id": self.coordinator.id,
            }
        )
        self.assertEqual(client._get_print_manager()["name"], self.coordinator.name)
        client.user_id = self.salesperson
        self.assertEqual(client._get_print_manager()["name"], self.salesperson.name)

    def test_a_salesperson_serves_whom_he_makes_a_client(self):
        self.colleague.group_ids += self.env.ref("base.group_partner_manager")
        partners = self.env["res.partner"].with_user(self.colleague)
        client = partners.create({"name": "Walk-in", "client_code": "test-walk-in"})
        self.assertEqual(client.user_id, self.colleague)
        known = self.env["res.partner"].create(
            {"name": "Known", "user_id": self.salesperson.id}
        )
        known.with_user(self.colleague).client_code = "test-known"
        self.assertEqual(known.user_id, self.salesperson)

    def test_every_page_says_whom_to_ask(self):
        order = self._order()
        self._login(self.ivanova)
        for path in (
            "/my",
            "/my/print/orders",
            f"/my/print/orders/{order.id}",
            "/my/print/files",
            "/my/print/profile",
            "/my/security",
        ):
            with self.subTest(path=path):
                page = self._get(path)
                text = self._read(page, "//*[@id='wrapwrap']")
                self.assertIn(self.salesperson.name, text)
                self.assertEqual(text.count("+359 2 111 11 11"), 1)
                faces = self._find(page, "//img[contains(@src, '/photo')]")
                self.assertEqual(len(faces), 1)

    def test_a_photo_is_of_whom_the_client_may_ask(self):
        def photo(user):
            return self._get(f"/my/print/manager/{user.partner_id.id}/photo")

        self.coordinator.image_1920 = self.colleague.image_1920 = PIXEL
        self._login(self.ivanova)
        answer = photo(self.salesperson)
        self.assertEqual(answer.status_code, 200)
        self.assertTrue(answer.headers["Content-Type"].startswith("image/"))
        for user in (self.coordinator, self.colleague, self.rival):
            with self.subTest(user=user.login):
                self.assertEqual(photo(user).status_code, 404)
        self._order(self.ivanova).user_id = self.colleague
        self.assertEqual(photo(self.colleague).status_code, 200)
        self._login(self.rival)
        self.assertEqual(photo(self.salesperson).status_code, 404)

    # Told ---------------------------------------------------------------------------

    def test_who_serves_is_told_once_of_each_thing(self):
        order = self._order()
        self.assertEqual(self._told(self.salesperson, order), 1)
        order.with_user(self.ivanova)._say("When?")
        self.assertEqual(self._told(self.salesperson, order), 2)

    def test_who_wants_tasks_has_one_an_order(self):
        self.salesperson.print_news_as = "task"
        order = self._send()
        order.with_user(self.ivanova)._say("When?")
        order.with_user(self.ivanova)._cancel_by_client()
        self.assertEqual(self._told(self.salesperson, order), 0)
        task = self._tasks(self.salesperson, order)
        self.assertEqual(len(task), 1)
        for said in ("New order", "has written a message", "was cancelled"):
            self.assertIn(said, f"{task.summary} {task.note}")

    def test_the_link_of_a_telephone_number_has_no_spaces(self):
        self.company.country_id = self.env.ref("base.bg")
        for number, link in (
            ("+359 2 987 6543", "tel:+359-2-987-6543"),
            ("02 987 65 43", "tel:+359-2-987-6543"),
            ("(17) 12", "tel:1712"),  # no telephone number anywhere
            ("", ""),
        ):
            with self.subTest(number=number):
                self.assertEqual(self.company._get_phone_link(number), link)
        self.salesperson.phone = "+359 2 987 6543"
        contact = self.poligraf._get_print_manager()
        self.assertEqual(contact["phone_link"], "tel:+359-2-987-6543")

    def test_whom_to_ask_is_known_until_it_changes(self):
        client, person = self.poligraf, self.salesperson
        self.assertTrue(client._get_print_manager()["photo"])
        with self.assertQueryCount(0):
            client._get_print_manager()["name"] = "written by a page"
        person.write({"name": "Anna Ilieva", "phone": "+359 2 222 22 22"})
        person.image_1920 = False
        shown = client._get_print_manager()
        self.assertEqual(shown["name"], "Anna Ilieva")
        self.assertEqual(shown["phone"], "+359 2 222 22 22")
        self.assertEqual(shown["photo"], "")
        person.phone = False
        client._get_print_manager()
        self.company.phone = "+359 2 333 33 33"
        self.assertEqual(client._get_print_manager()["phone"], "+359 2 333 33 33")
        person.active = False
        self.assertEqual(client._get_print_manager()["name"], self.company.name)

    # Away ---------------------------------------------------------------------------

    def test_a_substitute_is_shown_and_told(self):
        self._leave(self.salesperson, self.colleague)
        contact = self.poligraf._get_print_manager()
        self.assertEqual(contact["name"], self.colleague.name)
        self.assertEqual(contact["stands_in_for"], self.salesperson.name)
        order = self._send()
        self.assertEqual(order.user_id, self.salesperson)
        order.with_user(self.ivanova)._say("When?")
        self.assertEqual(self._told(self.colleague, order), 2)
        self.assertEqual(self._told(self.salesperson, order), 0)
        self.assertEqual(order._get_price_askers(), self.colleague)
        self.colleague.email = "colleague@shop.example"
        order._send_print_mail(self.env.ref("print_portal.mail_template_order_status"))
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("colleague@shop.example", mail.email_from)
        self._login(self.ivanova)
        page = self._read(self._get(f"/my/print/orders/{order.id}"))
        self.assertIn(f"In the place of {self.salesperson.name}", page)

    def test_he_is_back_by_the_clock(self):
        for begin, end, away in ((-2, -1, False), (1, 2, False), (-1, 1, True)):
            with self.subTest(begin=begin):
                self._leave(self.salesperson, self.colleague, begin, end)
                shown = self.poligraf._get_print_manager()["name"]
                self.assertEqual(shown == self.colleague.name, away)

    def test_a_substitute_who_is_away_has_his_own(self):
        self._leave(self.salesperson, self.colleague)
        self._leave(self.colleague, self.third)
        self.assertEqual(self.salesperson._get_stand_in(), self.third)
        self._leave(self.third, self.salesperson)
        self.assertEqual(self.salesperson._get_stand_in(), self.salesperson)
        for user, substitute, refusal in (
            (self.third, self.third, ValidationError),
            (self.third, self.main, ValidationError),
            (self.main, self.third, AccessError),
        ):
            with self.subTest(user=user.login), self.assertRaises(refusal):
                user.with_user(user).print_substitute_id = substitute

    # Own documents only --------------------------------------------------------------

    def _documents(self):
        order = self._order()
        stored = self._receive(self.main, "a.pdf", b"%PDF-1.4")
        artwork = order.print_job_ids._add_artwork(stored.sudo())
        registration = self.env["print.registration"].create(
            {
                "name": "Poligraf",
                "email": "p@example.com",
                "phone": "1",
                "city": "Varna",
                "country_id": self.env.ref("base.bg").id,
                "lang": "en_US",
                "state": "approved",
                "partner_id": self.poligraf.id,
                "answered_by_id": self.coordinator.id,
            }
        )
        return [
            order,
            order.order_line,
            order.print_job_ids,
            order.print_job_ids.move_ids,
            order.print_job_ids.spec_id,
            artwork,
            stored.sudo(),
            registration,
        ]

    def _seen_by(self, user, record):
        found = record.with_user(user).search([("id", "in", record.ids)])
        try:
            record.with_user(user).check_access("read")
        except AccessError:
            self.assertFalse(found, record)
        return bool(found)

    def test_own_documents_only_means_all_that_hangs_on_them(self):
        for record in self._documents():
            with self.subTest(model=record._name):
                self.assertTrue(record)
                self.assertTrue(self._seen_by(self.salesperson, record))
                self.assertFalse(self._seen_by(self.colleague, record))
                self._leave(self.salesperson, self.colleague)
                self.assertTrue(self._seen_by(self.colleague, record))
                self._leave(self.salesperson, self.colleague, -2, -1)
                self.assertFalse(self._seen_by(self.colleague, record))

    def test_whose_client_he_is_sees_what_hangs_on_him(self):
        records = self._documents()
        self.poligraf.user_id = records[0].user_id = self.colleague
        for record in records:
            with self.subTest(model=record._name):
                self.assertTrue(self._seen_by(self.colleague, record))
                self.assertFalse(self._seen_by(self.third, record))

    def test_production_and_coordinators_see_all(self):
        (order, _line, job, move, spec, artwork, stored, registration) = (
            self._documents()
        )
        sales = self.env.ref("sales_team.group_sale_salesman")
        (self.prepress | self.coordinator).group_ids += sales
        for record in (job, move, spec, artwork, stored):
            with self.subTest(model=record._name):
                self.assertTrue(self._seen_by(self.prepress, record))
        self.assertTrue(self._seen_by(self.coordinator, registration))
