import base64
import io
import logging
from itertools import groupby
from operator import itemgetter

import psycopg2

from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError
from odoo.tools import pdf
from odoo.tools.image import image_process
from odoo.tools.misc import file_path

from ..typesetting import Asset, Barcode, Image, Paper, Refused, read_documents

_logger = logging.getLogger(__name__)

FONT_FOLDERS = (
    "web/static/fonts/lato",
    "web/static/fonts/google",
    "web/static/src/libs/fontawesome/fonts",
)
WKHTMLTOPDF_SHRINKING = 0.8
"""What wkhtmltopdf's smart shrinking makes of a page, and templates are drawn for."""

try:
    from ..typesetting.engine import Engine
except (ImportError, OSError) as error:
    ENGINE = None
    _logger.error("No PDF can be made, WeasyPrint does not load: %s", error)
else:
    ENGINE = Engine([file_path(folder) for folder in FONT_FOLDERS])


class TypesettingFailed(Exception):
    """No PDF was made: the engine is missing, or it stopped."""


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    @api.model
    def get_wkhtmltopdf_state(self):
        """Answer for the engine in use, in the words that core and browsers expect."""
        return "ok" if ENGINE else "install"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        if not ENGINE:
            raise self._typesetting_error() from TypesettingFailed("no engine")
        return super()._render_qweb_pdf_prepare_streams(
            report_ref, data, res_ids=res_ids
        )

    @api.model
    def _run_wkhtmltopdf(
        self,
        bodies,
        report_ref=False,
        header=None,
        footer=None,
        landscape=False,
        specific_paperformat_args=None,
        set_viewport_size=False,
    ):
        """Typeset in process. Core's method, which runs wkhtmltopdf, is replaced.

        Several bodies come back as core expects them from wkhtmltopdf: one file, with
        one outline entry where the pages of each record begin.
        """
        report = self._get_report(report_ref) if report_ref else self
        paper = self._typesetting_paper(
            report.get_paperformat(), landscape, specific_paperformat_args or {}
        )
        try:
            documents = read_documents(bodies, header or "", footer or "")
            files = ENGINE.typeset(documents, paper, self._read_typesetting_source)
        except (UserError, psycopg2.Error):
            # A refusal in words, or a transaction that the caller will repeat.
            raise
        except Exception as error:
            _logger.exception("The PDF of %s was not made", report.report_name)
            raise self._typesetting_error() from TypesettingFailed(str(error))
        if len(files) == 1:
            return files[0]
        return _bind(files, [document.record for document in documents])

    def _typesetting_error(self):
        if not ENGINE:
            return UserError(
                self.env._(
                    "The PDF cannot be made: WeasyPrint or its Pango libraries are"
                    " missing on the server. Ask the administrator to install them."
                )
            )
        return UserError(
            self.env._(
                "The PDF cannot be made: the engine stopped at this document. Ask the"
                " administrator to look at the server log."
            )
        )

    @api.model
    def _is_typesetting_failure(self, error):
        """Whether ``error`` says that no PDF could be made, and nothing else.

        For those who would rather go on without the PDF.
        """
        return isinstance(error.__cause__, TypesettingFailed)

    def _typesetting_paper(self, paperformat, landscape, overrides):
        """Return the :class:`Paper` of a ``report.paperformat``.

        :param landscape: turn the sheet, whatever the paper format says
        :param overrides: ``data-report-*`` attributes of the report, in text
        """
        if not paperformat:
            return Paper()
        landscape = landscape or overrides.get("data-report-landscape")
        width, height = (
            paperformat.print_page_width or Paper.width_mm,
            paperformat.print_page_height or Paper.height_mm,
        )
        if landscape and paperformat.orientation != "Landscape":
            width, height = height, width

        def length(name, value):
            return float(overrides.get(f"data-report-{name}", value))

        return Paper(
            width_mm=width,
            height_mm=height,
            margin_top_mm=length("margin-top", paperformat.margin_top),
            margin_right_mm=paperformat.margin_right,
            margin_bottom_mm=length("margin-bottom", paperformat.margin_bottom),
            margin_left_mm=paperformat.margin_left,
            header_spacing_mm=length("header-spacing", paperformat.header_spacing),
            header_line=paperformat.header_line,
            scale=1 if paperformat.disable_shrinking else WKHTMLTOPDF_SHRINKING,
        )

    def _read_typesetting_source(self, source):
        """Return the bytes of what a document may load.

        :raise Refused: if there is none, or this user may not see it
        """
        # Portal pages print with sudo(): pictures keep to the rights of the user.
        report = self.with_env(self.env(su=False))
        try:
            match source:
                case Asset():
                    content = report._read_typesetting_asset(source)
                case Image():
                    content = report._read_typesetting_image(source)
                case Barcode():
                    content = report._read_typesetting_barcode(source)
        except (UserError, KeyError, ValueError) as error:
            raise Refused(f"{source}: {error}") from error
        if not content:
            raise Refused(f"nothing at {source}")
        return content

    def _read_typesetting_asset(self, source):
        """Return a bundle of style sheets, compiled first if it is not there yet."""
        # Bundles are public; the model behind them is not readable for everybody.
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("url", "=", source.path),
                    ("public", "=", True),
                    ("res_model", "=", "ir.ui.view"),
                    ("res_id", "=", 0),
                    ("create_uid", "=", SUPERUSER_ID),
                ],
                limit=1,
            )
        )
        if not attachment:
            # It is stored: in a request that only reads, Odoo begins again in one that
            # may write.
            name, rtl, _type, autoprefix = self.env["ir.asset"]._parse_bundle_name(
                source.path.rpartition("/")[2], debug_assets=False
            )
            bundle = self.env["ir.qweb"]._get_asset_bundle(
                name, css=True, js=False, rtl=rtl, autoprefix=autoprefix
            )
            attachment = bundle.css()
        return attachment.raw

    def _read_typesetting_barcode(self, source):
        """Return the barcode that ``/report/barcode`` would show."""
        try:
            return self.barcode(source.symbology, source.value, **dict(source.options))
        except Exception as error:
            # Reportlab knows no common exception for what a symbology cannot hold.
            raise Refused(f"{source}: {error}") from error

    def _read_typesetting_image(self, source):
        """Return the image that ``/web/image`` would show to this user."""
        record = self.env["ir.binary"]._find_record(
            source.xmlid,
            source.model,
            source.record_id,
            source.access_token,
            field=source.field,
        )
        field = record._fields[source.field]
        if field.type != "binary":
            raise Refused(f"not an image: {source}")
        record._check_field_access(field, "read")
        content = record.with_context(bin_size=False)[source.field] or b""
        if (record._name, source.field) != ("ir.attachment", "raw"):
            content = base64.b64decode(content)
        if content and (source.width or source.height):
            size = (source.width, source.height)
            content = image_process(content, size=size, crop=source.crop)
        return content


