from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import PrintPricingCommon

BIG, SMALL = "1030x790", "745x605"


@tagged("post_install", "-at_install")
class TestTariffColumns(PrintPricingCommon):
    """A printed price list as one tariff: quantities down, plate sizes across."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.formats = cls.plates_type.field_ids.filtered(
            lambda field: field.code == "plate_format"
        )
        cls.choices = {choice.code: choice for choice in cls.formats.value_ids}
        cls.tariff = cls.env["print.tariff"].create(
            {
                "name": "Plates",
                "order_type_id": cls.plates_type.id,
                "column_field_id": cls.formats.id,
                "column_grids": cls._columns(
                    **{BIG: [["1", "12"], ["16", "11"]], SMALL: [["1", "8"]]}
                ),
            }
        )

    @classmethod
    def _columns(cls, **grids):
        return {str(cls.choices[code].id): rows for code, rows in grids.items()}

    def _amount(self, **values):
        spec = self._create_spec(self._plates(**values))
        return self._create_order(spec).order_line.price_subtotal

    def test_each_choice_has_its_own_ladder(self):
        self.assertEqual(self._amount(plate_format=BIG), 8 * 12)
        self.assertEqual(self._amount(plate_format=BIG, signatures=2), 16 * 11)
        self.assertEqual(self._amount(plate_format=SMALL, signatures=2), 16 * 8)

    def test_a_choice_without_prices_is_on_request(self):
        spec = self._create_spec(self._plates(plate_format="510x400"))
        line = self._create_order(spec).order_line
        self.assertTrue(line.print_is_on_request)
        self.assertEqual(line.print_no_price_reason, "No tariff fits these choices.")

    def test_a_list_tells_the_lowest_and_the_highest_price(self):
        self.assertEqual(self.tariff.prices, "8 – 12")
        self.assertFalse(self.tariff.price)

    def test_what_is_wrong_is_told_with_its_column(self):
        for rows, sentence in [
            ([["5", "1"], ["5", "2"]], "1030 × 790: Row 2: quantity 5 must be more"),
            ([["1", "x"]], "1030 × 790: Row 1: enter a number"),
            ([["1", "-3"]], "1030 × 790: Row 1: enter a price of 0 or more"),
        ]:
            with (
                self.subTest(rows=rows),
                self.assertRaisesRegex(ValidationError, sentence),
                self.cr.savepoint(),
            ):
                self.tariff.column_grids = self._columns(**{BIG: rows})
        with self.assertRaisesRegex(ValidationError, "Grid: enter at least one row"):
            self.tariff.column_grids = {}

    def test_a_falling_total_is_told_with_its_column(self):
        self.tariff.column_grids = self._columns(**{BIG: [["1", "12"], ["16", "9"]]})
        self.assertIn("1030 × 790: 16 costs less than 15", self.tariff.warning)

    def test_a_second_tariff_for_a_column_is_refused(self):
        with (
            self.assertRaisesRegex(
                ValidationError, "“Plates” counts for the same jobs"
            ),
            self.cr.savepoint(),
        ):
            self._create_tariff(self.plates_type, 5, plate_format=SMALL)
        self._create_tariff(self.plates_type, 5, plate_format="510x400")
        with self.assertRaisesRegex(ValidationError, "counts for the same jobs"):
            self.tariff.column_grids = self._columns(**{"510x400": [["1", "4"]]})

    def test_columns_are_choices_of_one_list_of_the_work(self):
        media = self.banner_type.field_ids.filtered(lambda field: field.code == "media")
        with (
            self.assertRaisesRegex(ValidationError, "Columns: choose a list of CTP"),
            self.cr.savepoint(),
        ):
            self.tariff.column_field_id = media
        with (
            self.assertRaisesRegex(
                ValidationError, "take choices of “Plate size” only"
            ),
            self.cr.savepoint(),
        ):
            self.tariff.column_grids = {str(media.value_ids[0].id): [["1", "4"]]}
        with self.assertRaisesRegex(ValidationError, "have columns already"):
            self.tariff.value_ids = self.choices[BIG]

    def test_a_choice_with_prices_is_not_deleted(self):
        choice = self.formats.value_ids.create(
            {"field_id": self.formats.id, "code": "shop-own", "name": "Our own"}
        )
        grids = {**self.tariff.column_grids, str(choice.id): [["1", "4"]]}
        self.tariff.column_grids = grids
        with self.assertRaisesRegex(ValidationError, "has a rate: hide it instead"):
            choice.unlink()

    def test_history_names_column_and_quantity(self):
        self.tariff.column_grids = self._columns(
            **{BIG: [["1", "12.5"], ["16", "11"], ["48", "10"]]}
        )
        self.assertEqual(
            self.tariff.revision_ids.changes.splitlines(),
            [
                "1030 × 790, from 1: 12 → 12.5",
                "1030 × 790, from 48: new row, 10",
                "745 × 605, from 1: 8 → no row any more",
            ],
        )

    def test_one_column_again_keeps_no_other(self):
        self.tariff.grid = [["1", "9"]]
        self.assertFalse(self.tariff.column_field_id)
        self.assertFalse(self.tariff.column_grids)
        self.assertEqual(self._amount(plate_format="510x400"), 8 * 9)

    def test_columns_cost_no_query(self):
        def read_book():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.plates_type._get_price_book(self.plates_type.price_stamp)
            return self.cr.sql_log_count - before

        two = read_book()
        grids = {code: [["1", "4"]] for code in self.choices}
        self.tariff.column_grids = self._columns(**grids)
        self.assertEqual(read_book(), two)
