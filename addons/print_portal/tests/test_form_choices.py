from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .orders_common import PrintOrdersCommon
from .pages_common import PrintPagesCommon

MORNING = datetime(2026, 3, 2, 8)  # a Monday
SECRETS = ("list", "percent", "gross", "discount", "tariff", "rung", "setup")


class FormChoicesMixin:
    """Plates with rungs and a surcharge for speed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["print.tariff"].search([]).unlink()
        component = cls.env["print.component"]
        work = {"order_type_id": cls.plates.id}
        cls.work = component.create({**work, "name": "Plates", "sequence": 1})
        cls.tariff = cls._tariff(cls.plates, 10)
        cls.tariff.write(
            {
                "component_id": cls.work.id,
                "grid": [["1", "10.00"], ["16", "5.00"], ["32", "4.00"]],
            }
        )
        for name, percent in (("fast", 20), ("express", 50)):
            component.create(
                {
                    **work,
                    "name": name,
                    "kind": "percent",
                    "percent": percent,
                    "sequence": 9,
                    "condition_formula": f'turnaround == "{name}"',
                }
            )
        cls.plates.product_ids.taxes_id = False

    def _review(self, user=None, order_type=None, **values):
        user = user or self.main
        order_type = order_type or self.plates
        raw = order_type._get_typed(self._form(order_type, **values))
        return order_type.with_user(user).sudo()._review_form(raw)


@tagged("post_install", "-at_install")
class TestFormChoices(FormChoicesMixin, PrintOrdersCommon):
    def test_other_quantities_stand_beside_the_price(self):
        ladder = self._review(copies=1)["ladder"]
        self.assertEqual((ladder["code"], ladder["unit"]), ("copies", "plates"))
        self.assertEqual(
            [
                (s["quantity"], s["count"], s["unit_price"], s["work"])
                for s in ladder["steps"]
            ],
            [
                (1, "8", "10.00", "80.00"),
                (2, "16", "5.00", "80.00"),
                (4, "32", "4.00", "128.00"),
                (5, "40", "4.00", "160.00"),
            ],
        )
        current = [s["quantity"] for s in ladder["steps"] if s["is_current"]]
        self.assertEqual(current, [1])

    def test_a_step_costs_what_the_form_says_with_its_quantity(self):
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 7.5}
        )
        for step in self._review(copies=3)["ladder"]["steps"]:
            with self.subTest(quantity=step["quantity"]):
                price = self._review(copies=step["quantity"])["price"]
                self.assertEqual(step["work"], price["work"])

    def test_a_pricelist_on_another_keeps_steps_and_price_together(self):
        base = self.poligraf.property_product_pricelist
        chained = self.env["product.pricelist"].create(
            {
                "name": "Chained",
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "compute_price": "formula",
                            "base": "pricelist",
                            "base_pricelist_id": base.id,
                            "price_discount": 10,
                        },
                    )
                ],
            }
        )
        self.poligraf.property_product_pricelist = chained
        self.assertEqual(self._review()["price"]["work"], "72.00")
        steps = self._review()["ladder"]["steps"]
        self.assertEqual([s["work"] for s in steps[:2]], ["72.00", "72.00"])

    def test_a_bargain_is_told_in_a_sentence(self):
        bargain = self._review(copies=1)["ladder"]["bargain"]
        self.assertEqual(bargain, "+8 plates cost nothing more.")
        self.tariff.grid = [["1", "10.00"], ["16", "5.50"]]
        bargain = self._review(copies=1)["ladder"]["bargain"]
        self.assertRegex(bargain, r"^\+8 plates cost only \D*8\.00\D* more\.$")
        self.tariff.grid = [["1", "10.00"], ["16", "4.00"]]
        bargain = self._review(copies=1)["ladder"]["bargain"]
        self.assertRegex(bargain, r"^\+8 plates cost \D*16\.00\D* less in all\.$")
        self.tariff.grid = [["1", "10.00"]]
        self.assertEqual(self._review(copies=1)["ladder"]["bargain"], "")

    def test_each_turnaround_says_its_price_the_cheapest_first(self):
        review = self._review()
        prices = review["turnaround_prices"]
        self.assertEqual(review["turnaround_ranks"], ["standard", "fast", "express"])
        for code, total in (("standard", 80), ("fast", 96), ("express", 120)):
            self.assertEqual(prices[code], self.company.currency_id.format(total))
            with self.subTest(code=code):
                price = self._review(turnaround=code)["price"]
                self.assertEqual(price["total"], prices[code])
        # Nobody knows yet which one a needed date comes to.
        self.assertNotIn("by_date", prices)

    def test_a_needed_date_costs_the_turnaround_that_it_comes_to(self):
        with freeze_time(MORNING):
            dates = {}
            for code, offer in self.plates._get_offers({}).items():
                dates[code] = fields.Date.to_string(offer.promise.day)
            self.assertGreater(dates["standard"], dates["fast"])
            for code, work in (("standard", "80.00"), ("fast", "96.00")):
                review = self._review(turnaround="by_date", needed_by=dates[code])
                with self.subTest(code=code):
                    self.assertEqual(review["price"]["work"], work)
                    prices = review["turnaround_prices"]
                    self.assertEqual(prices["by_date"], prices[code])
                    self.assertEqual(review["ladder"]["steps"][0]["work"], work)

    def test_an_impossible_date_says_the_way_out(self):
        yesterday = fields.Date.context_today(self.main) - timedelta(1)
        review = self._review(turnaround="by_date", needed_by=str(yesterday))
        [error] = review["errors"]
        self.assertEqual(error["field"], "needed_by")
        self.assertIn("The earliest date", error["message"])
        self.assertTrue(error["fix"] and error["fix_label"])
        mended = self._review(turnaround="by_date", needed_by=error["fix"])
        self.assertEqual(mended["errors"], [])

    def test_what_was_ordered_keeps_its_speed(self):
        with freeze_time(MORNING):
            offers = self.plates._get_offers({})
            date = fields.Date.to_string(offers["fast"].promise.day)
            form = self._form(turnaround="by_date", needed_by=date)
            order = self._order(self.main, form)
            self.assertEqual(order.print_job_ids.turnaround_id.code, "fast")
            self.assertEqual(order.order_line.price_subtotal, 96)
        # Weeks later the date is long past: that makes nothing dearer.
        with freeze_time(MORNING + timedelta(30)):
            order._recompute_prices()
            self.assertEqual(order.order_line.price_subtotal, 96)
            _drivers, made = order.print_job_ids.spec_id._read_made()
            self.assertEqual(made["turnaround"], "fast")

    def test_a_turnaround_without_a_date_says_so(self):
        self.plates.turnaround_ids.filtered(lambda t: t.code == "fast").active = False
        self.env.invalidate_all()
        dates = self._review()["dates"]
        self.assertEqual(dates["choices"]["fast"], "We answer with a date.")
        self.assertEqual(dates["conditions"]["fast"], "")
        self.assertIn("if the files are good by", dates["conditions"]["standard"])

    def test_whoever_sees_no_money_sees_none_of_it(self):
        review = self._review(self.ivanova)
        for key in ("price", "ladder", "turnaround_prices", "turnaround_ranks"):
            self.assertIsNone(review[key], key)
        self.assertTrue(review["dates"]["choices"]["standard"])

    def test_nothing_says_how_the_price_came_about(self):
        self.env["print.discount"].create(
            {"commercial_partner_id": self.poligraf.id, "percent": 35}
        )
        text = str(self._review()).lower()
        for word in (*SECRETS, "35", "10.00", "128.00"):
            self.assertNotIn(word, text)

    def test_no_ladder_without_a_price(self):
        self.tariff.unlink()
        review = self._review()
        self.assertEqual(review["price_state"], "request")
        self.assertIsNone(review["ladder"])

    def test_rungs_cost_no_queries(self):
        few_rungs = [["8", "9.00"], ["16", "8.00"]]
        self._count(few_rungs)  # the first change of a tariff empties more caches
        few = self._count(few_rungs)
        many = self._count([[str(n * 8), "9.00"] for n in range(1, 21)])
        self.assertEqual(many, few)
        self.assertLessEqual(few, 40)

    def _count(self, grid):
        """Return how many queries a review asks when all that is cached is there."""
        self.tariff.grid = grid
        self._review()
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.assertTrue(self._review()["ladder"])
        return self.env.cr.sql_log_count - before


class TestFormChoicesHttp(FormChoicesMixin, PrintPagesCommon):
    def test_the_page_shows_them_before_any_script(self):
        self._login(self.main)
        typed = self.plates._get_typed(self._form())
        typed = {code: text for code, text in typed.items() if text != ""}
        page = self._post("/my/print/order/ctp_plates", **typed, only_price="1")
        rows = self._find(page, "//ol[hasclass('pr-ladder')]//button/@data-quantity")
        self.assertEqual(rows, ["1", "2", "4", "5"])
        card = self._read(page, "//*[@data-choice-price='express']")
        self.assertIn("120.00", card)
        condition = self._read(page, "//*[@data-choice-condition='express']")
        self.assertIn("if the files are good by", condition)
        text = self._read(page, "//p[hasclass('pr-bargain')]")
        self.assertEqual(text, "+8 plates cost nothing more.")

    def test_nonsense_gets_a_sentence_at_its_field_and_nothing_is_lost(self):
        self._login(self.main)
        typed = self.plates._get_typed(self._form(job_title="Keep me"))
        typed = {code: text for code, text in typed.items() if text != ""}
        cases = ("-5", "0", "1.5", "99999999999", "many")
        for bad in cases:
            with self.subTest(bad=bad):
                raw = {**typed, "copies": bad}
                params = {"code": "ctp_plates", "raw": raw}
                review = self.make_jsonrpc_request("/my/print/price", params)
                [error] = review["errors"]
                self.assertEqual(error["field"], "copies")
                self.assertIn("from 1 to 20", error["message"])
                self.assertIsNone(review["price"])
                page = self._post("/my/print/order/ctp_plates", **raw)
                self.assertEqual(page.status_code, 422)
                self.assertEqual(self._find(page, "//*[@id='f_copies']/@value"), [bad])
                title = self._find(page, "//*[@id='f_job_title']/@value")
                self.assertEqual(title, ["Keep me"])
                sentence = self._read(page, "//*[@id='f_copies_e']/span")
                self.assertEqual(sentence, error["message"])

    def test_an_unknown_material_is_asked_for_again(self):
        self._login(self.main)
        typed = self.wide._get_typed(self._form(self.wide, media="martian"))
        typed = {code: text for code, text in typed.items() if text != ""}
        page = self._post("/my/print/order/wide_format", **typed)
        self.assertEqual(page.status_code, 422)
        sentence = self._read(page, "//*[@id='f_media_e']/span")
        self.assertIn("choose from the list", sentence)
        # No browser may take the first of the list instead.
        first = self._find(page, "//*[@id='f_media']/option[1]/@value")
        self.assertEqual(first, [""])

    def test_what_is_no_form_at_all_is_answered(self):
        self._login(self.main)
        for raw in (None, [], "x", {"copies": {"a": 1}}, {"copies": [1]}):
            with self.subTest(raw=raw):
                params = {"code": "ctp_plates", "raw": raw, "file_ids": ["x"]}
                review = self.make_jsonrpc_request("/my/print/price", params)
                self.assertIsNone(review["price"])
                self.make_jsonrpc_request("/my/print/draft", params)
