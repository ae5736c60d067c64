from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestFormAdministration(PrintPricingCommon):
    """A sales manager changes forms in the back office, and cannot break one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(
            cls.env, "print-manager", "sales_team.group_sale_manager"
        )
        cls.form_type = cls.plates_type.with_user(cls.manager)

    def _field(self, code, order_type=None):
        return (order_type or self.form_type).field_ids.filtered(
            lambda field: field.code == code
        )

    def _add(self, **values):
        return (
            self.env["print.spec.field"]
            .with_user(self.manager)
            .create(
                {"order_type_id": self.plates_type.id, "section": "finish", **values}
            )
        )

    def _refuse(self, sentence, change, *args, **values):
        with self.assertRaisesRegex(ValidationError, sentence), self.cr.savepoint():
            change(*args, **values)

    def test_a_hidden_field_is_not_asked_any_more(self):
        self._field("separations").active = False
        values, _errors = self.plates_type._parse_form({"separations": "Pantone 286"})
        self.assertNotIn("separations", values)

    def test_a_new_field_is_asked_and_read_back(self):
        field = self._add(
            name="Packing",
            code="packing",
            kind="selection",
            is_required=True,
            value_ids=[
                Command.create({"code": "box", "name": "Box"}),
                Command.create({"code": "tube", "name": "Tube"}),
            ],
        )
        spec = self._create_spec(self._plates())
        self.assertEqual(
            [error.message for error in spec._check()],
            ["Packing: choose from the list."],
        )
        spec._revise(self._plates(packing="tube"))
        self.assertFalse(spec._check())
        self.assertEqual(dict(spec._get_facts())["Packing"], "Tube")
        field.value_ids[1].active = False
        self.assertTrue(spec._check())
        self.assertEqual(dict(spec._get_facts())["Packing"], "Tube")

    def test_words_change_in_every_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        field = self._field("signatures")
        self.plates_type.with_context(lang="fr_FR")._get_form()  # kept before
        field.update_field_translations("name", {"fr_FR": "Cahiers pliés"})
        french = self._create_spec(self._plates()).with_context(lang="fr_FR")
        self.assertIn("Cahiers pliés", dict(french._get_facts()))

    def test_rules_read_the_facts_of_every_shipped_choice(self):
        """Data files are loaded unchecked: a field comes before its choices."""
        choices = self.env["print.spec.value"].search([("data", "!=", False)])
        self.assertGreater(len(choices), 100)
        choices._check_data()

    def test_pictures_come_from_this_server(self):
        fold = self.env.ref("print_pricing.value_press_printing_fold_catalog_F4_1")
        for address in ("//elsewhere.example/f.svg", "https://elsewhere.example/f"):
            self._refuse("begin the address", fold.write, {"picture": address})
        fold.picture = "/web/image/1"

    def test_codes_are_small_latin_words(self):
        for code in ("Packing", "2nd", "two words", "крой"):
            self._refuse("small letters", self._add, name="New", code=code)
        self._refuse("small letters", self.form_type.copy, {"code": "New Type"})

    def test_what_rules_read_keeps_its_code_and_kind(self):
        field = self._field("signatures")
        self.assertTrue(field.is_locked)
        self._refuse("Hide it", field.write, {"code": "sections"})
        self._refuse("Hide it", field.write, {"kind": "char"})
        self._refuse("Hide it", field.unlink)
        field.write({"name": "Sections", "active": False})
        own = self._add(name="Own", code="own")
        self.assertFalse(own.is_locked)
        own.write({"code": "ours", "kind": "text"})
        own.unlink()

    def test_the_work_keeps_what_it_is_counted_by(self):
        for code in ("plate_format", "colors_front", "job_title"):
            field = self._field(code)
            for change in ({"active": False}, {"is_required": False}):
                self._refuse("cannot be ordered without", field.write, change)

    def test_a_default_is_an_answer(self):
        field = self._field("colors_front")
        self._refuse("from 0 to 10", field.write, {"default_value": "11"})
        ruling = self._field("screen_ruling")
        self._refuse("from the list", ruling.write, {"default_value": "176"})
        baked = self._field("baked")
        self._refuse("yes or no", baked.write, {"default_value": "1"})
        chosen = ruling.value_ids.filtered(lambda choice: choice.code == "175")
        self._refuse("from the list", chosen.write, {"active": False})
        ruling.default_value = "150"
        chosen.active = False

    def test_a_range_has_a_beginning_and_an_end(self):
        field = self._field("signatures")
        self._refuse("above the largest", field.write, {"range_min": 9000})

    def test_a_condition_names_a_field_asked_before(self):
        own = self._add(name="Own", code="own", sequence=500)
        self._refuse(
            "own depends on own|does not ask", own.write, {"condition_code": "own"}
        )
        self._refuse("does not ask", own.write, {"condition_code": "no_such"})
        self._refuse("does not ask", own.write, {"condition_code": "needed_by"})
        own.write({"condition_code": "work_style", "condition_values": "Simplex"})
        self._refuse("no choice Duplex", own.write, {"condition_values": "Duplex"})
        self._refuse("does not ask", self._field("work_style").write, {"active": False})
        other = self._add(
            name="Other", code="other_one", condition_code="own", sequence=501
        )
        self._refuse("does not ask", other.write, {"sequence": 1})

    def test_a_new_order_of_fields_is_taken_as_a_whole(self):
        parent = self._add(name="A", code="field_a", sequence=600)
        child = self._add(
            name="B", code="field_b", sequence=601, condition_code="field_a"
        )
        (parent + child).web_resequence({"sequence": {}}, offset=700)
        self.assertEqual(child.sequence, 701)
        self._refuse("does not ask", (child + parent).web_resequence, {}, offset=700)
        self.assertEqual(parent.sequence, 700)

    def test_facts_of_a_choice_are_written_in_words_and_checked(self):
        media = self._field("media", self.banner_type.with_user(self.manager))
        choice = (
            self.env["print.spec.value"]
            .with_user(self.manager)
            .create(
                {
                    "field_id": media.id,
                    "code": "silk",
                    "name": "Silk",
                    "facts": 'rolls: [1370, 1520]\nplaces: ["indoor"]',
                }
            )
        )
        self.assertEqual(choice.data, {"rolls": [1370, 1520], "places": ["indoor"]})
        self._refuse("cannot read", choice.write, {"facts": "rolls: 5"})
        self._refuse("one fact a line", choice.write, {"facts": "wide"})
        self.assertEqual(choice.data["rolls"], [1370, 1520])

    def test_a_choice_with_a_rate_is_not_removed(self):
        tariff = self._create_tariff(self.plates_type, 500, plate_format="745x605")
        self._refuse("hide it", tariff.value_ids.with_user(self.manager).unlink)

    def test_a_duplicate_has_a_form_a_product_and_names_of_its_own(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.plates_type.with_context(lang="fr_FR").name = "Plaques"
        new = self.env["print.order.type"].browse(
            self.form_type.action_duplicate()["res_id"]
        )
        self.assertEqual(new.code, "ctp_plates_copy")
        self.assertEqual(self.form_type.copy().code, "ctp_plates_copy2")
        self.assertEqual(new.product_id.name, "CTP plates (copy)")
        self.assertIn("Plaques", new.with_context(lang="fr_FR").name)
        self.assertNotEqual(new.product_id, self.plates_type.product_id)
        spec = self._create_spec(self._plates(), new)
        self.assertFalse(spec._check())
        self.assertEqual(self._create_order(spec).order_line.product_uom_qty, 8)

    def test_shipped_forms_keep_the_rules_for_forms(self):
        order_types = self.env["print.order.type"].search([])
        order_types._check_conditions()
        order_types.field_ids._check_default()
        order_types.field_ids.value_ids._check_data()
        for order_type in order_types:
            codes = set(order_type.field_ids.mapped("code"))
            self.assertLessEqual(order_type._get_needed_codes(), codes)

    def test_employees_look_and_do_not_touch(self):
        clerk = new_test_user(self.env, "print-clerk", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self._field("baked").with_user(clerk).name = "Burnt"
