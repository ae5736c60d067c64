from odoo.tests import tagged

from .form_case import PrintFormCase


@tagged("post_install", "-at_install")
class TestFormDesign(PrintFormCase):
    code = "design"
    required = {"product_kind": "flyer", "finished_format": "A5"}

    def test_defaults_and_what_is_the_clients_are_enough(self):
        self.assertFalse(self._check())

    def test_the_work_is_a_service_counted_once(self):
        self.assertEqual(self.order_type.product_id.type, "service")
        spec = self._spec(pages=2)
        self.assertEqual(spec.quantity, 1)
        self.assertEqual(str(spec._get_drivers().quantity), "2.5")
        self.assertEqual(spec.summary, "Flyer, A5, 2 p.")

    def test_a_size_of_ones_own_is_asked_and_said(self):
        own = {"finished_format": "own"}
        self.assertEqual(set(self._check(**own)), {"finished_width", "finished_height"})
        spec = self._spec(**own, finished_width=120, finished_height=80)
        self.assertIn("120 × 80 mm", spec.summary)

    def test_fields_come_with_what_they_belong_to(self):
        self.assertNotIn("typed_characters", self._shown())
        self.assertIn("typed_characters", self._shown(texts_state="to_type"))
        self.assertIn("pictures_count", self._shown(pictures_state="to_scan"))
        self.assertIn("flat_width", self._shown(product_kind="leaflet"))
        self.assertIn("brand_colors", self._shown(brand_assets=["fonts", "colors"]))

    def test_what_exists_already_has_to_be_told(self):
        errors = self._check(texts_state=None)
        self.assertEqual(errors["rounds"].rule, "R31")
        self.assertEqual(
            errors["rounds"].message,
            "Tell us what exists already: texts, pictures, logo.",
        )

    def test_a_person_prices_it_and_it_can_be_ordered(self):
        order = self._create_order(self._spec())
        self.assertTrue(order.order_line.print_is_on_request)
        self.assertEqual(order.order_line.product_uom_qty, 1)
