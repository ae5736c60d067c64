"""Splits the body of a mail into what its author wrote and what he quotes."""

from lxml import etree, html

# Set by Odoo when it keeps a mail, on whatever mail programs quote.
MARK = "data-o-mail-quote"


def split_quoted(body):
    """Return ``(written, quoted)``, both as HTML; "" where there is no such thing.

    :param str body: sanitized HTML

    >>> split_quoted('<p>Yes.</p><blockquote data-o-mail-quote="1">Is it?</blockquote>')
    ('<p>Yes.</p>', '<blockquote data-o-mail-quote="1">Is it?</blockquote>')

    A mail that only quotes is shown as it is:

    >>> split_quoted('<pre>No marks here</pre>')
    ('<pre>No marks here</pre>', '')
    """
    if MARK not in body:
        return body, ""
    root = html.fragment_fromstring(body, create_parent="div")
    quotes = [
        node
        for node in root.xpath(f".//*[@{MARK}]")
        if not any(MARK in above.attrib for above in node.iterancestors())
    ]
    quoted = "".join(
        etree.tostring(node, encoding="unicode", method="html", with_tail=False)
        for node in quotes
    )
    for node in quotes:
        node.drop_tree()  # what follows it stays: an answer between two quotes
    if not root.text_content().strip() and not root.xpath(".//img"):
        return body, ""
    written = etree.tostring(root, encoding="unicode", method="html")
    return written.removeprefix("<div>").removesuffix("</div>"), quoted
