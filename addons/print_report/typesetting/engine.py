"""WeasyPrint, set up for documents of a shop: no network, no files, known fonts.

Importing this module fails with ``ImportError`` or ``OSError`` where WeasyPrint or one
of the system libraries that it loads is missing.
"""

import logging
import os
import tempfile
import threading
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import urljoin

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .document import END, FOOTER, HEADER
from .fonts import fontconfig, is_cyrillic, name_families
from .sources import ORIGIN, Asset, Inline, Refused, parse_source
from .stylesheet import Stylesheet

_logger = logging.getLogger(__name__)

# It reports each declaration of a screen style sheet that has no meaning on paper.
logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
logging.getLogger("fontTools").setLevel(logging.ERROR)

MEASURING_HEIGHT_MM = 2000

PRINT_CSS = f"""
html, body {{ height: auto !important; overflow: visible !important; }}
body, .{HEADER} > *, .{FOOTER} > * {{ max-width: none !important; }}
h1, h2, h3, h4, h5, h6 {{ bookmark-level: none; break-after: avoid; }}
tr, img, svg {{ break-inside: avoid; }}
.o_line_section {{ break-after: avoid; }}

/* Totals stay whole, and with the last line of their table; terms and conditions that
   an invoice has beside its totals may be longer than a page. Templates pull totals up
   by a negative margin, which would lift them out of a page that they begin. */
.o_has_total_table + * {{ break-before: avoid; }}
.o_has_total_table + :not(:has([name="comment"])) {{ break-inside: avoid; }}
.mt-n3 {{ margin-top: 0 !important; }}

/* A place to drop things into is no content: a sheet of labels begins on page one. */
.oe_structure:empty {{ display: none; }}

/* Some templates switch this off, for a fault of wkhtmltopdf. */
thead {{ display: table-header-group !important; }}

/* Columns that add up to 100 % and a rounding error stay in one row. */
.row > * {{ margin-right: -0.01px; }}

/* The frame of a table is a layer over it, and would end with the first page. */
.o_table_boxed table:not(.o_ignore_layout_styling)::before {{ content: none; }}
.o_table_boxed table:not(.o_ignore_layout_styling) {{ border: 1px solid #495057; }}
.o_table_boxed-rounded table:not(.o_ignore_layout_styling) {{
  border: 1px solid #495057; border-width: 0 1px;
}}

/* The folder layout draws its title into a shape that style sheets colour, which is
   nothing on paper: the title of the body, hidden there for an outline, stands in. */
.o_folder_header_container {{ display: none; }}
.o_report_layout_folder > h3.opacity-0 {{
  opacity: 1 !important; height: auto !important;
}}

.{HEADER} {{ position: running({HEADER}); }}
.{FOOTER} {{ position: running({FOOTER}); }}
:is(.{HEADER}, .{FOOTER}) > * {{ position: relative; z-index: 0; }}
:is(.{HEADER}, .{FOOTER}) .page::after {{ content: counter(page); }}
:is(.{HEADER}, .{FOOTER}) .topage::after {{ content: counter(pages); }}
@page {{
  @top-center {{
    content: element({HEADER}); width: 100%; vertical-align: top; text-align: start;
  }}
  @bottom-center {{
    content: element({FOOTER}); width: 100%; vertical-align: top; text-align: start;
  }}
}}
"""

MEASURING_CSS = f"""
body {{ margin: 0 !important; padding: 0 !important; }}
.{HEADER}, .{FOOTER} {{ position: static; display: flow-root; }}
"""

_lock = threading.RLock()
"""Pango's fonts are shared by the process and not safe between threads."""


class Engine:
    """Typesets documents with the fonts of some folders.

    An engine lives as long as the process: it keeps parsed style sheets and fonts.
    """

    def __init__(self, font_folders):
        with _fontconfig_file(fontconfig(font_folders)):
            self.fonts = FontConfiguration()
        self.split = lru_cache(maxsize=16)(Stylesheet)
        self.parse = lru_cache(maxsize=64)(self._parse)

    def typeset(self, documents, paper, read):
        """Return one PDF for each document, as bytes.

        :param documents: list of :class:`Document`
        :param paper: the :class:`Paper` of all of them; margins grow where a header or
            a footer needs more room
        :param read: function that returns the bytes of an ``Asset``, ``Image`` or
            ``Barcode``, or raises ``Refused``
        """
        run = _Run(self, paper, read)
        # Before the lock: a bundle may have to be compiled and stored first.
        for document in documents:
            run.read_bundles(document)
        with _lock:
            return [run.typeset(document) for document in documents]

    def _parse(self, text):
        return weasyprint.CSS(
            string=text,
            base_url=ORIGIN,
            url_fetcher=_Fetcher(_refuse),
            font_config=self.fonts,
        )


