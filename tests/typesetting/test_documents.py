"""What the report engine hands over becomes documents that stand alone."""

import doctest
import importlib

import pytest
from typesetting import Paper, Stylesheet, read_documents

PAGE = """<!DOCTYPE html><html style="height: 0"><head>
<base href="http://shop.example"/>
<link rel="stylesheet" href="/web/assets/1/a.b.min.css"/>
<script>alert(1)</script></head>
<body class="o_body_pdf container overflow-hidden" dir="rtl">%s</body></html>"""
HEADERS = PAGE % '<div id="minimal_layout_report_headers">%s</div>'
FOOTERS = PAGE % '<div id="minimal_layout_report_footers">%s</div>'


@pytest.mark.parametrize(
    "module", ["document", "fonts", "paper", "sources", "stylesheet"]
)
def test_examples_in_the_docstrings_are_true(module):
    module = importlib.import_module(f"typesetting.{module}")
    result = doctest.testmod(module, optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
    assert result.attempted and not result.failed


def test_each_body_gets_its_own_header_and_footer():
    documents = read_documents(
        [PAGE % "<p>one</p>", PAGE % "<p>two</p>"],
        HEADERS % "<div>head 1</div><div>head 2</div>",
        FOOTERS % "<div>foot 1</div><div>foot 2</div>",
    )
    for number, document in enumerate(documents, start=1):
        for part in ("head", "foot"):
            assert f"{part} {number}" in document.html
            assert f"{part} {3 - number}" not in document.html
        assert f"head {number}" in document.header
        assert f"foot {number}" in document.footer


def test_a_body_without_header_stays_without():
    first, second = read_documents(
        [PAGE % "<p>one</p>", PAGE % "<p>two</p>"], HEADERS % "<div>head 1</div>"
    )
    assert "head 1" in first.html
    assert not second.header
    assert not second.footer


def test_a_page_that_is_one_header_runs_on_every_document():
    documents = read_documents(["<p>one</p>", "<p>two</p>"], PAGE % "<p>head</p>")
    assert all("head" in document.html for document in documents)


def test_scripts_and_links_to_style_sheets_do_not_reach_the_engine():
    (document,) = read_documents([PAGE % "<style>p { top: 0 }</style>x"])
    for word in ("<script", "<link", "<style", "<base", "height: 0"):
        assert word not in document.html
    bundle, own = document.styles
    assert bundle.url == "/web/assets/1/a.b.min.css"
    assert own.text == "p { top: 0 }"


def test_a_bare_fragment_takes_the_style_sheets_of_its_header():
    (document,) = read_documents(["<p>x</p>"], HEADERS % "<div>head</div>")
    assert [style.url for style in document.styles] == ["/web/assets/1/a.b.min.css"]


def test_nothing_at_all_is_an_empty_document():
    (document,) = read_documents([""])
    assert "<body" in document.html


@pytest.mark.parametrize(
    "html",
    [
        '<img src="//[::1/x">',
        '<a href="//[x]y">x</a>',
        '<a href="http://[x">x</a>',
        '<object data="/\n/[x"></object>',
        '<p style="background: url(//[x)">x</p>',
    ],
)
def test_addresses_that_cannot_be_parsed_are_dropped(html):
    (document,) = read_documents([PAGE % html])
    assert "[" not in document.html


def test_the_record_of_an_article_is_known():
    article = '<div class="article" data-oe-model="sale.order" data-oe-id="7">x</div>'
    (document,) = read_documents([PAGE % article])
    assert document.record == ("sale.order", "7")


def test_letters_of_every_language_survive():
    text = "Счёт № 5 — ½ «ёж» ѝ é ₽ &lt;b&gt;"
    (document,) = read_documents([PAGE % text])
    assert text in document.html


def test_margins_never_shrink():
    paper = Paper(margin_top_mm=40, header_spacing_mm=50, margin_bottom_mm=20)
    for header, footer in [(0, 0), (10, 10), (100, 100)]:
        grown = paper.with_room(header, footer)
        assert grown.margin_top_mm >= max(40, header)
        assert grown.margin_bottom_mm >= max(20, footer)


@pytest.mark.parametrize(
    ("selector", "kept"),
    [
        ("p", True),
        ("*", True),
        (".known", True),
        (".unknown", False),
        (".unknown, .known", True),
        (".known .unknown", False),
        ("#total", True),
        ("#other", False),
        (".known:not(.unknown)", True),
        (":is(.unknown, .other) p", True),
        ('a[href$=".unknown"]', True),
        (r".w-1\/2", True),
        (".known::before", True),
    ],
)
def test_only_rules_that_may_match_are_kept(selector, kept):
    sheet = Stylesheet(f"{selector} {{ color: red }}")
    subset = sheet.subset({".known", "#total", ".w-1/2"}, width_px=900)
    assert bool(subset) == kept


def test_broken_style_sheets_do_no_harm():
    for text in ("", "}", "a {", "a { b: 'c", "@media print {", "/* a { } ", "a {}}}"):
        Stylesheet(text).subset(set(), width_px=900)


def test_media_are_answered_for_the_width_of_the_paper():
    sheet = Stylesheet(
        "@media (min-width: 768px) { .wide { top: 0 } }"
        "@media (max-width: 767.98px) { .narrow { top: 0 } }"
        "@media screen { .screen { top: 0 } }"
        "@media print { .paper { top: 0 } @media (min-width: 9000px) { p { top: 0 } } }"
    )
    names = {".wide", ".narrow", ".screen", ".paper"}
    assert sheet.subset(names, 992).split() == [
        *(".wide", "{", "top:", "0", "}"),
        *(".paper", "{", "top:", "0", "}"),
    ]
    assert ".narrow" in sheet.subset(names, 300)
