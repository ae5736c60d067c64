"""Test kit: make a report of some QWeb, print it and read the pages again."""

import base64
import io

import pypdfium2
from PIL import Image

from odoo.fields import Command
from odoo.tests import TransactionCase

MM_PER_POINT = 25.4 / 72
ZERO_WIDTH_SPACE = "\u200b"

EXTERNAL = """
<t t-name="{name}">
    <t t-call="web.html_container">
        <t t-foreach="docs" t-as="doc">
            <t t-set="doc" t-value="doc.with_context(lang='{lang}')"/>
            <t t-call="web.external_layout">
                <div class="page">{body}</div>
            </t>
        </t>
    </t>
</t>
"""

PLAIN = """
<t t-name="{name}">
    <t t-call="web.basic_layout">
        <div class="page">{body}</div>
    </t>
</t>
"""


def picture(width, height):
    """Return a PNG of that size, in base64."""
    with io.BytesIO() as stream:
        Image.new("RGB", (width, height), "teal").save(stream, "PNG")
        return base64.b64encode(stream.getvalue())


def compile_bundles(env):
    """Make the style sheets of reports, which the first PDF would otherwise do."""
    for name in ("web.report_assets_common", "web.report_assets_pdf"):
        env["ir.qweb"]._get_asset_bundle(
            name, css=True, js=False, autoprefix=True
        ).css()


def read_pages(content):
    """Return the text of each page of a PDF."""
    with pypdfium2.PdfDocument(content) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def read_boxes(content):
    """Return, for each page, its width and the boxes of what is printed on it.

    :rtype: list of (width, [(character, left, top, right, bottom)]), in millimetres
        from the left and the top edge of the sheet
    """
    pages = []
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            width, height = (side * MM_PER_POINT for side in page.get_size())
            text_page = page.get_textpage()
            text = text_page.get_text_range()
            boxes = []
            for index, character in enumerate(text):
                if character.isspace() or character == ZERO_WIDTH_SPACE:
                    continue
                left, bottom, right, top = (
                    edge * MM_PER_POINT for edge in text_page.get_charbox(index)
                )
                boxes.append((character, left, height - top, right, height - bottom))
            pages.append((width, boxes))
    return pages


class ReportCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(
            context={**cls.env.context, "force_report_rendering": True, "lang": "en_US"}
        )
        cls.company = cls.env["res.company"].create(
            {
                "name": "Shop of the tests",
                "street": "Rue de la Paix 12",
                "report_footer": "<p>Open from nine to five</p>",
                "external_report_layout_id": cls.env.ref(
                    "web.external_layout_standard"
                ).id,
                "paperformat_id": cls.env.ref("base.paperformat_euro").id,
            }
        )
        cls.env.user.write(
            {
                "company_ids": [Command.link(cls.company.id)],
                "company_id": cls.company.id,
            }
        )
        cls.partner = cls._partner("Client one")
        # Compiled for the company just made, once for all tests of the class.
        compile_bundles(cls.env)

    @classmethod
    def _partner(cls, name, **values):
        return cls.env["res.partner"].create({"name": name, **values})

    @classmethod
    def _report(cls, body, template=EXTERNAL, lang="en_US", **values):
        """Return a report on contacts whose pages hold ``body``, in QWeb."""
        number = cls.env["ir.ui.view"].search_count([])
        name = f"print_report.test_{number}"
        cls.env["ir.ui.view"].create(
            {
                "name": name,
                "key": name,
                "type": "qweb",
                "arch": template.format(name=name, body=body, lang=lang),
            }
        )
        return cls.env["ir.actions.report"].create(
            {
                "name": name,
                "model": "res.partner",
                "report_type": "qweb-pdf",
                "report_name": name,
                **values,
            }
        )

    @classmethod
    def _paper(cls, **values):
        return cls.env["report.paperformat"].create(
            {
                "name": "Test",
                "format": "A4",
                "orientation": "Portrait",
                "margin_top": 40,
                "margin_bottom": 20,
                "header_spacing": 35,
                **values,
            }
        )

    def _print(self, report, records=None, user=None):
        """Return the PDF of ``records`` (one contact unless given), in bytes."""
        records = self.partner if records is None else records
        reports = self.env["ir.actions.report"].with_user(user or self.env.user)
        content, kind = reports._render_qweb_pdf(report.report_name, records.ids)
        self.assertEqual(kind, "pdf")
        return content

    def _pages(self, content):
        return read_pages(content)

    def _page_size_mm(self, content):
        with pypdfium2.PdfDocument(content) as document:
            return tuple(round(side * MM_PER_POINT) for side in document[0].get_size())

    def _position_mm(self, content, text, page=0):
        """Return how far the top of ``text`` is from the left and the top edge."""
        with pypdfium2.PdfDocument(content) as document:
            sheet = document[page]
            text_page = sheet.get_textpage()
            index, _count = text_page.search(text).get_next()
            left, _bottom, _right, top = text_page.get_charbox(index)
            height = sheet.get_height()
        return left * MM_PER_POINT, (height - top) * MM_PER_POINT

    def _images(self, content):
        """Return the sizes in pixels of the pictures on the first page."""
        with pypdfium2.PdfDocument(content) as document:
            kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
            return [image.get_px_size() for image in document[0].get_objects(kinds)]
