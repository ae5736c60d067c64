from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .orders_common import PrintOrdersCommon


@tagged("post_install", "-at_install")
class TestPriceSimulator(PrintOrdersCommon):
    """A manager of prices tries out what clients will pay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "test-office-head", "sales_team.group_sale_manager"
        )
        cls.tariff = cls.env["print.tariff"].search(
            [("order_type_id", "=", cls.plates.id)]
        )
        cls.env["print.discount"].create(
            {"commercial_partner_id": cls.poligraf.id, "percent": 10}
        )
        cls.types = cls.env["print.order.type"].with_user(cls.manager)
        cls.simulator = cls.plates.with_user(cls.manager)

    def _raw(self, **values):
        return self.plates._get_typed(self._form(**values))

    def _simulate(self, ladder="1, 2, 5", **options):
        return self.simulator.simulate_prices(self._raw(), ladder, **options)

    def test_the_form_is_that_of_a_quotation(self):
        blank = self.types.get_price_simulator()
        self.assertGreater(len(blank["order_types"]), 5)
        self.assertNotIn("sections", blank)
        form = self.types.get_price_simulator(self.plates.id)
        self.assertEqual(form["sections"], self.plates._get_office_sections())
        self.assertEqual(form["ladder"], "1, 2, 5, 10, 20, 50, 100")

    def test_a_ladder_tells_total_unit_and_what_one_more_costs(self):
        self.tariff.grid = [["1", "12"], ["16", "10"]]
        result = self._simulate()
        self.assertEqual(result["quantities"], [1, 2, 5])
        [client] = result["clients"]
        self.assertEqual([p["pieces"] for p in client["prices"]], [8, 16, 40])
        self.assertEqual([p["amount"] for p in client["prices"]], [96, 160, 400])
        self.assertEqual(
            [p["unit"] for p in client["prices"]], ["12.00", "10.00", "10.00"]
        )
        self.assertEqual(
            [p["further"] for p in client["prices"]], ["", "8.00", "10.00"]
        )

    def test_clients_pay_with_their_discounts_and_pricelists(self):
        result = self._simulate("1", partner_ids=(self.poligraf | self.petrov).ids)
        amounts = {row["id"]: row["prices"][0]["amount"] for row in result["clients"]}
        self.assertEqual(amounts, {self.poligraf.id: 86.4, self.petrov.id: 96})

    def test_all_clients_and_quantities_in_one_call(self):
        """Neither hundred clients nor seven quantities cost a query of their own."""
        self._add_clients(100)
        self._simulate("1", is_for_all=True)  # a warm server
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            result = self._simulate("1, 2, 5, 10, 20, 50, 100", is_for_all=True)
        self.assertGreater(len(result["clients"]), 100)
        self.assertTrue(all(len(row["prices"]) == 7 for row in result["clients"]))

    def _add_clients(self, number):
        self.env["res.partner"].create(
            [
                {
                    "name": f"Client {n}",
                    "client_code": f"client-{n}",
                    "is_company": True,
                }
                for n in range(number)
            ]
        )

    def test_what_is_odd_about_the_ladder_is_told(self):
        self.tariff.grid = [["1", "12"], ["40", "4"]]
        warnings = "\n".join(self._simulate()["warnings"])
        self.assertIn("40 costs less than 39: 160, not 468.", warnings)
        self.assertIn("40 costs less than 16: 160, not 192.", warnings)

    def test_quantities_that_are_none_are_refused_at_their_field(self):
        for ladder in ("", "abc", "0", "-5", "1.5", "99999999", "1e9"):
            with self.subTest(ladder=ladder):
                result = self._simulate(ladder)
                self.assertIn("enter whole numbers above 0", result["ladder_error"])
                self.assertFalse(result["clients"])
        many = " ".join(map(str, range(1, 30)))
        self.assertIn("20 at most", self._simulate(many)["ladder_error"])

    def test_work_without_a_price_says_why(self):
        self.tariff.unlink()
        [client] = self._simulate("1")["clients"]
        self.assertEqual(
            client["prices"], [{"refusal": "No tariff fits these choices."}]
        )

    def test_a_form_that_is_half_filled_says_what_is_missing(self):
        result = self.simulator.simulate_prices(self._raw(plate_format=None), "1")
        self.assertIn("plate_format", [error["field"] for error in result["errors"]])

    def test_a_price_is_explained_as_on_an_order(self):
        html = self.simulator.explain_simulated_price(self._raw(), 2, self.poligraf.id)
        self.assertIn("16 plate", html)
        self.assertIn("19.20 (10 %)", html)
        self.assertIn("172.80", html)

    def test_nobody_else_gets_in(self):
        for user in (self.salesperson, self.prepress, self.main, self.stranger):
            simulator = self.plates.with_user(user)
            for call in (
                simulator.get_price_simulator,
                lambda form=simulator: form.simulate_prices(self._raw(), "1"),
                lambda form=simulator: form.explain_simulated_price(self._raw(), 1),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        action = self.env.ref("print_portal.price_simulator_action")
        menu = self.env.ref("print_portal.print_menu_price_simulator")
        self.assertEqual(menu.action, action)
        self.assertNotIn(
            menu.id, self.env["ir.ui.menu"].with_user(self.prepress)._visible_menu_ids()
        )
