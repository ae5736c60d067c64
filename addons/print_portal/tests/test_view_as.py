from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.http import Request, root
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

GROUP = "print_portal.group_view_as"


@tagged("post_install", "-at_install")
class TestViewAsRights(PrintOrdersCommon):
    def _may(self, user, account):
        return user._may_view_as(account.sudo())

    def test_who_may_look_at_whom(self):
        self.assertTrue(self._may(self.coordinator, self.main))
        self.assertTrue(self._may(self.coordinator, self.ivanova))
        for user in (self.salesperson, self.prepress, self.accountant, self.main):
            with self.subTest(user=user.login):
                self.assertFalse(self._may(user, self.ivanova))
        admin = self.env.ref("base.user_admin")
        for account in (admin, self.salesperson, self.stranger, self.public):
            with self.subTest(account=account.login):
                self.assertFalse(self._may(self.coordinator, account))
        self.ivanova.action_archive()
        self.assertFalse(self._may(self.coordinator, self.ivanova))

    def test_a_salesperson_looks_at_clients_whom_he_serves(self):
        self.colleague.group_ids |= self.env.ref(GROUP)
        self.salesperson.group_ids |= self.env.ref(GROUP)
        self.assertFalse(self._may(self.colleague, self.main))
        self.assertTrue(self._may(self.salesperson, self.main))
        self.poligraf.user_id = self.colleague
        self.assertTrue(self._may(self.colleague, self.main))
        self.assertTrue(self._may(self.colleague, self.rival), "served by nobody")

    def test_production_sees_no_more_money_than_itself(self):
        self.prepress.group_ids |= self.env.ref(GROUP)
        self.assertFalse(self._may(self.prepress, self.main))
        self.assertFalse(self._may(self.prepress, self.buh))
        self.assertTrue(self._may(self.prepress, self.ivanova))

    def test_not_over_companies(self):
        other = self.env["res.company"].create({"name": "Another shop"})
        viewer = new_test_user(
            self.env,
            "test-elsewhere",
            groups="print_portal.group_coordinator",
            company_id=other.id,
            company_ids=[other.id],
        )
        self.assertFalse(self._may(viewer, self.main))

    def test_the_button_asks_as_well(self):
        action = self.main.with_user(self.coordinator).action_print_view_as()
        self.assertEqual(action["url"], f"/print/as/{self.main.id}/my")
        partner = self.poligraf.with_user(self.coordinator)
        self.assertEqual(partner.action_print_view_as()["url"], action["url"])
        with self.assertRaises(AccessError):
            self.main.with_user(self.salesperson).action_print_view_as()

    def test_the_log_is_for_administrators_and_nobody_writes_it(self):
        logs = self.env["print.view.log"]
        logs.with_user(self.coordinator)._note(self.main, "/my")
        admin = self.env.ref("base.user_admin")
        log = logs.with_user(admin).search([("account_id", "=", self.main.id)])
        self.assertEqual((log.user_id, log.page), (self.coordinator, "/my"))
        self.assertEqual(log.client_id, self.poligraf)
        for call in (
            log.unlink,
            lambda: log.write({"page": "/x"}),
            lambda: log.create({"page": "/x"}),
            lambda: logs.with_user(self.coordinator).search([]),
            lambda: logs.with_user(self.main).search([]),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_look_makes_no_token(self):
        order = self._send().with_context(print_view_as=True)
        order.access_token = False
        self.assertEqual(order._portal_ensure_token(), "")
        self.assertFalse(order.access_token)


class TestViewAs(PrintPagesCommon):
    def setUp(self):
        super().setUp()
        self.order = self._order(self.main)
        self._login(self.coordinator)

    def _look(self, page="/my", account=None):
        return self._get(f"/print/as/{(account or self.main).id}{page}")

    def _logs(self):
        return self.env["print.view.log"].search([])

    def test_pages_are_shown_as_the_account_sees_them(self):
        self._send(self.ivanova)
        number = self.order.name
        text = self._read(self._look("/my/print/orders"))
        self.assertIn(number, text)
        self.assertNotIn(number, self._read(self._look("/my/print/orders", self.rival)))
        answer = self._look(f"/my/print/orders/{self.order.id}", self.buh)
        self.assertEqual(answer.status_code, 404)
        page = self._look(f"/my/print/orders/{self.order.id}")
        self.assertIn("Booklet Autumn", self._read(page))
        self.assertIn("96.00", self._read(page))
        for url in ("", "/my", "/my/print/order", "/my/print/order/ctp_plates"):
            with self.subTest(url=url):
                self.assertEqual(self._look(url).status_code, 200)
        for url in ("/my/print/basket", "/my/print/files", "/my/print/templates"):
            with self.subTest(url=url):
                self.assertEqual(self._look(url).status_code, 200)

    def test_invoices_are_shown_without_their_token(self):
        invoice = self._create_invoice()
        path = f"/my/print/invoices/{invoice.id}"
        for url in ("/my/print/balance", "/my/print/invoices", path):
            self.assertIn(invoice.name, self._read(self._look(url)))
        invoice.invalidate_recordset()
        self.assertFalse(invoice.access_token, "looking made a token")
        token = invoice._portal_ensure_token()
        self.assertNotIn(token, self._look(path).text)
        rival = self._look(f"{path}?access_token={token}", self.rival)
        self.assertNotIn(invoice.name, self._read(rival))

    def test_the_page_says_whose_it_is_and_its_links_stay_inside(self):
        answer = self._look("/my/print/orders")
        banner = self._read(answer, "//div[contains(@class, 'pr-view-as')]")
        self.assertIn(self.main.login, banner)
        links = self._find(answer, "//a/@href")
        base = f"/print/as/{self.main.id}/my"
        inside = f"{base}/print/orders/{self.order.id}"
        self.assertIn(inside, links)
        for link in links:
            with self.subTest(link=link):
                self.assertTrue(
                    link.startswith((base, "#", "tel:", "mailto:", "/odoo/", "http"))
                )
        self.assertNotIn("logout", answer.text)

    def test_nothing_runs_and_nothing_sends(self):
        answer = self._look(f"/my/print/orders/{self.order.id}")
        self.assertNotIn("csrf_token", answer.text)
        self.assertFalse(self._find(answer, "//script"))
        self.assertFalse(self._find(answer, "//form[@method='post']"))
        buttons = self._find(answer, "//main//form//button[not(@disabled)]")
        self.assertFalse(buttons)
        policy = answer.headers["Content-Security-Policy"]
        self.assertIn("script-src 'none'", policy)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        search = self._look("/my/print/orders")
        [action] = self._find(search, "//form[@role='search']/@action")
        self.assertEqual(action, f"/print/as/{self.main.id}/my/print/orders")

    def test_what_is_sent_is_refused(self):
        url = f"/print/as/{self.main.id}/my/print/orders/{self.order.id}/cancel"
        with mute_logger("odoo.http"):
            self.assertEqual(self._post(url).status_code, 405)
            answer = self.opener.post(self.base_url() + url, json={"params": {}})
            self.assertEqual(answer.status_code, 405)
            answer = self.opener.put(self.base_url() + url)
            self.assertEqual(answer.status_code, 405)
        self.assertEqual(self.order.state, "sent")

    def test_the_database_refuses_to_write(self):
        answer = self._look_through_a_write()
        self.assertEqual(answer.status_code, 403)
        self.assertIn("only the client opens it", answer.text)
        self.order.invalidate_recordset()
        self.assertFalse(self.order.print_note)

    def _look_through_a_write(self):
        orders = type(self.env["sale.order"])
        rows = orders._portal_rows

        def write(records, account):
            records.sudo().write({"print_note": "changed"})
            records.env.flush_all()
            return rows(records, account)

        with (
            patch.object(orders, "_portal_rows", write),
            mute_logger("odoo.sql_db"),
        ):
            return self._look("/my/print/orders")

    def test_files_and_documents_are_not_handed_out(self):
        file = self._receive(self.main, "cover.pdf")
        for url in (
            f"/my/print/files/{file.id}/download",
            f"/my/print/orders/{self.order.id}/pdf",
        ):
            with self.subTest(url=url):
                answer = self._look(url)
                self.assertEqual(answer.status_code, 403)
                self.assertIn("text/html", answer.headers["Content-Type"])

    def test_only_pages_of_clients_are_looked_at(self):
        for url in (
            "/web",
            "/odoo",
            "/web/session/logout",
            "/my/security",
            "/my/../web",
        ):
            with self.subTest(url=url):
                answer = self._look(url)
                self.assertIn(answer.status_code, (403, 404))

    def test_every_look_is_logged_whatever_came_of_it(self):
        self._look("/my/print/orders?search=x")
        self._look("/my/print/orders/0")
        pages = self._logs().mapped("page")
        self.assertEqual(pages, ["/my/print/orders/0", "/my/print/orders"])
        log = self._logs()[0]
        self.assertEqual((log.user_id, log.account_id), (self.coordinator, self.main))
        self.assertTrue(log.address)

    def test_others_may_not_look_and_leave_no_log(self):
        for user in (self.salesperson, self.prepress, self.main, self.stranger):
            self._login(user)
            with self.subTest(user=user.login), mute_logger("odoo.http"):
                answer = self._look("/my/print/orders", self.ivanova)
                self.assertEqual(answer.status_code, 403)
        self.authenticate(None, None)
        self.assertIn("/web/login", self._look().headers["Location"])
        self.assertFalse(self._logs())

    def test_the_session_of_staff_stays_as_it_is(self):
        self._look("/my/print/orders")
        before = dict(root.session_store.get(self.session.sid))
        answer = self._look("/my/print/orders")
        self.assertNotIn("Set-Cookie", answer.headers)
        after = dict(root.session_store.get(self.session.sid))
        self.assertEqual(after, before)
        self.assertEqual(after["uid"], self.coordinator.id)
        self.assertNotIn(self.session.sid, answer.text)
        self.assertNotIn(Request.csrf_token(self)[:40], answer.text)
        # Another tab: staff still see their own pages, and another client's beside it.
        home = self._get("/my")
        self.assertIn(self.coordinator.name, home.text)
        self.assertIn(self.rival.login, self._look("/my", self.rival).text)
        self.assertIn(self.main.login, self._look("/my").text)

    def test_a_page_is_shown_in_the_language_of_the_client(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.main.lang = "fr_FR"
        answer = self._look("/my/print/orders")
        self.assertEqual(self._find(answer, "//html/@lang"), ["fr-FR"])

    def test_a_redirect_stays_inside(self):
        answer = self._look("/my/orders")
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith(
                f"/print/as/{self.main.id}/my/print/orders"
            )
        )
