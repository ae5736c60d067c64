from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestEstimate(PrintPricingCommon):
    """Why a line costs what it costs, and prices that a person has set."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tariff = cls._create_tariff(cls.plates_type, 640)

    def _line(self, **values):
        return self._create_order(
            self._create_spec(self._plates()), **values
        ).order_line

    def _estimates(self, line):
        return self.env["print.estimate"].search([("sale_line_id", "=", line.id)])

    def test_a_line_says_what_its_price_is_made_of(self):
        self.env["print.discount"].create(
            {"commercial_partner_id": self.partner.id, "percent": 10}
        )
        self.tariff.setup_price = 100
        line = self._line()
        estimate = line.print_estimate_id
        (row,) = estimate.breakdown
        self.assertEqual(
            {key: row[key] for key in ("quantity", "rung", "setup", "gross", "net")},
            {
                "quantity": "8",
                "rung": "1",
                "setup": "100.00",
                "gross": "5220.00",
                "net": "4698.00",
            },
        )
        self.assertEqual((row["discount_percent"], row["discount"]), ("10", "522.00"))
        self.assertEqual(estimate.tariff_revisions, {str(self.tariff.id): 2})
        self.assertEqual(estimate.amount_net, line.price_subtotal)
        self.assertEqual(
            estimate.amount_gross - estimate.amount_discount, estimate.amount_net
        )
        self.assertIn("4,698.00", estimate.breakdown_html)
        self.assertEqual(line.print_estimated_amount, 4698)

    def test_a_draft_keeps_one_estimate_however_often_it_is_changed(self):
        line = self._line()
        for style, count in [("WorkAndTurn", 4), ("WorkAndBack", 8)]:
            line.print_spec_id._revise(self._plates(work_style=style))
            self.assertEqual(line.print_estimate_id.amount_net, count * 640)
        self.assertEqual(len(self._estimates(line)), 1)
        self.assertEqual(line.print_estimate_id.state, "draft")

    def test_what_was_told_is_superseded_and_never_rewritten(self):
        line = self._line()
        told = line.print_estimate_id
        line.order_id.action_quotation_sent()
        self.assertEqual(told.state, "current")
        line.print_spec_id._revise(self._plates(work_style="WorkAndTurn"))
        now = line.print_estimate_id
        self.assertEqual((told.state, told.amount_net), ("superseded", 5120))
        self.assertEqual((now.state, now.version, now.amount_net), ("current", 2, 2560))
        with self.assertRaisesRegex(UserError, "kept as it was"):
            told.amount_net = 1
        self.assertEqual(self._estimates(line), told | now)

    def test_a_price_in_memory_leaves_nothing(self):
        before = self.env["print.estimate"].search_count([])
        orders = self.env["sale.order"]
        spec = self.env["print.spec"].new(
            {"order_type_id": self.plates_type.id, "values": self._plates()}
        )
        order = orders.new(
            {
                "partner_id": self.partner.id,
                "order_line": [
                    Command.create(orders.order_line._prepare_print_line(spec))
                ],
            }
        )
        self.assertEqual(order.amount_untaxed, 5120)
        self.env.flush_all()
        self.assertEqual(self.env["print.estimate"].search_count([]), before)

    def test_a_price_set_by_hand_is_told_apart(self):
        line = self._line()
        line.price_unit = 600
        rows = line.print_estimate_id.breakdown
        self.assertEqual([row["net"] for row in rows], ["5120.00", "-320.00"])
        self.assertEqual(rows[1]["label"], "Set by hand")
        self.assertEqual(line.print_estimate_id.amount_net, 4800)

    def test_a_thousandth_by_hand_survives_a_new_quantity(self):
        self.tariff.price = 0.012
        line = self._line()
        line.product_uom_qty = 10000
        line.price_unit = 0.014
        line.product_uom_qty = 20000
        self.assertEqual(line.price_subtotal, 280)

    def test_a_price_given_with_a_new_line_stays(self):
        spec = self._create_spec(self._plates())
        order = self._create_order()
        order.order_line = [
            Command.create(
                {**order.order_line._prepare_print_line(spec), "price_unit": 100}
            )
        ]
        line = order.order_line
        line.product_uom_qty = 2
        self.assertEqual((line.price_unit, line.print_price_manual), (100, True))
        line.print_price_manual = False
        self.assertEqual(line.price_subtotal, 1280)

    def test_update_prices_takes_back_what_was_set_by_hand(self):
        line = self._line()
        line.price_unit = 1
        line.order_id.action_update_prices()
        self.assertEqual((line.price_unit, line.print_price_manual), (640, False))

    def test_another_client_gets_his_own_price_but_not_for_what_is_settled(self):
        other = self.env["res.partner"].create(
            {
                "name": "Hillside",
                "is_company": True,
                "property_product_pricelist": self._create_pricelist("Half", 50).id,
            }
        )
        specs = [self._create_spec(self._plates()) for _number in range(3)]
        order = self._create_order(*specs)
        _open, by_hand, final = order.order_line
        by_hand.price_unit = 600
        final.print_price_locked = True
        order.partner_id = other
        self.assertEqual(order.order_line.mapped("price_unit"), [320, 600, 640])

    def test_an_estimate_is_for_staff_that_sells(self):
        estimate = self._line().print_estimate_id
        client = new_test_user(self.env, "print-client", "base.group_portal")
        with self.assertRaises(AccessError):
            estimate.with_user(client).read(["breakdown"])
        with self.assertRaises(AccessError):
            estimate.sale_line_id.with_user(client).read(["print_estimate_id"])
        sales = new_test_user(self.env, "print-sales", "sales_team.group_sale_manager")
        self.assertEqual(estimate.with_user(sales).amount_net, 5120)
        with self.assertRaises(AccessError):
            estimate.with_user(sales).state = "approved"
