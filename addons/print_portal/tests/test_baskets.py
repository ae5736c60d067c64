from datetime import timedelta

from odoo import fields

from .pages_common import PrintPagesCommon

LIST = "/my/print/baskets"


class TestBaskets(PrintPagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.deputy = cls._create_colleague("deputy", can_approve=True)

    def _open(self, user, basket, suffix=""):
        self._login(user)
        return self._get(f"{LIST}/{basket.id}{suffix}")

    def _as(self, user, basket):
        return basket.with_user(user).sudo()

    # Several --------------------------------------------------------------------------

    def test_the_header_counts_the_current_one(self):
        first = self._basket(self.main, self._form(), self._form())
        second = self._basket(self.main)
        self._login(self.main)
        link = "//header//a[contains(@class, 'btn')][contains(@href, '/basket')]"
        self.assertEqual(self._read(self._get(LIST), link), "Basket 1")
        answer = self._post(LIST, current=first.id)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._read(self._get(LIST), link), "Basket 2")
        self.assertEqual(self.main.print_basket_id, first)
        page = self._open(self.main, second)
        self.assertIn("Not the current one", self._read(page))

    def test_a_basket_is_opened_named_deleted_and_brought_back(self):
        self._login(self.main)
        self._post(LIST, new="1", name="  The   fair ")
        basket = self.main.print_basket_id
        self.assertEqual(basket.print_basket_name, "The fair")
        basket.with_user(self.main).sudo()._add_print_job(self.plates, self._form())
        basket.print_note = "Gate 3"
        self._post(f"{LIST}/{basket.id}/name", name="Autumn fair")
        self.assertIn("Autumn fair", self._read(self._get(LIST)))
        long = self._post(f"{LIST}/{basket.id}/name", name="x" * 61)
        self.assertEqual(long.status_code, 422)
        spec = basket.order_line.print_spec_id
        self._post(LIST, delete=basket.id)
        self.assertFalse(basket.exists() or spec.exists())
        self.assertIn("Deleted: Autumn fair", self._read(self._get(LIST)))
        self._post(LIST, restore="1")
        restored = self.main.print_basket_id
        self.assertEqual(
            (restored.print_basket_name, restored.print_title, restored.print_note),
            ("Autumn fair", "Booklet Autumn", "Gate 3"),
        )
        self.assertEqual(restored.amount_untaxed, 96)

    def test_a_job_moves_to_another_basket_and_to_a_new_one(self):
        target = self._basket(self.main)
        source = self._basket(self.main, self._form(job_title="One"), self._form())
        self._login(self.main)
        first, second = source.order_line
        spec = first.print_spec_id
        answer = self._post(f"{LIST}/{source.id}/move", move=f"{first.id}:{target.id}")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(len(source.order_line), 1)
        moved = target.order_line[1].print_spec_id
        self.assertEqual((moved.title, moved.values["job_title"]), ("One", "One"))
        self.assertFalse(spec.exists())
        self._post(f"{LIST}/{source.id}/move", move=f"{second.id}:")
        newest = self.env["sale.order"].search([], order="id desc", limit=1)
        self.assertEqual(newest.print_title, "Booklet Autumn")
        self.assertFalse(source.order_line)

    def test_nothing_moves_into_a_basket_of_others(self):
        own, other = self._basket(self.ivanova), self._basket(self.main)
        self._login(self.ivanova)
        move = f"{own.order_line.id}:{other.id}"
        self.assertEqual(
            self._post(f"{LIST}/{own.id}/move", move=move).status_code, 404
        )
        move = f"{other.order_line.id}:"
        self._post(f"{LIST}/{own.id}/move", move=move)
        self.assertEqual((len(own.order_line), len(other.order_line)), (1, 1))

    def test_the_list_asks_no_more_for_many_baskets(self):
        for _number in range(3):
            self._basket(self.main)
        self._login(self.main)
        few = self._count_queries(LIST)
        for _number in range(12):
            self._basket(self.main)
        for _number in range(6):
            basket = self._basket(self.ivanova)
            self._as(self.ivanova, basket)._ask_approval()
        self._count_queries(LIST)
        self.assertLessEqual(self._count_queries(LIST), few + 4)

    # Sharing --------------------------------------------------------------------------

    def test_a_basket_of_another_is_not_there(self):
        basket = self._basket(self.ivanova)
        for user in (self.main, self.buh, self.deputy, self.rival):
            with self.subTest(user=user.login):
                for suffix in ("", "/print", "/pdf"):
                    answer = self._open(user, basket, suffix)
                    self.assertEqual(answer.status_code, 404)

    def test_who_may_look_looks(self):
        basket = self._basket(self.main)
        self._login(self.main)
        self._post(f"{LIST}/{basket.id}/share", account=self.buh.id, kind="look")
        self._post(f"{LIST}/{basket.id}/share", account=self.ivanova.id, kind="look")
        for user, sees in ((self.buh, True), (self.ivanova, False)):
            page = self._open(user, basket)
            text = self._read(page)
            self.assertIn("You may look, not change it", text)
            self.assertEqual("96.00" in text, sees, user.login)
            self.assertFalse(self._find(page, "//main//form"))
            self.assertIn("Booklet Autumn", self._read(self._get(LIST)))
            tried = self._post("/my/print/basket", basket_id=basket.id, print_note="x")
            self.assertEqual(tried.status_code, 404)
        self._login(self.main)
        self._post(f"{LIST}/{basket.id}/share", account=self.buh.id, kind="")
        self.assertEqual(self._open(self.buh, basket).status_code, 404)

    def test_who_may_edit_edits_and_does_not_send(self):
        basket = self._basket(self.main)
        self._login(self.main)
        self._post(f"{LIST}/{basket.id}/share", account=self.ivanova.id, kind="edit")
        page = self._open(self.ivanova, basket)
        self.assertIn("sends this basket", self._read(page))
        self.assertFalse(self._find(page, "//button[@name='submit' or @name='ask']"))
        post = {"basket_id": basket.id}
        self._post("/my/print/basket", **post, print_note="Gate 3")
        self.assertEqual(basket.print_note, "Gate 3")
        job = f"/my/print/basket/job/{basket.order_line.id}"
        self.assertEqual(self._get(job).status_code, 200)
        for act in (
            lambda: self._post("/my/print/basket", **post, submit="1"),
            lambda: self._post("/my/print/basket", **post, ask="1"),
            lambda: self._post(LIST, delete=basket.id),
            lambda: self._post(f"{LIST}/{basket.id}/name", name="Mine"),
            lambda: self._post(f"{LIST}/{basket.id}/link", days="7"),
            lambda: self._post(
                f"{LIST}/{basket.id}/share", account=self.buh.id, kind="edit"
            ),
        ):
            answer = act()
            self.assertEqual(answer.status_code, 422)
            self.assertIn("belongs to", self._read(answer))
        self.assertTrue(basket.is_basket)

    def test_strangers_are_no_colleagues(self):
        basket = self._basket(self.main)
        self._login(self.main)
        for user in (self.rival, self.stranger, self.salesperson, self.main):
            answer = self._post(
                f"{LIST}/{basket.id}/share", account=user.id, kind="edit"
            )
            self.assertEqual(answer.status_code, 422)
        self.assertFalse(basket.print_reader_ids | basket.print_editor_ids)

    def test_a_shared_basket_is_gone_once_it_is_sent(self):
        basket = self._basket(self.main)
        own = self._as(self.main, basket)
        own._share_with(self.ivanova.id, "edit")
        self.ivanova.print_basket_id = basket
        own._submit_basket()
        self.assertEqual(self._open(self.ivanova, basket).status_code, 404)
        self.assertFalse(self.ivanova.print_basket_id)

    # Links ----------------------------------------------------------------------------

    def _link(self, basket, days=7, prices=False):
        link = self._as(basket.print_account_id, basket)._open_link(days, prices)
        return link, "/print/basket/" + link._get_url().rpartition("/")[2]

    def _visit(self, path):
        self.authenticate(None, None)
        return self._get(path)

    def test_a_link_shows_one_basket_and_nothing_else(self):
        basket = self._basket(self.main)
        basket.print_recipient_phone = "+359 2 400 50 60"
        _link, bare = self._link(basket)
        _link, priced = self._link(basket, prices=True)
        for path, sees in ((bare, False), (priced, True)):
            page = self._visit(path)
            text = self._read(page, "//body")
            self.assertIn("Booklet Autumn", text)
            self.assertEqual("96.00" in text, sees)
            self.assertNotIn("400 50 60", text)
            self.assertFalse(self._find(page, "//main//a | //main//form"))
            self.assertIn("no-store", page.headers["Cache-Control"])
            self.assertIn("noindex", page.headers["X-Robots-Tag"])

    def test_a_link_ends(self):
        basket = self._basket(self.main)
        own = self._as(self.main, basket)
        link, path = self._link(basket)
        self.assertEqual(self._visit(path).status_code, 200)
        link.expires = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(self._visit(path).status_code, 404)
        link, path = self._link(basket)
        own._revoke_link(link.id)
        self.assertEqual(self._visit(path).status_code, 404)
        for wrong in (path[:-4] + "AAAA", "/print/basket/x", "/print/basket/%D1%84"):
            self.assertEqual(self._visit(wrong).status_code, 404)
        _link, path = self._link(basket)
        own._submit_basket()
        answer = self._visit(path)
        self.assertEqual(answer.status_code, 404)
        self.assertIn("works no more", self._read(answer))

    def test_prices_are_shown_by_who_may_see_them(self):
        basket = self._basket(self.ivanova)
        link, path = self._link(basket, prices=True)
        self.assertFalse(link.shows_prices)
        self.ivanova.see_finance = True
        _link, path = self._link(basket, prices=True)
        self.assertIn("96.00", self._read(self._visit(path)))
        self.ivanova.see_finance = False
        self.assertNotIn("96.00", self._read(self._visit(path)))

    def test_a_link_of_a_closed_account_is_closed(self):
        basket = self._basket(self.ivanova)
        _link, path = self._link(basket)
        self.ivanova.with_user(self.env.ref("base.user_admin")).action_archive()
        self.assertEqual(self._visit(path).status_code, 404)

    # Approval -------------------------------------------------------------------------

    def test_the_page_offers_to_ask_and_tells_no_figure(self):
        self.ivanova.order_limit = 90
        basket = self._basket(self.ivanova)
        self._login(self.ivanova)
        page = self._get("/my/print/basket")
        text = self._read(page)
        self.assertIn("over your limit for one order", text)
        self.assertIn("Deputy", text)
        for figure in ("90", "96.00"):
            self.assertNotIn(figure, text)
        self.assertFalse(self._find(page, "//button[@name='submit']"))
        answer = self._post(
            "/my/print/basket",
            basket_id=basket.id,
            ask="1",
            approval_comment="For the fair",
        )
        self.assertTrue(answer.headers["Location"].endswith(f"/baskets/{basket.id}"))
        page = self._open(self.ivanova, basket)
        self.assertIn("Waits for approval", self._read(page))
        self.assertIn("Take it back", self._read(page))
        again = self._post("/my/print/basket", basket_id=basket.id, submit="1")
        self.assertEqual(again.status_code, 303)
        self.assertTrue(basket.is_basket)

    def test_an_approver_finds_it_at_home_and_approves(self):
        self.ivanova.order_limit = 90
        basket = self._basket(self.ivanova)
        self._as(self.ivanova, basket)._ask_approval("For the fair")
        for user, sees in ((self.main, True), (self.deputy, False), (self.buh, None)):
            self._login(user)
            home = self._read(self._get("/my"))
            if sees is None:
                self.assertNotIn("approve the basket", home)
                continue
            self.assertIn("approve the basket of Ivanova", home)
            self.assertIn("For the fair", self._read(self._open(user, basket)))
            listed = self._read(self._get(LIST)) + self._read(
                self._get(f"{LIST}/{basket.id}")
            )
            self.assertEqual("96.00" in listed, sees)
        self._login(self.deputy)
        page = self._get(f"{LIST}/{basket.id}")
        (seal,) = self._find(page, "//input[@name='seal']/@value")
        path = f"{LIST}/{basket.id}/answer"
        empty = self._post(path, seal=seal, **{"return": "1"})
        self.assertEqual(empty.status_code, 422)
        self.assertIn("say in a few words", self._read(empty))
        basket.sudo().order_line.price_unit = 1
        stale = self._post(path, seal=seal, approve="1")
        self.assertIn("has changed", self._read(stale))
        self.assertTrue(basket.is_basket)
        (seal,) = self._find(stale, "//input[@name='seal']/@value")
        self._post(path, seal=seal, approve="1")
        self.assertFalse(basket.is_basket)
        self.assertIn(f"order {basket.name} is sent", self._read(self._get(LIST)))
        self._login(self.ivanova)
        order = self._read(self._get(f"/my/print/orders/{basket.id}"))
        self.assertIn("Approved: Deputy", order)

    def test_a_replaced_file_is_another_basket(self):
        basket = self._basket(self.ivanova)
        file = self._receive(self.ivanova, "a.pdf").sudo()
        basket.order_line.print_spec_id.file_ids = file
        seal = basket.sudo()._get_approval_seal()
        self.assertEqual(basket.sudo()._get_approval_seal(), seal)
        file.size += 1  # as the file server writes what took its place
        self.assertNotEqual(basket.sudo()._get_approval_seal(), seal)

    def test_what_came_back_waits_for_its_owner(self):
        self.ivanova.order_limit = 90
        basket = self._basket(self.ivanova)
        self._as(self.ivanova, basket)._ask_approval()
        self._login(self.deputy)
        path = f"{LIST}/{basket.id}/answer"
        self._post(path, comment="Too early", **{"return": "1"})
        self._login(self.ivanova)
        self.assertIn("Deputy sent it back", self._read(self._get("/my")))
        page = self._get("/my/print/basket")
        self.assertIn("Sent back by Deputy", self._read(page))
        self.assertIn("Too early", self._read(page))
        self.assertTrue(self._find(page, "//button[@name='ask']"))

    def test_colleagues_of_another_client_decide_nothing(self):
        self.ivanova.order_limit = 90
        basket = self._basket(self.ivanova)
        self._as(self.ivanova, basket)._ask_approval()
        seal = basket.sudo()._get_approval_seal()
        for user in (self.rival, self.buh, self.stranger):
            self._login(user)
            self._post(f"{LIST}/{basket.id}/answer", seal=seal, approve="1")
            self.env.invalidate_all()
            self.assertTrue(basket.is_basket)
