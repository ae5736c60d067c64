from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged

from ..prepress import RULES


@tagged("post_install", "-at_install")
class TestPreflightProfile(TransactionCase):
    def test_the_list_offers_every_rule_in_the_order_of_the_catalogue(self):
        field = self.env["print.preflight.limit"]._fields["rule"]
        self.assertEqual(set(field.get_values(self.env)), set(RULES))

    def test_each_kind_of_work_of_ours_has_its_profile(self):
        types = self.env["print.order.type"].search([("company_id", "=", False)])
        known = types.filtered(lambda each: each.get_external_id()[each.id])
        ours = known.filtered(
            lambda each: each.get_external_id()[each.id].startswith("print_pricing.")
        )
        self.assertTrue(ours)
        self.assertEqual(ours.filtered("preflight_profile_id"), ours)

    def test_rules_with_a_figure_have_one_in_every_profile(self):
        limits = self.env["print.preflight.limit"].search([])
        bare = limits.filtered(lambda limit: limit.has_figure and not limit.figure)
        self.assertFalse(bare.mapped("display_name"))

    def test_one_grade_of_a_rule_stands_once(self):
        limit = self.env.ref("print_prepress.limit_offset_bleed_error")
        with self.assertRaisesRegex(ValidationError, "one line for each grade"):
            limit.copy()
        limit.copy({"severity": "warning", "figure": 5})

    def test_a_copy_has_the_limits_but_not_the_work(self):
        profile = self.env.ref("print_prepress.profile_offset")
        copy = profile.copy()
        self.assertEqual(len(copy.limit_ids), len(profile.limit_ids))
        self.assertFalse(copy.order_type_ids)
        self.assertEqual(copy._get_profile(), profile._get_profile())

    def test_limits_are_no_business_of_clients(self):
        portal = self.env["res.users"].create(
            {
                "name": "Portal",
                "login": "test-portal-limits",
                "group_ids": [(6, 0, [self.env.ref("base.group_portal").id])],
            }
        )
        limits = self.env["print.preflight.limit"].with_user(portal)
        with self.assertRaises(AccessError):
            limits.search([])
