"""Our numbers beside those of poppler's tools, on our own PDFs and on foreign ones.

The table in docs/preflight-oracles.md is what the last test found. To write it anew:
``PREPRESS_WRITE_DOCS=1 ./shop test prepress``.
"""

import os
import re
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path

import oracles
import pikepdf
import pytest
from book import save_book
from pdfs import MM, VERA
from prepress.budget import Budget
from prepress.pdf import lexer, read_pdf
from reportlab.lib.colors import CMYKColorSep
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "preflight-oracles.md"
ODOO = Path(os.environ.get("SHOP_STATE", ROOT / ".shop")) / "odoo"
FOREIGN = {path.name: path for path in sorted(ODOO.rglob("*.pdf"))}  # made by others
POPPLER = "22.12.0"  # whose figures the table has
PAGES = 3
AS_NEAR_AS_MM, AS_FAR_AS_MM = 0.3, 4  # content boxes beside those of Ghostscript
NO_OPERATORS = {b"BI", b"true", b"false", b"null"}

pytestmark = pytest.mark.skipif(
    not oracles.are_here(), reason="Install poppler-utils to compare with its tools."
)


def save_reportlab(path: Path, _book: Path):
    pdfmetrics.registerFont(TTFont("Vera", VERA))
    canvas = Canvas(
        str(path), (210 * MM, 297 * MM), pageCompression=1, initialFontName="Vera"
    )
    canvas.setTrimBox((0, 0, 200 * MM, 287 * MM))
    for _page in range(PAGES):
        canvas.setFillColor(CMYKColorSep(0, 0.9, 0.8, 0, spotName="PANTONE 185 C"))
        canvas.setFont("Vera", 12)
        canvas.drawString(72, 700, "Ширина и высота, ąęłß")
        canvas.setFont("Times-Roman", 5)
        canvas.drawString(72, 600, "small")
        canvas.rotate(20)
        canvas.drawImage(_picture(path), 200, 200, 100, 50)
        canvas.showPage()
    canvas.save()


def _picture(path):
    picture = path.with_suffix(".ppm")
    picture.write_bytes(b"P6 40 30 255\n" + bytes(range(36)) * 100)
    return str(picture)


def save_ghostscript(path: Path, book: Path):
    _run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", f"-o{path}", book)


def save_cairo(path: Path, book: Path):
    _run("pdftocairo", "-pdf", book, path)


def _run(tool, *arguments):
    if not shutil.which(tool):
        pytest.skip(f"Install {tool}: it writes a PDF in its own way.")
    subprocess.run([tool, *map(str, arguments)], check=True, capture_output=True)


# The same pages as other programs write them, and pages of reportlab's.
WRITERS = {
    "pikepdf": lambda path, book: shutil.copy(book, path),
    "ghostscript": save_ghostscript,
    "cairo": save_cairo,
    "reportlab": save_reportlab,
}


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    return save_book(tmp_path_factory.mktemp("book") / "book.pdf", PAGES)


@pytest.fixture(scope="session")
def compared():
    """Rows of the table, from the tests above it."""
    return {}


def compare(path, name, compared):
    facts = read_pdf(path, Budget())
    comparison = oracles.compare(path, facts)
    compared[name] = (facts, comparison)
    assert not comparison.differences
    return facts, comparison


@pytest.mark.parametrize("writer", WRITERS)
def test_poppler_agrees_on_what_we_made(writer, book, tmp_path, compared):
    path = tmp_path / f"{writer}.pdf"
    WRITERS[writer](path, book)
    facts, comparison = compare(path, f"our pages, by {writer}", compared)
    assert comparison.pages == PAGES
    assert comparison.boxes == PAGES * 5
    assert comparison.fonts >= 2
    assert comparison.images >= PAGES
    assert not comparison.fonts_unused and not comparison.images_unseen
    assert not any(page.is_damaged for page in facts.pages)


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_poppler_agrees_on_foreign_files(name, compared):
    compare(FOREIGN[name], name, compared)


