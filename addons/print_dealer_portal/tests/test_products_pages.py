from odoo.fields import Command
from odoo.tests import tagged

from .common import DealerPagesCommon
from .shelf_common import ShelfMixin

SECRETS = ("8317.46", "8,317.46", "8317,46", "7.3519", "5923.71", "LEAK-LIST")
PIXEL = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    b"AABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestProductsPages(ShelfMixin, DealerPagesCommon):
    """The list of products and the page of one, as a dealer reads them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.config.settings"].create({"group_product_pricelist": True})
        rule = {"compute_price": "percentage", "percent_price": 7.3519}
        cls.matprint.property_product_pricelist = cls.env["product.pricelist"].create(
            {"name": "LEAK-LIST", "item_ids": [Command.create(rule)]}
        )
        cls.developer.write(
            {"list_price": 8317.46, "standard_price": 5923.71, "image_1920": PIXEL}
        )
        kinds = cls.env["product.attribute"].create(
            [
                {
                    "name": name,
                    "value_ids": [Command.create({"name": each}) for each in values],
                }
                for name, values in (("Ink", "CM"), ("Volume", ("350", "700")))
            ]
        )
        cls.ink = cls.env["product.template"].create(
            {
                "name": "Ink",
                "is_partner_portal": True,
                "list_price": 96,
                "attribute_line_ids": [
                    Command.create(
                        {
                            "attribute_id": kind.id,
                            "value_ids": [Command.set(kind.value_ids.ids)],
                        }
                    )
                    for kind in kinds
                ],
            }
        )

    def _page(self, path="/dealer/products", user=None):
        self._login(user or self.maria)
        answer = self._get(path)
        self.assertEqual(answer.status_code, 200, path)
        return answer

    def _of(self, product):
        return f"/dealer/products/{product.id}"

    def test_the_list_shows_what_is_for_dealers(self):
        text = self._read(self._page())
        for words in ("Proofing paper", "PP-330-30", "pack of 6", "CH-HD2-20"):
            self.assertIn(words, text)
        self.assertNotIn("Not for dealers", text)
        self.assertIn("Variants: 4", text)

    def test_variants_are_one_row_from_the_least_of_their_prices(self):
        lines = self.ink.attribute_line_ids
        dearer = lines[0].product_template_value_ids[0]
        dearer.price_extra = 20  # the first variant's, whose page the row leads to
        row = self._find(self._page(), "//tr[contains(., 'Variants: 4')]")[0]
        text = " ".join(row.text_content().split())
        self.assertIn("from 88.94", text)
        self.assertIn("4 of 4 in stock", text)
        self.assertFalse(row.xpath(".//input"), "each is ordered on its page")

    def test_search_and_filters_live_in_the_address(self):
        answer = self._page("/dealer/products?search=proofing&sort=name")
        self.assertIn("1 of 5", self._read(answer))
        self.assertEqual(
            self._find(answer, "//select[@id='sort']/option[@selected]/@value"),
            ["name"],
        )
        nothing = self._read(self._page("/dealer/products?search=nobody+has+it"))
        self.assertIn("Nothing found", nothing)

    def test_what_is_not_for_dealers_does_not_exist(self):
        self._login(self.maria)
        for path in (self._of(self.hidden), f"{self._of(self.hidden)}/image"):
            self.assertEqual(self._get(path).status_code, 404, path)
        self.assertEqual(self._get("/dealer/products/99999999").status_code, 404)

    def test_pictures_come_by_their_own_door(self):
        self._login(self.maria)
        picture = self._get(f"{self._of(self.developer)}/image?size=512")
        self.assertEqual(picture.status_code, 200)
        self.assertTrue(picture.headers["Content-Type"].startswith("image/"))
        self.assertEqual(self._get(f"{self._of(self.paper)}/image").status_code, 404)

    def test_papers_are_those_that_are_ticked(self):
        shown, kept = self.env["product.document"].create(
            [
                {
                    "name": name,
                    "raw": name.encode(),
                    "res_model": "product.template",
                    "res_id": self.paper.product_tmpl_id.id,
                    "is_partner_portal": is_shown,
                }
                for name, is_shown in (("Sheet.txt", True), ("Margin.txt", False))
            ]
        )
        text = self._read(self._page(self._of(self.paper)))
        self.assertIn("Sheet.txt", text)
        self.assertNotIn("Margin.txt", text)
        door = f"{self._of(self.paper)}/document"
        self.assertEqual(self._get(f"{door}/{shown.id}").content, b"Sheet.txt")
        self.assertEqual(self._get(f"{door}/{kept.id}").status_code, 404)
        other = f"{self._of(self.screws)}/document/{shown.id}"
        self.assertEqual(self._get(other).status_code, 404)

    def test_a_matrix_is_ordered_by_one_post(self):
        variants = self.ink.product_variant_ids
        page = self._page(self._of(variants[0]))
        names = self._find(page, "//table[hasclass('pr-matrix')]//input/@name")
        self.assertEqual(set(names), {f"q_{each.id}" for each in variants})
        form = dict.fromkeys(names, "0") | {f"q_{variants[0].id}": "3"}
        form[f"q_{variants[3].id}"] = "5"
        answer = self._post("/dealer/products", **form)
        self.assertEqual(answer.status_code, 303)
        basket = self.env["sale.order"].with_user(self.maria)._get_basket()
        self.assertEqual(basket.order_line.mapped("product_uom_qty"), [3, 5])

    def test_what_cannot_be_ordered_stays_as_it_was_typed(self):
        here = self._of(self.paper)
        self._page(here)
        answer = self._post(
            "/dealer/products", back=here, **{f"q_{self.paper.id}": "7"}
        )
        self.assertTrue(answer.headers["Location"].endswith(here))
        page = self._get(here)
        field = f"//input[@name='q_{self.paper.id}']/@value"
        self.assertEqual(self._find(page, field), ["7"])
        self.assertIn("packs of 6, enter 12", self._read(page))

    def test_a_post_leads_nowhere_else(self):
        self._page()
        answer = self._post(
            "/dealer/products",
            back="https://example.com/",
            **{f"q_{self.paper.id}": "7"},
        )
        self.assertTrue(answer.headers["Location"].endswith("/dealer/products"))

    def test_a_click_is_answered_with_the_basket(self):
        self._login(self.maria)
        answer = self.make_jsonrpc_request(
            "/dealer/basket/goods",
            {"items": [[self.paper.id, "12"]], "add": False, "panel": True},
        )
        self.assertEqual(answer["cells"][str(self.paper.id)]["quantity"], 12)
        self.assertEqual(answer["panel"]["count"], 1)
        field = f"//input[@name='q_{self.paper.id}']/@value"
        self.assertEqual(self._find(self._get("/dealer/products"), field), ["12"])

    def test_no_page_tells_a_list_price_or_a_percentage(self):
        paths = ["/dealer/products", "/dealer/products?sort=new"]
        paths += [self._of(each) for each in (self.developer, self.paper)]
        paths.append(self._of(self.ink.product_variant_ids[0]))
        self._login(self.maria)
        texts = [self._get(path).text for path in paths]
        texts.append(
            str(
                self.make_jsonrpc_request(
                    "/dealer/basket/goods",
                    {"items": [[self.developer.id, 1]], "panel": True},
                )
            )
        )
        texts += [self._get(path).text for path in ("/dealer/basket", paths[0])]
        for text in texts:
            for secret in SECRETS:
                self.assertNotIn(secret, text)
        # 8317.46 less 7.3519 %: the walk is not blind.
        self.assertIn("7,705.97", texts[0])

    def test_a_line_says_how_many_more_make_it_cheaper(self):
        rule = {
            "applied_on": "0_product_variant",
            "product_id": self.paper.id,
            "compute_price": "fixed",
        }
        self.matprint.property_product_pricelist.item_ids = [
            Command.create({**rule, "fixed_price": 50}),
            Command.create({**rule, "fixed_price": 45, "min_quantity": 20}),
        ]
        self._login(self.maria)
        hint = f"//tr[.//input[@name='q_{self.paper.id}']]//*[@data-more]//text()"
        # From 20 on, in packs of 6; what is far away is not proposed.
        for held, said in (
            ("6", []),
            ("12", ["12 more and the price becomes 45.00"]),
            ("18", ["6 more and the price becomes 45.00"]),
            ("24", []),
        ):
            self.make_jsonrpc_request(
                "/dealer/basket/goods",
                {"items": [[self.paper.id, held]], "add": False},
            )
            self.assertEqual(self._find(self._get("/dealer/products"), hint), said)

    def test_a_code_is_ordered_from_the_header_of_any_page(self):
        answer = self._page("/dealer/news")
        path = "//header//details[contains(@class, 'pr-quick-top')]"
        fields = {
            name: self._find(answer, f"{path}//input[@name='{name}']/@value")[0]
            for name in ("csrf_token", "key")
        }
        action = self._find(answer, f"{path}/form/@action")[0]
        self.url_open(
            action, {**fields, "code": "PP-330-30", "quantity": "12", "add": "1"}
        )
        basket = self.env["sale.order"].with_user(self.maria)._get_basket()
        self.assertEqual(basket.order_line.product_id, self.paper)
        self.assertEqual(basket.order_line.product_uom_qty, 12)

    def test_who_sees_no_money_reads_no_price(self):
        for path in ("/dealer/products", self._of(self.developer)):
            text = self._page(path, self.stock).text
            self.assertNotIn("7,705.97", text)
            self.assertNotIn("pr-ladder", text)

    def test_products_themselves_stay_closed(self):
        for model in ("product.product", "product.template", "product.pricelist"):
            self.assertFalse(self.env[model].with_user(self.maria).has_access("read"))

    def test_a_long_list_asks_no_more_than_a_short_one(self):
        self._login(self.maria)
        for number in range(20):
            self._shelve(f"Goods {number}", f"AA-{number}", 10 + number)
        few = self._count_queries("/dealer/products?search=AA-7")
        # A list that does not fit is counted beside.
        many = self._count_queries("/dealer/products?search=AA")
        self.assertLessEqual(many, few + 1)
        self.assertLessEqual(many, 30)
