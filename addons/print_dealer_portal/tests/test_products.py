from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.fields import Command
from odoo.tests import tagged

from .shelf_common import ShelfMixin

LIST_PRICE, PERCENT = 8317.46, 7.3519


@tagged("post_install", "-at_install")
class TestProducts(ShelfMixin, PrintPortalCommon):
    """Which products dealers see, at what price, in what quantities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        categories = cls.env["product.category"]
        cls.group = categories.create({"name": "Shelf"})
        cls.below = categories.create({"name": "Low shelf", "parent_id": cls.group.id})
        cls.plate = cls._shelve(
            "Plate", "PL-1", 100, is_partner_portal=False, categ_id=cls.below.id
        )
        cls.env["res.config.settings"].create({"group_product_pricelist": True})
        cls.dealers = cls.env["product.pricelist"].create({"name": "Dealers"})
        cls.matprint.property_product_pricelist = cls.dealers

    def _sees(self, product):
        domain = product._get_dealer_domain()
        return bool(self.env["product.product"].search(domain) & product)

    def _rule(self, pricelist=None, **values):
        return self.env["product.pricelist.item"].create(
            {
                "pricelist_id": (pricelist or self.dealers).id,
                "applied_on": "1_product",
                "product_tmpl_id": self.plate.product_tmpl_id.id,
                "compute_price": "fixed",
                **values,
            }
        )

    def _values(self, user=None, **quantities):
        user = user or self.maria
        product = self.plate.with_user(user)
        asked = {self.plate.id: quantities["plate"]} if quantities else None
        return product._get_dealer_values(user, asked)[self.plate.id]

    # Who sees what --------------------------------------------------------------------

    def test_a_group_is_ticked_with_those_below_it(self):
        self.assertFalse(self._sees(self.plate))
        self.group.is_partner_portal = True
        self.assertTrue(self._sees(self.plate))
        self.assertIn("Shelf", self.plate.dealer_reason)
        self.below.parent_id = False
        self.assertFalse(self._sees(self.plate), "it lies elsewhere now")

    def test_a_product_is_excepted_from_its_group(self):
        self.group.is_partner_portal = True
        self.plate.is_partner_portal_excluded = True
        self.assertFalse(self._sees(self.plate))
        self.assertIn("excepted", self.plate.dealer_reason)

    def test_what_is_not_sold_is_not_seen(self):
        self.plate.is_partner_portal = True
        self.assertTrue(self._sees(self.plate))
        self.plate.sale_ok = False
        self.assertFalse(self._sees(self.plate))
        self.plate.write({"sale_ok": True, "active": False})
        self.assertFalse(self._sees(self.plate))

    def test_products_of_another_company_are_not_seen(self):
        self.plate.is_partner_portal = True
        self.plate.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self._sees(self.plate))

    def test_the_tick_comes_in_and_goes_out_by_spreadsheet(self):
        sheet = (
            "name,default_code,is_partner_portal,is_partner_portal_excluded,"
            "print_pack_size\nFrom a file,FF-1,1,0,12\nKept back,FF-2,1,1,0\n"
        )
        reader = self.env["base_import.import"].create(
            {
                "res_model": "product.template",
                "file": sheet.encode(),
                "file_type": "text/csv",
                "file_name": "products.csv",
            }
        )
        fields = sheet.splitlines()[0].split(",")
        told = reader.execute_import(
            fields, fields, {"has_headers": True, "quoting": '"', "separator": ","}
        )
        self.assertFalse(told["messages"])
        came = self.env["product.template"].browse(told["ids"])
        self.assertEqual(came.mapped("is_dealer_product"), [True, False])
        rows = came.export_data([*fields, "is_dealer_product"])["datas"]
        self.assertEqual(rows[0], ["From a file", "FF-1", True, False, 12.0, True])

    def test_staff_read_what_a_dealer_sees_and_why(self):
        self.group.is_partner_portal = True
        self._rule(fixed_price=64)
        action = self.matprint.action_dealer_products()
        shown = self.plate.product_tmpl_id.with_context(**action["context"])
        self.assertEqual(shown.dealer_price, 64)
        self.assertTrue(shown.is_dealer_product)

    # Prices ---------------------------------------------------------------------------

    def test_steps_of_the_price_are_those_of_the_dealer(self):
        self._rule(fixed_price=64)
        self._rule(fixed_price=60, min_quantity=50)
        self._rule(fixed_price=60, min_quantity=70)  # no other price: no step
        self._rule(fixed_price=55, min_quantity=100)
        told = self._values()
        steps = [(each["raw_quantity"], each["raw_price"]) for each in told["breaks"]]
        self.assertEqual(steps, [(1, 64), (50, 60), (100, 55)])
        self.assertEqual(told["price"], "64.00")
        self.assertEqual(self._values(plate=60)["raw_price"], 60)

    def test_steps_begin_with_what_can_be_ordered(self):
        self._rule(fixed_price=64)
        self._rule(fixed_price=60, min_quantity=50)
        self.plate.write({"print_pack_size": 30, "print_minimum": 40})
        told = self._values()
        quantities = [each["raw_quantity"] for each in told["breaks"]]
        self.assertEqual(quantities, [60])
        self.assertEqual((told["minimum"], told["step"]), (60, 30))

    def test_a_pricelist_on_another_costs_no_query_for_each_product(self):
        base = self.env["product.pricelist"].create({"name": "Base"})
        self._rule(base, fixed_price=80)
        self._rule(
            applied_on="3_global",
            product_tmpl_id=False,
            compute_price="formula",
            base="pricelist",
            base_pricelist_id=base.id,
            price_discount=10,
        )
        self.assertEqual(self._values()["raw_price"], 72)

        def asked(products):
            products._get_dealer_values(self.maria)  # caches
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            products._get_dealer_values(self.maria)
            return self.env.cr.sql_log_count - before

        more = self.plate.union(
            *(self._shelve(f"P{number}", f"P-{number}", 10) for number in range(30))
        )
        asked(more)
        few = asked(more[:10])
        self.assertEqual(asked(more), few)

    def test_the_order_costs_what_the_list_says_and_shows_no_percentage(self):
        self.env["res.config.settings"].create(
            {"group_discount_per_so_line": True}
        ).execute()
        self.plate.list_price = LIST_PRICE
        self._rule(compute_price="percentage", percent_price=PERCENT)
        told = self._values()
        order = self.env["sale.order"].create({"partner_id": self.matprint.id})
        line = self.env["sale.order.line"].create(
            {"order_id": order.id, "product_id": self.plate.id}
        )
        self.assertEqual(line.discount, 0)
        self.assertAlmostEqual(line.price_unit, told["raw_price"], 2)
        self.assertLess(line.price_unit, LIST_PRICE)

    def test_end_customers_prices_are_for_who_has_them(self):
        level = self.env["product.pricelist"].create({"name": "Level 1"})
        self._rule(level, fixed_price=91)
        self.assertEqual(self._values()["end_price"], "")
        self.matprint.end_customer_pricelist_id = level
        self.assertEqual(self._values()["end_price"], "91.00")
        self.assertEqual(self._values(self.other_maria)["end_price"], "")
        told = self.developer._get_dealer_values(self.maria)[self.developer.id]
        self.assertEqual(told["end_price"], "", "that would be its list price")
        self.env.company.end_customer_pricelist_id = level
        self.assertEqual(self._values(self.other_maria)["end_price"], "91.00")
        self.copyline.is_end_price_hidden = True
        self.assertEqual(self._values(self.other_maria)["end_price"], "")

    def test_tax_is_in_or_out_as_the_company_says(self):
        self._rule(fixed_price=64)
        self.plate.taxes_id = self.env["account.tax"].create(
            {"name": "VAT 20 %", "amount": 20, "type_tax_use": "sale"}
        )
        self.assertEqual(self._values()["price"], "64.00")
        self.env.company.is_dealer_price_with_tax = True
        self.assertEqual(self._values()["price"], "76.80")

    def test_a_tax_within_the_price_is_left_out_once_it_is_there(self):
        """That prices hold none is remembered: not for longer than it is true."""
        self.plate.taxes_id = self.env["account.tax"].create(
            {"name": "VAT 20 %", "amount": 20, "amount_type": "percent"}
        )
        self._rule(fixed_price=120)
        self.assertEqual(self._values()["price"], "120.00")
        self.plate.taxes_id.price_include_override = "tax_included"
        self.assertEqual(self._values()["price"], "100.00")

    def test_without_the_right_no_money_is_told(self):
        self._rule(fixed_price=64)
        told = self._values(self.stock)
        self.assertNotIn("64", str(told))
        self.assertFalse(
            {"price", "raw_price", "breaks", "end_price", "symbol"} & told.keys()
        )

    def test_what_is_told_holds_no_list_price(self):
        self.plate.write({"list_price": LIST_PRICE, "standard_price": 5923.71})
        self._rule(compute_price="percentage", percent_price=PERCENT)
        told = str(self._values())
        for secret in (str(LIST_PRICE), "8,317.46", str(PERCENT), "5923.71", "Dealers"):
            self.assertNotIn(secret, told)

    # Quantities -----------------------------------------------------------------------

    def test_quantities_are_checked_in_one_sentence(self):
        self.plate.write({"print_pack_size": 30, "print_minimum": 50})
        for quantity, words in (
            (0, ""),
            (60, ""),
            (90, ""),
            (10, "at least 60"),
            (-3, "at least 60"),
            (70, "packs of 30, enter 90"),
        ):
            told = self.plate._check_dealer_quantity(quantity)
            self.assertIn(words, told)
            self.assertEqual(bool(words), bool(told), quantity)
            self.assertLessEqual(len(told), 90)
        self.plate.write({"print_pack_size": 0, "print_minimum": 0})
        self.assertEqual(self.plate._check_dealer_quantity(3), "")
        self.assertIn("whole pieces", self.plate._check_dealer_quantity(2.5))
        self.plate.uom_id = self.env.ref("uom.product_uom_meter")
        self.assertEqual(self.plate._check_dealer_quantity(2.5), "")

    # Stock ----------------------------------------------------------------------------

    def test_stock_is_a_number_or_a_date(self):
        self.plate.is_storable = True
        self.assertEqual(self._values()["stock"]["label"], "on request")
        self.plate.sale_delay = 3
        self.assertEqual(self._values()["stock"]["tone"], "you")
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.env.company.id)], limit=1
        )
        self.env["stock.quant"]._update_available_quantity(
            self.plate, warehouse.lot_stock_id, 240
        )
        told = self._values()["stock"]
        self.assertEqual((told["raw_free"], told["tone"]), (240, "ok"))
        self.assertIn("240", told["label"])

    # Codes ----------------------------------------------------------------------------

    def test_codes_are_found_by_two_queries(self):
        self.env.flush_all()
        texts = ["pp-330-30", "4006381333931", "BS-50", "XX-1", "PP-330-3O", "", "zzzz"]
        with self.assertQueryCount(2):
            found = self.env["product.product"]._find_dealer_codes(texts)
        self.assertEqual(found["pp-330-30"].products, self.paper)
        self.assertEqual(found["4006381333931"].products, self.paper)
        self.assertEqual(found["BS-50"].products, self.screws | self.loupe)
        self.assertFalse(found["XX-1"].products, "it is not for dealers")
        self.assertIn(self.paper, found["PP-330-3O"].nearest)
        self.assertFalse(found["zzzz"].nearest)

    # The list -------------------------------------------------------------------------

    def _found(self, **asked):
        templates = self.env["product.template"]
        return templates.search(templates._get_dealer_list_domain(**asked))

    def test_the_list_is_searched_by_name_code_and_barcode(self):
        for words in ("proofing", "PAPER proof", "330-30", "40063813"):
            self.assertEqual(self._found(search=words), self.paper.product_tmpl_id)
        self.assertFalse(self._found(search="XX-1"))
        self.paper.name = "Test sheets"
        self.assertFalse(self._found(search="proofing"))

    def test_the_list_is_narrowed_by_group_attribute_and_stock(self):
        self.group.is_partner_portal = True
        self.assertEqual(
            self._found(group_id=self.group.id), self.plate.product_tmpl_id
        )
        colour = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "value_ids": [Command.create({"name": name}) for name in "CM"],
            }
        )
        cyan, magenta = colour.value_ids
        self.plate.product_tmpl_id.attribute_line_ids = [
            Command.create(
                {
                    "attribute_id": colour.id,
                    "value_ids": [Command.set((cyan | magenta).ids)],
                }
            )
        ]
        template = self.plate.product_tmpl_id
        self.assertEqual(self._found(choice_ids=cyan.ids), template)
        [(name, choices)] = self.env["product.template"]._get_dealer_choices(
            self.group.id
        )
        self.assertEqual((name, len(choices)), ("Colour", 2))
        self.assertIn(template, self._found(stock="1"), "nobody counts it")
        template.is_storable = True
        self.assertNotIn(template, self._found(stock="1"))

    def test_groups_are_a_tree_of_those_that_have_products(self):
        self.group.is_partner_portal = True
        self.below.dealer_name = "For you"
        templates = self.env["product.template"]
        groups = templates._get_dealer_groups(templates._count_dealer_products())
        names = [(depth, name) for _id, depth, name in groups]
        self.assertIn((1, "For you"), names)
