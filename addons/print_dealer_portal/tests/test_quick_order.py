import io
import random
import zipfile
from datetime import date
from unittest.mock import patch

import openpyxl

from odoo.addons.print_portal.tests.common import PrintPortalCommon
from odoo.exceptions import UserError
from odoo.tests import tagged

from .. import spreadsheet
from ..models.product_product_quick import LINES_AT_MOST
from .common import DealerPagesCommon
from .shelf_common import ShelfMixin


def book(*rows):
    """Return an XLSX file with these rows."""
    stream = io.BytesIO()
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    workbook.save(stream)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestQuickLines(ShelfMixin, PrintPortalCommon):
    """What is said of each row."""

    def _match(self, text, user=None):
        products = self.env["product.product"].with_user(user or self.maria)
        return products._match_quick_lines(products._parse_quick_table(text))

    def _says(self, text, user=None):
        return [
            (row["state"], row["product_id"], row["quantity"], row["sentence"])
            for row in self._match(text, user)
        ]

    def test_codes_of_any_case_and_barcodes_are_found(self):
        for code in ("CH-HD2-20", "ch-hd2-20", "СН-НD2-20"):
            with self.subTest(code):
                row = ("right", self.developer.id, 6, "")
                self.assertEqual(self._says(f"{code};6"), [row])
        row = ("right", self.paper.id, 12, "")
        self.assertEqual(self._says("4006381333931;12"), [row])

    def test_amounts_are_those_of_the_dealer(self):
        row = self._match("CH-HD2-20;6")[0]
        self.assertEqual(row["subtotal"], "447.00")
        self.assertEqual(row["product"]["name"], "Developer HD-2")

    def test_who_sees_no_money_reads_no_amount(self):
        row = self._match("CH-HD2-20;6", self.stock)[0]
        self.assertEqual(row["subtotal"], "")
        self.assertNotIn("price", row["product"])
        self.assertNotIn("74", str(row))

    def test_a_quantity_is_mended_to_packs_and_the_field_holds_what_comes(self):
        row = self._match("PP-330-30;8")[0]
        self.assertEqual((row["state"], row["quantity"]), ("mended", 12))
        self.assertEqual(row["typed"], "12")
        self.assertIn("12 instead of 8", row["sentence"])
        self.assertEqual(self._match("PP-330-30;12")[0]["state"], "right")

    def test_a_mended_thousand_can_be_read_back(self):
        row = self._match("PP-330-30;1201")[0]
        self.assertEqual(row["typed"], "1206")

    def test_without_a_quantity_it_is_the_least_that_can_be_had(self):
        rows = self._match("CH-HD2-20\nPP-330-30")
        self.assertEqual([row["quantity"] for row in rows], [1, 6])
        self.assertEqual([row["typed"] for row in rows], ["1", "6"])

    def test_an_unknown_code_comes_with_the_nearest_and_stays_as_typed(self):
        row = self._match("PP-330-3O;8")[0]
        self.assertEqual(
            (row["state"], row["code"], row["typed"]), ("unknown", "PP-330-3O", "8")
        )
        self.assertEqual(row["choices"][0]["value"], "PP-330-30")
        self.assertEqual(self._match("QQQQ;8")[0]["choices"], [])

    def test_products_that_are_not_for_dealers_do_not_exist(self):
        row = self._match("XX-1;8")[0]
        self.assertEqual(row["state"], "unknown")
        self.assertNotIn("Not for dealers", str(row))

    def test_of_several_with_one_code_one_is_chosen(self):
        row = self._match("BS-50;8")[0]
        self.assertEqual(row["state"], "several")
        self.assertEqual(
            {each["id"] for each in row["choices"]}, {self.screws.id, self.loupe.id}
        )

    def test_what_may_mean_two_numbers_is_asked_for(self):
        state, product_id, _quantity, sentence = self._says("CH-HD2-20;1,500")[0]
        self.assertEqual((state, product_id), ("wrong", 0))
        self.assertIn("1,500", sentence)
        self.assertIn("1500", sentence)

    def test_nought_and_too_much_are_refused_with_a_way_out(self):
        for typed in ("0", "2000000"):
            row = self._match(f"CH-HD2-20;{typed}")[0]
            self.assertEqual(row["state"], "wrong")
            self.assertIn("from 1 to", row["sentence"])

    def test_a_code_with_a_number_at_its_end_is_not_taken_apart(self):
        plate = self._shelve("Plate", "PL 745", 3)
        self.assertEqual(self._says("PL 745"), [("right", plate.id, 1, "")])
        self.assertEqual(self._says("PL 745 20"), [("right", plate.id, 20, "")])

    def test_work_is_led_to_its_form(self):
        work = self.env.ref("print_pricing.order_type_ctp_plates").product_ids[:1]
        work.product_variant_id.default_code = "CTP-1"
        work.is_partner_portal = True
        row = self._match("CTP-1;8")[0]
        self.assertEqual((row["state"], row["product_id"]), ("wrong", 0))
        self.assertEqual(row["choices"][0]["order_type"], "ctp_plates")

    def test_sentences_are_short(self):
        text = "PP-330-3O;8\nBS-50;8\nCH-HD2-20;1,500\nCH-HD2-20;0\nPP-330-30;8\nQQQQ;1"
        for row in self._match(text):
            self.assertTrue(0 < len(row["sentence"]) <= 90, row["sentence"])

    def test_two_thousand_rows_ask_no_more_than_ten(self):
        codes = ["CH-HD2-20", "pp-330-30", "BS-50", "РР-330-30", "NO-SUCH-1"]

        def count(rows):
            text = "\n".join(f"{codes[n % 5]};{n + 1}" for n in range(rows))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self._match(text)), rows)
            return self.env.cr.sql_log_count - before

        count(5)
        self.assertEqual(count(10), count(LINES_AT_MOST))

    # Spreadsheets -------------------------------------------------------------------

    def _read(self, data):
        lines = self.env["product.product"]._parse_quick_file(data)
        return [(line.number, line.code, line.amount) for line in lines]

    def test_a_spreadsheet_with_other_columns_and_an_empty_row(self):
        data = book(
            ("№", "Артикул", "Наименование", "Количество", "Цена"),
            (1, "CH-HD2-20", "Проявитель", 6, 74.5),
            (),
            (2, 4006381333931, date(2026, 11, 26), 8.0, True),
        )
        wanted = [(2, "CH-HD2-20", 6), (4, "4006381333931", 8)]
        self.assertEqual(self._read(data), wanted)

    def test_a_fraction_of_a_spreadsheet_is_no_thousand(self):
        self.assertEqual(float(self._read(book(("AB-1", 1.125)))[0][2]), 1.125)

    def test_files_that_are_no_tables_are_refused_in_one_sentence(self):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as parts:
            parts.writestr("word/document.xml", "<w/>")
        for data in (b"%PDF\0", b"\xd0\xcf\x11\xe0" + bytes(9), stream.getvalue()):
            with self.assertRaisesRegex(UserError, "^File: .*CSV"):
                self._read(data)

    def test_a_small_file_that_hides_a_large_one_is_not_unpacked(self):
        with (
            patch.object(spreadsheet, "_UNPACKED_BYTES", 1000),
            self.assertRaisesRegex(UserError, "too large"),
        ):
            self._read(book(("AB-1", 5)))

    def test_too_many_rows_are_refused(self):
        for data in (
            book(*[("AB-1", 1)] * (LINES_AT_MOST + 1)),
            b"AB-1;1\n" * (LINES_AT_MOST + 1),
        ):
            with self.assertRaisesRegex(UserError, "Rows: at most 2000"):
                self._read(data)

    def test_damaged_spreadsheets_are_read_or_refused(self):
        dice = random.Random(8115)
        whole = book(("Code", "Qty"), ("AB-1", 5))
        for _ in range(150):
            data = bytearray(whole)
            for _ in range(dice.randint(1, 6)):
                data[dice.randrange(4, len(data))] = dice.randrange(256)
            try:
                self._read(bytes(data))
            except UserError as refusal:
                self.assertIn("File: ", str(refusal))


