from odoo.tests import HttpCase, new_test_user, tagged

# Odoo from Debian lacks libraries of other add-ons that come without their source.
LEFT_OUT = "Could not get content for mail/static/lib/"


def is_error(message):
    return not message.lstrip("'").startswith(LEFT_OUT)


@tagged("post_install", "-at_install")
class TestFormFieldsBrowser(HttpCase):
    """The fields of a form, ordered by hand as a sales manager does it."""

    def test_fields_are_dragged_within_a_section_and_into_another(self):
        new_test_user(self.env, "manager", "sales_team.group_sale_manager")
        form = self.env.ref("print_pricing.order_type_ctp_plates")
        url = "/odoo/action-print_pricing.print_order_type_action"
        self.start_tour(
            url, "print_pricing_form_fields", login="manager", error_checker=is_error
        )
        self.env.invalidate_all()
        codes = form.field_ids.mapped("code")
        order = ("plate_format", "plate_thickness", "plate_kind", "bend", "curve")
        self.assertEqual(sorted(order, key=codes.index), list(order))
        fields = {field.code: field for field in form.field_ids}
        self.assertEqual(fields["bend"].section, "screen")
        self.assertTrue(fields["press"].is_required)
