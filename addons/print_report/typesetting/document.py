"""Cut what the report engine hands over into documents that stand alone.

Odoo prepares reports for a browser: one page of HTML for each body, one for the headers
of all of them and one for the footers, with a script that picks the header of the body
being printed and writes the page numbers. Here each body gets its own header and footer
as running elements, and page numbers are counters of the style sheet.
"""

from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html
from lxml.html import builder

HEADER = "o_typeset_header"
FOOTER = "o_typeset_footer"
END = "o_typeset_end"
"""Id of the mark that stands below a measured element."""


ADDRESSES = {"src", "href", "data", "background"}
"""Attributes whose addresses the engine resolves."""


@dataclass(frozen=True, slots=True)
class Style:
    """One style sheet of a document: the address of a bundle, or its text."""

    url: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One document: a body with its running header and footer.

    ``header`` and ``footer`` are pages of their own, to be measured; empty if there is
    none. ``names`` are the classes (with a dot) and ids (with a hash) in use.
    ``record`` tells whose document it is, as ``(model, id)`` in text, if the report
    says so.
    """

    html: str
    header: str
    footer: str
    language: str
    styles: tuple[Style, ...]
    names: frozenset[str]
    record: tuple[str, str] | None


def read_documents(bodies, header="", footer=""):
    """Return a :class:`Document` for each body.

    :param bodies: pages or fragments of HTML
    :param header: a page with the headers of all bodies, in their order
    :param footer: a page with the footers of all bodies, in their order

    >>> page = '<body class="o_body_pdf"><div id="minimal_layout_report_%s">%s</div>'
    >>> first, second = read_documents(
    ...     ['<div class="article" data-oe-lang="bg_BG">One</div>', "<p>Two</p>"],
    ...     header=page % ("headers", '<div class="header">Top</div>'),
    ... )
    >>> first.language, "Top" in first.header, "Top" in first.html
    ('bg-BG', True, True)
    >>> sorted(first.names)
    ['.article', '.header', '.o_body_pdf', '.o_typeset_header']
    >>> second.header, "Top" in second.html
    ('', False)
    """
    headers = _Running(header, HEADER, "minimal_layout_report_headers")
    footers = _Running(footer, FOOTER, "minimal_layout_report_footers")
    return [
        _document(_tree(body), number, headers, footers)
        for number, body in enumerate(bodies)
    ]


class _Running:
    """The headers or the footers of all documents."""

    def __init__(self, html, name, container_id):
        self._name = name
        self._container_id = container_id
        self._tree = _tree(html)

    def element(self, number):
        """Return the element that runs on the pages of that document, or None.

        Inside is a box with the classes of the page it comes from, for its margins.
        """
        body = self._tree.find("body")
        container = body.find(f".//*[@id='{self._container_id}']")
        # A page without that container is the header of every document.
        parts = list(body) if container is None else container[number : number + 1]
        if not parts:
            return None
        page = builder.DIV(*map(deepcopy, parts))
        page.set("class", body.get("class", ""))
        return builder.DIV(builder.CLASS(self._name), page)

    def styles(self):
        return _take_styles(deepcopy(self._tree))


def _document(tree, number, headers, footers):
    body = tree.find("body")
    language = _language(body)
    tree.set("lang", language)
    tree.attrib.pop("style", None)
    _absolute_links(tree)
    running = {HEADER: headers.element(number), FOOTER: footers.element(number)}
    for element in running.values():
        if element is not None:
            body.insert(0, element)
    _drop_broken_addresses(tree)
    styles = _take_styles(tree) or headers.styles()
    for element in tree.xpath("//base | //script"):
        element.drop_tree()
    return Document(
        html=_serialize(tree),
        header=_alone(running[HEADER], tree),
        footer=_alone(running[FOOTER], tree),
        language=language,
        styles=tuple(styles),
        names=_names(tree),
        record=_record(body),
    )


def _tree(html):
    return lxml.html.document_fromstring(html if html.strip() else "<body></body>")


def _serialize(tree):
    return lxml.html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>")


def _language(body):
    """Language of the first article that names one, as HTML writes it."""
    articles = body.xpath(".//*[@data-oe-lang]/@data-oe-lang")
    return articles[0].replace("_", "-") if articles else ""


def _record(body):
    articles = body.xpath(".//*[@data-oe-model and @data-oe-id]")
    if not articles:
        return None
    return articles[0].get("data-oe-model"), articles[0].get("data-oe-id")


def _absolute_links(tree):
    """Complete the links that a reader may follow; nothing else leaves the document."""
    bases = tree.xpath("//base/@href")
    if not bases:
        return
    for link in tree.iter("a"):
        href = link.get("href")
        if href and not href.startswith("#") and not _is_broken(href):
            link.set("href", urljoin(bases[0], href))


def _drop_broken_addresses(tree):
    """Remove addresses that cannot even be parsed: the engine would stop at them.

    They come from pasted text, where one bracket is enough.
    """
    for element in tree.iter(lxml.html.etree.Element):
        for name in ADDRESSES & set(element.keys()):
            if _is_broken(element.get(name)):
                del element.attrib[name]
        style = element.get("style", "")
        if "url" in style and ("[" in style or "\\" in style):
            del element.attrib["style"]


def _is_broken(address):
    try:
        urljoin("https://shop.invalid", address)
    except ValueError:
        return True
    return False


def _take_styles(tree):
    """Remove the style sheets from ``tree`` and return them in their order."""
    styles = []
    for element in tree.xpath("//link[@rel='stylesheet'] | //style"):
        if element.tag == "link":
            styles.append(Style(url=element.get("href", "")))
        elif element.get("media", "print") != "screen":
            styles.append(Style(text=element.text_content()))
        element.drop_tree()
    return styles


def _names(tree):
    names = set()
    for element in tree.iter(lxml.html.etree.Element):
        names.update(f".{name}" for name in element.get("class", "").split())
        if "id" in element.attrib:
            names.add(f"#{element.get('id')}")
    return frozenset(names)


def _alone(running, tree):
    """Return a page that holds only that element and a mark below it."""
    if running is None:
        return ""
    body = builder.BODY(deepcopy(running), builder.DIV(id=END))
    body.set("dir", tree.find("body").get("dir", "ltr"))
    return _serialize(builder.HTML(body, lang=tree.get("lang")))