@tagged("post_install", "-at_install")
class TestQuickOrderPage(ShelfMixin, DealerPagesCommon):
    """The page, without a script and with it."""

    PAGE = "/dealer/quick-order"

    def setUp(self):
        super().setUp()
        self._login(self.maria)

    def _key(self):
        return self._find(self._get(self.PAGE), "//main//input[@name='key']/@value")[0]

    def _ordered(self, user=None):
        basket = self.env["sale.order"].with_user(user or self.maria)._get_basket()
        return {
            line.product_id.default_code: line.product_uom_qty
            for line in basket.order_line
        }

    def _fields(self, answer):
        rows = zip(
            self._find(answer, "//input[@name='code']/@value"),
            self._find(answer, "//input[@name='quantity']/@value"),
            strict=False,
        )
        return [row for row in rows if any(row)]

    def test_right_rows_go_into_the_basket_and_it_is_shown(self):
        answer = self._post(
            self.PAGE,
            code=["CH-HD2-20", "4006381333931", ""],
            quantity=["6", "12", ""],
            add="1",
        )
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(answer.headers["Location"].endswith("/dealer/basket"))
        self.assertEqual(self._ordered(), {"CH-HD2-20": 6, "PP-330-30": 12})

    def test_rows_to_mend_are_left_as_they_were_typed(self):
        answer = self._post(
            self.PAGE, code=["CH-HD2-20", "PP-330-3O"], quantity=["6", "8"], add="1"
        )
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(self._ordered(), {"CH-HD2-20": 6})
        self.assertEqual(self._fields(answer), [("PP-330-3O", "8")])
        said = self._read(answer)
        self.assertIn("Put into the basket: 1.", said)
        self.assertIn("No such code. Perhaps:", said)

    def test_a_mended_quantity_is_seen_before_it_is_ordered(self):
        answer = self._post(self.PAGE, code="PP-330-30", quantity="8", add="1")
        self.assertEqual(self._ordered(), {})
        self.assertEqual(self._fields(answer), [("PP-330-30", "12")])
        self._post(self.PAGE, code="PP-330-30", quantity="12", add="1")
        self.assertEqual(self._ordered(), {"PP-330-30": 12})

    def test_pressed_twice_it_is_added_once_and_a_new_form_adds_more(self):
        key = self._key()
        for _ in range(2):
            answer = self._post(
                self.PAGE, code="CH-HD2-20", quantity="6", key=key, add="1"
            )
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._ordered(), {"CH-HD2-20": 6})
        self._post(self.PAGE, code="CH-HD2-20", quantity="1", key=self._key(), add="1")
        self.assertEqual(self._ordered(), {"CH-HD2-20": 7})

    def test_the_nearest_match_is_one_click_and_its_quantity_stays(self):
        answer = self._post(self.PAGE, code="PP-330-3O", quantity="12", check="1")
        use = self._find(answer, "//button[@name='use']/@value")[0]
        answer = self._post(self.PAGE, code="PP-330-3O", quantity="12", use=use)
        self.assertEqual(self._fields(answer), [("PP-330-30", "12")])
        self.assertEqual(answer.status_code, 200)

    def test_of_several_products_the_one_clicked_is_ordered(self):
        answer = self._post(self.PAGE, code="BS-50", quantity="3", check="1")
        use = [
            value
            for value in self._find(answer, "//button[@name='use']/@value")
            if f":{self.loupe.id}:" in value
        ]
        answer = self._post(self.PAGE, code="BS-50", quantity="3", use=use[0])
        chosen = self._find(answer, "//input[@name='chosen']/@value")[0]
        self._post(self.PAGE, code="BS-50", quantity="3", chosen=chosen, add="1")
        basket = self.env["sale.order"].with_user(self.maria)._get_basket()
        self.assertEqual(basket.order_line.product_id, self.loupe)

    def test_a_paste_and_a_file_become_rows_beside_those_typed(self):
        answer = self._post(
            self.PAGE,
            {"upload": ("order.xlsx", book(("Code", "Qty"), ("PP-330-30", 6)))},
            code="CH-HD2-20",
            quantity="1",
            table="ch-hd2-20 x 2\n3;BS-50",
            check="1",
        )
        rows = [
            ("CH-HD2-20", "1"),
            ("ch-hd2-20", "2"),
            ("BS-50", "3"),
            ("PP-330-30", "6"),
        ]
        self.assertEqual(self._fields(answer), rows)

    def test_as_many_rows_as_may_be_checked_can_be_sent(self):
        codes = ["CH-HD2-20"] * LINES_AT_MOST
        answer = self._post(
            self.PAGE,
            code=codes,
            quantity=["1"] * LINES_AT_MOST,
            chosen=[""] * LINES_AT_MOST,
            add="1",
        )
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(self._ordered(), {"CH-HD2-20": LINES_AT_MOST})

    def test_a_paste_that_is_too_long_is_kept_and_said(self):
        table = "\n".join(["CH-HD2-20;1"] * (LINES_AT_MOST + 1))
        answer = self._post(self.PAGE, code="BS-50", quantity="3", table=table, add="1")
        self.assertEqual(answer.status_code, 422)
        kept = self._find(answer, "//textarea[@name='table']")[0].text_content()
        self.assertEqual(kept.split(), table.split())
        self.assertEqual(self._fields(answer), [("BS-50", "3")])
        self.assertIn("Rows: at most 2000 at once.", self._read(answer))

    def test_what_is_typed_is_shown_as_text(self):
        answer = self._post(self.PAGE, code="<b>x</b>", quantity='"<i>', check="1")
        self.assertEqual(self._fields(answer), [("<b>x</b>", '"<i>')])
        self.assertFalse(
            self._find(answer, "//main//b[text()='x'] | //main//i[text()]")
        )

    def test_a_script_asks_row_by_row(self):
        answer = self.make_jsonrpc_request(
            f"{self.PAGE}/check",
            {"rows": [["ch-hd2-20", "6"], ["<b>", "1", ""], "nonsense"]},
        )
        self.assertEqual([row["state"] for row in answer["rows"]], ["right", "unknown"])
        self.assertIn("Developer HD-2", answer["rows"][0]["cell"])
        self.assertEqual(answer["rows"][0]["subtotal"], "447.00")
        answer = self.make_jsonrpc_request(
            f"{self.PAGE}/check", {"text": "CH-HD2-20\t6\n7 x PP-330-30"}
        )
        rows = [(row["code"], row["typed"], row["state"]) for row in answer["rows"]]
        self.assertEqual(
            rows, [("CH-HD2-20", "6", "right"), ("PP-330-30", "12", "mended")]
        )

    def test_who_sees_no_money_has_no_column_for_it(self):
        self._login(self.stock)
        answer = self._post(self.PAGE, code="CH-HD2-20", quantity="6", check="1")
        self.assertNotIn("447", answer.text)
        self.assertNotIn("74.5", answer.text)
        self.assertNotIn("Amount", self._read(answer))
        answer = self.make_jsonrpc_request(
            f"{self.PAGE}/check", {"rows": [["CH-HD2-20", "6"]]}
        )
        self.assertNotIn("74.5", str(answer))

    def test_the_products_and_the_basket_have_rows_of_it(self):
        """Pressed twice there, too, it is added once."""
        page = self._get("/dealer/products")
        form = self._find(page, "//form[hasclass('pr-quick')]")[0]
        self.assertEqual(len(form.xpath(".//input[@name='code']")), 3)
        key = form.xpath(".//input[@name='key']/@value")[0]
        for _ in range(2):
            self._post(self.PAGE, code="CH-HD2-20", quantity="6", key=key, add="1")
        page = self._get("/dealer/basket")
        form = self._find(page, "//form[hasclass('pr-quick-box')]")[0]
        other = form.xpath(".//input[@name='key']/@value")[0]
        self.assertNotEqual(key, other)
        for _ in range(2):
            self._post(self.PAGE, code="CH-HD2-20", quantity="1", key=other, add="1")
        self.assertEqual(self._ordered(), {"CH-HD2-20": 7})

    def test_a_long_form_asks_no_more_than_a_short_one(self):
        def count(rows):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            answer = self._post(
                self.PAGE, code=["CH-HD2-20"] * rows, quantity=["1"] * rows, check="1"
            )
            self.assertEqual(answer.status_code, 200)
            return self.env.cr.sql_log_count - before

        count(3)
        self.assertEqual(count(3), count(300))