class _Run:
    """Documents set together: they share a paper, pictures and measured headers."""

    def __init__(self, engine, paper, read):
        self._engine = engine
        self._paper = paper
        self._read = read
        self._fetcher = _Fetcher(read)
        self._bundles = {}
        self._pictures = {}
        self._heights = {}

    def read_bundles(self, document):
        for style in document.styles:
            if style.url is not None and style.url not in self._bundles:
                self._bundles[style.url] = self._read_bundle(style.url)

    def typeset(self, document):
        with self._fetcher.raising():
            paper = self._paper.with_room(
                self._height_mm(document, document.header),
                self._height_mm(document, document.footer),
            )
            pages = self._lay_out(document, document.html, paper.page_rule())
            return pages.write_pdf(zoom=paper.scale)

    def _height_mm(self, document, html):
        """Return how much height a header or footer takes on paper."""
        if not html:
            return 0
        if html not in self._heights:
            pages = self._lay_out(document, html, _measuring_css(self._paper)).pages
            self._heights[html] = self._paper.printed_mm(pages[0].anchors[END][1])
        return self._heights[html]

    def _lay_out(self, document, html, css):
        texts = [*self._style_texts(document), PRINT_CSS, css]
        page = weasyprint.HTML(string=html, base_url=ORIGIN, url_fetcher=self._fetcher)
        return page.render(
            font_config=self._engine.fonts,
            stylesheets=[self._engine.parse(text) for text in texts],
            presentational_hints=True,
            cache=self._pictures,
        )

    def _style_texts(self, document):
        cyrillic = is_cyrillic(document.language)
        for style in document.styles:
            text = style.text
            if style.url is not None:
                bundle = self._bundles[style.url]
                text = bundle.subset(document.names, self._paper.body_width_px)
            yield name_families(text, cyrillic)

    def _read_bundle(self, url):
        """Return the style sheet at that address, an empty one if it is refused."""
        try:
            source = parse_source(urljoin(ORIGIN, url))
            if not isinstance(source, Asset):
                raise Refused(f"not a style sheet: {url[:200]}")
            return self._engine.split(self._read(source).decode())
        except Refused as error:
            _logger.warning("Printed without a style sheet: %s", error)
            return Stylesheet("")


class _Fetcher(URLFetcher):
    """Gives WeasyPrint what ``read`` allows. Never opens an address."""

    def __init__(self, read):
        super().__init__(allowed_protocols=())
        self._read = read

    def fetch(self, url, headers=None):
        try:
            source = parse_source(url)
            if isinstance(source, Inline):
                content, mimetype = source.content, source.mimetype
            elif isinstance(source, Asset):
                raise Refused(f"not a picture: {url[:200]}")
            else:
                content, mimetype = self._read(source), "image/*"
        except Refused as error:
            _logger.warning("Left out of a PDF: %s", error)
            raise
        except Exception as error:
            # WeasyPrint swallows exceptions, but a broken transaction must be heard of.
            raise FatalURLFetchingError(url) from error
        return URLFetcherResponse(url, content, {"Content-Type": mimetype})

    @contextmanager
    def raising(self):
        """Let what happened while reading come out as it was."""
        try:
            yield
        except FatalURLFetchingError as error:
            raise error.__cause__ from None


def _refuse(source):
    raise Refused(f"style sheets load nothing: {source}")


def _measuring_css(paper):
    width, height = (
        f"{length / paper.scale:.3f}mm"
        for length in (paper.body_width_mm, MEASURING_HEIGHT_MM)
    )
    return f"@page {{ size: {width} {height}; margin: 0; }}\n{MEASURING_CSS}"


@contextmanager
def _fontconfig_file(text):
    """Make Fontconfig read ``text`` instead of the machine's configuration."""
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.NamedTemporaryFile("w", suffix=".conf", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.environ["FONTCONFIG_FILE"] = file.name
        try:
            yield
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