@pytest.mark.skipif(not shutil.which("gs"), reason="Install ghostscript to compare.")
@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_ghostscript_paints_where_we_say(name):
    """What it marks lies in our box, which is not much larger than it must be.

    Letters are boxes as high as their font, for us, and a font that is not embedded is
    as wide for it as what it takes instead: then only the first half is asked.
    """
    facts = read_pdf(FOREIGN[name], Budget())
    if facts.trouble or facts.pages[0].rotate:
        pytest.skip("There is no page, or it is turned.")
    device = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dLastPage=1", "-sDEVICE=bbox"]
    said = subprocess.run([*device, FOREIGN[name]], capture_output=True).stderr
    found = re.search(rb"%%HiResBoundingBox: (\S+) (\S+) (\S+) (\S+)", said)
    left, bottom, right, top = (float(each) / MM for each in found.groups())
    ours = facts.pages[0].content
    around = (left - ours[0], bottom - ours[1], ours[2] - right, ours[3] - top)
    assert min(around) > -AS_NEAR_AS_MM
    if all(font.is_embedded for font in facts.fonts):
        assert max(around) < AS_FAR_AS_MM


@pytest.mark.parametrize("name", sorted(FOREIGN))
def test_qpdf_reads_the_same_operators(name):
    """Its parser of content is another one than ours."""
    try:
        pdf = pikepdf.open(FOREIGN[name])
    except pikepdf.PdfError:
        pytest.skip("qpdf cannot open it.")
    with pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            theirs = [str(each.operator) for each in pikepdf.parse_content_stream(page)]
            assert list(operators_of(page.Contents.read_bytes())) == theirs


def operators_of(data: bytes):
    """Yield the operators of content as our walk meets them."""
    position = 0
    while position < len(data):
        match = lexer.TOKEN.match(data, position)
        position, token = match.end(), match[1]
        if token == b"(":
            position = lexer.end_of_string(data, match.start(1))
        elif token == b"ID":
            position = lexer.end_of_image(data, position)
            yield "INLINE IMAGE"
        elif re.match(rb"[A-Za-z'\"]", token) and token not in NO_OPERATORS:
            yield token.decode()


def test_differences_would_be_noticed(book):
    """One box, one font and one picture that are not as they are."""
    facts = asdict(read_pdf(book, Budget()))
    facts["pages"][0]["trim"] = (3, 3, 213, 299)
    facts["fonts"][0]["is_embedded"] = True
    facts["pages"][1]["images"][0]["ppi"] = 290
    wrong = type(read_pdf(book, Budget())).from_json(facts)
    assert len(oracles.compare(book, wrong).differences) == 3


def test_the_table_is_what_was_found(compared):
    if oracles.version() != POPPLER:
        pytest.skip(f"The table has the figures of poppler {POPPLER}.")
    if len(compared) < len(FOREIGN) or not FOREIGN:
        pytest.skip("Run all tests of this file, with Odoo fetched: ./shop serve.")
    table = write_table(compared)
    if os.environ.get("PREPRESS_WRITE_DOCS"):
        DOCS.write_text(table)
    assert DOCS.read_text() == table, "PREPRESS_WRITE_DOCS=1 ./shop test prepress"


HEAD = f"""# What preflight reads, beside poppler's tools

`read_pdf` of `print_prepress` walks a PDF with pikepdf. pdfinfo, pdffonts and
pdfimages (poppler {POPPLER}) share no code with it. Below is how many boxes, fonts and
placed pictures of a file both know and see alike: boxes to 0.01 mm, fonts by name, kind
and embedding, pictures by pixels and effective resolution. A test compares them
each time and has written this table; one difference makes it fail. The first files
are ours, as different programs write them; all others come with Odoo.

Fonts that the tools list and no text is set with are not counted by us, nor are
pictures of which nothing is seen: behind a clip, outside of the page, on a layer that
is off.

Two more are asked by tests, on the same files: qpdf's parser finds the same operators
in the content of every page, and what Ghostscript's bbox device marks on the first page
lies in our content box, to 0.3 mm, which is at most 4 mm larger on any side.

| File | Written by | Pages | Boxes | Fonts | not used | Pictures | not seen |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""


def write_table(compared):
    rows, sums = [], [0] * 6
    for name, (facts, comparison) in compared.items():
        figures = list(asdict(comparison).values())[:6]
        sums = [one + other for one, other in zip(sums, figures, strict=True)]
        writer = facts.creator or (f"({facts.trouble})" if facts.trouble else "")
        rows.append([name, writer.replace("|", " "), *figures])
    rows.append([f"**{len(compared)} files**", "", *sums])
    return HEAD + "".join(f"| {' | '.join(map(str, row))} |\n" for row in rows)