def _bind(files, records):
    """Return one PDF of several, with an outline entry where each record begins.

    Core cuts the file there again, to keep each record's pages apart. It looks for what
    wkhtmltopdf writes: an outline with named destinations that hold page numbers.

    :param files: PDFs, in bytes
    :param records: the record that each file belongs to, or None
    """
    writer = pdf.PdfFileWriter()
    first_pages = []
    for _record, group in groupby(zip(files, records, strict=True), itemgetter(1)):  # pylint: disable=bad-builtin-groupby
        first_pages.append(writer.getNumPages())
        for content, _record in group:
            writer.appendPagesFromReader(pdf.PdfFileReader(io.BytesIO(content)))
    _add_outline(writer, first_pages)
    with io.BytesIO() as stream:
        writer.write(stream)
        return stream.getvalue()


def _add_outline(writer, first_pages):
    name, number = pdf.NameObject, pdf.NumberObject
    entries = [pdf.DictionaryObject() for _page in first_pages]
    references = [writer._add_object(entry) for entry in entries]
    outline = pdf.DictionaryObject(
        {
            name("/Type"): name("/Outlines"),
            name("/First"): references[0],
            name("/Last"): references[-1],
            name("/Count"): number(len(entries)),
        }
    )
    outline_reference = writer._add_object(outline)
    destinations = pdf.DictionaryObject()
    for index, (entry, page) in enumerate(zip(entries, first_pages, strict=True)):
        destination = name(f"/document-{index}")
        destinations[destination] = pdf.ArrayObject([number(page), name("/Fit")])
        entry[name("/Title")] = pdf.createStringObject(str(index + 1))
        entry[name("/Parent")] = outline_reference
        entry[name("/Dest")] = destination
        if index:
            entry[name("/Prev")] = references[index - 1]
        if index + 1 < len(entries):
            entry[name("/Next")] = references[index + 1]
    writer._root_object.update(
        {name("/Outlines"): outline_reference, name("/Dests"): destinations}
    )
