import base64
import io
from datetime import timedelta

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import new_test_user, tagged

from .common import PrintPricingCommon


@tagged("post_install", "-at_install")
class TestTariffSpreadsheet(PrintPricingCommon):
    """Prices go out into a spreadsheet and come back: all of them, or none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        formats = cls.plates_type.field_ids.filtered(
            lambda field: field.code == "plate_format"
        )
        cls.big, cls.small = formats.value_ids[:2]
        cls.plates = cls.env["print.tariff"].create(
            {
                "name": "Plates",
                "order_type_id": cls.plates_type.id,
                "column_field_id": formats.id,
                "column_grids": {
                    str(cls.big.id): [["1", "12.00"], ["16", "11"]],
                    str(cls.small.id): [["1", "8", "2.5"]],
                },
            }
        )
        cls.banners = cls._create_tariff(cls.banner_type, 9.5)
        cls.tariffs = cls.plates | cls.banners
        cls.manager = new_test_user(
            cls.env, "print-head", "sales_team.group_sale_manager"
        )

    def _export(self, kind="csv"):
        wizard = self.env["print.tariff.export"].with_user(self.manager)
        export = wizard.create({"tariff_ids": self.tariffs.ids, "kind": kind})
        return base64.b64decode(export.content)

    def _import(self, content, **values):
        if isinstance(content, str):
            content = content.encode()
        wizard = self.env["print.tariff.import"].with_user(self.manager)
        return wizard.create({"file": base64.b64encode(content), **values})

    def _table(self):
        return self._export().decode("utf-8-sig")

    def test_a_round_trip_changes_nothing(self):
        for kind in ("csv", "xlsx"):
            with self.subTest(kind=kind):
                wizard = self._import(self._export(kind))
                self.assertIn("The file changes nothing.", wizard.preview)
                self.assertFalse(wizard.is_ready)
                wizard.action_import()
        self.assertEqual(self.tariffs.mapped("revision"), [1, 1])

    def test_a_spreadsheet_has_numbers_in_its_cells(self):
        book = openpyxl.load_workbook(io.BytesIO(self._export("xlsx")))
        rows = list(book.active.iter_rows(values_only=True))
        self.assertEqual(rows[0][:5], ("id", "tariff", "column", "quantity", "price"))
        self.assertEqual(rows[2][:5], (self.plates.id, "Plates", self.big.name, 1, 12))
        self.assertEqual(rows[5][3:5], (1, 9.5))

    def test_changes_are_told_first_and_then_made(self):
        text = self._table().replace(";16;11;", ";32;10,5;").replace("9.5", "10")
        wizard = self._import(text)
        self.assertIn("Prices changed: 1, new rows: 1, rows gone: 1", wizard.preview)
        self.assertIn(f"{self.big.name}, from 32: new row, 10.5", wizard.preview)
        self.assertEqual(self.banners.price, 9.5)
        wizard.action_import()
        self.assertEqual(self.banners.price, 10)
        grids = self.plates.column_grids
        self.assertEqual(grids[str(self.big.id)], [["1", "12"], ["32", "10.5"]])
        self.assertEqual(grids[str(self.small.id)], [["1", "8", "2.5"]])
        self.assertEqual(self.plates.revision_ids.user_id, self.manager)

    def test_from_a_day_on_the_old_prices_count_until_then(self):
        day = Date.today() + timedelta(10)
        self._import(self._table().replace("9.5", "10"), date=day).action_import()
        self.assertEqual(self.banners.price, 9.5)
        self.assertEqual(self.banners.date_end, day - timedelta(1))
        new = self.env["print.tariff"].search([("date_start", "=", day)])
        self.assertEqual((new.price, new.order_type_id), (10, self.banner_type))
        self.assertFalse(self.plates.date_end)

    def test_faults_are_named_by_line_and_column(self):
        head = "id;column;quantity;price\n"
        id, name = self.plates.id, self.big.name
        for rows, sentence in [
            (f"{id};{name};1;abc", "Line 2, Price: enter a number of 0 or more."),
            (
                f"{id};{name};-1;5",
                "Line 2, From quantity: enter a number of 0 or more.",
            ),
            (f"{id};{name};;5", "Line 2, From quantity: enter a number."),
            (f"{id};{name};1;", "Line 2, Price: enter a number."),
            (f"{id};A9;1;5", "Line 2, Column: “A9” is no choice of “Plate size”."),
            ("0;;1;5", "Line 2, No.: there is no tariff of this number."),
            ("x;;1;5", "Line 2, No.: there is no tariff of this number."),
            (f"{self.banners.id};x;1;5", "Line 2, Column: this tariff has a single"),
            (f"{id};{name};5;1\n{id};{name};5;2", "Line 3: Row 2: quantity 5 must be"),
        ]:
            with self.subTest(rows=rows):
                wizard = self._import(head + rows)
                self.assertIn(sentence, wizard.preview)
                self.assertFalse(wizard.is_ready)
                with self.assertRaises(UserError) as caught:
                    wizard.action_import()
                self.assertIn(sentence, str(caught.exception))

    def test_one_fault_keeps_all_prices_as_they_were(self):
        text = self._table().replace("9.5", "ten").replace(";16;11;", ";16;10;")
        with self.assertRaises(UserError):
            self._import(text).action_import()
        self.assertEqual(self.tariffs.mapped("revision"), [1, 1])

    def test_files_that_are_no_table_are_refused(self):
        for content, sentence in [
            (b"", "The file is empty"),
            (b"id;price\n", "no row below"),
            (b"id;cost\n1;2\n", "Unknown columns: cost"),
            (b"PK\x03\x04 not a zip", "This is no table"),
            (b"\x00\x01\x02", "This is no table"),
        ]:
            with self.subTest(content=content):
                wizard = self._import(content or b"\n")
                self.assertIn(sentence, wizard.preview)

    def test_only_managers_of_prices_take_and_bring_them(self):
        sales = new_test_user(
            self.env, "print-seller", "sales_team.group_sale_salesman"
        )
        clerk = new_test_user(self.env, "print-clerk", "base.group_user")
        portal = new_test_user(self.env, "print-client", "base.group_portal")
        for user in (sales, clerk, portal):
            for model in ("print.tariff.export", "print.tariff.import"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    self.env[model].with_user(user).create({})
