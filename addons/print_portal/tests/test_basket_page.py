from datetime import timedelta

from .pages_common import PrintPagesCommon

BASKET = "/my/print/basket"


class TestBasketPage(PrintPagesCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.poligraf.country_id = cls.env.ref("base.bg")
        cls.banner = cls._form(cls.wide, job_title="Banner", copies=2)

    def _save(self, basket, **typed):
        params = {"basket_id": basket.id, "typed": typed}
        return self.make_jsonrpc_request(f"{BASKET}/save", params)

    def test_an_empty_basket_says_what_to_do(self):
        self._login(self.ivanova)
        page = self._get(BASKET)
        self.assertIn("The basket is empty", self._read(page))
        self.assertIn(
            "/my/print/order", self._find(page, "//main//a[text()='New order']/@href")
        )

    def test_the_basket_tells_the_work_and_what_it_costs(self):
        self._basket(self.main, self._form(), self.banner)
        self._login(self.main)
        page = self._get(BASKET)
        text = self._read(page)
        for words in (
            "Booklet Autumn",
            "510 × 400 mm, 4+4, 175 lpi",
            "8 plates",
            "96.00",
        ):
            self.assertIn(words, text)
        self.assertIn("No file yet: send it after the order", text)
        self.assertIn(
            "Basket 2", self._read(page, "//header//a[contains(@href,'basket')]")
        )

    def test_work_that_is_all_on_request_has_no_total_of_zero(self):
        self.env["print.tariff"].search([]).unlink()
        basket = self._basket(self.main, self._form(), self.banner)
        self._login(self.main)
        sums = self._read(self._get(BASKET), "//aside")
        self.assertIn("Total on request", sums)
        self.assertIn("answer with the price", sums)
        self.assertNotIn("0.00", sums)
        totals = self._save(basket, print_note="Gate 3")["totals"]
        self.assertEqual((totals["total"], totals["tax"]), ("on request", ""))
        basket.with_user(self.main).sudo()._submit_basket()
        for page in ("/my/print/orders", f"/my/print/orders/{basket.id}"):
            text = self._read(self._get(page))
            self.assertIn("on request", text)
            self.assertNotIn("0.00", text)

    def test_whoever_sees_no_money_gets_no_figure(self):
        self._basket(self.ivanova, self._form(), self.banner)
        self._login(self.ivanova)
        for path in (BASKET, f"{BASKET}/print"):
            text = self._read(self._get(path))
            self.assertIn("Booklet Autumn", text)
            for figure in ("96.00", "12.00", "Total", "Price"):
                self.assertNotIn(figure, text)

    def test_quantities_and_fields_save_by_themselves(self):
        basket = self._basket(self.main, self.banner)
        line = basket.order_line
        self._login(self.main)
        answer = self._save(
            basket, **{f"copies_{line.id}": "3", "print_note": "Gate 3"}
        )
        self.assertEqual(answer["errors"], {})
        self.assertEqual((line.product_uom_qty, basket.print_note), (3, "Gate 3"))
        self.assertEqual(
            answer["lines"][str(line.id)]["subtotal"], answer["totals"]["work"]
        )

    def test_what_cannot_be_kept_is_said_beside_its_field(self):
        basket = self._basket(self.ivanova, self.banner)
        line = basket.order_line
        self._login(self.ivanova)
        answer = self._save(
            basket,
            **{
                f"copies_{line.id}": "many",
                "print_recipient_phone": "12",
                "print_payment_method": "beads",
                "client_order_ref": "x" * 41,
                "carrier_id": "999999",
                "partner_shipping_id": str(self.reklama.id),
                "print_note": "kept",
                "pricelist_id": "1",
            },
        )
        self.assertEqual(
            set(answer["errors"]),
            {
                f"copies_{line.id}",
                "print_recipient_phone",
                "print_payment_method",
                "client_order_ref",
                "carrier_id",
                "partner_shipping_id",
            },
        )
        self.assertIsNone(answer["totals"])
        self.assertEqual((basket.print_note, line.product_uom_qty), ("kept", 2))

    def test_a_removed_job_can_be_brought_back(self):
        basket = self._basket(self.ivanova, self._form(), self.banner)
        line = basket.order_line[1]
        self._login(self.ivanova)
        answer = self._post(BASKET, basket_id=basket.id, remove=line.id)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(basket.print_title, "Booklet Autumn")
        self.assertEqual(len(basket.order_line), 1)
        self.assertIn("Removed: Banner", self._read(self._get(BASKET)))
        self._post(BASKET, basket_id=basket.id, restore="1")
        spec = basket.order_line[1].print_spec_id
        self.assertEqual(
            spec.values, self.plates._drop_hidden(self.banner) | self.banner
        )
        self.assertNotIn("Removed:", self._read(self._get(BASKET)))

    def test_sending_leads_to_the_order_and_so_does_sending_twice(self):
        basket = self._basket(self.ivanova)
        self._login(self.ivanova)
        sent = {"basket_id": basket.id, "submit": "1", "client_order_ref": "SL-1"}
        first = self._post(BASKET, **sent)
        second = self._post(BASKET, **sent)
        for answer in (first, second):
            self.assertEqual(answer.status_code, 303)
            self.assertIn(f"/my/print/orders/{basket.id}", answer.headers["Location"])
        self.assertEqual(
            (basket.state, basket.is_basket, basket.client_order_ref),
            ("sent", False, "SL-1"),
        )
        self.assertEqual(len(basket.print_job_ids), 1)

    def _age(self, account):
        """Return a basket of ``account`` that is days old, plates cost twice by now."""
        basket = self._basket(account)
        basket.date_order -= timedelta(days=3)
        tariffs = self.env["print.tariff"].search(
            [("order_type_id", "=", self.plates.id)]
        )
        tariffs.grid = [["1", "24"]]
        return basket

    def test_an_old_basket_shows_the_prices_of_today_before_it_is_sent(self):
        basket = self._age(self.main)
        self.assertEqual(basket.order_line.price_subtotal, 96)
        self._login(self.main)
        answer = self._post(BASKET, basket_id=basket.id, submit="1", print_note="Gate")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("Prices have changed", self._read(answer))
        self.assertIn("192.00", self._read(answer))
        self.assertTrue(basket.is_basket)
        self.assertEqual(basket.print_note, "Gate")
        answer = self._post(BASKET, basket_id=basket.id, submit="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(basket.order_line.price_subtotal, 192)

    def test_whoever_reads_no_prices_is_not_asked_about_them(self):
        basket = self._age(self.ivanova)
        self._login(self.ivanova)
        answer = self._post(BASKET, basket_id=basket.id, submit="1")
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(basket.order_line.price_subtotal, 192)

    def test_a_job_added_to_an_old_basket_costs_what_its_form_said(self):
        basket = self._age(self.main)
        basket._add_print_job(self.plates, self._form())
        self.assertEqual(basket.order_line.mapped("price_subtotal"), [192, 192])

    def test_a_wrong_field_stops_the_sending_and_stays_as_it_was_typed(self):
        basket = self._basket(self.ivanova)
        self._login(self.ivanova)
        answer = self._post(
            BASKET,
            basket_id=basket.id,
            submit="1",
            print_recipient_phone="12",
            print_note="Gate 3",
        )
        self.assertEqual(answer.status_code, 422)
        self.assertTrue(basket.is_basket)
        self.assertTrue(self._read(answer, "//title").startswith("Error: Basket"))
        self.assertEqual(
            self._find(answer, "//*[@id='print_recipient_phone']/@value"), ["12"]
        )
        self.assertEqual(self._find(answer, "//*[@id='print_note']/text()"), ["Gate 3"])

    def test_whoever_may_not_send_keeps_what_was_typed(self):
        basket = self._basket(self.buh)
        self._login(self.buh)
        page = self._get(BASKET)
        self.assertIn("may fill baskets, not send them", self._read(page))
        self.assertTrue(self._find(page, "//*[@name='ask']"))
        self.assertFalse(self._find(page, "//*[@name='submit']"))
        answer = self._post(BASKET, basket_id=basket.id, submit="1", print_note="Later")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("may fill baskets, not send them", self._read(answer))
        self.assertTrue(basket.is_basket)
        self.assertEqual(basket.print_note, "Later")

    def test_a_job_that_cannot_be_ordered_any_more_is_named(self):
        basket = self._basket(self.ivanova)
        spec = basket.order_line.print_spec_id
        spec.values = {**spec.values, "colors_front": 99}
        self._login(self.ivanova)
        answer = self._post(BASKET, basket_id=basket.id, submit="1")
        self.assertIn("Booklet Autumn: Colours on the front", self._read(answer))
        self.assertTrue(basket.is_basket)

    def test_a_basket_is_nobody_elses(self):
        basket = self._basket(self.ivanova)
        for account in (self.main, self.head, self.rival):
            with self.subTest(account=account.login):
                self._login(account)
                self.assertNotIn("Booklet", self._read(self._get(BASKET)))
                answer = self._post(BASKET, basket_id=basket.id, submit="1")
                self.assertEqual(answer.status_code, 404)
        self._login(self.stranger)
        self.assertTrue(self._get(BASKET).headers["Location"].endswith("/my"))
        self.assertTrue(basket.is_basket)

    def test_a_longer_basket_asks_no_more_of_the_database(self):
        self._login(self.main)
        self._basket(self.main, self._form())
        few = self._count_queries(BASKET)
        basket = self.main.print_basket_id
        for number in range(10):
            basket._add_print_job(self.wide, {**self.banner, "job_title": f"B{number}"})
        self.assertLessEqual(self._count_queries(BASKET), few + 2)
