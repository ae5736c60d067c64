import io

import pikepdf

from odoo.tests import tagged

from .common import PLAIN, ReportCase, picture

LINES = '<p t-foreach="range(90)" t-as="n">Line <t t-out="n"/></p>'
TALL = """
<t t-foreach="range(doc.color or 1)" t-as="n">
    <p style="page-break-after: always">Work for <t t-out="doc.name"/></p>
</t>
"""


TABLE = """
<table class="o_has_total_table table"><tbody>
    <tr t-foreach="range(doc.color)" t-as="n"><td>Line <t t-out="n"/></td></tr>
</tbody></table>
<div class="clearfix">
    <div class="row mt-n3"><div class="col-6"><table class="table">
        <tr t-foreach="['Net', 'Tax', 'Total due']" t-as="figure">
            <td t-out="figure"/>
        </tr>
    </table></div></div>
</div>
"""


@tagged("post_install", "-at_install")
class TestPages(ReportCase):
    def test_header_footer_and_number_stand_on_every_page(self):
        pages = self._pages(self._print(self._report(LINES)))
        self.assertGreater(len(pages), 2)
        for number, text in enumerate(pages, start=1):
            with self.subTest(page=number):
                self.assertIn("Rue de la Paix 12", text)
                self.assertIn("Open from nine to five", text)
                self.assertIn(f"Page {number} / {len(pages)}", text)

    def test_no_line_is_lost_or_printed_twice(self):
        text = "\n".join(self._pages(self._print(self._report(LINES))))
        lines = [line.strip() for line in text.splitlines() if line.startswith("Line")]
        self.assertEqual(lines, [f"Line {n}" for n in range(90)])

    def test_documents_in_one_file_count_their_own_pages(self):
        clients = self._partner("Short", color=1) + self._partner("Long", color=3)
        pages = self._pages(self._print(self._report(TALL), clients))
        numbers = [text.partition("Page ")[2].split("\n")[0].strip() for text in pages]
        self.assertEqual(numbers, ["1 / 1", "1 / 3", "2 / 3", "3 / 3"])
        self.assertIn("Work for Short", pages[0])
        self.assertIn("Work for Long", pages[1])

    def test_each_record_is_stored_with_its_own_pages(self):
        clients = self._partner("Short", color=1) + self._partner("Long", color=3)
        report = self._report(TALL, attachment="'work-%s.pdf' % object.id")
        merged = self._print(report, clients)
        stored = [report.retrieve_attachment(client).raw for client in clients]
        self.assertEqual([len(self._pages(content)) for content in stored], [1, 3])
        self.assertIn("Work for Short", self._pages(stored[0])[0])
        self.assertIn("Work for Long", self._pages(stored[1])[0])
        self.assertEqual(len(self._pages(merged)), 4)

    def test_stored_documents_hold_nothing_of_each_other(self):
        report = self._report(
            '<img t-attf-src="/web/image/res.partner/#{doc.id}/image_128"/>',
            attachment="'work-%s.pdf' % object.id",
        )
        clients = self._partner("A", image_1920=picture(70, 50)) + self._partner("B")
        self._print(report, clients)
        first, second = (report.retrieve_attachment(client).raw for client in clients)
        self.assertIn((70, 50), _pictures(first))
        self.assertNotIn((70, 50), _pictures(second))

    def test_a_stored_document_is_printed_again_as_it_was(self):
        report = self._report(
            TALL, attachment="'work-%s.pdf' % object.id", attachment_use=True
        )
        old = self._partner("Old name", color=1)
        self._print(report, old)
        old.name = "New name"
        new = self._partner("Other", color=2)
        pages = self._pages(self._print(report, old + new))
        self.assertEqual(len(pages), 3)
        self.assertIn("Work for Old name", pages[0])
        self.assertIn("Work for Other", pages[1])

    def test_one_document_about_many_records_stays_whole(self):
        report = self._report(
            '<p t-foreach="docs" t-as="one">Label <t t-out="one.name"/></p>', PLAIN
        )
        clients = self._partner("A") + self._partner("B") + self._partner("C")
        (page,) = self._pages(self._print(report, clients))
        for name in "ABC":
            self.assertIn(f"Label {name}", page)

    def test_a_sheet_of_labels_begins_on_the_first_page(self):
        report = self._report(
            '<div class="oe_structure"/>'
            '<div style="page-break-before: always">Label</div>',
            PLAIN,
        )
        self.assertEqual(len(self._pages(self._print(report))), 1)

    def test_paper_format_gives_the_size_of_the_sheet(self):
        for values, size in [
            ({}, (210, 297)),
            ({"orientation": "Landscape"}, (297, 210)),
            ({"format": "Letter"}, (216, 279)),
            ({"format": "custom", "page_width": 62, "page_height": 90}, (62, 90)),
        ]:
            with self.subTest(**values):
                paper = self._paper(**values)
                report = self._report("x", PLAIN, paperformat_id=paper.id)
                self.assertEqual(self._page_size_mm(self._print(report)), size)

    def test_a_report_may_ask_for_landscape_itself(self):
        report = self._report("x", LANDSCAPE)
        self.assertEqual(self._page_size_mm(self._print(report)), (297, 210))

    def test_margins_of_the_paper_format_are_kept(self):
        paper = self._paper(
            margin_top=33, margin_left=21, header_spacing=20, disable_shrinking=True
        )
        report = self._report("<p>Corner</p>", PLAIN, paperformat_id=paper.id)
        left, top = self._position_mm(self._print(report), "Corner")
        # Inside the margin stands the padding of report pages, 11 mm.
        self.assertAlmostEqual(left, 21 + 11, delta=0.5)
        self.assertAlmostEqual(top, 33 + 2, delta=1)

    def test_header_spacing_says_where_the_header_begins(self):
        tops = {}
        for spacing in (40, 20):
            paper = self._paper(margin_top=60, header_spacing=spacing)
            report = self._report("<p>x</p>", paperformat_id=paper.id)
            content = self._print(report)
            tops[spacing] = self._position_mm(content, "Shop of the tests")[1]
        self.assertAlmostEqual(tops[20] - tops[40], 20, delta=0.5)

    def test_a_tall_header_pushes_the_body_down(self):
        self.company.company_details = "<br/>".join(
            f"Address line {n}" for n in range(12)
        )
        paper = self._paper(margin_top=30, header_spacing=25)
        report = self._report("<p>Body begins</p>", paperformat_id=paper.id)
        content = self._print(report)
        last = self._position_mm(content, "Address line 11")[1]
        self.assertGreater(self._position_mm(content, "Body begins")[1], last + 3)

    def test_heads_of_tables_are_repeated(self):
        rows = '<tr t-foreach="range(90)" t-as="n"><td t-out="n"/></tr>'
        report = self._report(
            '<table class="table"><thead style="display: table-row-group">'
            f"<tr><th>Quantity</th></tr></thead><tbody>{rows}</tbody></table>"
        )
        for text in self._pages(self._print(report)):
            self.assertIn("Quantity", text)

    def test_totals_stay_with_the_last_line_and_are_not_lifted_off_the_page(self):
        paper = self._paper(margin_top=52, margin_bottom=20, header_spacing=50)
        report = self._report(TABLE, paperformat_id=paper.id)
        moved = 0
        for rows in range(20, 30):
            self.partner.color = rows
            content = self._print(report)
            pages = self._pages(content)
            moved += len(pages) > 1
            with self.subTest(rows=rows):
                last = pages[-1]
                self.assertIn("Total due", last)
                self.assertIn(f"Line {rows - 1}", last)
                _left, top = self._position_mm(content, "Total due", len(pages) - 1)
                self.assertGreater(top, 52)
        # Both happened: all on one page, and a break among the last lines.
        self.assertTrue(0 < moved < 10, moved)

    def test_four_languages_are_set_in_fonts_of_the_tree(self):
        words = {
            "en_US": "Plates 25 €",
            "fr_FR": "Épreuve à l'œil, «çà», 25 €",
            "ru_RU": "Счёт № 5, ёж, 1 000 ₽",
            "bg_BG": "Поръчка ѝ, щъркел, № 7",
        }
        for lang, text in words.items():
            with self.subTest(lang):
                self.env["res.lang"]._activate_lang(lang)
                content = self._print(self._report(f"<p>{text}</p>", lang=lang))
                (page,) = self._pages(content)
                self.assertIn(text, page)
                fonts = _fonts(content)
                cyrillic = lang in ("ru_RU", "bg_BG")
                self.assertEqual(fonts, {"Roboto"} if cyrillic else {"Lato"})


LANDSCAPE = """
<t t-name="{name}">
    <t t-set="data_report_landscape" t-value="True"/>
    <t t-call="web.html_container">
        <div class="article">{body}</div>
    </t>
</t>
"""


def _pictures(content):
    """Return the sizes in pixels of all pictures in the file, shown or not."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return {
            (int(item["/Width"]), int(item["/Height"]))
            for item in document.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        }


def _fonts(content):
    """Return the names of the embedded fonts, without the mark of the subset."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return {
            str(item["/FontName"]).partition("+")[2]
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        }
